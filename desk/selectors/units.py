"""Units: the list a user may open, and who led a unit when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from accounts.models import User
from core.searching import matches
from desk.selectors.division import badly_divided
from organisation.models import Affiliation, LeaderLink, Post, Section, Tenure, Unit
from organisation.selectors import links_on, vacant_on
from supervision.policies import visible_tenures, visible_units
from supervision.selectors import Directory


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """What a unit's page tells about a day."""

    unit: Unit
    heads: list[Tenure]
    timeline: list[Tenure]
    parents: list[Unit]
    children: list[Unit]
    links: list[LeaderLink]
    sections: list[Section]
    section_heads: dict[int, list[Tenure]]


def listed_units(
    user: User, on: date, *, q: str = "", category: str = "", division: str = ""
) -> QuerySet[Unit]:
    """Units `user` may open that answer the search; with `division` those with open findings in their division of work."""
    where = matches(q) if q else Q()
    if category:
        where &= Q(category=category)
    if division:
        where &= Q(pk__in=badly_divided(user, on))
    return visible_units(user, on).filter(where).defer("search_keys").order_by("county_id", "id")


def heads_of(user: User, units: Iterable[Unit], on: date, *, today: date) -> dict[int, list[Tenure]]:
    """The heads of `units` on `on` whom `user` may see `today`, by the unit's id; one query beside the user's scope."""
    rows = visible_tenures(user, today).filter(
        post__unit__in=[unit.pk for unit in units], post__is_head=True, during__contains=on
    )
    found: dict[int, list[Tenure]] = {}
    for tenure in rows.select_related("person", "post").defer("person__search_keys").order_by("post_id"):
        found.setdefault(tenure.post.unit_id, []).append(tenure)
    return found


def headed_posts(units: Iterable[Unit], on: date) -> dict[int, list[Post]]:
    """The heads' posts of `units` by the unit's id, each with `is_vacant` on `on`; one query."""
    rows = Post.objects.filter(unit__in=[unit.pk for unit in units], is_head=True)
    found: dict[int, list[Post]] = {}
    for post in rows.annotate(is_vacant=ExpressionWrapper(vacant_on(on), BooleanField())).order_by("pk"):
        found.setdefault(post.unit_id, []).append(post)
    return found


def parents_of(units: Iterable[Unit], on: date) -> dict[int, Unit]:
    """The competent department of each of `units` on `on`, by the unit's id; one query."""
    rows = Affiliation.objects.filter(unit__in=[unit.pk for unit in units], during__contains=on)
    return {row.unit_id: row.parent for row in rows.select_related("parent").defer("parent__search_keys")}


def unit_facts(user: User, unit: Unit, *, on: date, today: date) -> UnitFacts:
    """Who led `unit` and where it stood on `on`, as far as `user` may see `today`; a constant number of queries."""
    seen = visible_tenures(user, today).filter(post__unit=unit)
    tenures = list(
        seen.select_related("person", "post__section")
        .order_by("post_id", "-during")
        .defer("person__search_keys")
    )
    held = [tenure for tenure in tenures if holds(tenure, on)]
    sections: dict[int, list[Tenure]] = {}
    for tenure in held:
        if tenure.post.section_id:
            sections.setdefault(tenure.post.section_id, []).append(tenure)
    links = links_on(on).filter(unit=unit).select_related("leader")
    below = Affiliation.objects.filter(parent=unit, during__contains=on).values("unit")
    return UnitFacts(
        unit=unit,
        heads=[tenure for tenure in held if tenure.post.is_head],
        timeline=[tenure for tenure in tenures if tenure.post.is_head],
        parents=_parents(unit, on),
        children=list(visible_units(user, today).filter(pk__in=below).defer("search_keys")),
        links=list(links),
        sections=list(unit.sections.all()),
        section_heads=sections,
    )


def holds(tenure: Tenure, on: date) -> bool:
    """Whether `tenure` includes `on`."""
    during = tenure.during
    return bool(during.lower <= on and (during.upper is None or on < during.upper))


def _parents(unit: Unit, on: date) -> list[Unit]:
    steps = Directory(counties=[unit.county_id], on=on).ancestors(unit.pk)
    return [step.parent for step in steps]
