"""The steps of a handover until it is signed: filling in, checking, signing; papers; a leaver who cannot."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from audits.choices import HandoverState
from audits.forms.handovers import CheckForm, ExcuseForm, FillForm
from audits.models import Handover
from audits.policies import handovers as policies
from audits.selectors.handovers import lists
from audits.services.handovers import checking, filling, signing
from audits.services.handovers.states import ChangedMeanwhile, NotPossible, fills, takes
from audits.views.handovers.reading import readable_or_404
from core import clock
from core.sending import refuse
from rulebook.procedures.handover import Excuse, Part

NEVER = datetime.min.replace(tzinfo=UTC)
CLOSED = gettext_lazy("没有保存：交接的状态已经变化，或者不由您办理。请核对后再试。")
CHANGED = gettext_lazy(
    "没有保存：对方刚刚修改过交接清单。您填写的内容还在下面，请核对最新的清单后再保存一次。"
)
SIGN: dict[str, Callable[..., Handover]] = {
    Part.LEAVER: signing.sign_as_leaver,
    Part.SUCCESSOR: signing.sign_as_successor,
    Part.WITNESS: signing.sign_as_witness,
}


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


def _seen(request: HttpRequest) -> datetime:
    """When the handover had last changed as the user saw it; a form that does not say saw none."""
    try:
        seen = parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        seen = None
    return seen if seen is not None and seen.tzinfo is not None else NEVER


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
