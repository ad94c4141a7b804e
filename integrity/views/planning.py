"""Planning a quarter's talks on one screen, and the list to print."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core import clock, workdays
from core.templatetags.wording import cn_date
from integrity import policies, selectors, services
from integrity.choices import PROOF_TITLES
from integrity.forms import WORDING, PlanForm
from integrity.forms.fields import DayField
from integrity.selectors.heads import clause_of
from integrity.views.requests import user_of
from rulebook.types import Proof


def talk_plan(request: HttpRequest) -> HttpResponse:
    """Heads to whom a talk (or report) is still owed; those checked are planned for one day."""
    on, user = clock.today(), user_of(request)
    kinds = policies.entered_kinds(user, on)
    asked = request.POST or request.GET
    chosen = {int(number) for number in asked.getlist("duty") if number.isdecimal()}
    duties = policies.actionable_duties(user, on).filter(pk__in=chosen, kind__in=kinds)
    kind = asked.get("kind") or next((duty.kind for duty in duties), "") or (kinds[0] if kinds else "")
    if kind not in kinds:
        raise Http404
    bodies = policies.own_bodies(user, on)
    first = {"host": user.person.name if user.person else "", "held_on": request.GET.get("held_on")}
    form = PlanForm(
        request.POST or None, on=on, bodies=bodies, host_label=WORDING[Proof(kind)][0], initial=first
    )
    problem = ""
    if request.method == "POST":
        problem = "" if chosen else _("请至少勾选一位“一把手”。")
        hint = _rest_day(form.cleaned_data["held_on"]) if form.is_valid() else ""
        if hint and not form.cleaned_data["anyway"]:
            form.add_error("held_on", hint + _("确需安排在这一天的，请勾选“仍安排在这一天”。"))
        if form.is_valid() and not problem:
            return _plan(request, kind, chosen, form, on)
    context = _context(request, kind, kinds, chosen, form, on)
    status = 422 if request.method == "POST" else 200
    return render(request, "integrity/talk_plan.html", context | {"problem": problem}, status=status)


def talk_plan_day(request: HttpRequest) -> HttpResponse:
    """A fragment for htmx: whether the day asked about is worked, and what is planned on it already."""
    on, user = clock.today(), user_of(request)
    kind = request.GET.get("kind", "")
    if kind not in policies.entered_kinds(user, on):
        raise Http404
    try:
        day = DayField(required=False).clean(request.GET.get("held_on", ""))
    except ValueError:
        day = None
    except Exception as error:  # a wrong day is told when the form is sent
        if not hasattr(error, "messages"):
            raise
        day = None
    planned = (
        [draft for draft in selectors.planned_drafts(user, kind, on) if draft.held_on == day] if day else []
    )
    context = {"hint": _rest_day(day) if day else "", "day": day, "planned": len(planned)}
    return render(request, "integrity/_plan_day.html", context)


def _plan(request: HttpRequest, kind: str, chosen: set[int], form: PlanForm, on: date) -> HttpResponse:
    user, found = user_of(request), form.cleaned_data
    body = next(body for body in policies.own_bodies(user, on) if body.pk == found["body"])
    made = services.plan_talks(
        kind=kind,
        duties=chosen,
        held_on=found["held_on"],
        host=found["host"],
        place=found["place"],
        body=body,
        by=user,
        on=on,
    )
    words = ngettext(
        "已为 %(n)s 位“一把手”安排在%(day)s。", "已为 %(n)s 位“一把手”安排在%(day)s。", len(made)
    )
    messages.success(request, words % {"n": len(made), "day": cn_date(found["held_on"])})
    return redirect(f"{reverse('talk-plan')}?kind={kind}")


def _context(
    request: HttpRequest, kind: str, kinds: list[str], chosen: set[int], form: PlanForm, on: date
) -> dict[str, Any]:
    user = user_of(request)
    planned = selectors.planned_drafts(user, kind, on)
    groups = selectors.plan_of(user, kind, on, planned)
    rows = [row for group in groups for row in group.rows]
    tabs = [
        {
            "label": PROOF_TITLES[name],  # type: ignore[index]
            "url": f"{reverse('talk-plan')}?kind={name}",
            "current": name == kind,
        }
        for name in kinds
    ]
    return {
        "kind": kind,
        "title": PROOF_TITLES[kind],  # type: ignore[index]
        "clause_id": clause_of(kind),
        "tabs": tabs,
        "groups": groups,
        "planned": planned,
        "chosen": chosen,
        "open": len(rows),
        "unplanned": sum(1 for row in rows if row.planned is None),
        "late": sum(1 for row in rows if row.duty.state == "overdue"),
        "form": form,
        "host_label": WORDING[Proof(kind)][0],
        "today": on,
    }


def _rest_day(day: date) -> str:
    """Words for a day that is not worked, with the next one that is; nothing for a working day."""
    calendar = workdays.shown()
    if calendar.is_worked(day):
        return ""
    following = cn_date(calendar.on_or_after(day))
    return _("%(day)s不是工作日，下一个工作日是%(next)s。") % {"day": cn_date(day), "next": following}
