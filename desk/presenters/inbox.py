"""The inbox and the daily mail: what the apps say waits for a user, each with its reason, its day and its address."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date, period_label
from desk.presenters.duties import DutyRow, duty_rows
from desk.presenters.findings import title_of
from desk.selectors.findings import to_answer, to_assess
from desk.selectors.inbox import duty_parts, snoozes_of
from supervision.choices import DutyState, FindingState
from supervision.models import Duty, Finding
from supervision.presenters.waiting import Item, Part, each, parts_of

SHOWN = 20
BADGE_LIMIT = 100  # the badge says "99+" beyond this; counting on would help nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyItem(Item):
    """A duty, which may be put off."""

    row: DutyRow
    put_off_until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Items that are here for one reason: the first SHOWN of `total`, and the list of all."""

    key: str
    title: str | Promise
    reason: str | Promise
    total: int
    more_url: str
    items: list[Item] = field(default_factory=list)

    @property
    def rest(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.items)


def inbox_parts(user: User, on: date, *, reminding: bool = False) -> list[ShownPart]:
    """The groups that hold something, the most pressing first; `reminding`: for the mail, without what was put off."""
    shown = (_shown(part) for part in _parts(user, on, reminding=reminding))
    return [part for part in shown if part.items]


def inbox_count(user: User, on: date) -> int:
    """How many things ask for attention, at most a little above BADGE_LIMIT; one query beside the user's scope."""
    first, *others = (
        part.rows.order_by().values_list("pk", flat=True)[:BADGE_LIMIT] for part in _parts(user, on)
    )
    return first.union(*others, all=True).count()


def _parts(user: User, on: date, *, reminding: bool = False) -> Iterator[Part]:
    yield from _duties(user, on, reminding)
    yield from _findings(user, on)
    yield from parts_of(user, on)


def _shown(part: Part) -> ShownPart:
    rows = list(part.rows[: SHOWN + 1])
    total = part.rows.order_by().count() if len(rows) > SHOWN else len(rows)
    return ShownPart(part.key, part.title, part.reason, total, part.more_url, list(part.tell(rows[:SHOWN])))


def _duties(user: User, on: date, reminding: bool) -> Iterator[Part]:
    for part in duty_parts(user, on, reminding=reminding):
        tell = partial(_duty_items, user, on, part.key, reminding)
        yield Part(part.key, part.title, part.reason, part.rows, f"{reverse('duty-list')}?{part.link}", tell)


def _duty_items(user: User, on: date, key: str, reminding: bool, duties: Sequence[Duty]) -> list[Item]:
    put_off = {} if reminding else snoozes_of(user, on)
    return [
        DutyItem(
            title=_("%(head)s（%(unit)s%(post)s） %(kind)s %(period)s")
            % {
                "head": row.duty.person.name,
                "unit": row.duty.unit.name,
                "post": row.duty.post.title,
                "kind": row.duty.get_kind_display(),
                "period": period_label(row.duty.period, row.duty.kind),
            },
            reason=_reason(row, key, on),
            url=row.url,
            due=row.duty.due,
            row=row,
            put_off_until=put_off[row.duty.pk].until if row.duty.pk in put_off else None,
        )
        for row in duty_rows(user, duties, on)
    ]


def _reason(row: DutyRow, key: str, on: date) -> str:
    asked = {"clause": row.clause, "who": row.acting_names, "due": cn_date(row.duty.due)}
    if key == "escalated":
        return _("承办机构（%(who)s）逾期未办，已上报上级；期限 %(due)s（%(clause)s）") % asked
    if row.state == DutyState.OVERDUE:
        days = {"days": (on - row.duty.due).days}
        if key == "own":
            return _("要求您办理，已逾期 %(days)s 天；承办机构：%(who)s（%(clause)s）") % (asked | days)
        return _("应由%(who)s办理，已逾期 %(days)s 天（%(clause)s）") % (asked | days)
    if key == "own":
        return _("要求您办理，期限 %(due)s；承办机构：%(who)s（%(clause)s）") % asked
    return _("应由%(who)s办理，期限 %(due)s（%(clause)s）") % asked


def _findings(user: User, on: date) -> Iterator[Part]:
    """Findings to answer as a head, and to assess for a body."""
    listed = reverse("finding-list")
    yield Part(
        "findings-to-answer",
        _("待我答复的问题"),
        _("在您任“一把手”的单位发现的问题，请在期限前说明情况"),
        to_answer(user),
        f"{listed}?whose=own&state=open",
        each(_finding_to_answer),
    )
    yield Part(
        "findings-to-assess",
        _("待评议的问题"),
        _("“一把手”已经答复，或者逾期没有答复，请监督机构评议"),
        to_assess(user, on),
        f"{listed}?whose=assess&state=",
        each(_finding_to_assess),
    )


def _finding_to_answer(row: Finding) -> Item:
    return Item(
        title=_("%(what)s：%(matter)s") % {"what": title_of(row), "matter": row.title},
        reason=_("%(message)s请在 %(due)s 前答复（%(clause)s）")
        % {"message": row.message, "due": cn_date(row.answer_due), "clause": row.clause},
        url=reverse("finding", args=[row.pk]),
        due=row.answer_due,
    )


def _finding_to_assess(row: Finding) -> Item:
    told = {"unit": row.unit.name, "head": row.person.name if row.person else "", "clause": row.clause}
    answered = row.state == FindingState.ANSWERED
    words = _("%(unit)s %(head)s 已经答复，待评议（%(clause)s）")
    late = _("%(unit)s %(head)s 逾期没有答复，可以评议（%(clause)s）")
    return Item(
        title=_("%(what)s：%(matter)s") % {"what": title_of(row), "matter": row.title},
        reason=(words if answered else late) % told,
        url=reverse("finding", args=[row.pk]),
    )
