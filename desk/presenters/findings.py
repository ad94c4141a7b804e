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

from accounts.models import User
from core.templatetags.wording import cn_date
from desk.presenters.finding_facts import LABELS
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
