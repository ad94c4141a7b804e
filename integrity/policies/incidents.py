"""Who may see and enter incidents (B6, C1): the discipline body by its mandate (A8), the heads who answer, the body above on their list.

Nobody handles one about themself or a relative; whoever it is about does not see it by any of these ways.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from accounts.models import User
from integrity.models import Attribution, Incident
from organisation.models import Tenure
from rulebook.duties import RESPONSIBILITY_LIST
from rulebook.establishment import Function
from rulebook.tenure import OWING
from supervision.policies import mandated, scope_of
from supervision.selectors.acting import acting_duties

WATCHING = "A8"


def visible_attributions(user: User | AnonymousUser, on: date) -> QuerySet[Attribution]:
    """Which head answers for which incident, as far as `user` may see it."""
    scope = scope_of(user, on)
    duties = acting_duties(user, on).filter(
        kind=RESPONSIBILITY_LIST.kind,
        person=OuterRef("person"),
        subject=OuterRef("unit"),
        period=Cast(OuterRef("year"), CharField()),
    )
    found = mandated(scope, Function.DISCIPLINE, WATCHING) | Q(Exists(duties.order_by()))
    kin = sorted(scope.barred)
    if kin:
        found &= ~Q(person__in=kin)
    if scope.person:
        found |= Q(person=scope.person)
    rows = Attribution.objects.filter(found)
    return rows.exclude(incident__person__in=kin) if kin else rows


def visible_incidents(user: User | AnonymousUser, on: date) -> QuerySet[Incident]:
    """Incidents of which `user` may see at least one head who answers."""
    mine = visible_attributions(user, on).filter(incident=OuterRef("pk"))
    return Incident.objects.filter(Exists(mine.order_by()))


def kept_incidents(user: User | AnonymousUser, on: date) -> QuerySet[Incident]:
    """Incidents `user` may withdraw for the discipline body: it stands back from none of the heads, nor from whom it is about."""
    scope = scope_of(user, on)
    found = mandated(scope, Function.DISCIPLINE, WATCHING)
    if not found:
        return Incident.objects.none()
    heads = Attribution.objects.filter(incident=OuterRef("pk"))
    barred = sorted(scope.barred)
    kept = Q(Exists(heads)) & ~Q(Exists(heads.filter(~found | Q(person__in=barred))))
    return Incident.objects.filter(kept).exclude(person__in=barred)


def answering_tenures(user: User | AnonymousUser, on: date) -> QuerySet[Tenure]:
    """Tenures of heads about whose units `user` may enter incidents, for the discipline body; never their own or a relative's."""
    scope = scope_of(user, on)
    found = mandated(scope, Function.DISCIPLINE, WATCHING, county="post__unit__county")
    if not found:
        return Tenure.objects.none()
    held = Tenure.objects.filter(found, post__is_head=True, kind__in=OWING)
    return held.exclude(person__in=sorted(scope.barred))


def enters_incidents(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a discipline body."""
    return bool(mandated(scope_of(user, on), Function.DISCIPLINE, WATCHING))
