"""Rounds: the list, setting one up on one screen, one round, taking heads in later."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from appraisals.forms.rounds import HeadsForm, MoveForm, RoundForm, meant_days
from appraisals.models import Round
from appraisals.policies import organised_rounds, organises, organising_bodies
from appraisals.presenters.rounds import list_url, moves_of, rounds_shown, stats_of
from appraisals.selectors.heads import heads_of, years_to_set_up
from appraisals.selectors.lists import rounds_listed
from appraisals.services.rounds import DAYS, add_heads, move_days, set_up_round
from appraisals.views.requests import acted
from core import clock, workdays
from core.paging import page_of
from core.sending import shown, token_of
from organisation.models import Unit
from rulebook.duties import YEAR_END_APPRAISAL
from rulebook.procedures.appraisals import ELECTORATES, STATEMENT_DAYS


@require_safe
def round_list(request: HttpRequest) -> HttpResponse:
    """Rounds the user leads, paged."""
    on, user = clock.today(), user_of(request)
    if not organises(user, on):
        raise Http404
    page = page_of(rounds_listed(user, on), request.GET.get("page"))
    return render(
        request, "appraisals/rounds.html", {"page": page, "rows": rounds_shown(page.object_list), "today": on}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def round_new(request: HttpRequest) -> HttpResponse:
    """Set a year's round up: its days and all its heads on one screen."""
    on, user = clock.today(), user_of(request)
    bodies = list(organising_bodies(user, on))
    if not bodies:
        raise Http404
    asked = request.POST if request.method == "POST" else request.GET
    body, year = _body_of(bodies, asked.get("body", "")), _year_of(asked.get("year", ""), on.year)
    known = Round.objects.filter(body=body, year=year).first()
    if known and request.method != "POST":
        return redirect("appraisal-round", known.pk)
    heads = heads_of(user, on, body, year)
    form = RoundForm(request.POST or None, heads=heads, initial=meant_days(on, workdays.load()))
    made: list[Round] = []
    if request.method == "POST" and form.is_valid():
        token, days, picks = token_of(request), form.days(), form.picks()
        if acted(
            form,
            lambda: made.append(
                set_up_round(token=token, body=body, year=year, days=days, picks=picks, by=user, on=on)
            ),
        ):
            messages.success(request, _("年度测评已布置，各“一把手”可以开始撰写述职述廉报告。"))
            return redirect("appraisal-round", made[0].pk)
    context = {
        "form": form, "token": request.POST.get("token") or uuid4(), "body": body, "bodies": bodies, "year": year,
        "years": [{"label": str(one), "url": f"?body={body.pk}&year={one}", "current": one == year} for one in years_to_set_up(on)],
        "groups": form.groups(), "electorates": list(ELECTORATES.values()), "days": STATEMENT_DAYS,
        "least_days": YEAR_END_APPRAISAL.least_days, "of": len(heads),
    }  # fmt: skip
    return shown(request, "appraisals/round_new.html", context)


@require_safe
def round_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One round: its days, and how far its appraisals are."""
    on, user = clock.today(), user_of(request)
    found = _led_or_404(request, pk)
    context = {
        "round": found, "today": on, "stats": stats_of(user, on, round=found.pk), "list_url": list_url(round=found.pk),
        "goes_on": on <= found.closes_on, "moves": moves_of(found),
    }  # fmt: skip
    return render(request, "appraisals/round.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move days that are still to come."""
    on, user = clock.today(), user_of(request)
    found = _led_or_404(request, pk)
    form = MoveForm(request.POST or None, initial={name: getattr(found, name) for name in DAYS})
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if acted(form, lambda: move_days(round_=pk, days=form.days(), reason=reason, by=user, on=on)):
            messages.success(request, _("日期已调整。已经印发的票面上的日期不会变，请通知有关人员。"))
            return redirect("appraisal-round", pk)
    context = {"form": form, "round": found, "days": STATEMENT_DAYS}
    return shown(request, "appraisals/round_move.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def round_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take heads in who were appointed later, or left out."""
    on, user = clock.today(), user_of(request)
    found = _led_or_404(request, pk)
    heads = [head for head in heads_of(user, on, found.body, found.year) if not head.taken]
    form = HeadsForm(request.POST or None, heads=heads)
    if request.method == "POST" and form.is_valid():
        picks = form.picks()
        if acted(form, lambda: add_heads(round_=pk, picks=picks, by=user, on=on)):
            messages.success(request, _("已补充列入。"))
            return redirect("appraisal-round", pk)
    context = {
        "form": form, "round": found, "groups": form.groups(), "electorates": list(ELECTORATES.values()),
        "least_days": YEAR_END_APPRAISAL.least_days, "of": len(heads),
    }  # fmt: skip
    return shown(request, "appraisals/round_add.html", context)


def _led_or_404(request: HttpRequest, pk: int) -> Round:
    rows = organised_rounds(user_of(request), clock.today()).select_related(
        "body", "county", "set_up_by__person"
    )
    found: Round = get_object_or_404(rows, pk=pk)
    return found


def _body_of(bodies: list[Unit], asked: str) -> Unit:
    return next((one for one in bodies if str(one.pk) == asked), bodies[0])


def _year_of(asked: str, now: int) -> int:
    return int(asked) if asked in {str(now), str(now - 1)} else now
