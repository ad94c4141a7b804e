"""Findings in words: rows of a list, facts each leading to its source, how one came to its state."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.templatetags.wording import cn_date
from rulebook.clauses import CLAUSES
from rulebook.findings import CODES
from rulebook.types import Severity
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.policies import visible_people, visible_units
from supervision.presenters.sources import address_of

SEVERITY_TONES = {Severity.NOTICE: "info", Severity.ORDINARY: "soon", Severity.SERIOUS: "late"}
CLOSURE_TONES = {
    Closure.FIXED: "muted",
    Closure.ACCEPTED: "soon",
    Closure.EXPLAINED: "ok",
    Closure.UPHELD: "late",
}
LABELS: dict[str, str | Promise] = {
    "record": gettext_lazy("事项"),
    "amount": gettext_lazy("金额（元）"),
    "threshold": gettext_lazy("大额资金标准（元）"),
    "published_on": gettext_lazy("公布日期"),
    "closed_on": gettext_lazy("结束日期"),
    "received_on": gettext_lazy("送审日期"),
    "decided_on": gettext_lazy("决策日期"),
    "reported_on": gettext_lazy("报告日期"),
    "found_on": gettext_lazy("发现日期"),
    "circulated_at": gettext_lazy("送达时间"),
    "meeting": gettext_lazy("会议日期"),
    "on": gettext_lazy("出具日期"),
    "since": gettext_lazy("起日"),
    "until": gettext_lazy("止日"),
    "due": gettext_lazy("期限"),
    "days": gettext_lazy("实际天数"),
    "least": gettext_lazy("规定天数"),
    "missing": gettext_lazy("缺少"),
    "steps": gettext_lazy("涉及程序"),
    "reason": gettext_lazy("情况"),
    "how": gettext_lazy("情况"),
    "what": gettext_lazy("对象"),
    "members": gettext_lazy("应到会人数"),
    "attending": gettext_lazy("到会且不回避人数"),
    "quorum": gettext_lazy("法定到会人数"),
    "names": gettext_lazy("涉及人员"),
    "required": gettext_lazy("规定的会议次序"),
    "held": gettext_lazy("实际的会议次序"),
    "place": gettext_lazy("“一把手”发言次序"),
    "votes_for": gettext_lazy("赞成票"),
    "needed": gettext_lazy("通过所需票数"),
    "base": gettext_lazy("计票基数"),
    "base_number": gettext_lazy("基数人数"),
    "outcome": gettext_lazy("记载的结果"),
    "tasks": gettext_lazy("逾期任务"),
    "entries": gettext_lazy("执行记载"),
    "value": gettext_lazy("计算结果"),
    "measure": gettext_lazy("结果的含义"),
    "formula": gettext_lazy("计算办法"),
    "limits": gettext_lazy("限值"),
    "source": gettext_lazy("依据"),
    "unit": gettext_lazy("单位"),
    "above": gettext_lazy("上级单位"),
    "matter": gettext_lazy("决策事项"),
    "decided": gettext_lazy("决议金额（元）"),
    "awarded_on": gettext_lazy("确定供应商日期"),
    "later": gettext_lazy("在后程序"),
    "later_on": gettext_lazy("在后程序日期"),
    "earlier": gettext_lazy("在前程序"),
    "earlier_on": gettext_lazy("在前程序日期"),
    "entered_on": gettext_lazy("录入日期"),
    "changed_on": gettext_lazy("改动日期"),
    "used_on": gettext_lazy("使用日期"),
    "left_on": gettext_lazy("离任日期"),
    "years": gettext_lazy("年限"),
    "months": gettext_lazy("月数"),
    "terms": gettext_lazy("届数"),
    "number": gettext_lazy("数量"),
    "grounds": gettext_lazy("情形"),
    "sanction": gettext_lazy("处理种类"),
    "result": gettext_lazy("结果"),
    "why": gettext_lazy("原因"),
    "post": gettext_lazy("职务"),
    "stage": gettext_lazy("阶段"),
    "began_on": gettext_lazy("开始日期"),
    "ended_on": gettext_lazy("完成日期"),
    "planned": gettext_lazy("计划完成日期"),
    "started_on": gettext_lazy("开工日期"),
    "opened_on": gettext_lazy("开标日期"),
    "after": gettext_lazy("进度"),
    "earlier_how": gettext_lazy("在前程序的情况"),
    "part": gettext_lazy("标段"),
    "parts": gettext_lazy("涉及的部分"),
    "category": gettext_lazy("类别"),
    "method": gettext_lazy("发包方式"),
    "limit": gettext_lazy("限额（元）"),
    "most": gettext_lazy("规定天数"),
    "budget": gettext_lazy("预算（总投资，元）"),
    "paid": gettext_lazy("累计付款（元）"),
    "allowed": gettext_lazy("最多可付（元）"),
    "project": gettext_lazy("工程项目"),
    "bidder": gettext_lazy("投标人"),
    "tie": gettext_lazy("关系"),
    "kind": gettext_lazy("利益关系"),
    "field": gettext_lazy("分管工作"),
    "basis": gettext_lazy("依据"),
    "happened_on": gettext_lazy("发生日期"),
    "incident": gettext_lazy("问题"),
    "source_kind": gettext_lazy("来源"),
    "in_charge": gettext_lazy("分管情况"),
    "relation": gettext_lazy("涉及人员"),
    "year": gettext_lazy("年度"),
    "items": gettext_lazy("责任事项"),
    "reviewed_on": gettext_lazy("检查日期"),
    "gift_on": gettext_lazy("收受日期"),
    "handed_in_on": gettext_lazy("上交日期"),
    "item": gettext_lazy("礼品"),
    "event": gettext_lazy("报告事项"),
    "kinds": gettext_lazy("应有的制度"),
    "party": gettext_lazy("应前置的会议"),
    "special": gettext_lazy("专项名称"),
    "other": gettext_lazy("先行召开的会议"),
    "other_on": gettext_lazy("先行召开日期"),
    "confirmed_by": gettext_lazy("核实人"),
    "confirmed_on": gettext_lazy("核实日期"),
    "words": gettext_lazy("核实情况"),
    "paid_on": gettext_lazy("支付日期"),
    "details": gettext_lazy("具体情况"),
    "holder": gettext_lazy("当日分管财务"),
    "payee": gettext_lazy("收款人"),
    "budget_item": gettext_lazy("预算项目"),
    "total": gettext_lazy("合计金额（元）"),
    "recovered": gettext_lazy("已收回（元）"),
    "left": gettext_lazy("尚差（元）"),
    "answered_on": gettext_lazy("说明日期"),
    "admonished_on": gettext_lazy("诫勉日期"),
}
# Facts for machines; people read the ones beside them.
UNSHOWN = frozenset({"staff_nos", "codes", "also", "code"})


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding as a list shows it on a day."""

    finding: Finding
    tone: str
    state: str | Promise
    is_late: bool

    @property
    def title(self) -> str:
        """What was found."""
        return title_of(self.finding)

    @property
    def url(self) -> str:
        """Its page."""
        return reverse("finding", args=[self.finding.pk])

    @property
    def severity_tone(self) -> str:
        """The colour of its severity."""
        return SEVERITY_TONES[Severity(self.finding.severity)]


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a finding's facts stand, as far as the user may go there; empty where not."""

    matter: str = ""
    facts: str = ""
    head: str = ""
    unit: str = ""


