"""Rows that a body of a user's reaches by a function in the county and its row of part A, as a condition in SQL."""

from django.db.models import Q

from rulebook.establishment import Function
from supervision.policies.scopes import Scope


def mandated(
    scope: Scope, function: Function, clause: str, *, person: str = "person", county: str = "county"
) -> Q:
    """Rows, by their fields `person` and `county`, of the counties whose body with `function` the user acts for, but for people it stands
    back from; those of people another such body stood back from; and those given by hand under `clause`. Empty where there is nothing.
    """
    found, standing = Q(), scope.standing
    bodies = {body.pk for body in scope.bodies}
    for body in scope.bodies:
        if body.function == function:
            back = sorted(standing.kept_from(clause, body.pk))
            found |= Q(**{county: body.county_id}) & (~Q(**{f"{person}__in": back}) if back else Q())
    for (unit, _bearer), people in standing.passed_to(bodies).items():
        seat = standing.seats[unit]
        if seat.function == function:
            found |= Q(**{county: seat.county, f"{person}__in": sorted(people)})
    given = [one.person for one in standing.given if one.clause == clause and one.body in bodies]
    return found | Q(**{f"{person}__in": sorted(given)}) if given else found
