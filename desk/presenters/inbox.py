"""The inbox and the daily mail: every item with its reason, its day and its address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date, period_label
from desk.presenters.duties import DutyRow, duty_rows
from desk.selectors.inbox import duty_parts, objections_to_settle, snoozes_of
from integrity.models import FollowUp, Participation
from integrity.selectors import follow_ups_due, records_awaiting_answer
from supervision.choices import DutyState

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, why it is here, until when, where; `row` and `until` where it is a duty that can be put off."""

    title: str
    reason: str
    url: str
    due: date | None = None
    row: DutyRow | None = None
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
    parts = [*_duties(user, on, reminding), *_records(user, on)]
    return [part for part in parts if part.items]


def _duties(user: User, on: date, reminding: bool) -> list[ShownPart]:
    put_off = {} if reminding else snoozes_of(user, on)
    found = []
    for part in duty_parts(user, on, reminding=reminding):
        rows = duty_rows(user, part.rows[: SHOWN + 1], on)
        total = part.rows.order_by().count() if len(rows) > SHOWN else len(rows)
        items = [
            Item(
                title=_("%(head)s（%(unit)s%(post)s） %(kind)s %(period)s")
                % {
                    "head": row.duty.person.name,
                    "unit": row.duty.unit.name,
                    "post": row.duty.post.title,
                    "kind": row.duty.get_kind_display(),
                    "period": period_label(row.duty.period),
                },
                reason=_reason(row, part.key, on),
                url=row.url,
                due=row.duty.due,
                row=row,
                put_off_until=put_off[row.duty.pk].until if row.duty.pk in put_off else None,
            )
            for row in rows[:SHOWN]
        ]
        more = f"{reverse('duty-list')}?{part.link}"
        found.append(ShownPart(part.key, part.title, part.reason, total, more, items))
    return found


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


def _records(user: User, on: date) -> list[ShownPart]:
    """Records to answer, objections to settle, things agreed to follow up."""
    listed = reverse("record-list")
    return [
        _part(
            "answers",
            _("待我确认的记录"),
            _("谈话、报告、恳谈会记录需要您本人确认"),
            records_awaiting_answer(user).select_related("record"),
            f"{listed}?answer=pending",
            _to_answer,
        ),
        _part(
            "objections",
            _("对方有异议的记录"),
            _("您所在机构登记的记录，本人提出了异议"),
            objections_to_settle(user, on).select_related("record", "person"),
            f"{listed}?answer=objected",
            _objected,
        ),
        _part(
            "follow-ups",
            _("后续事项"),
            _("谈话和恳谈会定下的事项，尚未办结"),
            follow_ups_due(user, on).select_related("record", "person"),
            f"{reverse('follow-up-list')}?state=pressing",
            _agreed,
        ),
    ]


def _part(
    key: str, title: str, reason: str, rows: QuerySet[Any], more_url: str, item: Callable[[Any], Item]
) -> ShownPart:
    shown = list(rows[: SHOWN + 1])
    total = rows.order_by().count() if len(shown) > SHOWN else len(shown)
    return ShownPart(key, title, reason, total, more_url, [item(row) for row in shown[:SHOWN]])


def _to_answer(line: Participation) -> Item:
    return Item(
        title=f"{line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("该记录涉及您本人，请确认或者提出异议"),
        url=reverse("record", args=[line.record_id]),
    )


def _objected(line: Participation) -> Item:
    return Item(
        title=f"{line.person.name} {line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("本人提出异议：%(words)s") % {"words": line.answer_words},
        url=reverse("record", args=[line.record_id]),
    )


def _agreed(row: FollowUp) -> Item:
    told = {"kind": row.record.get_kind_display(), "day": cn_date(row.record.held_on)}
    reason = _("%(kind)s（%(day)s）定下的后续事项") % told
    return Item(
        title=row.text,
        reason=f"{reason} · {row.person.name}" if row.person else reason,
        url=reverse("record", args=[row.record_id]),
        due=row.due,
    )
