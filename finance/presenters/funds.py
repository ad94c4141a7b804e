"""How uses of funds are shown: rows of the list, the checklist by stage, the sheet with its signatures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from finance.models import FundUse
from finance.procedure.funds import Line, LineState
from finance.selectors.paid_for import label_of
from rulebook.findings import CODES
from rulebook.procedures.funds import SIGNERS, STAGES, Signer, sheet_rule_on
from rulebook.types import Severity

LINE_TONES = {
    LineState.DONE: ("ok", gettext_lazy("已完成")),
    LineState.MISSING: ("late", gettext_lazy("缺")),
    LineState.AHEAD: ("info", gettext_lazy("待进行")),
    LineState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
TONES = {Severity.NOTICE: "info", Severity.ORDINARY: "soon", Severity.SERIOUS: "late"}
HAPPENED = {
    "funds.enter": gettext_lazy("登记"),
    "funds.change": gettext_lazy("修改"),
    "funds.name-signers": gettext_lazy("指定签字人"),
    "funds.sign": gettext_lazy("签字"),
    "funds.pay": gettext_lazy("登记支付"),
    "funds.cancel": gettext_lazy("作废"),
    "budget.enter": gettext_lazy("登记预算"),
    "budget.adjust": gettext_lazy("调整预算"),
    "self-check.state": gettext_lazy("填写自查"),
    "self-check.sign": gettext_lazy("签字"),
    "off-book.record": gettext_lazy("登记"),
    "off-book.close": gettext_lazy("办结"),
}


@dataclass(frozen=True, slots=True)
class State:
    """How a use stands, in a word and a colour."""

    tone: str
    word: str


def state_of(use: FundUse) -> State:
    """How `use` stands: withdrawn, paid, or who signs next."""
    if use.cancelled:
        return State("muted", _("已作废"))
    if use.paid_on is not None:
        return State("ok", _("已支付"))
    required = sheet_rule_on(use.happened_on).required(use.amount)
    coming = next((signer for signer in required if getattr(use, f"{signer}_on") is None), None)
    if coming is None:
        return State("info", _("待支付"))
    if getattr(use, f"{coming}_id") is None:
        return State("soon", _("待指定签字人"))
    return State("info", _("待%(who)s签字") % {"who": _(SIGNERS[coming])})


def rows_of(uses: Iterable[FundUse], faults: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Rows of the list, each with what is open in the register about it."""
    return [
        {
            "use": use,
            "state": state_of(use),
            "faults": [
                (TONES[CODES[code].severity], _(CODES[code].title)) for code in faults.get(use.pk, ())
            ],
        }
        for use in uses
    ]


def stages_shown(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """The checklist by stage."""
    return [
        {
            "title": _(title),
            "lines": [
                {"line": line, "tone": LINE_TONES[line.state][0], "word": LINE_TONES[line.state][1]}
                for line in lines
                if line.step.stage == stage
            ],
        }
        for stage, title in STAGES.items()
    ]


def signatures_shown(use: FundUse) -> list[dict[str, Any]]:
    """The places of the sheet in order: those the sum asks for, and others that are filled."""
    required = sheet_rule_on(use.happened_on).required(use.amount)
    return [
        {
            "title": _(SIGNERS[signer]),
            "name": getattr(use, f"{signer}_name"),
            "on": getattr(use, f"{signer}_on"),
        }
        for signer in Signer
        if signer in required or getattr(use, f"{signer}_name")
    ]


def happenings(events: Iterable[Any]) -> list[dict[str, Any]]:
    """What was done to the record."""
    return [
        {"on": event.at, "title": HAPPENED.get(event.action, event.action), "who": str(event.actor or "")}
        for event in events
    ]


HEADER: tuple[str | Promise, ...] = (
    gettext_lazy("单号"), gettext_lazy("用途"), gettext_lazy("单位"), gettext_lazy("收款人"), gettext_lazy("金额（元）"),
    gettext_lazy("预算项目"), gettext_lazy("申请日期"), gettext_lazy("支付日期"), gettext_lazy("状态"), gettext_lazy("依据的决策事项"),
    gettext_lazy("支付的采购或标段"), *(gettext_lazy(title) for title in SIGNERS.values()), gettext_lazy("来源"), gettext_lazy("问题"),
)  # fmt: skip


def exported(uses: Iterable[FundUse], faults: dict[int, list[str]]) -> Iterator[list[Any]]:
    """The cells of an export, one list a use."""
    for use in uses:
        yield [
            use.number,
            use.purpose,
            use.unit.name,
            use.payee.name,
            use.amount,
            use.budget_item,
            use.applied_on,
            use.paid_on,
            state_of(use).word,
            use.matter.number if use.matter else "",
            label_of(use),
            *(getattr(use, f"{signer}_name") for signer in Signer),
            str(use.get_origin_display()),
            "；".join(_(CODES[code].title) for code in faults.get(use.pk, ())),
        ]


def parts_of_funds(current: str, *, may_import: bool = False) -> list[dict[str, Any]]:
    """The pages about funds, as tabs."""
    pages = [
        ("fund-list", _("资金使用")),
        ("budget-list", _("年度预算")),
        ("self-check-list", _("“小金库”自查")),
        ("off-book-list", _("账外资金")),
    ]
    if may_import:
        pages.append(("fund-import", _("导入台账")))
    return [{"label": label, "url": reverse(name), "current": name == current} for name, label in pages]
