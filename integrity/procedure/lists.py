"""Judging a head's yearly responsibility list (责任清单, B6, C1): signed, carried out with evidence, reviewed."""

from datetime import date

from msgspec import Struct

from core.found import Found
from integrity.procedure.found import found
from rulebook.procedures.integrity import REVIEWS, Outcome, Review


class Item(Struct, frozen=True, kw_only=True):
    """An item in force: its number in the list, and the days on which something was shown for it."""

    number: int
    title: str
    shown_on: tuple[date, ...] = ()


class Reviewed(Struct, frozen=True, kw_only=True):
    """A review by the body above: when, and what it says of each item by number."""

    on: date
    outcomes: dict[int, Outcome]


class ListForm(Struct, frozen=True, kw_only=True):
    """A head's list of a year: when each side signed the version in force, its items, its reviews. `left_on`: the head's first day no
    longer in the unit.
    """

    year: int
    drafted_on: date | None = None
    head_signed_on: date | None = None
    signed_on: date | None = None
    items: tuple[Item, ...] = ()
    reviews: dict[Review, Reviewed] = {}
    left_on: date | None = None

    @property
    def last_day(self) -> date:
        """The last day on which the list is to be carried out."""
        return date(self.year, 12, 31)


def judge_list(form: ListForm, on: date) -> list[Found]:
    """Everything found in `form` as of `on`; nothing while the list is not signed, for the calendar asks for that (C1).

    A head who left during the year answers for what was reviewed, not for what the rest of the year would have shown.
    """
    if form.signed_on is None or form.signed_on > on:
        return []
    faults: list[Found] = []
    year_end = form.reviews.get(Review.YEAR_END)
    reviewed = year_end is not None and year_end.on <= on
    left = form.left_on is not None and form.left_on <= form.last_day
    if reviewed or (on > form.last_day and not left):
        bare = [item.title for item in form.items if not any(day <= on for day in item.shown_on)]
        if bare:
            faults.append(found("list-without-evidence", year=form.year, number=len(bare), items=bare))
    if reviewed and year_end is not None:
        undone = [i.title for i in form.items if year_end.outcomes.get(i.number) == Outcome.NOT_DONE]
        if undone:
            faults.append(found("list-item-not-done", reviewed_on=year_end.on.isoformat(), items=undone))
    return faults


def review_opens(year: int, review: Review) -> date:
    """The first day on which the list of `year` may be reviewed so (L29, L30)."""
    return date(year, REVIEWS[review].from_month, 1)
