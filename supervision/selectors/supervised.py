"""Whom a user supervises on a day, ground by ground (part A read from the other side)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Tenure, Unit
from rulebook.establishment import Category, Function
from rulebook.mandates import BY_CLAUSE, MANDATES
from rulebook.tenure import Management
from rulebook.types import Basis, MandateRule
from supervision.models import MandateException
from supervision.policies import Scope, scope_of, units_below
from supervision.selectors.bodies import Directory
from supervision.selectors.mandates import apply

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
    directory = Directory(counties={body.county_id for body in scope.bodies}, on=on)
    for body in scope.bodies:
        for rule in MANDATES:
            ground = _ground(rule, body, on, directory)
            if ground is not None:
                found.append(_group(rule, body.name, _with_exceptions(ground, rule, body, on), scope))
        found += [_group(rule, body.name, ground, scope) for rule, ground in _passed_up(body, on, directory)]
    order = [rule.clause for rule in MANDATES]
    return sorted(found, key=lambda group: order.index(group.clause))


def _group(rule: MandateRule, body: str, where: Q, scope: Scope) -> SupervisedGroup:
    tenures = Tenure.objects.filter(where, during__contains=scope.on).exclude(person_id__in=scope.barred)
    tenures = tenures.select_related("person", "post__unit", "post__section").order_by(
        "post__unit_id", "post_id"
    )
    return SupervisedGroup(rule.clause, rule.subject, body, tenures)


def _ground(rule: MandateRule, body: Unit, on: date, directory: Directory) -> Q | None:
    """The heads `rule` gives to `body`, or None where it gives none; those it may not act over are left to the next one up."""
    recused = Q(person__in=sorted(directory.barred_from(body.pk)))
    if rule.basis == Basis.SYSTEM:
        below = units_below([body.pk], on) - {body.pk}
        return Q(post__is_head=True, post__unit__in=below) & ~recused if below else None
    if rule.basis == Basis.OWN_UNIT:
        return Q(post__is_head=True, post__unit=body)
    if rule.body and rule.body == body.function:
        return _by_function(rule, body) & ~recused
    return None


def _by_function(rule: MandateRule, performer: Unit) -> Q:
    """Whom the body that performs the function of `rule` would supervise if nobody were recused."""
    in_county = Q(post__unit__county=performer.county_id)
    if rule.basis in SECTIONS:
        return in_county & Q(post__section__isnull=False, post__unit__category=SECTIONS[rule.basis])
    heads = in_county & Q(post__is_head=True)
    return heads & Q(post__managed_by=Management.COUNTY) if rule.basis == Basis.COUNTY_MANAGED else heads


def _passed_up(body: Unit, on: date, directory: Directory) -> list[tuple[MandateRule, Q]]:
    """Mandates that come to `body` because a body that answers to it is recused: over those who lead bodies, and relatives."""
    if body.function not in {Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT}:
        return []
    barred = {person for unit in directory.heads for person in directory.barred_from(unit)}
    tenures = Tenure.objects.filter(person__in=barred, post__unit__county=body.county_id, during__contains=on)
    found: dict[MandateRule, list[int]] = defaultdict(list)
    for tenure in tenures.select_related("post__unit", "post__section"):
        for rule in MANDATES:
            given = apply(rule, tenure, tenure.during.lower, directory)
            if any(mandate.passed_up and mandate.body_unit == body.pk for mandate in given):
                found[rule].append(tenure.pk)
    return [(rule, Q(pk__in=tenures)) for rule, tenures in found.items()]


def _with_exceptions(where: Q, rule: MandateRule, body: Unit, on: date) -> Q:
    exceptions = MandateException.objects.filter(body=body, clause=rule.clause, during__contains=on)
    removed = exceptions.filter(effect=MandateException.Effect.REMOVE).values("person")
    added = exceptions.filter(effect=MandateException.Effect.ADD).values("person")
    return (where & ~Q(person__in=removed)) | Q(post__is_head=True, person__in=added)
