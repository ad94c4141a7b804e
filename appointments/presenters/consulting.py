"""The conclusions about a person as a file about them shows them, with how each was used (C14, C20)."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from appointments.models import ActionConsultation, CaseConsultation, ConsultedFile
from supervision.selectors.consulted import Conclusion, Told, Words, sources


@dataclass(frozen=True, slots=True)
class Shown:
    """One conclusion: what it says, whether it still counts, how it was last used; `stale` where that does not count any more."""

    source: Words
    clause: str
    conclusion: Conclusion
    told: Told
    in_force: bool
    used: CaseConsultation | ActionConsultation | None
    stale: bool = False

    @property
    def is_missing(self) -> bool:
        """Whether it is to be consulted, for the first time or anew."""
        return self.in_force and (self.used is None or self.stale)


def conclusions_shown(
    file: ConsultedFile, user: User, on: date, decided_on: date | None = None
) -> list[Shown]:
    """The conclusions that count today, counted on the day of the decision, or were consulted; a constant number of queries."""
    used = {row.name: row for row in file.consultations.select_related("by__person")}
    day = decided_on or on
    shown: list[Shown] = []
    for source in sources():
        rows = [
            one
            for one in source.of([file.person_id])
            if not (file.past and one.here_only)
            if one.is_in_force(on) or (decided_on and one.is_in_force(decided_on)) or one.name in used
        ]
        told = source.tell(user, rows, on) if rows else {}
        shown += [
            Shown(
                source.title,
                source.clause,
                one,
                told[one.row],
                one.is_in_force(on),
                used.get(one.name),
                stale=one.name in used and not one.is_fresh(used[one.name].on, day),
            )
            for one in rows
        ]
    return shown


def note_conclusions(shown: list[Shown], *, by: User) -> None:
    """Tell each source that keeps its own list of who saw what that `by` was shown these."""
    for source in sources():
        rows = [one.conclusion for one in shown if one.conclusion.key == source.key]
        if source.note and rows:
            source.note(by, rows)
