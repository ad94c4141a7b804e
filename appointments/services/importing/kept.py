"""What a batch of rows finds stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch

from appointments.choices import CaseState
from appointments.models import Attachment, Case, CaseRecord
from appointments.services.importing.sheet import Draft
from appointments.services.records import members_named
from rulebook.procedures.appointments import Record

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
