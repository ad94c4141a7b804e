"""The form of an appointment: what happened, when, by whom. Absent or null: it did not happen."""

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from core.periods import months_after
from decisions.procedure import Decision

Count = Annotated[int, Meta(ge=0)]


class Part(Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of the form; every field may be absent."""


class Entry(Part):
    """One record of the file (rulebook Record). `on` is its day, or `since` to `until` where it lasted.

    `entered_on`, `changed_on`: when it was written down here, and last changed. `due`, `present`, `votes` are the counted result of a
    recommendation; `talked` the people talked to; `people` the inspection's team by staff number. `result` is what a check or an opinion
    came to; `number` the objections received. `has_files`: its paper is in the file.
    """

    on: date | None = None
    since: date | None = None
    until: date | None = None
    entered_on: date | None = None
    changed_on: date | None = None
    due: Count | None = None
    present: Count | None = None
    votes: Count | None = None
    talked: Count | None = None
    people: dict[str, str] | None = None
    result: Literal["favourable", "adverse", "pending"] | None = None
    grounds: list[str] | None = None
    sanction: str | None = None
    sanction_on: date | None = None
    number: Count | None = None
    text: str | None = None
    has_files: bool | None = None

    @property
    def begins(self) -> date | None:
        """The first day of it."""
        return self.since or self.on

    @property
    def ends(self) -> date | None:
        """The last day of it."""
        return self.until or self.on or self.since


class Conclusion(Part):
    """What an audit, or another source, concluded about the candidate: in force from `since` to the day before `until`.

    `code` is what is found where nobody consulted it; `consulted_on` the first day on which that was recorded, `again_on` the later ones:
    where consulting it counts for `months` alone, one of them must be recent enough.
    """

    title: str
    code: str
    since: date
    until: date | None = None
    months: Count | None = None
    consulted_on: date | None = None
    again_on: list[date] | None = None

    def was_consulted(self, on: date) -> bool:
        """Whether it had been consulted by `on`, recently enough."""
        days = [day for day in (self.consulted_on, *(self.again_on or ())) if day is not None and day <= on]
        return any(self.months is None or on < months_after(day, self.months) for day in days)


class Admonished(Part):
    """That the candidate was admonished (诫勉): no promotion from `since` to the day before `until` (N30)."""

    since: date
    until: date


class Case(Part):
    """One person's appointment to one post.

    `kin` are the registered relatives of the candidate by staff number, with names; `handlers` the named handlers of the file. `head` is the
    deciding unit's head on the day of deciding, `head_left_on` the day that head left, or is to leave, as far as it is known.
    `deputy_days` and `post_days` are days on deputies' posts, and on this very post, before: as far as the register of tenures knows.
    `tenure_on` is the first day of the tenure that followed. `past`: the file is a paper one entered afterwards.
    """

    staff_no: str
    name: str | None = None
    kind: Literal["promotion", "head-from-deputy", "transfer"] = "promotion"
    past: bool | None = None
    personal_matters: bool | None = None
    exceptional: str | None = None
    kin: dict[str, str] | None = None
    handlers: dict[str, str] | None = None
    head: str | None = None
    head_left_on: date | None = None
    deputy_days: Count | None = None
    post_days: Count | None = None
    tenure_on: date | None = None
    records: dict[str, Entry] | None = None
    decision: Decision | None = None
    conclusions: list[Conclusion] | None = None
    admonitions: list[Admonished] | None = None
