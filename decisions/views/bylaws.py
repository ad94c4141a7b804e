"""Pages of the rules a unit itself decides by (制度): the county's overview, a unit's bylaws, one of them, entering, ending, withdrawing."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, uploads
from core.attachments import files_shown
from core.paging import page_of
from core.searching import matches
from core.sending import refuse, token_of
from decisions import policies
from decisions.choices import BylawPaper
from decisions.forms.bylaws import BylawForm, BylawSearchForm, EndForm, PapersForm, initial_of
from decisions.forms.meetings import GENERAL_KINDS
from decisions.models import Bylaw
from decisions.presenters import bylaws as shown
from decisions.selectors import bylaws as selectors
from decisions.selectors.lists import listed_matters
from decisions.selectors.meetings import offered_kinds
from decisions.services import bylaws as services
from decisions.services.states import NotPossible
from organisation.models import Unit


@require_safe
def bylaw_list(request: HttpRequest) -> HttpResponse:
    """The units whose bylaws the user may read, each with what it lacks."""
    on = clock.today()
    units = policies.bylaw_units(user_of(request), on)
    if not units.exists():
        raise Http404
    form = BylawSearchForm(request.GET)
    wanted = {"no": selectors.lacking(on), "yes": ~selectors.lacking(on)}.get(form.asked("complete"), Q())
    found = units.filter(wanted, matches(form.asked("q")), pk__in=selectors.bound_units().values("pk"))
    page = page_of(found.defer("search_keys").order_by("name", "pk"), request.GET.get("page"))
    held = selectors.kinds_held(page.object_list, on)
    for unit in page.object_list:
        unit.held = len(held[unit.pk])
        unit.missing = shown.titles_missing(unit, held[unit.pk], on)
    return render(request, "decisions/bylaws.html", {"page": page, "form": form})


@require_safe
def unit_bylaws(request: HttpRequest, unit: int) -> HttpResponse:
    """A unit's bylaws: those in force by kind, and every other version."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.bylaw_units(user, on), pk=unit)
    rows = list(selectors.bylaws_of(found))
    for row in rows:
        row.tone, row.word = shown.state_of(row, on)  # type: ignore[attr-defined]
    context = {
        "unit": found,
        "kinds": shown.kind_rows(found, rows, on),
        "others": [row for row in rows if not row.is_in_force(on)],
        "may_keep": policies.kept_units(user, on).filter(pk=found.pk).exists(),
        "today": on,
    }
    return render(request, "decisions/bylaws_of_unit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def bylaw_new(request: HttpRequest, unit: int) -> HttpResponse:
    """Enter a bylaw, or the next version of one (`?replaces=`)."""
    on, user = clock.today(), user_of(request)
    kept = get_object_or_404(policies.kept_units(user, on), pk=unit)
    meetings = offered_kinds(kept, on) or list(GENERAL_KINDS)
    sent = request.method == "POST"
    form = BylawForm(
        request.POST if sent else None,
        request.FILES if sent else None,
        unit=kept,
        meetings=meetings,
        initial=initial_of(_former(request, kept)),
    )
    if sent and form.is_valid():
        try:
            made = services.enter_bylaw(
                token=token_of(request),
                typed=form.typed(),
                official=form.cleaned_data["official"],
                review=form.cleaned_data["review"],
                by=user,
                on=on,
            )
        except NotPossible:
            raise Http404 from None
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("制度已登记。"))
            return redirect(made)
    context = {"unit": kept, "form": form, "token": request.POST.get("token") or uuid4(), "today": on}
    return render(request, "decisions/bylaw_new.html", context, status=422 if sent else 200)


@require_safe
def bylaw(request: HttpRequest, pk: int) -> HttpResponse:
    """One bylaw: what it says, its files, its versions, what happened to it."""
    return _show(request, pk)


