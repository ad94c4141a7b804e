"""Who asks, and the inspection that is asked for."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from accounts.views.requests import user_of
from core import clock, sending
from inspections.models import Inspection
from inspections.policies import followed_inspections, organised_inspections, visible_inspections
from inspections.services.held import NEEDED, NotPossible
from rulebook.procedures.inspections import State

CLOSED = gettext_lazy("没有保存：视察的状态已经变化，或者不由您办理。请核对后再试。")
acted = partial(sending.acted, closed=NotPossible, words=CLOSED)
stepped = partial(sending.stepped, closed=NotPossible, words=CLOSED)


def readable_or_404(request: HttpRequest, pk: int) -> Inspection:
    """The inspection if this user may open it, or 404."""
    rows = visible_inspections(user_of(request), clock.today())
    found: Inspection = get_object_or_404(rows.select_related(*NEEDED), pk=pk)
    return found


def followed_or_404(request: HttpRequest, pk: int) -> Inspection:
    """The inspection if this user follows its drawing, or 404: not the head, nor the unit."""
    rows = followed_inspections(user_of(request), clock.today())
    found: Inspection = get_object_or_404(rows.select_related(*NEEDED), pk=pk)
    return found


def organised_or_404(request: HttpRequest, pk: int, *states: State) -> Inspection:
    """The inspection this user organises, or 404. Once it moved on its page is no more shown, but what was sent is not lost."""
    rows = organised_inspections(user_of(request), clock.today())
    found: Inspection = get_object_or_404(rows.select_related(*NEEDED), pk=pk)
    if request.method != "POST" and found.state not in states:
        raise Http404
    return found


def back(found: Inspection, part: str = "") -> HttpResponse:
    """To the page of the inspection."""
    return redirect(found.get_absolute_url() + (f"#{part}" if part else ""))
