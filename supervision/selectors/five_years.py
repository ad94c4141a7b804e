"""How long a head has held a post without a break, and when five years are complete (C19, L5)."""

from dataclasses import dataclass
from datetime import date

from core.periods import years_after
from organisation.models import Person, Post, Tenure
from rulebook.duties import TERM_AUDIT, TERM_YEARS
from rulebook.tenure import OWING
from supervision.models import Fulfilment


@dataclass(frozen=True, slots=True)
class Service:
    """An unbroken run of owing tenures on one post: since when, from where five years are counted, when they are complete."""

    post: Post
    since: date
    counted_from: date
    days: int
    complete_on: date
    audit: Fulfilment | None = None


def services_of(person: Person, on: date) -> list[Service]:
    """The runs of `person` that last on `on`, each with its count; two queries."""
    tenures = Tenure.objects.filter(
        person=person, kind__in=OWING, post__is_head=True, during__startswith__lte=on
    ).select_related("post__unit")
    posts: dict[int, list[Tenure]] = {}
    for tenure in sorted(tenures, key=lambda tenure: tenure.during.lower):
        posts.setdefault(tenure.post_id, []).append(tenure)
    proofs = Fulfilment.objects.filter(
        person=person, proof__in=TERM_AUDIT.proofs, on__lte=on, until__isnull=False
    )
    audits = list(proofs.order_by("until", "on", "pk"))
    found = (_service(held, audits, on) for held in posts.values())
    return sorted((one for one in found if one), key=lambda service: service.since)


def _service(held: list[Tenure], audits: list[Fulfilment], on: date) -> Service | None:
    """The run of the tenures `held` on one post, in order, that contains `on`."""
    first, ends = held[0].during.lower, held[0].during.upper
    for tenure in held[1:]:
        if tenure.during.lower != ends:
            first = tenure.during.lower
        ends = tenure.during.upper
    if ends is not None and ends <= on:
        return None
    post, counted_from, answer = held[-1].post, first, None
    for audit in audits:
        of_this_unit = audit.unit_id is None or audit.unit_id == post.unit_id
        if (
            of_this_unit
            and audit.until
            and counted_from < audit.until
            and (ends is None or audit.until < ends)
        ):
            counted_from, answer = audit.until, audit
    complete_on = years_after(counted_from, TERM_YEARS)
    return Service(post, first, counted_from, (on - counted_from).days, complete_on, answer)
