"""The steps of a plan: proposing, the joint conference, the approval."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from audits import policies
from audits.forms.plans import ApprovalForm, ConferenceForm
from audits.models import Revision
from audits.services.approving import approve_plan, note_discussion, propose_plan
from audits.services.states import NotPossible
from audits.views.plans import stepped
from core import clock
from core.sending import refuse
from rulebook.procedures.audits import PlanStep


@require_POST
def revision_propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a draft for the organisation department."""
    return stepped(request, pk, propose_plan, _("已提出，等待联席会议研究。"))


@require_http_methods(["GET", "HEAD", "POST"])
def revision_discuss(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what the joint conference said."""
    found = _waiting_or_404(request, pk, PlanStep.DISCUSS)
    form = ConferenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            note_discussion(
                revision=pk, day=told["day"], said=told["said"], who=form.who(), others=told["others"],
                by=user_of(request), on=clock.today(),
            )  # fmt: skip
        except NotPossible:
            messages.error(request, _("这一步已经办理，或者不由您办理。"))
            return redirect("audit-plan", found.plan_id)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("联席会议已登记，等待县委审计委员会批准。"))
            return redirect("audit-plan", found.plan_id)
    context = {"form": form, "revision": found, "plan": found.plan}
    return render(request, "audits/discuss.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the approval."""
    found = _waiting_or_404(request, pk, PlanStep.APPROVE)
    form = ApprovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            approve_plan(revision=pk, **form.cleaned_data, by=user_of(request), on=clock.today())
        except NotPossible:
            messages.error(request, _("这一步已经办理，或者不由您办理。"))
            return redirect("audit-plan", found.plan_id)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("计划已批准，审计项目已列出。"))
            return redirect("audit-plan", found.plan_id)
    context = {"form": form, "revision": found, "plan": found.plan}
    return render(request, "audits/approve.html", context, status=422 if form.errors else 200)


def _waiting_or_404(request: HttpRequest, pk: int, step: PlanStep) -> Revision:
    rows = policies.revisions_for(user_of(request), clock.today(), step).select_related("plan__county")
    found: Revision = get_object_or_404(rows, pk=pk)
    return found
