"""What an audit found: entering, changing, giving up, re-auditing; the page of one; its rectification; the list of rectifications."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from audits.checks.stages import rectification_of
from audits.choices import State
from audits.forms.stages import FindingForm, ReauditForm, RectificationFilterForm, initial_of
from audits.models import Audit, AuditFinding, Evidence
from audits.policies import visible_audits
from audits.policies.stages import visible_audit_findings, written_audits, written_findings
from audits.presenters.stages import GRADE_TONES, responsibility_shown, state_shown
from audits.presenters.votes import matters_shown
from audits.selectors.signs import ask_url
from audits.selectors.stages import rectifications_matching
from audits.services.stages import findings as services
from audits.services.stages.held import NotPossible
from audits.views import actions as rectifying
from audits.views.stages import CLOSED, sent
from core import clock
from core.attachments import files_shown
from core.paging import page_of
from core.sending import refuse, token_of
from finance.policies import visible_uses
from rulebook.procedures.auditing import BY_TEST

WRITABLE = (State.ENTERED, State.DRAFTED)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a finding."""
    on, user = clock.today(), user_of(request)
    rows = written_audits(user, on).filter(state__in=WRITABLE).select_related("person", "unit")
    found: Audit = get_object_or_404(rows, pk=pk)
    first = {"since": found.since, "until": found.until}
    form = FindingForm(request.POST or None, audit=found, user=user, on=on, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.enter_finding(
                token=token_of(request), audit=pk, content=form.content(), by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("审计发现问题已登记。"))
            return redirect("audit-finding", row.pk)
    context = {"audit": found, "form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/finding_edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def finding_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a finding before the report."""
    on, user = clock.today(), user_of(request)
    found = _writable(request, pk)
    form = FindingForm(request.POST or None, audit=found.audit, user=user, on=on, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_finding(finding=pk, content=form.content(), by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("修改已保存。"))
            return redirect("audit-finding", pk)
    context = {"audit": found.audit, "finding": found, "form": form, "token": found.token}
    return render(request, "audits/finding_edit.html", context, status=422 if form.errors else 200)


@require_POST
def finding_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up a finding before the report."""
    found = _writable(request, pk)
    services.drop_finding(finding=pk, by=user_of(request), on=clock.today())
    messages.success(request, _("不再认定这一问题。"))
    return redirect(reverse("audit", args=[found.audit_id]) + "#findings")


@require_http_methods(["GET", "HEAD", "POST"])
def finding_reaudit(request: HttpRequest, pk: int) -> HttpResponse:
    """Re-audit a finding after the report."""
    on, user = clock.today(), user_of(request)
    rows = written_findings(user, on).filter(
        audit__state__in=(State.REPORTED, State.CLOSED), withdrawn_on=None
    )
    found: AuditFinding = get_object_or_404(rows.select_related("audit__person", "audit__unit"), pk=pk)
    form = ReauditForm(request.POST or None, initial=initial_of(found))
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.reaudit(
                token=token_of(request), finding=pk, upheld=values.pop("upheld"), reason=values.pop("reason"),
                values=values, by=user, on=on,
            )  # fmt: skip
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("复审结论已登记。"))
            return redirect(reverse("audit-finding", args=[pk]) + "#reaudits")
    context = {
        "audit": found.audit, "finding": found, "form": form, "token": request.POST.get("token") or uuid4(),
        "matters": matters_shown(found, user, on),
    }  # fmt: skip
    return render(request, "audits/finding_reaudit.html", context, status=422 if form.errors else 200)


@require_safe
def finding(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: facts, responsibility, the decisions and payments it rests on, rectification."""
    return render(request, "audits/finding.html", page_of_finding(request, readable_or_404(request, pk)))


@require_http_methods(["GET", "HEAD", "POST"])
def rectify(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one thing in the rectification of a finding."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    row = rectification_of(found)
    chosen = next((one for one in rectifying.ACTIONS if one.key == action), None)
    if row is None or chosen is None or not chosen.may(user, row, on):
        raise Http404
    form: Form = chosen.form(request.POST or None, user=user, row=row, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            refused = chosen.act(request, form, row, user, on, token_of(request))
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            for told in refused:
                messages.warning(request, told)
            messages.success(request, chosen.done)
            return redirect(reverse("audit-finding", args=[pk]) + "#rectification")
    context = {
        "finding": found, "audit": found.audit, "row": row, "action": chosen, "form": form,
        "token": request.POST.get("token") or uuid4(),
    } | rectifying.uploading(chosen)  # fmt: skip
    return render(request, "audits/rectify.html", context, status=422 if form.errors else 200)


@require_safe
def evidence(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Evidence of a rectification, for whoever may see the finding."""
    found = readable_or_404(request, pk)
    return sent(get_object_or_404(Evidence, pk=file, rectification__finding=found))


@require_safe
def rectification_list(request: HttpRequest) -> HttpResponse:
    """Rectifications the user may see, filtered and paged, the longest late first."""
    on, user = clock.today(), user_of(request)
    form = RectificationFilterForm(request.GET, user=user, on=on)
    page = page_of(rectifications_matching(user, on, form.query()), request.GET.get("page"))
    rows = [{"row": one, "state": state_shown(one, on)} for one in page.object_list]
    return render(
        request, "audits/rectifications.html", {"form": form, "page": page, "rows": rows, "today": on}
    )


def readable_or_404(request: HttpRequest, pk: int) -> AuditFinding:
    """The finding if this user may see it, or 404."""
    rows = visible_audit_findings(user_of(request), clock.today())
    found: AuditFinding = get_object_or_404(
        rows.select_related("audit__person", "audit__unit", "audit__post", "rectification__owner"), pk=pk
    )
    return found


def _writable(request: HttpRequest, pk: int) -> AuditFinding:
    rows = written_findings(user_of(request), clock.today()).filter(
        audit__state__in=WRITABLE, withdrawn_on=None
    )
    found: AuditFinding = get_object_or_404(rows.select_related("audit__person", "audit__unit"), pk=pk)
    return found


def page_of_finding(request: HttpRequest, found: AuditFinding) -> dict[str, Any]:
    """What the page of `found` shows; whoever only puts it right is not told what the head answers for, and how the members voted."""
    on, user = clock.today(), user_of(request)
    opens = visible_audits(user, on).filter(pk=found.audit_id).exists()
    row = rectification_of(found)
    writes = written_findings(user, on).filter(pk=found.pk).exists()
    standing = found.withdrawn_on is None
    funds = list(found.funds.select_related("payee").order_by("-amount", "pk"))
    seen = set(visible_uses(user, on).filter(pk__in=[one.pk for one in funds]).values_list("pk", flat=True))
    return {
        "finding": found,
        "audit": found.audit,
        "tone": GRADE_TONES[found.grade],  # type: ignore[index]
        "responsibility": responsibility_shown(found),
        "test": BY_TEST.get(found.test),
        "matters": matters_shown(found, user, on) if opens else [],
        "funds": [{"use": one, "opens": one.pk in seen} for one in funds],
        "reaudits": found.reaudits.select_related("by__person").order_by("pk"),
        "rectification": row,
        "state": state_shown(row, on),
        "progress": row.progress.select_related("by__person").order_by("on", "pk") if row else [],
        "evidence": files_shown(row.evidence.select_related("added_by__person")) if row else [],
        "actions": [one for one in rectifying.ACTIONS if row and one.may(user, row, on)],
        "may_edit": writes and standing and found.audit.state in WRITABLE,
        "may_reaudit": writes and standing and found.audit.state in (State.REPORTED, State.CLOSED),
        "opens_audit": opens,
        "ask_url": ask_url(found, user, on) if opens and standing else "",
        "today": on,
    }
