"""Stored lists in the form that is judged. A constant number of queries for any number of them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import prefetch_related_objects

from integrity.models import ResponsibilityList
from integrity.procedure import Item, ListForm, Reviewed
from integrity.selectors.lists import in_force, pending
from organisation.models import Tenure
from rulebook.procedures.integrity import Outcome, Review


def forms_of(lists: Sequence[ResponsibilityList]) -> dict[int, ListForm]:
    """`lists` in the form that is judged, by number of the row."""
    prefetch_related_objects(list(lists), "versions__items", "evidence", "reviews__lines")
    left = _left(lists)
    return {one.pk: _form(one, left.get((one.person_id, one.unit_id))) for one in lists}


def _form(found: ResponsibilityList, left_on: date | None) -> ListForm:
    version, waiting = in_force(found), pending(found)
    shown: dict[int, list[date]] = defaultdict(list)
    for row in found.evidence.all():
        shown[row.number].append(row.on)
    signing = version or waiting
    items = version.items.all() if version else ()
    return ListForm(
        year=found.year,
        drafted_on=found.drafted_on,
        head_signed_on=signing.head_signed_on if signing else None,
        signed_on=version.above_signed_on if version else None,
        items=tuple(Item(number=i.number, title=i.title, shown_on=tuple(shown[i.number])) for i in items),
        reviews={
            Review(row.kind): Reviewed(
                on=row.on, outcomes={line.number: Outcome(line.outcome) for line in row.lines.all()}
            )
            for row in found.reviews.all()
        },
        left_on=left_on,
    )


def _left(lists: Sequence[ResponsibilityList]) -> dict[tuple[int, int], date | None]:
    """By head and unit the first day no longer held; one query."""
    rows = Tenure.objects.filter(
        person__in={one.person_id for one in lists},
        post__unit__in={one.unit_id for one in lists},
        post__is_head=True,
    )
    return {
        (person, unit): during.upper
        for person, unit, during in rows.order_by("during").values_list("person", "post__unit", "during")
    }
