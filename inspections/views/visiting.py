"""Calling the visit, recording who came, gathering the suggestions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from core import clock
from core.sending import shown
from inspections.forms.steps import CallForm, GatherForm, VisitForm
from inspections.selectors.lists import statements_of
from inspections.services.replying import gather_suggestions
from inspections.services.visiting import call_visit, members_of, record_visit
from inspections.views.requests import acted, back, organised_or_404
from rulebook.procedures.inspections import REPLY_DAYS, State


@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Set the day and tell deputies and unit."""
    on, user = clock.today(), user_of(request)
    found = organised_or_404(request, pk, State.DRAWN)
    form = CallForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if acted(form, lambda: call_visit(inspection=pk, **given, by=user, on=on)):
            messages.success(request, _("已通知：代表、委员和被视察单位现在可以看到视察日期。"))
            return back(found)
    return shown(
        request, "inspections/call.html", {"inspection": found, "form": form, "members": members_of(found)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Record who was there."""
    on, user = clock.today(), user_of(request)
    found = organised_or_404(request, pk, State.CALLED)
    members = [one for one in members_of(found) if one.left_on is None]
    form = VisitForm(request.POST or None, members=members, initial={"present": [one.pk for one in members]})
    if request.method == "POST" and form.is_valid():
        present = form.cleaned_data["present"]
        if acted(form, lambda: record_visit(inspection=pk, present=present, by=user, on=on)):
            messages.success(request, _("视察已登记，年度视察事项已完成。"))
            return back(found)
    return shown(request, "inspections/visit.html", {"inspection": found, "form": form, "today": on})


@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: HttpRequest, pk: int) -> HttpResponse:
    """Word what goes to the unit, beside what the deputies handed in."""
    on, user = clock.today(), user_of(request)
    found = organised_or_404(request, pk, State.VISITED)
    statements = list(statements_of(found))
    gathered = [one.text for one in found.suggestions.all()]
    said = [line.strip() for one in statements for line in one.suggestions.splitlines() if line.strip()]
    initial = {"summary": found.summary, "suggestions": "\n".join(gathered or said)}
    form = GatherForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {
            "summary": form.cleaned_data["summary"],
            "suggestions": form.cleaned_data["suggestions"].splitlines(),
        }
        if acted(form, lambda: gather_suggestions(inspection=pk, **given, by=user, on=on)):
            messages.success(request, _("已汇总，请核对后送达。"))
            return back(found, "suggestions")
    members = [one for one in members_of(found) if one.left_on is None and one.present]
    context = {
        "inspection": found, "form": form, "statements": statements, "days": REPLY_DAYS,
        "missing": [one for one in members if not hasattr(one, "statement")],
    }  # fmt: skip
    return shown(request, "inspections/gather.html", context)
