"""Noting who read an integrity file, and who took it as PDF (C14)."""

from collections.abc import Iterable

from accounts.models import User
from core import ledger
from integrity.models import Declaration
from integrity.selectors.files import PRINTED, VIEWED
from integrity.services.declarations import note_viewing as note_declarations
from organisation.models import Person
from supervision.selectors.timeline import Read


def note_file_viewing(*, person: Person, by: User, what: str, shown: Iterable[Read] = ()) -> None:
    """Write in the ledger that `by` read the file, on which page; declarations shown are noted as such, too."""
    ledger.record(VIEWED, by=by, target=person, facts={"what": what})
    _note_declarations(shown, by)


def note_file_printing(*, person: Person, by: User, what: str, shown: Iterable[Read] = ()) -> None:
    """Write in the ledger that `by` took the file as PDF."""
    ledger.record(PRINTED, by=by, target=person, facts={"what": what})
    _note_declarations(shown, by)


def _note_declarations(shown: Iterable[Read], by: User) -> None:
    rows = [one.row for read in shown for one in read.entries if one.kind == "declaration"]
    if rows:
        note_declarations(declarations=Declaration.objects.filter(pk__in=rows), by=by)
