"""Who may see and do what. One place, three ways: yes/no, the reason, and the SQL filter every list goes through.

A user's rights follow from the mandates of part A: from the bodies they work for, the units they are linked to, the unit
they belong to, with what recusal and exceptions by hand move. They are gathered once per request, in a constant number of
queries, as a few *reaches*; each becomes one condition in SQL. Nobody reaches themself or a registered relative by way of
office (recusal, N14, N31).
"""

from supervision.policies.division import divided_units, dividing_units
from supervision.policies.exceptions import approved_exceptions, exceptions_to_confirm
from supervision.policies.findings import (
    answerable_findings,
    assessable_findings,
    assessed_findings,
    followed_units,
    own_findings,
    visible_findings,
)
from supervision.policies.mandated import mandated
from supervision.policies.reaches import Reach
from supervision.policies.rows import (
    actionable_duties,
    actionable_people,
    own_duties,
    readable_people,
    visible_duties,
    visible_people,
    visible_tenures,
    visible_units,
)
from supervision.policies.scopes import GRANTED_BY_HAND, Scope, not_in_units_of_kin, scope_of
from supervision.policies.standing import (
    ByHand,
    Seat,
    Standing,
    exceptions_in_force,
    exceptions_on,
    people_stood_back_from,
    units_led_by_kin,
)

__all__ = [
    "ByHand",
    "GRANTED_BY_HAND",
    "Reach",
    "Scope",
    "Seat",
    "Standing",
    "actionable_duties",
    "actionable_people",
    "answerable_findings",
    "approved_exceptions",
    "assessable_findings",
    "assessed_findings",
    "divided_units",
    "dividing_units",
    "exceptions_in_force",
    "exceptions_on",
    "exceptions_to_confirm",
    "followed_units",
    "mandated",
    "not_in_units_of_kin",
    "own_duties",
    "own_findings",
    "people_stood_back_from",
    "readable_people",
    "scope_of",
    "units_led_by_kin",
    "visible_duties",
    "visible_findings",
    "visible_people",
    "visible_tenures",
    "visible_units",
]
