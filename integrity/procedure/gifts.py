"""A gift handed in (礼品礼金登记上交): within a month of receiving it, or of coming back (L28)."""

from datetime import date

from msgspec import Struct

from core.found import Found
from core.periods import months_after
from core.workdays import WorkdayCalendar
from integrity.procedure.found import found
from rulebook.procedures.integrity import GIFT_MONTHS


class Gift(Struct, frozen=True, kw_only=True):
    """What was received when; `back_on` the day back at the unit where it was received away; `handed_in_on` as the receiving body says."""

    item: str
    received_on: date
    back_on: date | None = None
    handed_in_on: date | None = None


def last_day(gift: Gift, calendar: WorkdayCalendar) -> date:
    """The last day for handing it in; on a holiday the next working day (N42)."""
    return calendar.on_or_after(months_after(gift.back_on or gift.received_on, GIFT_MONTHS.value))


def judge_gift(gift: Gift, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """What is found in `gift` as of `on`: handed in late, or not yet though the month is over."""
    due = last_day(gift, calendar)
    told = {"gift_on": gift.received_on.isoformat(), "item": gift.item, "due": due.isoformat()}
    if gift.handed_in_on is not None and gift.handed_in_on <= on:
        late = gift.handed_in_on > due
        return (
            [found("gift-handed-in-late", handed_in_on=gift.handed_in_on.isoformat(), **told)] if late else []
        )
    return [found("gift-not-handed-in", **told)] if on > due else []
