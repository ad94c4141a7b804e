"""How the product runs, for the system administrator."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.policies import holds_role
from accounts.views.requests import user_of
from core.clock import now, today
from desk.presenters.operation import duration, operation, tone
from rulebook.roles import Role

NOTICED = ("late", "info")  # tones of scheduled work that stands open, not folded away


@require_safe
@never_cache
def running(request: HttpRequest) -> HttpResponse:
    """Parts, scheduled work, jobs, backups, sizes: states and counts. Raises Http404 for whoever does not run the product."""
    if not holds_role(user_of(request), Role.ADMINISTRATOR, on=today()):
        raise Http404
    at = now()
    found = operation(today(), at)
    lines = [(line, tone(line), duration(line.took)) for line in found.schedule]
    context = {
        "found": found,
        "at": at,
        "noticed": [one for one in lines if one[1] in NOTICED],
        "regular": [one for one in lines if one[1] not in NOTICED],
    }
    return render(request, "desk/operation.html", context)
