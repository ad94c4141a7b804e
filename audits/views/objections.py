"""The head's objection, and its re-examination by others."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from audits.choices import State
from audits.forms.stages import AnswerForm, ObjectionForm
from audits.models import Audit, Objection
from audits.policies import own_audits
from audits.policies.stages import written_audits
from audits.services.stages import objections as services
from audits.services.stages.held import NotPossible
from audits.views.stages import CLOSED
from core import clock
from core.sending import refuse, token_of


@require_http_methods(["GET", "HEAD", "POST"])
def objection_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Object to the report, as the head."""
    on, user = clock.today(), user_of(request)
    rows = own_audits(user, on).filter(state__in=(State.REPORTED, State.CLOSED))
    found: Audit = get_object_or_404(rows.select_related("person", "unit"), pk=pk)
    form = ObjectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.file_objection(
                token=token_of(request), audit=pk, text=form.cleaned_data["text"], by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("申诉已提出，复查期限 %(due)s。") % {"due": row.due.isoformat()})
            return redirect(reverse("audit", args=[pk]) + "#objections")
    context = {"audit": found, "form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/objection_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def objection_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer an objection, as somebody who was not in the team."""
    on, user = clock.today(), user_of(request)
    mine = written_audits(user, on).order_by().values("pk")
    rows = Objection.objects.filter(audit__in=mine, outcome="")
    found: Objection = get_object_or_404(rows.select_related("audit__person", "audit__unit"), pk=pk)
    form = AnswerForm(request.POST or None, people=services.reviewers_offered(found.audit, on))
    if request.method == "POST" and form.is_valid():
        try:
            services.answer_objection(objection=pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("复查结论已登记。"))
            return redirect(reverse("audit", args=[found.audit_id]) + "#objections")
    context = {"audit": found.audit, "objection": found, "form": form, "today": on}
    return render(request, "audits/objection_answer.html", context, status=422 if form.errors else 200)
