"""The agenda of a meeting, and sending it to everyone called."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.requests import user_of
from core import clock
from decisions import policies
from decisions.services import meetings as services
from decisions.views.meetings.page import act_on, kept


@require_POST
def meeting_add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a matter on the agenda, or be told what it still lacks."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    matter = request.POST.get("matter", "")
    number = int(matter) if matter.isdecimal() else 0
    get_object_or_404(policies.visible_matters(user, on), pk=number, unit=found.unit_id)
    return act_on(
        request,
        found,
        lambda: services.add_item(meeting=pk, matter=number, by=user, on=on),
        _("已列入议程。"),
    )


@require_POST
def meeting_item(request: HttpRequest, pk: int, item: int, act: str) -> HttpResponse:
    """Take an item off the agenda, or move it up."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    get_object_or_404(found.items, pk=item)
    acts: Mapping[str, tuple[Callable[..., Any], str]] = {
        "remove": (services.remove_item, _("已从议程撤下，事项退回准备。")),
        "raise": (services.raise_item, _("已调整次序。")),
    }
    if act not in acts:
        raise Http404
    use, told = acts[act]
    return act_on(request, found, lambda: use(item=item, by=user, on=on), told)


@require_POST
def meeting_circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Send agenda and papers to everyone called; late only when it is meant."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    anyway = request.POST.get("anyway") == "yes"
    return act_on(
        request,
        found,
        lambda: services.circulate(meeting=pk, anyway=anyway, by=user, on=on),
        _("议程和材料已送达参会人员。"),
    )
