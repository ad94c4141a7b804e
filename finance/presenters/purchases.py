"""How purchases are shown: rows of the list, days as a timeline, each sign with its formula, number and source, an export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import money
from finance.choices import CategoryChoice
from finance.models import Flag, Purchase
from rulebook.findings import CODES
from rulebook.procedures.procurement import FLAGS, FlagRule
from rulebook.procedures.purchases import is_yes_or_no, limits_of, measure_of
from rulebook.types import Severity
from supervision.choices import SEVERITY_NAMES, FindingState
from supervision.models import Finding

TONES = {Severity.NOTICE: "info", Severity.ORDINARY: "soon", Severity.SERIOUS: "late"}
DAYS: tuple[tuple[str, Any], ...] = (
    ("documents_on", gettext_lazy("招标（采购）文件发出")),
    ("documents_until", gettext_lazy("文件提供截止")),
    ("opened_on", gettext_lazy("投标截止、开标")),
    ("reported_on", gettext_lazy("收到评标报告")),
    ("publicity_from", gettext_lazy("公示开始")),
    ("publicity_until", gettext_lazy("公示结束")),
    ("awarded_on", gettext_lazy("中标（成交）通知")),
    ("contract_on", gettext_lazy("签订合同")),
    ("accepted_on", gettext_lazy("验收")),
)
HAPPENED = {
    "purchase.enter": gettext_lazy("登记采购"),
    "purchase.change": gettext_lazy("修改采购"),
}


@dataclass(frozen=True, slots=True)
class FlagShown:
    """A sign in words: what it is called, how grave, its number, how it is reckoned, against which numbers, by which source."""

    rule: FlagRule
    value: float

    @property
    def code(self) -> str:
        """Its stable code."""
        return self.rule.code

    @property
    def title(self) -> str:
        """What it is called."""
        return _(self.rule.title)

    @property
    def tone(self) -> str:
        """The colour of its severity."""
        return tone_of(self.rule.code)

    @property
    def number(self) -> str:
        """Its value, to four digits."""
        return f"{self.value:.4g}" if abs(self.value) < 10_000 else f"{self.value:,.0f}"

    @property
    def measure(self) -> str:
        """What its value says; empty where it says no more than that the sign is there."""
        return "" if is_yes_or_no(self.rule) else measure_of(self.rule)

    @property
    def limits(self) -> list[str]:
        """The numbers it counts with."""
        return limits_of(self.rule.code)


def shown(flags: Iterable[Flag]) -> list[FlagShown]:
    """Signs, the gravest first."""
    order = list(reversed(list(Severity)))
    rows = [FlagShown(FLAGS[flag.code], flag.value) for flag in flags]
    return sorted(rows, key=lambda one: (order.index(severity_of(one.code)), one.code))


def severity_of(code: str) -> Severity:
    """How grave a sign is; one that is about suppliers alone is a notice."""
    rule = CODES.get(code)
    return rule.severity if rule else Severity.NOTICE


def tone_of(code: str) -> str:
    """The colour of a sign's severity."""
    return TONES[severity_of(code)]


def rows_of(purchases: Iterable[Purchase], faults: dict[int, list[str]]) -> list[dict[str, Any]]:
    """Rows of the list: the signs of each, and what else is open in the register about it, by code."""
    return [
        {
            "purchase": one,
            "flags": shown(one.flags.all()),
            "faults": [
                (TONES[CODES[code].severity], _(CODES[code].title))
                for code in faults.get(one.pk, ())
                if code not in FLAGS
            ],
        }
        for one in purchases
    ]


def timeline_of(purchase: Purchase) -> list[dict[str, Any]]:
    """Its days in order, with the time between one and the next."""
    days = [(getattr(purchase, name), label, "") for name, label in DAYS if getattr(purchase, name)]
    days += [
        (one.on, _("合同变更为 %(sum)s") % {"sum": money(one.amount)}, one.reason)
        for one in purchase.changes.all()
    ]
    days += [(one.on, _("付款"), money(one.amount)) for one in purchase.payments.all()]
    return [
        {"on": day, "title": label, "text": text} for day, label, text in sorted(days, key=lambda one: one[0])
    ]


def days_between(purchase: Purchase) -> list[tuple[str, timedelta]]:
    """How long what the rules measure took."""
    pairs = (
        (_("文件发出至投标截止"), purchase.documents_on, purchase.opened_on),
        (_("文件提供期限"), purchase.documents_on, purchase.documents_until),
        (_("公示期"), purchase.publicity_from, purchase.publicity_until),
        (_("中标通知至签订合同"), purchase.awarded_on, purchase.contract_on),
    )
    return [(label, last - first) for label, first, last in pairs if first is not None and last is not None]


def happenings(events: Iterable[Any]) -> list[dict[str, Any]]:
    """What was done to the record."""
    return [
        {"on": event.at, "title": HAPPENED.get(event.action, event.action), "who": str(event.actor or "")}
        for event in events
    ]


def findings_shown(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """What was found, each with the address of its page."""
    return [
        {
            "title": _(CODES[one.code].title) if one.code in CODES else one.clause,
            "tone": "muted" if one.state == FindingState.CLOSED else TONES[Severity(one.severity)],
            "finding": one,
            "url": reverse("finding", args=[one.pk]),
        }
        for one in findings
    ]


def flag_rows(counts: dict[str, int]) -> list[dict[str, Any]]:
    """Every sign about purchases with its number; the gravest first, each number leading to exactly its list."""
    order = list(reversed(list(Severity)))
    listed = reverse("purchase-list")
    rows = [
        {
            "rule": rule,
            "title": _(rule.title),
            "severity": SEVERITY_NAMES[severity_of(code)],
            "tone": tone_of(code),
            "limits": limits_of(code),
            "number": counts.get(code, 0),
            "url": f"{listed}?{urlencode({'flag': code})}",
        }
        for code, rule in FLAGS.items()
        if code in CODES
    ]
    return sorted(rows, key=lambda row: (order.index(severity_of(row["rule"].code)), -row["number"]))


def about_others(flags: Iterable[Flag]) -> list[dict[str, Any]]:
    """Signs about units or suppliers, each leading to the purchases."""
    listed = reverse("purchase-list")
    return [
        {
            "name": flag.unit.name if flag.unit else flag.supplier.name if flag.supplier else "",
            "flag": FlagShown(FLAGS[flag.code], flag.value),
            "url": f"{listed}?{urlencode({'unit': flag.unit_id} if flag.unit_id else {'supplier': flag.supplier_id})}",
        }
        for flag in flags
    ]


HEADER: tuple[str | Promise, ...] = (
    gettext_lazy("编号"), gettext_lazy("项目名称"), gettext_lazy("单位"), gettext_lazy("类别"), gettext_lazy("采购方式"),
    gettext_lazy("预算金额（元）"), gettext_lazy("中标（成交）通知日期"), gettext_lazy("供应商"),
    gettext_lazy("统一社会信用代码"), gettext_lazy("金额（元）"), gettext_lazy("日期"), gettext_lazy("红旗指标"),
)  # fmt: skip


def exported(purchases: Iterable[Purchase]) -> Iterator[list[Any]]:
    """The cells of an export, one list a purchase."""
    for one in purchases:
        supplier = one.supplier
        yield [
            one.number,
            one.title,
            one.unit.name,
            str(CategoryChoice(one.category).label),
            one.method_name or one.get_method_display(),
            one.estimate,
            one.awarded_on,
            supplier.name if supplier else "",
            supplier.credit_code if supplier else "",
            one.amount,
            one.happened_on,
            "；".join(flag.title for flag in shown(one.flags.all())),
        ]
