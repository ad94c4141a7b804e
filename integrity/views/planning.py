"""Planning a quarter's talks on one screen, and the list to print."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, workdays
from core.forms import DayField
from core.templatetags.wording import cn_date, period_label
from integrity import policies, selectors, services
from integrity.choices import WORDING
from integrity.forms import PlanForm
from integrity.selectors.heads import clause_of
from rulebook.types import PROOF_TITLES, Proof
from supervision.policies import actionable_duties


@require_http_methods(["GET", "HEAD", "POST"])
def talk_plan(request: HttpRequest) -> HttpResponse:
    """Heads to whom a talk (or report) of a period is still owed; those checked are planned for one day."""
    on, user = clock.today(), user_of(request)
    kinds = policies.entered_kinds(user, on)
    asked = request.POST or request.GET
    chosen = {int(number) for number in asked.getlist("duty") if number.isdecimal()}
    first = actionable_duties(user, on).filter(pk__in=chosen, kind__in=kinds).order_by("due").first()
    kind = asked.get("kind") or (first.kind if first else "") or (kinds[0] if kinds else "")
    if kind not in kinds:
        raise Http404
    periods = selectors.open_by_period(user, kind, on)
    period = asked.get("period") or (first.period if first else "")
    period = period if period in periods else next(iter(periods), "")
    initial = {"host": user.person.name if user.person else ""}
    host_label = WORDING[Proof(kind)][0]
    bodies = policies.own_bodies(user, on)
    form = PlanForm(request.POST or None, on=on, bodies=bodies, host_label=host_label, initial=initial)
    context = {"kind": kind, "period": period, "chosen": chosen, "form": form, "host_label": host_label}
    if request.method != "POST":
        return _show(request, context, kinds, periods, on)
    context["problem"] = "" if chosen else _("请至少勾选一位“一把手”。")
    hint = _rest_day(form.cleaned_data["held_on"]) if form.is_valid() else ""
    if hint and not form.cleaned_data["anyway"]:
        form.add_error("held_on", hint + _("确需安排在这一天的，请勾选“仍安排在这一天”。"))
    if form.errors or context["problem"]:
        return _show(request, context, kinds, periods, on, status=422)
    return _plan(request, kind, period, chosen, form, on)


@require_safe
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


def _plan(
    request: HttpRequest, kind: str, period: str, chosen: set[int], form: PlanForm, on: date
) -> HttpResponse:
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
    return redirect(f"{reverse('talk-plan')}?kind={kind}&period={period}")


def _show(
    request: HttpRequest,
    context: dict[str, Any],
    kinds: list[str],
    periods: dict[str, int],
    on: date,
    status: int = 200,
) -> HttpResponse:
    user, kind, period = user_of(request), context["kind"], context["period"]
    planned = selectors.planned_drafts(user, kind, on)
    groups = selectors.plan_of(user, kind, period, on, planned)
    rows = [row for group in groups for row in group.rows]
    here = reverse("talk-plan")
    shown = {
        "title": _(PROOF_TITLES[Proof(kind)]),
        "clause_id": clause_of(kind),
        "kinds": [
            {"label": _(PROOF_TITLES[Proof(name)]), "url": f"{here}?kind={name}", "current": name == kind}
            for name in kinds
        ],
        "periods": [
            {
                "label": period_label(key),
                "count": count,
                "url": f"{here}?kind={kind}&period={key}",
                "current": key == period,
            }
            for key, count in periods.items()
        ],
        "groups": groups,
        "planned": planned,
        "open": len(rows),
        "unplanned": sum(1 for row in rows if row.planned is None),
        "today": on,
    }
    return render(request, "integrity/talk_plan.html", context | shown, status=status)


def _rest_day(day: date) -> str:
    """Words for a day that is not worked, with the next one that is; nothing for a working day."""
    calendar = workdays.shown()
    if calendar.is_worked(day):
        return ""
    following = cn_date(calendar.on_or_after(day))
    return _("%(day)s不是工作日，下一个工作日是%(next)s。") % {"day": cn_date(day), "next": following}
