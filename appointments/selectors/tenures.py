"""Tenures that began without a file."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from appointments.choices import CaseState
from appointments.models import Case
from organisation.models import Tenure
from rulebook.establishment import Function
from rulebook.tenure import Management, TenureKind
from supervision.models import CountyCalendar

TENURES = Tenure._meta.label_lower


def tenures_without_file(on: date) -> QuerySet[Tenure]:
    """Tenures on heads' posts managed by the county that began since the county keeps files here, and have none.

    A county keeps files from the day its first one was opened (paper files entered afterwards aside); what began earlier is not held
    against anybody, nor what goes on from one acting in charge of the same post (L4), nor what the level above appoints.
    """
    first = Case.objects.filter(
        county=OuterRef("post__unit__county"), past=False, opened_on__lte=Lower(OuterRef("during"))
    )
    file = Case.objects.filter(person=OuterRef("person"), post=OuterRef("post")).exclude(
        state=CaseState.DROPPED
    )
    before = Tenure.objects.filter(
        person=OuterRef("person"), post=OuterRef("post"), during__adjacent_to=OuterRef("during"),
        during__fully_lt=OuterRef("during"),
    )  # fmt: skip
    started = CountyCalendar.objects.filter(
        county=OuterRef("post__unit__county"), starts_on__lte=Lower(OuterRef("during"))
    )
    rows = Tenure.objects.filter(
        Q(Exists(first)) & Q(Exists(started)) & ~Q(Exists(file)) & ~Q(Exists(before)),
        post__is_head=True,
        post__managed_by=Management.COUNTY,
        kind=TenureKind.FULL,
        during__startswith__lte=on,
    ).exclude(note__contains="市管")
    return rows.select_related("person", "post__unit", "post__section").order_by("pk")


def file_keepers(counties: set[str], on: date) -> dict[str, Tenure]:
    """By county the head of the organisation department on `on`; one query."""
    rows = Tenure.objects.filter(
        post__unit__county__in=counties,
        post__unit__function=Function.ORGANISATION,
        post__is_head=True,
        during__contains=on,
    )
    return {
        row.post.unit.county_id: row for row in rows.select_related("person", "post__unit", "post__section")
    }
