"""Yearly plans: the list, one with its lines and history; drafting, changing, and the steps."""

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from audits import policies
from audits.checks.weighing import ranked
from audits.choices import UNREPORTED, LineAction, RevisionState
from audits.forms.plans import ChangeForm, DraftForm, PlanForm
from audits.models import Plan, Revision
from audits.presenters import plan_document as worded
from audits.presenters import plans as shown
from audits.selectors import plans as selectors
from audits.selectors.proposals import open_in
from audits.services import plans as services
from audits.services.states import NotPossible
from core import clock, ledger, uploads
from core.documents import write_docx
from core.paging import page_of
from core.sending import refuse, token_of
from rulebook.procedures.audits import PlanStep

DOWNLOADED = "audit.plan.document"
OFFERED = 300  # proposals offered to choose from, in their order


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans the user may see, paged."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_plans(user, on):
        raise Http404
    page = page_of(selectors.plans_listed(user, on), request.GET.get("page"))
    context = {
        "page": page,
        "rows": shown.plans_shown(page.object_list),
        "may_draft": policies.drafting_counties(user, on).exists(),
    }
    return render(request, "audits/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Draft a year's plan from the proposals."""
    on, user = clock.today(), user_of(request)
    counties = policies.drafting_counties(user, on)
    if not counties.exists():
        raise Http404
    form = PlanForm(request.POST or None, counties=counties, years=services.years_to_plan(on))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_plan(token=token_of(request), **form.cleaned_data, by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("计划草案已按建议的次序列好，提出以前可以增减。"))
            return redirect("audit-plan", made.plan_id)
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/plan_new.html", context, status=422 if form.errors else 200)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what is in it, what is being decided, how it came to be."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    revisions = selectors.revisions_of(found)
    lines = selectors.lines_of(found, user, on)
    current = revisions[0] if revisions and not revisions[0].is_over else None
    steps = {
        step
        for step in PlanStep
        if current and policies.revisions_for(user, on, step).filter(pk=current.pk).exists()
    }
    drafts = policies.drafting_counties(user, on).filter(pk=found.county_id).exists()
    done = [one for one in revisions if one.is_over]
    audits = list(selectors.audits_of(found, user, on))
    context = {
        "plan": found,
        "current": shown.revision_shown(current, lines, steps) if current else None,
        "audits": shown.audits_shown(audits),
        "history": [shown.revision_shown(one, lines, set()) for one in done],
        "may_edit": drafts and current is not None and current.state == RevisionState.DRAFT,
        "may_return": drafts and current is not None and current.state != RevisionState.DRAFT,
        "may_change": drafts and current is None and bool(done),
        "moved": sum(line["gone"] != "" for one in done for line in map(shown.line_shown, lines.get(one.pk, []))),
        "today": on,
    }  # fmt: skip
    return render(request, "audits/plan.html", context)


@require_safe
def plan_document(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A plan as .docx, in the layout of an official document; who took it is noted."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    revisions = [one for one in selectors.revisions_of(found) if one.state != RevisionState.WITHDRAWN]
    if not revisions:
        raise Http404
    lines, audits = selectors.lines_of(found, user, on), list(selectors.audits_of(found, user, on))
    whole = selectors.shows_all(found, revisions, lines)
    blocks = worded.plan_document(found, revisions, lines, audits, whole=whole)
    ledger.record(DOWNLOADED, by=user, target=found)
    return uploads.download(BytesIO(write_docx(blocks)), worded.plan_file_name(found))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a change of an approved plan."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    if not policies.drafting_counties(user, on).filter(pk=found.county_id).exists():
        raise Http404
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_change(
                token=token_of(request), plan=pk, **form.cleaned_data, by=user, on=on
            )
        except NotPossible:
            messages.error(request, _("计划尚未批准，或者已有一项调整正在办理。"))
            return redirect("audit-plan", pk)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("audit-revision-edit", made.pk)
    context = {"form": form, "plan": found, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/plan_change.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose what a draft takes in and out."""
    on, user = clock.today(), user_of(request)
    rows = policies.drafted_revisions(user, on).select_related("plan__county")
    found: Revision = get_object_or_404(rows, pk=pk)
    county, year = found.plan.county_id, found.plan.year
    seen = policies.visible_proposals(user, on).filter(county=county).order_by().values("pk")
    offered = ranked(open_in(county).filter(pk__in=seen), year)
    chosen = set(found.lines.filter(action=LineAction.ADD).values_list("proposal", flat=True))
    shown_rows = [pair for at, pair in enumerate(offered) if at < OFFERED or pair[0].pk in chosen]
    droppable = policies.droppable_audits(user, on).filter(
        pk__in=selectors.audits_planned(county, year), state__in=UNREPORTED
    )
    audits = (
        list(droppable.select_related("person", "unit", "post").order_by("pk")) if found.number > 1 else []
    )
    dropped = set(found.lines.filter(action=LineAction.DROP).values_list("audit", flat=True))
    form = DraftForm(
        request.POST or None,
        proposals=[row.pk for row, _one in shown_rows],
        drops=[one.pk for one in audits],
        initial={"capacity": found.capacity, "note": found.note},
    )
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("proposals") if one.isdecimal()}
        dropped = {int(one) for one in request.POST.getlist("drops") if one.isdecimal()}
        if form.is_valid():
            try:
                services.save_draft(revision=pk, content=form.content(), by=user, on=on)
            except ValidationError as error:
                refuse(form, error)
            else:
                messages.success(request, _("草案已保存。"))
                return redirect("audit-plan", found.plan_id)
    context = {
        "form": form,
        "revision": found,
        "plan": found.plan,
        "offered": [
            {"row": row, "words": one.words(year), "chosen": row.pk in chosen} for row, one in shown_rows
        ],
        "more": len(offered) - len(shown_rows),
        "audits": [{"row": one, "dropped": one.pk in dropped} for one in audits],
        "planned": selectors.audits_planned(county, year).count(),
    }
    return render(request, "audits/revision_edit.html", context, status=422 if form.errors else 200)


@require_POST
def revision_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a change that was not proposed yet."""
    return stepped(request, pk, services.give_up_change, _("调整已撤回，计划不变。"))


@require_POST
def revision_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a revision back to its draft."""
    return stepped(request, pk, services.return_to_draft, _("已退回起草，各步骤须重新办理。"))


def readable_or_404(request: HttpRequest, pk: int) -> Plan:
    """The plan if this user may see it, or 404."""
    rows = policies.visible_plans(user_of(request), clock.today()).select_related("county", "body")
    found: Plan = get_object_or_404(rows, pk=pk)
    return found


def stepped(request: HttpRequest, pk: int, service: Callable[..., Any], words: str) -> HttpResponse:
    """Take a step that needs no form, and show the plan."""
    on, user = clock.today(), user_of(request)
    rows = Revision.objects.filter(plan__in=policies.visible_plans(user, on).values("pk"))
    found = get_object_or_404(rows, pk=pk)
    try:
        service(revision=pk, by=user, on=on)
    except NotPossible:
        messages.error(request, _("这一步已经办理，或者不由您办理。"))
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, words)
    return redirect("audit-plan", found.plan_id)
