"""Who may read, write, withdraw and answer records of talks, reports and forums. Seeing is decided in SQL, by mandate.

What was said is read by those whose mandate reads (A1, A2, A8, A9), by the body that held it, and by each head about
themself. Other officers get no record at all. Nobody reads or writes about a registered relative by way of office (N14).
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from integrity.choices import ENTERED, Answer, Origin, RecordState
from integrity.models import Participation, Record
from organisation.models import Tenure, Unit
from rulebook.tenure import OWING
from supervision.choices import OPEN_STATES
from supervision.models import Duty
from supervision.policies import Scope, actionable_duties, actionable_people, readable_people, scope_of


def own_bodies(user: User | AnonymousUser, on: date) -> list[Unit]:
    """The bodies `user` may hold a talk for: those they work for or head; a linked leader's own unit."""
    scope = scope_of(user, on)
    seats = scope.members_of if scope.linked_units else {}
    return [*({body.pk: body for body in scope.bodies} | dict(seats)).values()]


def entered_kinds(user: User | AnonymousUser, on: date) -> list[str]:
    """The kinds of record `user` may enter on `on`; empty for who holds no talks."""
    acting = [reach for reach in scope_of(user, on).reaches if reach.acts and not reach.sections]
    return [kind.value for kind in ENTERED if any(kind.value in reach.kinds for reach in acting)]


def actionable_tenures(
    user: User | AnonymousUser, kind: str, on: date, days: Iterable[date]
) -> QuerySet[Tenure]:
    """Tenures of heads `user` may hold a record of `kind` with, held on any of `days`. Never one's own or a relative's."""
    people = actionable_people(user, kind, on)
    if people is None:
        return Tenure.objects.none()
    held = Q()
    for day in days:
        held |= Q(during__contains=day)
    return Tenure.objects.filter(people, held, kind__in=OWING)


def open_duties(user: User | AnonymousUser, kind: str, on: date) -> QuerySet[Duty]:
    """Open duties of `kind` that `user` may record the carrying out of."""
    return actionable_duties(user, on).filter(kind=kind, state__in=OPEN_STATES)


def readable_participations(user: User | AnonymousUser, on: date) -> QuerySet[Participation]:
    """The lines of settled records `user` may read by mandate: over the head on the day of the record, in the unit it was
    held for, or today.
    """
    tenures = readable_people(user, on)
    if tenures is None:
        return Participation.objects.none()
    at_the_time = Q(during__contains=OuterRef("record__held_on"))
    known = Tenure.objects.filter(tenures, person=OuterRef("person")).filter(
        at_the_time | Q(during__contains=on) | Q(post__unit=OuterRef("unit"))
    )
    return Participation.objects.filter(Exists(known))


def readable_records(user: User | AnonymousUser, on: date) -> QuerySet[Record]:
    """Records whose content `user` may open on `on`: settled ones by mandate, body or own part in them; drafts of theirs.

    One list of numbers from indexed parts: the database never looks at the records of other counties.
    """
    drafts = Record.objects.filter(_drafts_of(user, on)).order_by().values("pk")
    numbers = drafts.union(*(part.values("record") for part in _settled_lines(user, on)))
    return Record.objects.filter(pk__in=numbers)


def own_participations(user: User | AnonymousUser) -> QuerySet[Participation]:
    """A head's own lines in settled records."""
    person = user.person_id if isinstance(user, User) else None
    if person is None:
        return Participation.objects.none()
    return Participation.objects.filter(person=person).exclude(record__state=RecordState.DRAFT)


def shown_participations(user: User | AnonymousUser, on: date) -> QuerySet[Participation]:
    """The lines of records that `user` may read. In a forum a head reads only their own, a department its own heads'."""
    drafts = Record.objects.filter(_drafts_of(user, on))
    lines = Participation.objects.filter(record__in=drafts.order_by().values("pk")).order_by().values("pk")
    numbers = lines.union(*(part.values("pk") for part in _settled_lines(user, on)))
    return Participation.objects.filter(pk__in=numbers)


