"""Who asks heads to explain (函询谈话, C17), approves it and reads it.

The body asks by its row of part A (rulebook ASKING), its principal approves what another drafted. A body led by the head concerned or a
relative stands back and the next one up acts; nobody handles one about themself or a relative. The head reads it from the sending on.
"""

from dataclasses import replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from integrity.models import Admonition, Inquiry
from organisation.models import Tenure, Unit
from rulebook.establishment import LEADING
from rulebook.procedures.files import ReaderRule
from rulebook.procedures.inquiry import (
    ASKING,
    MANAGED_ABOVE,
    OUTCOMES,
    TOLD,
    AskingRule,
    State,
    leads,
)
from rulebook.tenure import OWING, Management
from supervision.policies import Scope, mandated, scope_of

APPROVED_ELSEWHERE = [rule.outcome.value for rule in OUTCOMES.values() if rule.approved_by]


def visible_inquiries(user: User | AnonymousUser, on: date) -> QuerySet[Inquiry]:
    """Cases `user` may open on `on`: those they handle, own ones that were sent, and those whose outcome is theirs to approve."""
    scope = scope_of(user, on)
    found, admonished = _handled(scope), _admonished(_as_principal(user, scope, on))
    if admonished:
        found |= admonished & Q(state__in=[State.ASSESSED, State.CLOSED])
    found = _without_barred(found, scope)
    if scope.person:
        found |= Q(person=scope.person, state__in=TOLD)
    return _rows(found)


def handled_inquiries(user: User | AnonymousUser, on: date) -> QuerySet[Inquiry]:
    """Cases `user` works on for the body that asks."""
    scope = scope_of(user, on)
    return _rows(_without_barred(_handled(scope), scope))


def approved_inquiries(user: User | AnonymousUser, on: date) -> QuerySet[Inquiry]:
    """Cases `user` approves as principal of the body that asks; never what they drafted themself."""
    scope = _as_principal(user, scope_of(user, on), on)
    rows = _rows(_without_barred(_handled(scope), scope))
    return rows.exclude(drafted_by=user.pk)


def decided_inquiries(user: User | AnonymousUser, on: date) -> QuerySet[Inquiry]:
    """Cases whose proposed outcome `user` approves: as principal of the body that asked, or of the one the rulebook names; never what they
    proposed themself.
    """
    scope = _as_principal(user, scope_of(user, on), on)
    ordinary = _handled(scope)
    found = ordinary & ~Q(outcome__in=APPROVED_ELSEWHERE) if ordinary else ordinary
    rows = _rows(_without_barred(found | _admonished(scope), scope))
    return rows.filter(state=State.ASSESSED).exclude(assessed_by=user.pk)


def own_inquiries(user: User | AnonymousUser, on: date) -> QuerySet[Inquiry]:
    """Cases the user was asked in as a head."""
    person = user.person_id if isinstance(user, User) else None
    return Inquiry.objects.filter(person=person, state__in=TOLD) if person else Inquiry.objects.none()


def own_admonitions(user: User | AnonymousUser) -> QuerySet[Admonition]:
    """Admonitions of the user."""
    person = user.person_id if isinstance(user, User) else None
    return Admonition.objects.filter(person=person) if person else Admonition.objects.none()


def askable_tenures(user: User | AnonymousUser, on: date) -> QuerySet[Tenure]:
    """Tenures of heads `user` may ask for a body, held on `on` or before; nobody managed by the level above, nor themself or a relative."""
    scope, found = scope_of(user, on), Q()
    for rule in ASKING.values():
        found |= _over_tenures(scope, rule)
    if not found:
        return Tenure.objects.none()
    held = Tenure.objects.filter(
        found, post__is_head=True, kind__in=OWING, during__startswith__lte=on, person__isnull=False
    )
    held = held.exclude(post__unit__function__in=LEADING).exclude(note__contains=MANAGED_ABOVE)
    return held.exclude(person__in=sorted(scope.barred)) if scope.barred else held


