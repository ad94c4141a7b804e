"""Whom a user supervises on a day, ground by ground (part A read from the other side)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Relative, Tenure, Unit
from rulebook.establishment import Category, Function
from rulebook.mandates import BY_CLAUSE, MANDATES
from rulebook.tenure import Management
from rulebook.types import Basis, MandateRule
from supervision.models import MandateException
from supervision.policies import Scope, scope_of, units_below
from supervision.selectors.bodies import Body, Directory

SECTIONS = {
    Basis.PARTY_SECTIONS: Category.PARTY_DEPARTMENT,
    Basis.GOVERNMENT_SECTIONS: Category.GOVERNMENT_DEPARTMENT,
}


@dataclass(frozen=True, slots=True)
class SupervisedGroup:
    """Heads one body supervises under one clause: tenures held on the day, unevaluated, to be counted and paged."""

    clause: str
    subject: str
    body: str
    tenures: QuerySet[Tenure]


def groups_supervised(user: User, on: date) -> list[SupervisedGroup]:
    """Return the groups of heads `user` supervises on `on`, by clause. Recusal leaves out oneself and relatives."""
    scope = scope_of(user, on)
    found: list[SupervisedGroup] = []
    if scope.linked_units:
        where = Q(post__is_head=True, post__unit__in=scope.linked_units)
        found.append(_group(BY_CLAUSE["A1"], str(user), where, scope))
    for body in scope.bodies:
        for rule in MANDATES:
            ground = _ground(rule, body, on)
            if ground is not None:
                found.append(_group(rule, body.name, _with_exceptions(ground, rule, body, on), scope))
        found += [_group(rule, body.name, ground, scope) for rule, ground in _passed_up(body, on)]
    order = [rule.clause for rule in MANDATES]
    return sorted(found, key=lambda group: order.index(group.clause))


def _group(rule: MandateRule, body: str, where: Q, scope: Scope) -> SupervisedGroup:
    tenures = Tenure.objects.filter(where, during__contains=scope.on).exclude(person_id__in=scope.barred)
    tenures = tenures.select_related("person", "post__unit", "post__section").order_by(
        "post__unit_id", "post_id"
    )
    return SupervisedGroup(rule.clause, rule.subject, body, tenures)


def _ground(rule: MandateRule, body: Unit, on: date) -> Q | None:
    """The heads `rule` gives to `body`, or None where it gives none."""
    if rule.basis == Basis.SYSTEM:
        below = units_below([body.pk], on) - {body.pk}
        return Q(post__is_head=True, post__unit__in=below) if below else None
    if rule.basis == Basis.OWN_UNIT:
        return Q(post__is_head=True, post__unit=body)
    if not rule.body:
        return None
    if rule.body == body.function:
        return _by_function(rule, body) & ~_recused(rule, body, on)
    return None


def _by_function(rule: MandateRule, performer: Unit) -> Q:
    """Whom the body that performs the function of `rule` would supervise if nobody were recused."""
    in_county = Q(post__unit__county=performer.county_id)
    if rule.basis in SECTIONS:
        return in_county & Q(post__section__isnull=False, post__unit__category=SECTIONS[rule.basis])
    heads = in_county & Q(post__is_head=True)
    return heads & Q(post__managed_by=Management.COUNTY) if rule.basis == Basis.COUNTY_MANAGED else heads


def _recused(rule: MandateRule, performer: Unit, on: date) -> Q:
    """Those of them the body must leave to the next one up: its own head and relatives of its head."""
    chiefs = Tenure.objects.filter(post__unit=performer, post__is_head=True, during__contains=on).values(
        "person"
    )
    kin = Relative.objects.filter(person__in=chiefs).values("relative")
    kin_too = Relative.objects.filter(relative__in=chiefs).values("person")
    return Q(post__is_head=True, post__unit=performer) | Q(person__in=kin) | Q(person__in=kin_too)


def _passed_up(body: Unit, on: date) -> list[tuple[MandateRule, Q]]:
    """Mandates that come to `body` because a body that answers to it is recused."""
    if body.function not in {Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT}:
        return []
    directory = Directory(counties=[body.county_id], on=on)
    found = []
    for rule in MANDATES:
        performer = directory.functions.get((body.county_id, rule.body or ""))
        if performer and directory.above(Body(performer.name, performer.pk), body.county_id).unit == body.pk:
            found.append((rule, _by_function(rule, performer) & _recused(rule, performer, on)))
    return found


def _with_exceptions(where: Q, rule: MandateRule, body: Unit, on: date) -> Q:
    exceptions = MandateException.objects.filter(body=body, clause=rule.clause, during__contains=on)
    removed = exceptions.filter(effect=MandateException.Effect.REMOVE).values("person")
    added = exceptions.filter(effect=MandateException.Effect.ADD).values("person")
    return (where & ~Q(person__in=removed)) | Q(post__is_head=True, person__in=added)
