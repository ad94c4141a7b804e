"""The steps of a year's list: done, missing, ahead or not needed, why and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from integrity.procedure.lists import ListForm, judge_list, review_opens
from rulebook.procedures.integrity import REVIEWED_ALREADY, REVIEWS, STEPS, YEAR_IS_OVER, Review


class StepState(StrEnum):
    """How a step stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it stands: `why` in Chinese where something is wrong, `on` when it was done, `by` the day it counts with."""

    key: str
    title: str
    state: StepState
    why: str = ""
    on: date | None = None
    by: date | None = None


def checklist(form: ListForm, on: date, due: date | None = None) -> list[Line]:
    """The steps of `form` as of `on`; `due` is the day the calendar asks for both signatures (C1)."""
    lines = [
        _signature("draft", form.drafted_on, on, due),
        _signature("head", form.head_signed_on, on, due),
        _signature("above", form.signed_on, on, due),
    ]
    bare = [item.title for item in form.items if not item.shown_on]
    faults = {fault.rule.code: fault.message for fault in judge_list(form, on)}
    why = faults.get("list-without-evidence", "")
    state = StepState.MISSING if why else StepState.AHEAD if bare or not form.items else StepState.DONE
    lines.append(Line("evidence", STEPS["evidence"], state, why, by=form.last_day))
    return [*lines, *(_review(form, review, on, faults) for review in REVIEWS)]


def _signature(key: str, done: date | None, on: date, due: date | None) -> Line:
    title = STEPS[key]
    if done is not None:
        return Line(key, title, StepState.DONE, on=done)
    late = due is not None and on > due
    return Line(key, title, StepState.MISSING if late else StepState.AHEAD, by=due)


def _review(form: ListForm, review: Review, on: date, faults: dict[str, str]) -> Line:
    title, reviewed = REVIEWS[review].title, form.reviews.get(review)
    if reviewed is not None:
        why = faults.get("list-item-not-done", "") if REVIEWS[review].closes else ""
        return Line(review, title, StepState.MISSING if why else StepState.DONE, why, reviewed.on)
    if Review.YEAR_END in form.reviews:
        return Line(review, title, StepState.NOT_NEEDED, REVIEWED_ALREADY)
    if on > form.last_day and form.signed_on:
        return Line(review, title, StepState.MISSING, YEAR_IS_OVER)
    return Line(review, title, StepState.AHEAD, by=review_opens(form.year, review))
