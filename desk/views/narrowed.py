"""What a list is narrowed to beside its filters: a unit or a head, shown as a chip that takes the condition back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.models import User
from organisation.models import Person, Unit
from supervision.policies import visible_people, visible_units


def chips(
    request: HttpRequest, user: User, on: date, asked: Mapping[str, Any], name: str
) -> Iterator[dict[str, str]]:
    """The unit and head that the list called `name` is narrowed to, each with the address without it. Raises Http404 for a foreign one."""
    if "unit" in asked:
        unit: Unit = get_object_or_404(visible_units(user, on), pk=asked["unit"])
        yield {"label": unit.name, "url": without(request, name, "unit")}
    if "head" in asked:
        head: Person = get_object_or_404(visible_people(user, on), staff_no=asked["head"])
        yield {"label": head.name, "url": without(request, name, "head")}


def without(request: HttpRequest, name: str, condition: str) -> str:
    """The address of the list called `name` as asked for, without `condition`."""
    left = request.GET.copy()
    left.pop(condition, None)
    left.pop("page", None)
    return f"{reverse(name)}?{left.urlencode()}"