def _settled_lines(user: User | AnonymousUser, on: date) -> Iterable[QuerySet[Participation]]:
    """The lines of settled records by ground: mandate, own body, own person."""
    scope = scope_of(user, on)
    settled = Participation.objects.exclude(record__state=RecordState.DRAFT).order_by()
    yield readable_participations(user, on).exclude(record__state=RecordState.DRAFT).order_by()
    for kept_from, bodies in _bodies_by_whom_they_are_kept_from(scope).items():
        held = Record.objects.filter(~_about(scope.barred), body__in=bodies)
        lines = settled.filter(record__in=held.order_by().values("pk"))
        yield lines.exclude(person_id__in=sorted(kept_from)) if kept_from else lines
    if scope.person:
        yield settled.filter(person=scope.person)


def editable_drafts(user: User | AnonymousUser, on: date) -> QuerySet[Record]:
    """Drafts `user` may go on writing: own ones and those of their bodies."""
    return Record.objects.filter(_drafts_of(user, on))


def withdrawable_records(user: User | AnonymousUser, on: date) -> QuerySet[Record]:
    """Recorded ones `user` may declare void: those held by a body of theirs, or entered by themself, about nobody that they or
    the body must stand back from.
    """
    scope = scope_of(user, on)
    theirs = Q(body__in=[body.pk for body in scope.bodies]) | _entered_by(user, on)
    return Record.objects.filter(theirs, ~_kept_from(scope), state=RecordState.RECORDED)


def answerable_participations(user: User | AnonymousUser) -> QuerySet[Participation]:
    """Own lines a head may still confirm or object to. Past records that were imported ask nobody for an answer."""
    return own_participations(user).filter(
        record__state=RecordState.RECORDED, record__origin=Origin.ENTERED, present=True, answer=Answer.PENDING
    )


def _drafts_of(user: User | AnonymousUser, on: date) -> Q:
    """Own drafts, those of one's bodies, and for a linked leader those of their own unit that are about linked units alone.

    None for who holds no talks any more: what they once wrote stays with the body.
    """
    scope = scope_of(user, on)
    if not entered_kinds(user, on):
        return Q(pk__in=[])
    found = Q(body__in=[body.pk for body in scope.bodies]) | _entered_by(user, on)
    if scope.linked_units:
        lines = Participation.objects.filter(record=OuterRef("pk"))
        elsewhere = lines.exclude(unit__in=sorted(scope.linked_units))
        found |= Q(Exists(lines), ~Exists(elsewhere), body__in=sorted(scope.members_of))
    return Q(state=RecordState.DRAFT) & found & ~_kept_from(scope)


def _entered_by(user: User | AnonymousUser, on: date) -> Q:
    """What `user` entered, for a body they still may hold talks for or for none yet."""
    bodies = [body.pk for body in own_bodies(user, on)]
    return Q(entered_by=user.pk) & (Q(body=None) | Q(body__in=bodies))


def _kept_from(scope: Scope) -> Q:
    """Records about somebody the user must stand back from, or held by a body of theirs that is kept from somebody in them."""
    found = _about(scope.barred)
    for kept_from, bodies in _bodies_by_whom_they_are_kept_from(scope).items():
        if kept_from:
            found |= Q(body__in=bodies) & _about(kept_from)
    return found


def _bodies_by_whom_they_are_kept_from(scope: Scope) -> dict[frozenset[int], list[int]]:
    """The user's bodies, grouped by the people about whom they read nothing even where they wrote it themselves."""
    found: dict[frozenset[int], list[int]] = {}
    for body in scope.bodies:
        found.setdefault(scope.kept_from(body.pk), []).append(body.pk)
    return found


def _about(people: frozenset[int]) -> Q:
    """Records in which one of `people` takes part."""
    if not people:
        return Q(pk__in=[])
    return Q(Exists(Participation.objects.filter(record=OuterRef("pk"), person_id__in=sorted(people))))
