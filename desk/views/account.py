"""One's own account: what I may do, and why."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from desk.presenters.rights import role_rows
from desk.selectors.rights import rights_of
from desk.views.asked import asked


@require_safe
def my_rights(request: HttpRequest) -> HttpResponse:
    """What the user may do today, each with the ground it rests on."""
    ask = asked(request)
    rights = rights_of(ask.user, ask.today)
    context = {"rights": rights, "roles": role_rows(rights.roles), "past_roles": role_rows(rights.past_roles)}
    return render(request, "desk/my_rights.html", ask.context() | context)
