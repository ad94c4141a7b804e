"""Handovers (C21): the list, one with its items and signatures, filling in, checking, signing, what is followed up afterwards."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from audits.choices import HandoverState
from audits.forms.handovers import CheckForm, CloseForm, ExcuseForm, FillForm, FlawForm, HandoverFilterForm
from audits.models import Handover, HandoverFile
from audits.policies import handovers as policies
from audits.presenters import handovers as shown
from audits.presenters.handover_form import file_name, handover_form
from audits.procedure.handovers import all_agreed
from audits.selectors.handovers import lists
from audits.services.handovers import checking, filling, following, signing
from audits.services.handovers.judging import form_of
from audits.services.handovers.states import ChangedMeanwhile, NotPossible, fills, takes
from core import clock, ledger, uploads
from core.attachments import files_shown
from core.documents import DOCX, write_docx
from core.paging import page_of
from core.sending import refuse, token_of
from decisions.views.requests import user_of
from finance.presenters.purchases import findings_shown
from rulebook.procedures.handover import Excuse, Part
from supervision.policies import scope_of

CLOSED = gettext_lazy("没有保存：交接的状态已经变化，或者不由您办理。请核对后再试。")
CHANGED = gettext_lazy(
    "没有保存：对方刚刚修改过交接清单。您填写的内容还在下面，请核对最新的清单后再保存一次。"
)
SIGN: dict[str, Callable[..., Handover]] = {
    Part.LEAVER: signing.sign_as_leaver,
    Part.SUCCESSOR: signing.sign_as_successor,
    Part.WITNESS: signing.sign_as_witness,
}


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
def handover_items(request: HttpRequest) -> HttpResponse:
    """What the user took over and has not finished, paged."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_handovers(user, on):
        raise Http404
    page = page_of(lists.to_follow(user, on), request.GET.get("page"))
    return render(request, "audits/handover_items.html", {"page": page, "today": on})


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
        "left_open": sum(item.open and item.closed_on is None for item in found.items.all()),
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


@require_http_methods(["GET", "HEAD", "POST"])
def handover_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The leaver, or the leading witness in their place, fills in the list."""
    on, user, status = clock.today(), user_of(request), 200
    rows = fills(user, on).filter(state__in=policies.OPEN)
    found = get_object_or_404(
        lists.with_parts(Handover.objects.filter(pk__in=rows.order_by().values("pk"))), pk=pk
    )
    form = FillForm(request.POST or None, items=list(found.items.all()))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                filling.fill_handover(
                    handover=found.pk, filled=form.filled(), seen=_seen(request), by=user, on=on
                )
            except ChangedMeanwhile:
                form.add_error(None, str(CHANGED))
                status = 409
                found.refresh_from_db()
            except NotPossible:
                form.add_error(None, str(CLOSED))
            except ValidationError as error:
                refuse(form, error)
            else:
                messages.success(request, _("交接清单已保存。"))
                return redirect(found)
    context = {"handover": found, "form": form, "seen": found.changed_at.isoformat()}
    return render(request, "audits/handover_fill.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The successor checks the list item by item."""
    on, user, status = clock.today(), user_of(request), 200
    rows = takes(user, on).filter(state=HandoverState.CHECKING)
    found = get_object_or_404(
        lists.with_parts(Handover.objects.filter(pk__in=rows.order_by().values("pk"))), pk=pk
    )
    items = list(found.items.all())
    form = CheckForm(request.POST or None, items=items)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                checking.check_items(handover=found.pk, said=form.said, seen=_seen(request), by=user, on=on)
            except ChangedMeanwhile:
                form.add_error(None, str(CHANGED))
                status = 409
                found.refresh_from_db()
            except NotPossible:
                form.add_error(None, str(CLOSED))
            except ValidationError as error:
                refuse(form, error)
            else:
                messages.success(request, _("核对意见已保存。"))
                return redirect(found)
    context = {"handover": found, "form": form, "seen": found.changed_at.isoformat()}
    return render(request, "audits/handover_check.html", context, status=status)


