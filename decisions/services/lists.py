"""A unit's list of matters, drafted and adopted in versions; its large-sum threshold over time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.templatetags.wording import cn_date, money
from decisions.models import ListedMatter, Matter, MatterList, Threshold
from decisions.policies import kept_units
from decisions.selectors.lists import adopted_list, draft_list, threshold_on
from decisions.services.states import NotPossible
from organisation.models import Unit
from rulebook.procedures.decisions import CEILING, numbers_on


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of a list as typed. With neither base nor fraction it is voted as the unit's bylaw says."""

    code: str
    name: str
    category: str
    meetings: list[str]
    vote_base: str
    vote_fraction: str
    vote_other: str = ""
    needs_legality: bool = False
    secret_ballot: bool = False
    threshold: Decimal | None = None
    note: str = ""


@ledger.service("matter-list.begin")
def begin_list(*, unit: int, by: User, on: date) -> MatterList:
    """Begin the next version of the unit's list as a copy of the one in force; where one is begun already, that one."""
    kept = _kept(unit, by, on)
    begun = draft_list(kept)
    if begun is not None:
        return begun
    last = MatterList.objects.filter(unit=kept).aggregate(last=Max("version"))["last"] or 0
    made = MatterList.objects.create(unit=kept, version=last + 1, entered_by=by)
    in_force = adopted_list(kept, on)
    for row in in_force.matters.all() if in_force else ():
        row.pk, row.list = None, made
        row.save(force_insert=True)
    return made


@ledger.service("matter-list.change")
def change_list(*, unit: int, rows: Sequence[ListedRow], seen: int | None, by: User, on: date) -> MatterList:
    """Replace the rows of the draft. `seen` is the version of it the user had opened.

    Raises ValidationError for a code used twice, NotPossible where there is no draft or another person changed it meanwhile.
    """
    draft = _draft(unit, by, on)
    if seen != last_change(draft):
        raise NotPossible
    doubled = [code for code, times in Counter(row.code for row in rows).items() if times > 1]
    if doubled:
        raise ValidationError(_("事项编码重复：%(codes)s。") % {"codes": "、".join(doubled)})
    draft.matters.all().delete()
    ListedMatter.objects.bulk_create(ListedMatter(list=draft, **asdict(row)) for row in rows)
    draft.save()
    return draft


@ledger.service("matter-list.adopt")
def adopt_list(*, unit: int, adopted_on: date, adopted_by: str, by: User, on: date) -> MatterList:
    """Put the draft in force by the resolution `adopted_by` of `adopted_on`; from then on nobody can change it.

    Raises ValidationError by field, NotPossible where there is no draft.
    """
    draft = _draft(unit, by, on)
    problems: dict[str, list[str]] = {}
    former = MatterList.objects.filter(unit=unit).aggregate(last=Max("adopted_on"))["last"]
    if adopted_on > on:
        problems["adopted_on"] = [_("通过日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif former and adopted_on < former:
        problems["adopted_on"] = [
            _("通过日期不能早于上一版的通过日期（%(day)s）。") % {"day": cn_date(former)}
        ]
    if not adopted_by.strip():
        problems["adopted_by"] = [_("请填写通过清单的会议或文号。")]
    if not draft.matters.exists():
        problems.setdefault("adopted_by", []).append(_("清单还没有事项，不能通过。"))
    if problems:
        raise ValidationError(problems)
    draft.adopted_on, draft.adopted_by = adopted_on, adopted_by.strip()
    draft.save()
    return draft


@ledger.service("matter-list.discard")
def discard_list(*, unit: int, by: User, on: date) -> None:
    """Throw the draft away. Raises NotPossible where there is none."""
    _draft(unit, by, on).delete()


@ledger.service("threshold.set")
def set_threshold(*, unit: int, amount: Decimal, since: date, basis: str, by: User, on: date) -> Threshold:
    """Let a new large-sum threshold hold from `since` on; the one before ends that day.

    Raises ValidationError by field: above the county's ceiling (L8), not later than the last one, or reaching back over matters
    that were filed under another.
    """
    kept = _kept(unit, by, on)
    problems = _problems_with_threshold(kept, amount, since)
    if not basis.strip():
        problems["basis"] = [_("请填写确定标准的会议或文号。")]
    if problems:
        raise ValidationError(problems)
    former = threshold_on(kept, since)
    if former is not None:
        former.during = DateRange(former.during.lower, since)
        former.save()
    return Threshold.objects.create(
        unit=kept, amount=amount, during=DateRange(since, None), basis=basis.strip(), entered_by=by
    )


def _problems_with_threshold(unit: Unit, amount: Decimal, since: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    ceiling = numbers_on(since).ceiling
    if amount > ceiling:
        words = _("本县上限为 %(ceiling)s（%(rule)s），单位只能定得更低。")
        problems["amount"] = [words % {"ceiling": money(ceiling), "rule": CEILING.rule}]
    elif amount <= 0:
        problems["amount"] = [_("大额资金标准须大于零。")]
    later = Threshold.objects.filter(unit=unit, during__startswith__gte=since).order_by("during").last()
    filed = Matter.objects.filter(unit=unit, proposed_on__gte=since).order_by("-proposed_on").first()
    if later is not None:
        words = _("自%(day)s起已有标准，新标准须从其后的日期开始。")
        problems["since"] = [words % {"day": cn_date(later.during.lower)}]
    elif filed is not None:
        words = _("%(day)s已有事项按原标准登记，新标准须从其后的日期开始，不能追溯。")
        problems["since"] = [words % {"day": cn_date(filed.proposed_on)}]
    return problems


def last_change(draft: MatterList) -> int:
    """What tells one state of a draft from the next."""
    return int(draft.history.latest().pk)  # type: ignore[attr-defined]


def _kept(unit: int, by: User, on: date) -> Unit:
    """The unit, locked, if `by` keeps it."""
    found = kept_units(by, on).select_for_update().filter(pk=unit).first()
    if found is None:
        raise NotPossible
    return found


def _draft(unit: int, by: User, on: date) -> MatterList:
    draft = draft_list(_kept(unit, by, on))
    if draft is None:
        raise NotPossible
    return draft
