"""Stored files in the form that is judged. A constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, prefetch_related_objects

from appointments.checks.consulted import conclusions_judged
from appointments.models import Case, CaseRecord
from appointments.procedure import Admonished, Entry
from appointments.procedure import Case as Form
from appointments.selectors.heads import Heads, heads_of
from decisions.checks import decisions_of
from integrity.selectors.inquiries import admonitions_of
from organisation.models import Relative, Tenure


def case_of(case: Case, on: date) -> Form:
    """`case` in the form that is judged."""
    return cases_of([case], on)[case.pk]


def cases_of(cases: Sequence[Case], on: date) -> dict[int, Form]:
    """`cases` in the form that is judged, by number of the row."""
    prefetch_related_objects(
        list(cases),
        "person",
        "records__attachments",
        "handlers__person",
        "matter__unit",
        "unit",
    )
    matters = {case.matter_id: case.matter for case in cases if case.matter}
    decisions = decisions_of([matter for matter in matters.values() if matter])
    people = {case.person_id for case in cases}
    kin, tenures, heads = _kin(people), _tenures(people), heads_of(cases, on)
    conclusions, admonished = conclusions_judged(cases), admonitions_of(people)
    made: dict[int, Form] = {}
    for case in cases:
        form = _form(case, kin[case.person_id], tenures[case.person_id], heads)
        form.decision = decisions[case.matter_id] if case.matter_id else None
        form.admonitions = [
            Admonished(since=one.since, until=one.until) for one in admonished[case.person_id]
        ]
        form.conclusions = conclusions[case.pk]
        made[case.pk] = form
    return made


def began_on(case: Case) -> date:
    """The day the procedure began: of its first record, else the day the file was opened."""
    days = [row.since or row.on for row in case.records.all()]
    return min((day for day in days if day), default=case.opened_on)


def entry_of(row: CaseRecord, *, has_files: bool) -> Entry:
    """One record in the form."""
    return Entry(
        on=row.on,
        since=row.since,
        until=row.until,
        entered_on=row.entered_on,
        changed_on=row.changed_on,
        due=row.due,
        present=row.present,
        votes=row.votes,
        talked=row.talked,
        people={one["staff_no"] or one["name"]: one["name"] for one in row.team},
        result=row.result or None,  # type: ignore[arg-type]
        grounds=list(row.grounds),
        sanction=row.sanction or None,
        sanction_on=row.sanction_on,
        number=row.number,
        text=row.text or None,
        has_files=has_files,
    )


def _form(case: Case, kin: dict[str, str], tenures: list[Tenure], heads: Heads) -> Form:
    began = began_on(case)
    head = heads.of(case)
    later = [t.during.lower for t in tenures if t.post_id == case.post_id and t.during.lower >= began]
    deputy = (t for t in tenures if not t.post.is_head and t.post.section_id is None)
    return Form(
        staff_no=case.person.staff_no,
        name=case.person.name,
        kind=case.kind,  # type: ignore[arg-type]
        past=case.past or None,
        personal_matters=case.personal_matters,
        exceptional=case.exceptional or None,
        kin=kin,
        handlers={row.person.staff_no: row.person.name for row in case.handlers.all()},
        head=head.person.staff_no if head else None,
        head_left_on=head.during.upper if head else None,
        deputy_days=_days(deputy, began),
        post_days=_days((t for t in tenures if t.post_id == case.post_id), began),
        tenure_on=min(later, default=None),
        records={
            row.kind: entry_of(row, has_files=bool(row.attachments.all())) for row in case.records.all()
        },
    )


def _days(tenures: Iterable[Tenure], until: date) -> int:
    """The days held before `until`; days held on two posts at once count once."""
    spans = sorted(
        (t.during.lower, min(t.during.upper or until, until)) for t in tenures if t.during.lower < until
    )
    days, reached = 0, date.min
    for began, last in spans:
        first = max(began, reached)
        if last > first:
            days += (last - first).days
            reached = last
    return days


def _kin(people: set[int]) -> dict[int, dict[str, str]]:
    """The registered relatives of each of `people`, by staff number; one query."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Relative.objects.filter(Q(person__in=people) | Q(relative__in=people))
    for row in rows.select_related("person", "relative"):
        found[row.person_id][row.relative.staff_no] = row.relative.name
        found[row.relative_id][row.person.staff_no] = row.person.name
    return found


def _tenures(people: set[int]) -> dict[int, list[Tenure]]:
    found: dict[int, list[Tenure]] = defaultdict(list)
    for tenure in Tenure.objects.filter(person__in=people).select_related("post").order_by("during"):
        found[tenure.person_id].append(tenure)
    return found
