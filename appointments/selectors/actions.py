"""Lists of appraisals, rewards and removals, what waits in them, who answers for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from appointments.choices import ActionState
from appointments.models import ActionConsultation, PersonnelAction
from appointments.policies import editable_actions, visible_actions
from appointments.selectors.consulting import consulting_missing
from appointments.selectors.heads import headed, holds
from core.searching import matches
from organisation.models import Person

SOURCE = PersonnelAction._meta.label_lower


@dataclass(frozen=True, slots=True)
class ActionQuery:
    """What the list is narrowed by; empty values ask for everything."""

    text: str = ""
    state: str = ""
    kind: str = ""
    year: int | None = None


def actions_matching(user: User, on: date, query: ActionQuery) -> QuerySet[PersonnelAction]:
    """Files `user` may read that answer `query`, newest first."""
    found = Q()
    for name, value in (("state", query.state), ("kind", query.kind), ("opened_on__year", query.year)):
        if value:
            found &= Q(**{name: value})
    if query.text:
        found &= matches(query.text) | matches(query.text, field="post__unit__search_keys")
    return _named(visible_actions(user, on).filter(found))


def actions_about(user: User, on: date, person: Person) -> QuerySet[PersonnelAction]:
    """Files about `person` that `user` may read, newest first."""
    return _named(visible_actions(user, on).filter(person=person))


def unconsulted_actions(user: User, on: date) -> QuerySet[PersonnelAction]:
    """Files the user keeps, not yet decided, about a head of whom a conclusion is in force that was not consulted for the file (C20)."""
    missing = consulting_missing(ActionConsultation, on)
    if not missing:
        return PersonnelAction.objects.none()
    rows = editable_actions(user, on).filter(missing, state=ActionState.OPEN, past=False)
    return _named(rows).order_by("opened_on", "pk")


def answering_heads(actions: Sequence[PersonnelAction], on: date) -> dict[int, Person]:
    """Who headed the keeper of each of `actions` on the day of deciding, by number of the row; one query."""
    held = headed({action.keeper_id for action in actions})
    found = {}
    for action in actions:
        day = action.decided_on or on
        there = [tenure.person for tenure in held[action.keeper_id] if holds(tenure, day)]
        if there and there[0].pk != action.person_id:
            found[action.pk] = there[0]
    return found


def _named(rows: QuerySet[PersonnelAction]) -> QuerySet[PersonnelAction]:
    return rows.select_related("unit", "keeper", "person", "post__unit", "post__section")
