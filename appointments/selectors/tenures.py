"""Tenures that began without a file."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from appointments.choices import CaseState
from appointments.models import Case
from organisation.models import Person, Tenure, Unit
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


def file_keepers(counties: set[str], on: date) -> dict[str, tuple[Unit, Person | None]]:
    """By county the organisation department, and its head on `on` where the roster names one; two queries."""
    bodies = list(Unit.objects.filter(county__in=counties, function=Function.ORGANISATION))
    held = Tenure.objects.filter(post__unit__in=bodies, post__is_head=True, during__contains=on)
    heads = {row.post.unit_id: row.person for row in held.select_related("person", "post")}
    return {body.county_id: (body, heads.get(body.pk)) for body in bodies}