def asking_body(user: User, tenure: Tenure, on: date) -> tuple[AskingRule, Unit] | None:
    """By which rule, and for which of their bodies, `user` asks the holder of `tenure`; None where they may not."""
    scope = scope_of(user, on)
    for rule in ASKING.values():
        where = _over_tenures(scope, rule)
        if where and Tenure.objects.filter(where, pk=tenure.pk).exists():
            return rule, bearer(scope, rule, tenure)
    return None


def asks(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a body that asks. No query."""
    scope = scope_of(user, on)
    return any(bool(mandated(scope, rule.function, rule.clause)) for rule in ASKING.values())


def led_bodies(user: User | AnonymousUser, on: date) -> frozenset[int]:
    """The bodies of the user whose principal they are: by a head's post, or by the title of theirs (rulebook PRINCIPALS). At most one query,
    kept on the user object for the same day.
    """
    scope = scope_of(user, on)
    if not isinstance(user, User) or scope.person is None or not scope.bodies:
        return frozenset()
    kept: dict[date, frozenset[int]] = user.__dict__.setdefault("_led_bodies", {})
    if on not in kept:
        held = Tenure.objects.filter(
            person=scope.person,
            during__contains=on,
            post__section=None,
            post__unit__in=[body.pk for body in scope.bodies],
        )
        rows = held.values_list("post__unit", "post__unit__function", "post__title", "post__is_head")
        kept[on] = frozenset(unit for unit, function, title, head in rows if head or leads(function, title))
    return kept[on]


def sees_inquiries(user: User | AnonymousUser, on: date) -> bool:
    """Whether letters of inquiry are any business of `user`: acting for a body that asks, a head, who approves outcomes."""
    return asks(user, on) or bool(scope_of(user, on).heads_units) or bool(led_bodies(user, on))


def bearer(scope: Scope, rule: AskingRule | ReaderRule, tenure: Tenure) -> Unit:
    """Of the user's bodies the one that acts by `rule`: the one with the function, else the one it passed to."""
    standing, county = scope.standing, tenure.post.unit.county_id
    for body in scope.bodies:
        kept = standing.kept_from(rule.clause, body.pk)
        if body.function == rule.function and body.county_id == county and tenure.person_id not in kept:
            return body
    own = {body.pk: body for body in scope.bodies}
    for (unit, bearer), people in standing.passed_to(own).items():
        if standing.seats[unit].function == rule.function and tenure.person_id in people:
            return own[bearer]
    given = (
        one.body for one in standing.given if (one.clause, one.person) == (rule.clause, tenure.person_id)
    )
    return next((own[body] for body in given if body in own), scope.bodies[0])


def _over_tenures(scope: Scope, rule: AskingRule) -> Q:
    found = mandated(scope, rule.function, rule.clause, county="post__unit__county")
    return found & Q(post__managed_by=Management.COUNTY) if found and rule.managed_only else found


def _as_principal(user: User | AnonymousUser, scope: Scope, on: date) -> Scope:
    """The scope with those bodies alone whose principal (主要负责人) the user is."""
    led = led_bodies(user, on)
    return replace(scope, bodies=tuple(body for body in scope.bodies if body.pk in led))


def _handled(scope: Scope) -> Q:
    found = Q()
    for rule in ASKING.values():
        where = mandated(scope, rule.function, rule.clause)
        if where:
            found |= where & Q(asking=rule.function)
    return found


def _admonished(scope: Scope) -> Q:
    """Cases with an outcome that the principal of another body approves, where `scope` is that principal's."""
    found = Q()
    for rule in OUTCOMES.values():
        where = mandated(scope, rule.approved_by, "") if rule.approved_by else Q()
        if where:
            found |= where & Q(outcome=rule.outcome)
    return found


def _without_barred(found: Q, scope: Scope) -> Q:
    return found & ~Q(person__in=sorted(scope.barred)) if found and scope.barred else found


def _rows(found: Q) -> QuerySet[Inquiry]:
    return Inquiry.objects.filter(found) if found else Inquiry.objects.none()
