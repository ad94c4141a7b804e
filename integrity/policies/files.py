"""Who reads integrity files (廉政档案), answers for what is wrong in them, drafts and signs opinions (C14, N46).

The discipline body keeps them by its mandate (A8), the organisation department reads those of heads the county manages (A2), the head reads the
own. Nobody touches the own file as an officer, nor one of a registered relative by any way (N31): it is not there for them.
"""

from dataclasses import replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from integrity.models import FileCorrection, IntegrityOpinion
from integrity.policies.inquiries import bearer, led_bodies
from organisation.models import Person, Tenure, Unit
from rulebook.procedures.files import READERS, ReaderRule, State
from rulebook.tenure import OWING, Management
from supervision.policies import Scope, mandated, scope_of

Asking = User | AnonymousUser
KEEPER = next(rule for rule in READERS if rule.keeps)


def readable_files(user: Asking, on: date) -> QuerySet[Person]:
    """People whose file `user` may open on `on`: heads by mandate, now or before, and the user's own."""
    scope = scope_of(user, on)
    found = _by_office(scope, on, READERS)
    if scope.person:
        own = _headed(on).filter(person=scope.person)
        found |= Q(pk__in=own.order_by().values("person"))
    return Person.objects.filter(found) if found else Person.objects.none()


def kept_files(user: Asking, on: date) -> QuerySet[Person]:
    """People whose file a body of `user` keeps: it is told who saw it, answers corrections, gives opinions."""
    found = _by_office(scope_of(user, on), on, (KEEPER,))
    return Person.objects.filter(found) if found else Person.objects.none()


def own_file(user: Asking, on: date) -> bool:
    """Whether `user` has a file of their own: whoever heads a unit, or did. At most one query."""
    scope = scope_of(user, on)
    return bool(scope.heads_units) or bool(scope.person and _headed(on).filter(person=scope.person).exists())


def keeps_files(user: Asking, on: date) -> bool:
    """Whether `user` acts for a body that keeps files. No query."""
    return _reads(scope_of(user, on), (KEEPER,))


def reads_files(user: Asking, on: date) -> bool:
    """Whether `user` acts for a body that reads files. No query."""
    return _reads(scope_of(user, on), READERS)


def sees_files(user: Asking, on: date) -> bool:
    """Whether files are any business of `user`: by office, or as a head. No query."""
    return reads_files(user, on) or bool(scope_of(user, on).heads_units)


def visible_corrections(user: Asking, on: date) -> QuerySet[FileCorrection]:
    """Requests for a correction `user` may open: the own, and those to a body of theirs."""
    scope = scope_of(user, on)
    found = _kept(scope)
    if scope.person:
        found |= Q(person=scope.person)
    return FileCorrection.objects.filter(found) if found else FileCorrection.objects.none()


def answered_corrections(user: Asking, on: date) -> QuerySet[FileCorrection]:
    """Requests that are for a body of `user` to answer; never one of their own or a relative's."""
    found = _kept(scope_of(user, on))
    return FileCorrection.objects.filter(found) if found else FileCorrection.objects.none()


def followed_corrections(user: Asking, on: date) -> QuerySet[FileCorrection]:
    """Those of them of a body whose principal `user` is: overdue ones are put before them."""
    found = _kept(_as_principal(user, on))
    return FileCorrection.objects.filter(found) if found else FileCorrection.objects.none()


def visible_opinions(user: Asking, on: date) -> QuerySet[IntegrityOpinion]:
    """Opinions `user` may open: those their body gives, and signed ones on heads whom the organisation department may appoint. Never the own."""
    scope = scope_of(user, on)
    found = _kept(scope)
    for rule in READERS:
        if not rule.keeps and _reads(scope, (rule,)):
            people = Person.objects.filter(_by_office(scope, on, (rule,))).order_by().values("pk")
            found |= Q(person__in=people, state=State.SIGNED)
    return IntegrityOpinion.objects.filter(found) if found else IntegrityOpinion.objects.none()


def drafted_opinions(user: Asking, on: date) -> QuerySet[IntegrityOpinion]:
    """Opinions `user` works on for the body that gives them."""
    found = _kept(scope_of(user, on))
    return IntegrityOpinion.objects.filter(found) if found else IntegrityOpinion.objects.none()


def signed_opinions(user: Asking, on: date) -> QuerySet[IntegrityOpinion]:
    """Opinions `user` signs, or gives back, as principal of the body; never what they drafted themself."""
    found = _kept(_as_principal(user, on))
    rows = IntegrityOpinion.objects.filter(found) if found else IntegrityOpinion.objects.none()
    return rows.exclude(drafted_by=user.pk)


def tenure_of_file(person: Person, on: date) -> Tenure | None:
    """The latest headed post of `person`: by it the file belongs to a county."""
    rows = _headed(on).filter(person=person).select_related("person", "post__unit__county", "post__section")
    return rows.order_by("-during", "-pk").first()


def keeping_body(user: User, tenure: Tenure, on: date) -> Unit:
    """Of the user's bodies the one that keeps the file of the holder of `tenure`."""
    return bearer(scope_of(user, on), KEEPER, tenure)


def _headed(on: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(
        post__is_head=True, kind__in=OWING, during__startswith__lte=on, person__isnull=False
    )


def _reads(scope: Scope, rules: tuple[ReaderRule, ...]) -> bool:
    return any(bool(mandated(scope, rule.function, rule.clause)) for rule in rules)


def _by_office(scope: Scope, on: date, rules: tuple[ReaderRule, ...]) -> Q:
    found = Q()
    for rule in rules:
        where = mandated(scope, rule.function, rule.clause, county="post__unit__county")
        if where and rule.managed_only:
            where &= Q(post__managed_by=Management.COUNTY)
        if where:
            found |= where
    if not found:
        return found
    held = _headed(on).filter(found).exclude(person__in=sorted(scope.barred))
    return Q(pk__in=held.order_by().values("person"))


def _kept(scope: Scope) -> Q:
    found = mandated(scope, KEEPER.function, KEEPER.clause)
    return found & ~Q(person__in=sorted(scope.barred)) if found and scope.barred else found


def _as_principal(user: Asking, on: date) -> Scope:
    """The scope with those bodies alone whose principal (主要负责人) the user is."""
    scope, led = scope_of(user, on), led_bodies(user, on)
    return replace(scope, bodies=tuple(body for body in scope.bodies if body.pk in led))
