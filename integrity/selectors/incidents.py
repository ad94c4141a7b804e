"""Incidents, and who answers for them; always through the policies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from accounts.models import User
from core.searching import matches
from integrity.models import Attribution, Incident, ResponsibilityList
from integrity.policies.incidents import answering_tenures, visible_attributions, visible_incidents
from organisation.models import Tenure, Unit
from rulebook.tenure import OWING
from supervision.models import Finding

SOURCE = Attribution._meta.label_lower
VIEWED = "incident.viewed"


@dataclass(frozen=True, slots=True)
class IncidentQuery:
    """What incidents are narrowed by; empty values ask for everything."""

    text: str = ""
    relation: str = ""
    year: int | None = None


def incidents_matching(user: User, on: date, query: IncidentQuery) -> QuerySet[Incident]:
    """Incidents `user` may see that answer `query`, the latest first, each with the heads the user may know of."""
    rows = visible_incidents(user, on)
    if query.text:
        rows = rows.filter(matches(query.text, field="unit__search_keys"))
    for name, value in (("relation", query.relation), ("happened_on__year", query.year)):
        if value:
            rows = rows.filter(**{name: value})
    return with_heads(rows, user, on)


def with_heads(rows: QuerySet[Incident], user: User, on: date) -> QuerySet[Incident]:
    """`rows` with the heads who answer, as far as `user` may know of them."""
    heads = visible_attributions(user, on).select_related("person", "holder")
    return rows.select_related("unit", "person").prefetch_related(Prefetch("attributions", heads, "heads"))


def attached_to(found: ResponsibilityList, user: User, on: date) -> list[Attribution]:
    """What is attached to a list: incidents of its year for which its head answers, as far as `user` may see them."""
    rows = visible_attributions(user, on).filter(
        person=found.person_id, unit=found.unit_id, year=found.year, incident__withdrawn_reason=""
    )
    return list(rows.select_related("incident", "holder").order_by("incident__happened_on", "pk"))


def findings_of(attributions: Iterable[Attribution]) -> dict[int, Finding]:
    """What was asked of the head, by number of the attribution."""
    numbers = [row.pk for row in attributions]
    rows = Finding.objects.filter(source=SOURCE, source_id__in=numbers).order_by("pk")
    return {row.source_id: row for row in rows}


def units_entered(user: User, on: date) -> QuerySet[Unit]:
    """Units of whose heads `user` may enter incidents."""
    held = answering_tenures(user, on).order_by().values("post__unit")
    return Unit.objects.filter(pk__in=held)


def heads_on(unit: int, day: date) -> list[Tenure]:
    """Who headed `unit` on `day`: a town has two."""
    rows = Tenure.objects.filter(
        post__unit=unit, post__is_head=True, kind__in=OWING, during__contains=day
    ).select_related("person", "post")
    return list(rows.order_by("post_id", "pk"))
