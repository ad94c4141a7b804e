"""The appraisal that is asked for."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy

from accounts.views.requests import user_of
from appraisals.models import Appraisal
from appraisals.policies import visible_appraisals
from appraisals.services.held import NEEDED, NotPossible
from core import clock, sending

CLOSED = gettext_lazy("没有保存：测评的状态已经变化，或者不由您办理。请核对后再试。")
acted = partial(sending.acted, closed=NotPossible, words=CLOSED)
stepped = partial(sending.stepped, closed=NotPossible, words=CLOSED)
SHOWN = (*NEEDED, "statement", "meeting", "comment")


def readable_or_404(request: HttpRequest, pk: int) -> Appraisal:
    """The appraisal if this user may open it, or 404."""
    rows = visible_appraisals(user_of(request), clock.today())
    found: Appraisal = get_object_or_404(rows.select_related(*SHOWN), pk=pk)
    return found


def back(found: Appraisal, part: str = "") -> HttpResponse:
    """To the page of the appraisal."""
    return redirect(found.get_absolute_url() + (f"#{part}" if part else ""))
