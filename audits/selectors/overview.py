"""Audits at a glance: heads audited, the plan's progress, what was found and put right, how long it waits, what comes back. Never a score.

Every number counts the rows of a list as that list is asked for them.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, DateField, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from audits.choices import Origin, RectificationState
from audits.policies import visible_audits
from audits.policies.coverage import counted_heads
from audits.selectors.proposals import AUDITS_DONE
from audits.selectors.rectified import AGES, CLOSED, in_audits, reported_on
from audits.selectors.stages import RectificationQuery, rectifications_matching
from core.periods import months_after
from core.searching import matches
from organisation.models import Tenure
from rulebook.procedures.auditing import COVERED_YEARS, REPEATED_IN
from supervision.models import Fulfilment


@dataclass(frozen=True, slots=True)
class HeadQuery:
    """What the list of heads is narrowed by; empty values ask for everything. `audited` is "yes" or "no"."""

    text: str = ""
    audited: str = ""
    category: str = ""


@dataclass(slots=True)
class Overview:
    """The numbers of one page. `states` are of the plan of `year`; `ages` of what is not put right, by band; sums in yuan."""

    year: int
    heads: dict[str, tuple[int, int]] = field(default_factory=dict)
    states: dict[str, int] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    sums: dict[str, Decimal] = field(default_factory=dict)
    ages: list[int] = field(default_factory=list)
    repeated: list[dict[str, Any]] = field(default_factory=list)

    @property
    def covered(self) -> int:
        """Heads audited within the years that count."""
        return sum(audited for _all, audited in self.heads.values())

    @property
    def all_heads(self) -> int:
        """Heads in post."""
        return sum(number for number, _audited in self.heads.values())


def audited_within(on: date) -> Exists:
    """Whether the head was audited to a day within the years that count, whatever the kind of audit."""
    done = Fulfilment.objects.filter(person=OuterRef("person"), proof__in=AUDITS_DONE, on__lte=on)
    since = months_after(on, -12 * COVERED_YEARS.value)
    return Exists(done.alias(to=Coalesce("until", "on")).filter(to__gt=since))


def heads_matching(user: User, on: date, query: HeadQuery) -> QuerySet[Tenure]:
    """Heads in post `user` may ask of, with `last_audit`, the last day they were audited to; those without one first."""
    found = Q()
    if query.category:
        found &= Q(post__unit__category=query.category)
    if query.text:
        found &= matches(query.text, field="person__search_keys") | matches(
            query.text, field="post__unit__search_keys"
        )
    if query.audited:
        covered = audited_within(on)
        found &= Q(covered) if query.audited == "yes" else ~Q(covered)
    audits = Fulfilment.objects.filter(
        person=OuterRef("person"), proof__in=AUDITS_DONE, on__lte=on
    ).order_by()
    last = audits.values("person").annotate(last=Max(Coalesce("until", "on"))).values("last")
    rows = counted_heads(user, on).filter(found).annotate(last_audit=Subquery(last, output_field=DateField()))
    return rows.select_related("person", "post__unit", "post__section").order_by(
        F("last_audit").asc(nulls_first=True), "pk"
    )


def overview_of(user: User, on: date, year: int) -> Overview:
    """Everything `user` may see of it; a constant number of queries."""
    made = Overview(year)
    heads = counted_heads(user, on).order_by().values(category=F("post__unit__category"))
    for row in heads.annotate(number=Count("pk"), audited=Count("pk", filter=Q(audited_within(on)))):
        made.heads[row["category"]] = (row["number"], row["audited"])
    planned = visible_audits(user, on).filter(year=year, origin=Origin.PLANNED).order_by()
    numbers = planned.values("pk").distinct()
    states = visible_audits(user, on).model.objects.filter(pk__in=numbers).order_by().values("state")
    made.states = {row["state"]: row["number"] for row in states.annotate(number=Count("pk"))}
    _rectified(made, user, on)
    return made


def _rectified(made: Overview, user: User, on: date) -> None:
    rows = rectifications_matching(user, on, RectificationQuery()).order_by()
    still, sums = ~Q(state__in=CLOSED), Q(finding__amount__gt=0)
    mended = sums & Q(state=RectificationState.MENDED)
    counted: dict[str, Any] = {
        "total_number": Count("pk"),
        "over_number": Count("pk", filter=Q(state__in=CLOSED)),
        "open_number": Count("pk", filter=still),
        "late_number": Count("pk", filter=still & Q(due__lt=on)),
        "found_number": Count("pk", filter=sums),
        "mended_number": Count("pk", filter=mended),
        "recovered_number": Count("pk", filter=Q(recovered__gt=0)),
        "repeated_number": Count("pk", filter=Q(in_audits__gte=REPEATED_IN.value)),
    }
    ages = {f"age{key}": Count("pk", filter=still & age.condition(on)) for key, age in AGES.items()}
    amounts = {
        "found_sum": Sum("finding__amount"),
        "mended_sum": Sum("finding__amount", filter=mended),
        "recovered_sum": Sum("recovered"),
    }
    asked = rows.annotate(reported_on=reported_on(), in_audits=in_audits(user, on))
    found = asked.aggregate(**counted, **ages, **amounts)
    made.counts = {name.removesuffix("_number"): found[name] for name in counted}
    made.ages = [found[name] for name in ages]
    made.sums = {name: found[f"{name}_sum"] or Decimal(0) for name in ("found", "mended", "recovered")}
    groups = rows.values(
        "finding__category", unit=F("finding__audit__unit"), name=F("finding__audit__unit__name")
    )
    repeated = groups.annotate(
        number=Count("pk"), audits=Count("finding__audit", distinct=True), sum=Sum("finding__amount")
    ).filter(audits__gte=REPEATED_IN.value)
    made.repeated = [dict(row) for row in repeated.order_by("-number", "name", "finding__category")]