def title_of(finding: Finding) -> str:
    """What was found, in the words of its rule."""
    rule = CODES.get(finding.code)
    return _(rule.title) if rule else CLAUSES[finding.clause].title


def finding_rows(findings: Iterable[Finding], on: date) -> list[FindingRow]:
    """Return `findings` (loaded with unit and head) as rows."""
    return [row_of(finding, on) for finding in findings]


def row_of(finding: Finding, on: date) -> FindingRow:
    """One finding as a row."""
    late = finding.state == FindingState.OPEN and finding.answer_due < on
    if finding.state == FindingState.CLOSED:
        return FindingRow(
            finding, CLOSURE_TONES[Closure(finding.closure)], finding.get_closure_display(), late
        )
    if late:
        return FindingRow(finding, "late", _("逾期未答复"), late)
    tone = "soon" if finding.state == FindingState.OPEN else "info"
    return FindingRow(finding, tone, finding.get_state_display(), late)


def sources_of(user: User, finding: Finding, on: date) -> Sources:
    """Where the facts of `finding` stand, of what `user` may open on `on`."""
    address = address_of(user, finding, on)
    head = finding.person
    opens_head = head is not None and visible_people(user, on).filter(pk=head.pk).exists()
    opens_unit = visible_units(user, on).filter(pk=finding.unit_id).exists()
    return Sources(
        matter=address.matter,
        facts=address.facts,
        head=reverse("head", args=[head.staff_no]) if head and opens_head else "",
        unit=reverse("unit", args=[finding.unit_id]) if opens_unit else "",
    )


