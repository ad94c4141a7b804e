"""Reading handovers (C21): the list, one with its items and signatures, its papers, its form as a document."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.views.requests import user_of
from audits.choices import HandoverState
from audits.forms.handovers import HandoverFilterForm
from audits.models import Handover, HandoverFile
from audits.policies import handovers as policies
from audits.presenters import handovers as shown
from audits.presenters.handover_form import file_name, handover_form
from audits.procedure.handovers import all_agreed
from audits.selectors.handovers import lists
from audits.services.handovers import following
from audits.services.handovers.judging import form_of
from audits.services.handovers.states import fills, takes
from core import clock, ledger, uploads
from core.attachments import files_shown
from core.documents import DOCX, write_docx
from core.paging import page_of
from finance.presenters.purchases import findings_shown
from rulebook.procedures.handover import Part
from supervision.policies import scope_of


@require_safe
def handover_list(request: HttpRequest) -> HttpResponse:
    """Handovers the user may read, filtered and paged; what is open comes first."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_handovers(user, on):
        raise Http404
    form = HandoverFilterForm(request.GET, on=on)
    page = page_of(lists.handovers_matching(user, on, form.query()), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(page.object_list, on),
        "today": on,
        "follows": bool(user.person_id or scope_of(user, on).bodies),
    }
    return render(request, "audits/handover_list.html", context)


@require_safe
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """One handover: items, signatures, what happened, what was found; fit to print."""
    found = readable_or_404(request, pk)
    return render(request, "audits/handover.html", page_of_handover(found, user_of(request), clock.today()))


def page_of_handover(found: Handover, user: User, on: date) -> dict[str, Any]:
    """What the page of `found` shows, and what the user may do on it."""
    lines = form_of(found).lines
    agreed = found.state == HandoverState.CHECKING and all_agreed(lines)
    parts = {one.part for one in found.signatures.all()}
    mine = {one.part for one in found.signatures.all() if one.user_id == user.pk}
    may_fill = found.is_open and fills(user, on).filter(pk=found.pk).exists()
    takes_over = takes(user, on).filter(pk=found.pk).exists()
    rules = lists.witness_rules(user, on, found) if found.is_open else []
    leads = any(leading for _function, leading in rules)
    both = Part.SUCCESSOR in parts and (bool(found.excuse) or Part.LEAVER in parts)
    last = following.last_day_for_flaws(found)
    tone, state = shown.state_of(found, on)
    return {
        "handover": found,
        "tone": tone,
        "state": state,
        "stage": shown.stage_of(found, on),
        "taken_by": shown.taken_by(found),
        "kinds": shown.kinds_of(found, user, on),
        "signatures": shown.signatures_of(found),
        "timeline": shown.timeline_of(found, user, on),
        "findings": findings_shown(lists.findings_of(found, user, on)),
        "files": files_shown(found.files.all()),
        "today": on,
        "agreed": agreed,
        "objections": sum(line.objected for line in lines),
        "to_check": sum(not line.agreed for line in lines),
        "may_fill": may_fill,
        "may_give": may_fill and found.state == HandoverState.FILLING,
        "may_check": takes_over and found.state == HandoverState.CHECKING,
        "may_excuse": leads and not found.excuse,
        "may_attach": found.is_open and policies.prepared_handovers(user, on).filter(pk=found.pk).exists(),
        "may_follow": takes_over and found.state == HandoverState.SIGNED,
        "may_note": takes_over and last is not None and on <= last,
        "flaws_until": last,
        "accept": uploads.ACCEPT,
        "sign_as": _sign_as(found, user, agreed, both, parts, mine, takes_over, rules),
    }


def _sign_as(
    found: Handover, user: User, agreed: bool, both: bool, parts: set[str], mine: set[str], takes_over: bool,
    rules: list[tuple[str, bool]],
) -> str:  # fmt: skip
    """In which part the user can sign now; empty for none."""
    if not agreed or mine:
        return ""
    own = user.person_id is not None and user.person_id == found.person_id
    if own:
        return Part.LEAVER if not found.excuse and Part.LEAVER not in parts else ""
    if takes_over:
        return Part.SUCCESSOR if Part.SUCCESSOR not in parts else ""
    if rules and (both or not rules[0][1]):
        return Part.WITNESS
    return ""


@require_safe
def handover_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a handover, as a download, for whoever may read it."""
    readable_or_404(request, pk)
    paper = get_object_or_404(HandoverFile.objects.filter(handover=pk), pk=file)
    try:
        return uploads.download(paper.file.open("rb"), paper.name)
    except FileNotFoundError as error:
        raise Http404 from error


@require_safe
def handover_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a handover (离任经济责任事项交接表) as .docx."""
    found = readable_or_404(request, pk)
    data = write_docx(handover_form(found))
    ledger.record("handover.document", by=user_of(request), target=found)
    answer = HttpResponse(data, content_type=DOCX)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    name = content_disposition_header(as_attachment=True, filename=file_name(found))
    answer.headers["Content-Disposition"] = name or "attachment"
    return answer


def readable_or_404(request: HttpRequest, pk: int) -> Handover:
    """The handover with its parts if this user may read it, or 404."""
    rows = policies.visible_handovers(user_of(request), clock.today())
    readable = Handover.objects.filter(pk__in=rows.order_by().values("pk"))
    found: Handover = get_object_or_404(lists.with_parts(readable), pk=pk)
    return found