def _seen(request: HttpRequest) -> datetime | None:
    """When the handover had last changed as the user saw it."""
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


@require_POST
def handover_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the list to the successor."""
    return _acted(request, pk, filling.give_handover, _("已提交，等待接任人核对。"))


@require_POST
def handover_drop(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take an item the leaver added out of the list."""
    return _acted(request, pk, filling.drop_item, _("事项已删除。"), item=item)


@require_POST
def handover_sign(request: HttpRequest, pk: int, part: str) -> HttpResponse:
    """Sign as leaver, successor or witness."""
    if part not in SIGN:
        raise Http404
    return _acted(request, pk, SIGN[part], _("已签字。"))


@require_http_methods(["GET", "HEAD", "POST"])
def handover_excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """The leading witness establishes that the leaver does not hand over in person."""
    on, user = clock.today(), user_of(request)
    rows = policies.led_handovers(user, on).filter(state__in=policies.OPEN, excuse="")
    found = get_object_or_404(rows.select_related("person", "unit"), pk=pk)
    form = ExcuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            filling.excuse_leaver(handover=found.pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            refused = form.cleaned_data["excuse"] == Excuse.REFUSED
            messages.success(
                request,
                _("已认定，并向本人提出问题；请代为填写交接清单。")
                if refused
                else _("已认定，请代为填写交接清单。"),
            )
            return redirect(found)
    context = {"handover": found, "form": form}
    return render(request, "audits/handover_excuse.html", context, status=422 if form.errors else 200)


@require_POST
def handover_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep papers with a handover."""
    found = readable_or_404(request, pk)
    try:
        refused = filling.attach(
            handover=found.pk, files=request.FILES.getlist("files"), by=user_of(request), on=clock.today()
        )
    except NotPossible:
        refused = [str(CLOSED)]
    for words in refused:
        messages.error(request, words)
    if not refused:
        messages.success(request, _("附件已上传。"))
    return redirect(found)


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


@require_http_methods(["GET", "HEAD", "POST"])
def handover_item_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The successor notes that an item taken over is finished."""
    on, user = clock.today(), user_of(request)
    rows = policies.followed_items(user, on).select_related("handover__person", "handover__unit")
    item = get_object_or_404(rows, pk=pk)
    form = CloseForm(request.POST or None, initial={"closed_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            following.close_item(item=item.pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("事项已办结。"))
            return redirect("handover-items")
    context = {"item": item, "form": form}
    return render(request, "audits/handover_item_close.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_flaw(request: HttpRequest, pk: int) -> HttpResponse:
    """The successor notes what turned out missing or false."""
    on, user = clock.today(), user_of(request)
    rows = policies.received_handovers(user, on).filter(state=HandoverState.SIGNED)
    found = get_object_or_404(
        lists.with_parts(Handover.objects.filter(pk__in=rows.order_by().values("pk"))), pk=pk
    )
    form = FlawForm(request.POST or None, items=[item for item in found.items.all() if not item.nothing])
    if request.method == "POST" and form.is_valid():
        try:
            following.note_flaw(
                token=token_of(request), handover=found.pk, **form.cleaned_data, by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记，并请离任人说明。"))
            return redirect(found)
    context = {"handover": found, "form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/handover_flaw.html", context, status=422 if form.errors else 200)


def readable_or_404(request: HttpRequest, pk: int) -> Handover:
    """The handover with its parts if this user may read it, or 404."""
    rows = policies.visible_handovers(user_of(request), clock.today())
    readable = Handover.objects.filter(pk__in=rows.order_by().values("pk"))
    found: Handover = get_object_or_404(lists.with_parts(readable), pk=pk)
    return found


def _acted(
    request: HttpRequest, pk: int, service: Callable[..., Any], done: str, **given: Any
) -> HttpResponse:
    """Call `service` on the handover and tell how it went; 404 where the user may not read it."""
    found = readable_or_404(request, pk)
    try:
        service(handover=found.pk, **given, by=user_of(request), on=clock.today())
    except NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(found)
