"""Steps of an audit: taking one, reading what was taken, papers and documents, handing in, receipts."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from audits.choices import State
from audits.forms.stages import StepForm
from audits.models import Audit, Delivery, Document, RequestedItem, Step, StepFile
from audits.policies.stages import part_in
from audits.presenters.stages import held_already
from audits.services.stages import materials
from audits.services.stages import steps as services
from audits.services.stages.documents import blocks_of, note_download
from audits.services.stages.held import Breaks, NotPossible
from audits.views.audits import readable_or_404
from core import clock, ledger, uploads
from core.attachments import files_shown
from core.documents import DOCX, write_docx
from core.sending import refuse, token_of
from decisions.procedure import Found
from rulebook.procedures.auditing import BY_STEP, CONFIDENTIAL_STEPS, StepRule
from rulebook.procedures.auditing import Step as Kind

CLOSED = gettext_lazy("这一步骤现在不能办理：已经办理、审计已经办结，或者不由您办理。")
VIEWED = "audit.step-viewed"


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take a step, or read it once it was taken; what would break a rule is said before it is stored."""
    on, user = clock.today(), user_of(request)
    found, rule = readable_or_404(request, pk), BY_STEP.get(kind)
    if rule is None:
        raise Http404
    part = part_in(user, found, on)
    taken = (
        Step.objects.filter(audit=found, kind=kind, void_on=None).select_related("entered_by__person").first()
    )
    if taken is not None and request.method != "POST":
        if not part.reads(kind):
            raise Http404
        return _read(request, found, taken)
    if not part.takes(rule.by) or found.state in {State.CLOSED, State.TERMINATED}:
        raise Http404
    return _take(request, found, rule)


def _take(request: HttpRequest, found: Audit, rule: StepRule) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    form = StepForm(request.POST or None, rule=rule, initial={"day": on})
    broken: list[Found] = []
    if request.method == "POST" and form.is_valid():
        try:
            row = services.take_step(
                token=token_of(request), audit=found.pk, kind=rule.step, content=form.content(),
                happened=form.cleaned_data["happened"], by=user, on=on,
            )  # fmt: skip
            refused = services.attach(step=row.pk, files=request.FILES.getlist("files"), by=user, on=on)
        except Breaks as stopped:
            broken = stopped.found
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            for told in refused:
                messages.warning(request, told)
            messages.success(request, _("“%(step)s”已办理。") % {"step": _(rule.title)})
            return redirect(reverse("audit", args=[found.pk]) + "#stages")
    counted = (
        found.findings.filter(withdrawn_on=None).count() if rule.step in (Kind.DRAFT, Kind.REPORT) else None
    )
    context = {
        "audit": found, "rule": rule, "form": form, "broken": broken, "accept": uploads.ACCEPT,
        "token": request.POST.get("token") or uuid4(),
        "held": held_already(found, user, on) if rule.step == Kind.REQUEST else [], "findings": counted,
    }  # fmt: skip
    return render(request, "audits/step.html", context, status=422 if form.errors or broken else 200)


def _read(request: HttpRequest, found: Audit, taken: Step) -> HttpResponse:
    user = user_of(request)
    if taken.kind in CONFIDENTIAL_STEPS and taken.entered_by_id != user.pk:
        ledger.record(VIEWED, by=user, target=found, facts={"step": taken.kind})
    context: dict[str, Any] = {
        "audit": found,
        "step": taken,
        "rule": BY_STEP[taken.kind],
        "files": files_shown(taken.attachments.select_related("added_by__person")),
        "document": Document.objects.filter(step=taken).first(),
    }
    return render(request, "audits/step_read.html", context)


@require_safe
def step_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a step, as a download, for whoever may read the step."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    paper = get_object_or_404(StepFile.objects.select_related("step"), pk=file, step__audit=found)
    if not part_in(user, found, on).reads(paper.step.kind):
        raise Http404
    if paper.step.kind in CONFIDENTIAL_STEPS:
        ledger.record(VIEWED, by=user, target=found, facts={"step": paper.step.kind, "file": paper.name})
    return sent(paper)


def sent(paper: Any) -> HttpResponseBase:
    """A kept file as a download."""
    try:
        return uploads.download(paper.file.open("rb"), paper.name)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def document(request: HttpRequest, pk: int, document: int) -> HttpResponse:
    """A document as it was issued, as .docx; who took it is noted."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    row = get_object_or_404(Document.objects.select_related("step", "audit"), pk=document, audit=found)
    if not part_in(user, found, on).reads(row.step.kind):
        raise Http404
    note_download(document=row, by=user)
    answer = HttpResponse(write_docx(blocks_of(row)), content_type=DOCX)
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{row.number}.docx"))
    return answer


@require_POST
def hand_in(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Note that something asked for was handed in."""
    get_object_or_404(RequestedItem, pk=item, audit=readable_or_404(request, pk))
    try:
        materials.hand_in(
            item=item, note=request.POST.get("reason", ""), by=user_of(request), on=clock.today()
        )
    except NotPossible as error:
        raise Http404 from error
    messages.success(request, _("已登记提供。"))
    return redirect(reverse("audit", args=[pk]) + "#materials")


@require_POST
def receive(request: HttpRequest, pk: int, delivery: int) -> HttpResponse:
    """Acknowledge the result for one's body."""
    get_object_or_404(Delivery, pk=delivery, audit=readable_or_404(request, pk))
    try:
        materials.receive_result(delivery=delivery, by=user_of(request), on=clock.today())
    except NotPossible as error:
        raise Http404 from error
    messages.success(request, _("已签收。"))
    return redirect(reverse("audit", args=[pk]) + "#materials")
