"""An exception to the mandates, as its approver sees it: what is asked for, by whom, why; confirm or decline."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core.clock import today
from desk.forms.exceptions import CONFIRM, ExceptionAnswerForm
from supervision.models import MandateException
from supervision.policies import approved_exceptions
from supervision.services import NothingToConfirm, confirm_exception, decline_exception

NEEDED = ("body", "person", "entered_by__person")


@require_safe
def exception(request: HttpRequest, pk: int) -> HttpResponse:
    """What the user is asked to approve, or how they answered."""
    return render(request, "desk/exception.html", _page(_found(request, pk)))


@require_POST
def exception_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or decline."""
    user, on, found = user_of(request), today(), _found(request, pk)
    form = ExceptionAnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "desk/exception.html", _page(found, form), status=422)
    asked = {"exception": found.pk, "version": form.cleaned_data["version"], "by": user, "on": on}
    try:
        if form.cleaned_data["answer"] == CONFIRM:
            confirm_exception(**asked)
            messages.success(request, _("已批准，自今日起生效；起日在后的，自起日生效。"))
        else:
            decline_exception(reason=form.cleaned_data["reason"], **asked)
            messages.success(request, _("已登记不予批准，该例外不生效。"))
    except NothingToConfirm:
        context = _page(_found(request, pk)) | {"refused": True, "typed": form.cleaned_data["reason"]}
        return render(request, "desk/exception.html", context, status=409)
    except ValidationError as refused:
        form.add_error(None, refused)
        return render(request, "desk/exception.html", _page(found, form), status=422)
    return redirect("mandate-exception", pk)


def _found(request: HttpRequest, pk: int) -> MandateException:
    rows = approved_exceptions(user_of(request), today())
    return get_object_or_404(rows.select_related(*NEEDED), pk=pk)


def _page(found: MandateException, form: ExceptionAnswerForm | None = None) -> dict[str, Any]:
    """The exception with the form for the answer, which names the version that is shown."""
    version = found.history.latest().pk
    return {"exception": found, "form": form or ExceptionAnswerForm(initial={"version": version})}
