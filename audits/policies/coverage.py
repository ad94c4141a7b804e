"""Which heads in post a user may ask whether they were audited of: by mandate (A5, A2, A8), and oneself; no relative (N14)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from audits.policies.audits import CONDUCTED_UNDER, USED_BY, not_of_kin
from organisation.models import Tenure
from rulebook.tenure import OWING
from supervision.policies import mandated, scope_of


def counted_heads(user: User | AnonymousUser, on: date) -> QuerySet[Tenure]:
    """Tenures on heads' posts that last on `on`, of those of whom `user` may know."""
    scope = scope_of(user, on)
    found = Q()
    for function, clause in (CONDUCTED_UNDER, *USED_BY):
        found |= mandated(scope, function, clause, county="post__unit__county")
    found = found & not_of_kin(scope) if found else found
    if scope.person:
        found |= Q(person=scope.person)
    if not found:
        return Tenure.objects.none()
    return Tenure.objects.filter(found, post__is_head=True, kind__in=OWING, during__contains=on)
