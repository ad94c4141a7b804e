"""What keeps a matter from being filed as it was typed: classification, sums, who is proposed (C2, C10, L8, N14)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date, money
from decisions.choices import ReportedUp
from decisions.models import ListedMatter
from decisions.selectors.lists import adopted_list, large_sum_from, threshold_on
from decisions.selectors.matters import changeable_matters, leaders_of
from organisation.models import Unit
from rulebook.procedures.decisions import CEILING, MatterCategory
from supervision.policies import scope_of

Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Proposed:
    """A person proposed in a personnel matter, and for what."""

    person: int
    change: str
    post: str


@dataclass(frozen=True, slots=True)
class Filing:
    """A matter as typed. `listed` fills what the list settles: meetings, majority, ballot."""

    unit: Unit
    title: str
    category: str
    proposed_on: date
    summary: str = ""
    flags: list[str] = field(default_factory=list)
    amount: Decimal | None = None
    listed: ListedMatter | None = None
    meetings_required: list[str] = field(default_factory=list)
    vote_base: str = ""
    vote_fraction: str = ""
    vote_other: str = ""
    secret_ballot: bool = False
    proposer: str = ""
    task_source: str = ""
    special: str = ""
    reported_up: str = ReportedUp.NO.value
    leader: int | None = None
    changes: int | None = None
    candidates: tuple[Proposed, ...] = ()


def problems_with(filing: Filing, *, by: User, on: date) -> Problems:
    """Why `filing` cannot be filed by `by` on `on`, in Chinese, by field; empty where it can."""
    problems: Problems = {}
    if filing.proposed_on > on:
        problems["proposed_on"] = [_("提出日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    for name, words in (
        ("category", _misfiled(filing)),
        ("vote_other", _voted_by_own_rule(filing)),
        ("amount", _sum_missing(filing)),
        ("listed", _off_the_list(filing)),
        ("candidates", _wrong_people(filing, by, on)),
        ("leader", _no_leader(filing, on)),
        ("changes", _nothing_to_change(filing, by, on)),
    ):
        if words:
            problems[name] = [words]
    return problems


def _voted_by_own_rule(filing: Filing) -> str:
    """How cadre matters are voted is settled by law (N9); a unit cannot add to it."""
    if filing.vote_other and filing.category == MatterCategory.PERSONNEL:
        return _("人事任免按规定逐人表决（N9），不另设其他表决要求。")
    return ""


def _misfiled(filing: Filing) -> str:
    """A large sum is no ordinary matter; says from which sum, since when, and what it is instead."""
    if filing.category != MatterCategory.ORDINARY or filing.amount is None:
        return ""
    threshold = threshold_on(filing.unit, filing.proposed_on)
    least = large_sum_from(threshold, filing.proposed_on)
    if filing.amount < least:
        return ""
    if threshold:
        which = _("本单位自%(day)s起的大额资金标准 %(sum)s（%(basis)s）") % {
            "day": cn_date(threshold.during.lower),
            "sum": money(least),
            "basis": threshold.basis,
        }
    else:
        which = _("本县上限 %(sum)s（%(rule)s，本单位没有另定标准）") % {
            "sum": money(least),
            "rule": CEILING.rule,
        }
    words = _(
        "金额 %(amount)s 达到%(which)s，不能按一般事项办理；请选“%(funds)s”，属于项目安排的选“%(project)s”。"
    )
    return words % {
        "amount": money(filing.amount),
        "which": which,
        "funds": _(MatterCategory.FUNDS),
        "project": _(MatterCategory.PROJECT),
    }


def _sum_missing(filing: Filing) -> str:
    missing = filing.category == MatterCategory.FUNDS and filing.amount is None
    return _("大额资金使用须填写金额。") if missing else ""


def _off_the_list(filing: Filing) -> str:
    """The row must stand on the list in force when the matter was proposed, and the class is the list's."""
    row = filing.listed
    if row is None:
        return ""
    in_force = adopted_list(filing.unit, filing.proposed_on)
    if in_force is None or row.list_id != in_force.pk:
        return _("所选清单事项不在提出之日有效的清单上。")
    if row.category != filing.category:
        values = {"name": row.name, "category": _(row.category)}
        return _("清单规定“%(name)s”属于“%(category)s”，类别须与清单一致。") % values
    return ""


def _wrong_people(filing: Filing, by: User, on: date) -> str:
    """Cadres are named in personnel matters alone, each once, and nobody files a matter about themself or a relative."""
    if filing.category != MatterCategory.PERSONNEL:
        return _("只有“重要人事任免”事项填写人选。") if filing.candidates else ""
    if not filing.candidates:
        return _("请至少填写一名人选。")
    named = [(one.person, one.change) for one in filing.candidates]
    if len(set(named)) < len(named):
        return _("同一人选填写了两次。")
    if scope_of(by, on).barred & {one.person for one in filing.candidates}:
        return _("人选是您本人或者您的亲属，您须回避，请由他人登记。")
    return ""


def _no_leader(filing: Filing, on: date) -> str:
    if filing.leader is None or leaders_of(filing.unit, on).filter(pk=filing.leader).exists():
        return ""
    return _("分管领导须是本单位现任班子成员。")


def _nothing_to_change(filing: Filing, by: User, on: date) -> str:
    known: Iterable[int] = (matter.pk for matter in changeable_matters(filing.unit, by, on))
    if filing.changes is None or filing.changes in known:
        return ""
    return _("所选的原决议不是本单位已经通过的决议。")
