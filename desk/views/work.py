"""The first page, which adapts to the person; the inbox; the search; the rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.policies import grants_of
from accounts.services import administers, imports_cases, imports_roster
from accounts.services.mail import choose_digest
from accounts.views.requests import user_of
from core.clock import now, today
from core.periods import quarter_of
from decisions.checks.minutes import awaited
from decisions.selectors.ahead import in_hand, meetings_to_minute, seats_ahead
from decisions.selectors.tasks import open_tasks
from desk.forms.lists import ListForm
from desk.forms.reminders import DigestForm
from desk.presenters.duties import duty_rows
from desk.presenters.findings import finding_rows
from desk.presenters.inbox import inbox_parts
from desk.presenters.operation import operation
from desk.presenters.rules import rule_tables
from desk.selectors.findings import to_answer, to_assess
from desk.selectors.registers import roster_state
from desk.selectors.search import SHOWN, search_everything
from desk.selectors.work import (
    ROWS,
    duties_of_units,
    linked_units,
    office_rows,
    office_work,
    overall,
    overdue_rows,
    own_units,
    own_work,
)
from inspections.policies import own_tasks
from inspections.selectors.lists import tasks_of
from integrity.policies import entered_kinds
from integrity.selectors import follow_ups_due, meetings_ahead, objections_to_settle, records_awaiting_answer
from rulebook.duties import DUTIES, REMINDER_TALK
from rulebook.roles import Role
from supervision.policies import scope_of


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the user has to do: as a head, for a body, as linked leader, as a member of a unit; sections combine."""
    user, on = user_of(request), today()
    scope = scope_of(user, on)
    roles = {grant.role for grant in grants_of(user, on)}
    context: dict[str, Any] = {
        "today": on,
        "quarter": quarter_of(on),
        "done_query": f"?state=done&period={quarter_of(on).key}",
        "may_import": imports_roster(user),
        "may_import_cases": imports_cases(user),
        "keeps_rights": Role.SECURITY_ADMINISTRATOR in roles,
        "reads_log": Role.AUDIT_ADMINISTRATOR in roles,
        "is_nobody": scope.is_empty
        and not scope.heads_units
        and not roles
        and not administers(user)
        and not own_tasks(user),
        "is_overseer": Role.OVERSEER in roles,
    }
    if scope.heads_units:
        own = duty_rows(user, own_work(user, on), on)
        context |= {
            "is_head": True,
            "own_open": [row for row in own if row.duty.is_open],
            "own_closed": [row for row in own if not row.duty.is_open],
            "answers": records_awaiting_answer(user),
        }
    if context["may_import"]:
        context["roster"] = roster_state(user, on)
    if Role.ADMINISTRATOR in roles:
        context["operation"] = operation(on, now())
    if own_tasks(user):
        context["visits"] = list(tasks_of(user)[:ROWS])
    context["seats"] = seats_ahead(user, on)[:ROWS]
    context["in_hand"] = in_hand(user, on)
    context["minutes"] = awaited(meetings_to_minute(user, on)[:ROWS])
    context["tasks"] = open_tasks(user)[:ROWS]
    context["findings_to_answer"] = finding_rows(to_answer(user)[:ROWS], on)
    context |= _for_the_body(user)
    context |= _of_the_unit(user, only="work" not in context and "overall" not in context)
    return render(request, "desk/home.html", context)


def _for_the_body(user: User) -> dict[str, Any]:
    """What the user's bodies must act on; where they must act on nothing, how the duties they follow stand."""
    on = today()
    scope = scope_of(user, on)
    found: dict[str, Any] = {
        "objections": objections_to_settle(user, on),
        "follow_ups": follow_ups_due(user, on),
        "findings_to_assess": finding_rows(to_assess(user, on)[:ROWS], on),
        "meetings": meetings_ahead(user, on),
        "linked": linked_units(user, on) if scope.linked_units else [],
    }
    work = office_work(user, on) if any(reach.acts for reach in scope.reaches) else None
    if work and (work.has_any or scope.linked_units):
        found |= {
            "work": work,
            "body_names": "、".join(body.name for body in scope.bodies),
            "work_rows": duty_rows(user, office_rows(user, on), on),
        }
        found["may_talk"] = REMINDER_TALK.kind in entered_kinds(user, on)
    elif any(reach.kinds and (reach.counties or reach.everywhere) for reach in scope.reaches):
        found["overall"] = overall(user, on)
        found["overall_rows"] = duty_rows(user, overdue_rows(user, on), on)
    found["supervises_only"] = (
        bool(scope.bodies) and not scope.heads_units and not {"work", "overall"} & set(found)
    )
    return found


def _of_the_unit(user: User, *, only: bool) -> dict[str, Any]:
    """How the head of the user's own unit stands (A10); duty by duty where the user has no wider work."""
    on = today()
    units = own_units(user, on)
    found: dict[str, Any] = {"own_units": units}
    if units and only:
        members = [row["unit"].pk for row in units]
        found["own_unit_rows"] = duty_rows(user, duties_of_units(user, members, on), on)
    return found


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What asks for the user's attention, each with its reason; nothing done, nothing of others."""
    user, on = user_of(request), today()
    parts = inbox_parts(user, on)
    context = {
        "today": on,
        "parts": parts,
        "total": sum(part.total for part in parts),
        "form": DigestForm(initial={"digest": user.digest}),
    }
    return render(request, "desk/inbox.html", context)


@require_POST
def inbox_digest(request: HttpRequest) -> HttpResponse:
    """Turn the daily mail on or off."""
    user, form = user_of(request), DigestForm(request.POST)
    if form.is_valid():
        choose_digest(by=user, on=today(), wanted=form.cleaned_data["digest"])
        words = _("已开启每日邮件摘要。") if user.digest else _("已关闭每日邮件摘要。")
        messages.success(request, words)
    return redirect("inbox")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Heads and units by name, pinyin or staff number, among those the user may see."""
    user, on = user_of(request), today()
    form = ListForm(request.GET)
    words = form.asked.get("q", "")
    found = search_everything(user, words, on) if words else None
    context = {"today": on, "form": form, "words": words, "found": found}
    if found:
        context["units"] = [(unit, found.heads_of_units.get(unit.pk, [])) for unit in found.units[:SHOWN]]
    return render(request, "desk/search.html", context)


@require_safe
def rules(request: HttpRequest) -> HttpResponse:
    """The rulebook: clauses, mandates, duties and every number with its source."""
    return render(request, "desk/rules.html", {"today": today(), "duties": DUTIES, **rule_tables()})
