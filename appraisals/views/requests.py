"""The appraisal that is asked for."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy

from appraisals.models import Appraisal
from appraisals.policies import visible_appraisals
from appraisals.services.held import NEEDED, NotPossible
from core import clock
from core.sending import refuse
from decisions.views.requests import user_of

CLOSED = gettext_lazy("没有保存：测评的状态已经变化，或者不由您办理。请核对后再试。")
SHOWN = (*NEEDED, "statement", "meeting", "comment")


def readable_or_404(request: HttpRequest, pk: int) -> Appraisal:
    """The appraisal if this user may open it, or 404."""
    rows = visible_appraisals(user_of(request), clock.today())
    found: Appraisal = get_object_or_404(rows.select_related(*SHOWN), pk=pk)
    return found


def acted(form: Form, act: Callable[[], Any]) -> bool:
    """Whether what was sent was done; what was refused is shown at its fields."""
    try:
        act()
    except NotPossible:
        form.add_error(None, str(CLOSED))
    except ValidationError as error:
        refuse(form, error)
    else:
        return True
    return False


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with its form; refused with 422."""
    return render(request, template, context, status=422 if context["form"].errors else 200)


def back(found: Appraisal, part: str = "") -> HttpResponse:
    """To the page of the appraisal."""
    return redirect(found.get_absolute_url() + (f"#{part}" if part else ""))