def facts_shown(finding: Finding, sources: Sources) -> list[dict[str, Any]]:
    """The facts as lines, each with the address of its source; facts of the same found again follow under a number."""
    told = [finding.facts, *finding.facts.get("also", ())]
    return [
        {
            "label": LABELS.get(name, name) if place == 1 else f"{LABELS.get(name, name)}（{place}）",
            "value": _in_words(value),
            "url": sources.facts,
        }
        for place, facts in enumerate(told, start=1)
        for name, value in facts.items()
        if name not in UNSHOWN and value not in (None, "", [])
    ]


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value))
    try:
        return cn_date(date.fromisoformat(value)) if isinstance(value, str) else str(value)
    except ValueError:
        return str(value)


def steps_of_finding(finding: Finding) -> list[dict[str, Any]]:
    """How it came to its state, newest first, from its history; one query."""
    rows = list(finding.history.order_by("history_date", "history_id"))
    steps: list[dict[str, Any]] = []
    for before, row in zip([None, *rows], rows, strict=False):
        steps += [
            step | {"on": timezone.localtime(row.history_date)} for step in _changes(finding, before, row)
        ]
    return steps[::-1]


def _changes(finding: Finding, before: Any, row: Any) -> Iterator[dict[str, Any]]:
    """What one history row says against the one before it."""
    if before is None:
        yield {"title": _("发现"), "text": row.message, "tone": "late"}
        return
    if before.digest != row.digest:
        yield {"title": _("事实有变化"), "text": row.message}
    if before.closure and not row.closure:
        yield {"title": _("事由再次出现，重新列为未了结"), "text": row.message, "tone": "late"}
    if before.answered_at != row.answered_at:
        words = _("修改答复") if before.answered_at else _("“一把手”答复")
        yield {"title": words, "text": row.answer, "who": str(finding.answered_by or "")}
    if not before.closure and row.closure == Closure.FIXED:
        yield {"title": _("事由已消除，了结"), "text": "", "tone": "ok"}
    elif not before.closure and row.closure:
        label = Closure(row.closure).label
        tone = CLOSURE_TONES[Closure(row.closure)]
        yield {
            "title": str(label),
            "text": row.assessment,
            "who": "" if row.closure == Closure.ACCEPTED else str(finding.assessed_by or ""),
            "tone": tone,
        }


def finding_stats(counts: Mapping[str, int] | None, **about: Any) -> dict[str, Any] | None:
    """The numbers of a unit's (`unit=`) or a head's (`head=`) findings, each with the address of exactly its list."""
    if counts is None:
        return None
    words = (
        ("unsettled", _("未了结的问题"), "soon", "clock"),
        ("late", _("逾期未答复"), "late", "alert"),
        (Closure.UPHELD.value, _("评议成立"), "late", "shield"),
    )
    listed = reverse("finding-list")
    stats = [
        {
            "state": state,
            "label": label,
            "tone": tone if counts[state] else "",
            "icon": icon,
            "value": counts[state],
            "url": f"{listed}?{urlencode(about | {'state': state})}",
        }
        for state, label, tone, icon in words
    ]
    return {"stats": stats, "url": f"{listed}?{urlencode(about | {'state': ''})}"}


def export_rows(findings: Iterable[Finding], on: date) -> Iterator[list[Any]]:
    """The cells of an export, one list a finding, in the order of the headings."""
    for finding in findings:
        row = row_of(finding, on)
        yield [
            finding.pk,
            finding.clause,
            row.title,
            finding.get_severity_display(),
            finding.title,
            finding.subject,
            finding.unit.name,
            finding.person.name if finding.person else "",
            finding.message,
            finding.raised_on,
            finding.answer_due,
            str(row.state),
            finding.answer,
            finding.assessment,
            finding.closed_on,
        ]


def export_headings() -> list[str]:
    """The heading row of an export."""
    return [
        _("编号"), _("条款"), _("情形"), _("程度"), _("事项"), _("事项类别"), _("单位"), _("一把手"), _("说明"),
        _("发现日期"), _("答复期限"), _("状态"), _("本人答复"), _("监督机构意见"), _("了结日期"),
    ]  # fmt: skip