@require_safe
def bylaw_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a bylaw, as a download."""
    kept = get_object_or_404(_visible(request, pk).files, pk=file)
    try:
        stored = kept.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return uploads.download(stored, kept.name)


@require_POST
def bylaw_attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep more files with a bylaw."""
    _kept(request, pk)
    form = PapersForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, pk, papers=form, status=422)
    given = form.cleaned_data
    try:
        refused = services.attach_to_bylaw(
            bylaw=pk, files=given["added"], paper=given["paper"], by=user_of(request), on=clock.today()
        )
    except NotPossible:
        refused = [_("这个制度已经撤销登记，不能再上传文件。")]
    if refused:
        for words in refused:
            form.add_error("added", words)
        return _show(request, pk, papers=form, status=422)
    messages.success(request, _("文件已上传。"))
    return redirect("bylaw", pk)


@require_POST
def bylaw_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a bylaw hold no longer from a day on."""
    _kept(request, pk)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            services.end_bylaw(bylaw=pk, **form.cleaned_data, by=user_of(request), on=clock.today())
        except NotPossible:
            messages.info(request, _("此前已经办理。"))
            return redirect("bylaw", pk)
        except ValidationError as error:
            refuse(form, error)
    if form.errors:
        return _show(request, pk, end=form, status=422)
    messages.success(request, _("已登记停止执行。"))
    return redirect("bylaw", pk)


@require_POST
def bylaw_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a bylaw entered wrong."""
    _kept(request, pk)
    try:
        services.withdraw_bylaw(
            bylaw=pk, reason=request.POST.get("reason", ""), by=user_of(request), on=clock.today()
        )
    except NotPossible:
        messages.info(request, _("此前已经办理。"))
    except ValidationError as error:
        return _show(request, pk, error=" ".join(error.messages), status=422)
    else:
        messages.success(request, _("已撤销登记；这条登记保留备查，不再起作用。"))
    return redirect("bylaw", pk)


def _visible(request: HttpRequest, pk: int) -> Bylaw:
    rows = policies.visible_bylaws(user_of(request), clock.today())
    found: Bylaw = get_object_or_404(rows.select_related("unit", "replaces", "entered_by__person"), pk=pk)
    return found


def _kept(request: HttpRequest, pk: int) -> None:
    get_object_or_404(policies.kept_bylaws(user_of(request), clock.today()), pk=pk)


def _former(request: HttpRequest, unit: Unit) -> Bylaw | None:
    """The version that the address asks to replace; None where it names none that can be."""
    number = request.GET.get("replaces", "")
    known = number.isascii() and number.isdecimal() and len(number) < 19
    return selectors.replaceable(unit).filter(pk=int(number)).first() if known else None


def _show(
    request: HttpRequest,
    pk: int,
    *,
    end: EndForm | None = None,
    papers: PapersForm | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    found = _visible(request, pk)
    tone, word = shown.state_of(found, on)
    files = list(found.files.select_related("added_by__person"))
    keeps = not found.is_withdrawn and policies.kept_bylaws(user, on).filter(pk=pk).exists()
    context: dict[str, Any] = {
        "bylaw": found,
        "tone": tone,
        "word": word,
        "vote": shown.vote_words(found.vote_base, found.vote_fraction) if found.vote_fraction else "",
        "votes": shown.votes_by_matter(found, listed_matters(found.unit, on)) if found.vote_fraction else [],
        "official": files_shown(file for file in files if file.paper == BylawPaper.OFFICIAL),
        "review": files_shown(file for file in files if file.paper == BylawPaper.REVIEW),
        "replaced_by": Bylaw.objects.filter(replaces=found).first(),
        "steps": shown.steps_of(found),
        "may_keep": keeps,
        "may_end": keeps and found.until is None,
        "end_form": end or EndForm(),
        "papers_form": papers or PapersForm(),
        "error": error,
        "today": on,
    }
    return render(request, "decisions/bylaw.html", context, status=status)
