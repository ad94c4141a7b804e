"""What a batch of rows finds stored, and how what it changes is written."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch
from simple_history.utils import bulk_update_with_history

from appointments.checks.entering import FIELDS
from appointments.choices import CaseState
from appointments.models import Attachment, Case, CaseRecord
from appointments.services.importing.sheet import Draft
from appointments.services.records import members_named
from core import clock
from core.copying import create_with_history
from core.histories import bulk_delete_with_history
from rulebook.procedures.appointments import Record

REASON = "历史导入"
BATCH = 500
OF_CASE = (
    "person", "post", "kind", "reason", "exceptional", "personal_matters", "matter", "dropped_reason", "state", "search_keys",
    "changed_at",
)  # fmt: skip
OF_RECORD = tuple(sorted({name for fields in FIELDS.values() for name in fields} | {"changed_on"}))
Members = dict[str, dict[str, dict[str, str]]]  # by county, by what is written in the cell


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as stored, with its records by kind."""

    case: Case
    records: dict[str, CaseRecord]


def stored(drafts: Sequence[Draft]) -> dict[tuple[int, str], Kept]:
    """The files these rows name, as far as they are stored, by unit and own number; two queries."""
    units, numbers = {draft.unit.pk for draft in drafts}, {draft.number for draft in drafts}
    papers = Exists(Attachment.objects.filter(record=OuterRef("pk")))
    records = Prefetch("records", CaseRecord.objects.annotate(has_papers=papers))
    rows = Case.objects.filter(unit__in=units, source_number__in=numbers).select_related("unit", "person")
    return {
        (row.unit_id, row.source_number): Kept(row, {one.kind: one for one in row.records.all()})
        for row in rows.prefetch_related(records)
    }


def open_places(drafts: Sequence[Draft], kept: dict[tuple[int, str], Kept]) -> dict[tuple[int, int], Case]:
    """The open files by person and post, of those the rows speak of; one query. Those the rows name are the ones in `kept`."""
    people, posts = ({draft.values[name].pk for draft in drafts} for name in ("person", "post"))
    own = {one.case.pk: one.case for one in kept.values()}
    rows = Case.objects.filter(person__in=people, post__in=posts, state=CaseState.OPEN).only("person", "post")
    found = {(row.person_id, row.post_id): own.get(row.pk, row) for row in rows}
    return found | {
        (case.person_id, case.post_id): case for case in own.values() if case.state == CaseState.OPEN
    }


def team_members(drafts: Sequence[Draft]) -> Members:
    """Who inspected, by county; two queries a county."""
    named: dict[str, set[str]] = {}
    for draft in drafts:
        said = draft.records.get(Record.INSPECTION, {}).get("team")
        named.setdefault(draft.unit.county_id, set()).update(said or ())
    return {county: members_named(theirs, county) if theirs else {} for county, theirs in named.items()}


@dataclass(slots=True)
class Writing:
    """What waits to be written."""

    by: Any
    touched: list[Case] = field(default_factory=list)
    gone: list[CaseRecord] = field(default_factory=list)
    new: dict[type[Any], list[Any]] = field(default_factory=lambda: {Case: [], CaseRecord: []})
    changed: dict[type[Any], list[Any]] = field(default_factory=lambda: {Case: [], CaseRecord: []})

    def put(self, row: Any) -> None:
        """Let `row` be written: made, or brought to what it says now."""
        (self.new if row.pk is None else self.changed)[type(row)].append(row)

    def write(self) -> set[int]:
        """Write it, once, in a constant number of statements, first what gives a place free; return the numbers of the files."""
        marks = {"batch_size": BATCH, "default_user": self.by, "default_change_reason": REASON}
        for case in self.changed[Case]:
            case.changed_at = clock.now()
        bulk_delete_with_history(self.gone, by=self.by, reason=REASON)
        for model, columns in ((Case, OF_CASE), (CaseRecord, OF_RECORD)):
            if self.changed[model]:
                bulk_update_with_history(self.changed[model], model, columns, **marks)
        for rows in self.new.values():
            create_with_history(rows, by=self.by, reason=REASON)
        return {case.pk for case in self.touched}
