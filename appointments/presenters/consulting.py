"""The conclusions about a person as a file about them shows them, with how each was used (C14, C20)."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from appointments.models import ActionConsultation, CaseConsultation, ConsultedFile
from supervision.selectors.consulted import Conclusion, Told, Words, sources


@dataclass(frozen=True, slots=True)
class Shown:
    """One conclusion: what it says, whether it still counts, how it was used."""

    source: Words
    clause: str
    conclusion: Conclusion
    told: Told
    in_force: bool
    used: CaseConsultation | ActionConsultation | None


def conclusions_shown(
    file: ConsultedFile, user: User, on: date, decided_on: date | None = None
) -> list[Shown]:
    """The conclusions that count today, counted on the day of the decision, or were consulted; a constant number of queries."""
    used = {row.name: row for row in file.consultations.select_related("by__person")}
    shown: list[Shown] = []
    for source in sources():
        rows = [
            one
            for one in source.of([file.person_id])
            if one.is_in_force(on) or (decided_on and one.is_in_force(decided_on)) or one.name in used
        ]
        told = source.tell(user, rows, on) if rows else {}
        shown += [
            Shown(source.title, source.clause, one, told[one.row], one.is_in_force(on), used.get(one.name))
            for one in rows
        ]
    return shown
