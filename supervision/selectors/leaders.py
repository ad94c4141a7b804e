"""Linked leaders who must stand back, as a condition in SQL: their part passes to the county committee."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from organisation.models import Relative
from organisation.selectors import links_on


def linked_to_who_must_stand_back(on: date, *, unit: str = "unit") -> Q:
    """Rows with a person and a unit that on `on` is linked to a leader who is that person, or a relative of theirs."""
    links = links_on(on).filter(unit=OuterRef(unit))
    return Q(Exists(links.filter(_is_of_the_person())))


def linked_to_who_may_act(on: date, *, unit: str = "unit") -> Q:
    """Rows with a person and a unit that on `on` is linked to a leader who is neither that person nor a relative of theirs."""
    links = links_on(on).filter(unit=OuterRef(unit))
    return Q(Exists(links.exclude(_is_of_the_person())))


def _is_of_the_person() -> Q:
    """Links whose leader is the person of the outer row, or registered as their relative from either side."""
    named = Relative.objects.filter(person=OuterRef(OuterRef("person"))).values("relative")
    naming = Relative.objects.filter(relative=OuterRef(OuterRef("person"))).values("person")
    return Q(leader=OuterRef("person")) | Q(leader__in=named) | Q(leader__in=naming)
