"""Heads: the list, one head's page, and whom the user supervises."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from appointments.presenters.actions import action_rows
from appointments.selectors.actions import actions_about
from appraisals.policies import sees_appraisals
from audits.presenters.handovers import rows_of as handover_rows
from audits.selectors.handovers.lists import handovers_of
from complaints.policies import visible_clarifications
from complaints.presenters.following import CLARIFICATION_TONES
from core.paging import page_of
from desk.forms.lists import HeadFilterForm
from desk.presenters.duties import duty_rows
from desk.presenters.findings import finding_stats
from desk.presenters.heads import absence_entries, service_rows, tenure_entries
from desk.selectors.findings import counted_findings
from desk.selectors.heads import (
    HeadQuery,
    absences_of,
    duties_of,
    may_read,
    person_for,
    tenures_held,
    tenures_of,
)
from desk.selectors.units import holds
from desk.views.asked import Asked, asked
from integrity.policies.files import readable_files
from integrity.presenters.inquiries import rows_of as inquiry_rows
from integrity.selectors import records_of
from integrity.selectors.inquiries import inquiries_about
from organisation.models import Person
from supervision.policies import visible_people, visible_units
from supervision.selectors import directory_of, groups_supervised, mandates_over
from supervision.selectors.five_years import services_of

DUTIES_SHOWN = 30
RECORDS_SHOWN = 20
ACTIONS_SHOWN = 20


@require_safe
def head_list(request: HttpRequest) -> HttpResponse:
    """The heads the user may see, as of a day."""
    ask, form = asked(request), HeadFilterForm(request.GET)
    tenures = tenures_held(ask.user, ask.on, HeadQuery(**form.asked), today=ask.today)
    page = page_of(tenures, request.GET.get("page"))
    return render(request, "desk/head_list.html", ask.context() | {"form": form, "page": page})


@require_safe
def head(request: HttpRequest, staff_no: str) -> HttpResponse:
    """One head: who supervises them on what basis, what is due, what was recorded; as of a day."""
    ask = asked(request)
    person: Person = get_object_or_404(person_for(ask.user, staff_no, today=ask.today))
    return render(request, "desk/head.html", ask.context() | _facts(ask, person))


def _facts(ask: Asked, person: Person) -> dict[str, Any]:
    tenures = tenures_of(ask.user, person, today=ask.today)
    reads = may_read(ask.user, person, today=ask.today)
    duties = duties_of(ask.user, person, today=ask.today, on=ask.on)
    directory = directory_of(person, ask.on)
    mandates = mandates_over(person, ask.on, directory)
    units = {mandate.body_unit for mandate in mandates if mandate.body_unit}
    return {
        "person": person,
        "is_self": ask.user.person_id == person.pk,
        "held": [tenure for tenure in tenures if holds(tenure, ask.on)],
        "tenures": tenure_entries(tenures, ask.on),
        "mandates": mandates,
        "open_units": set(
            visible_units(ask.user, ask.today).filter(pk__in=units).values_list("pk", flat=True)
        ),
        "duties": duty_rows(ask.user, duties[:DUTIES_SHOWN], ask.on, directory),
        "handovers": handover_rows(handovers_of(ask.user, ask.today, person), ask.today),
        "actions": action_rows(list(actions_about(ask.user, ask.today, person)[:ACTIONS_SHOWN]), ask.today),
        "findings": finding_stats(counted_findings(ask.user, ask.today, person), head=person.staff_no),
        "records": records_of(person, ask.user, ask.today, until=ask.on)[:RECORDS_SHOWN] if reads else None,
        "sees_appraisals": sees_appraisals(ask.user, ask.today),
        "inquiries": inquiry_rows(inquiries_about(ask.user, ask.today, person)[:RECORDS_SHOWN], ask.user),
        "clarifications": _clarifications(ask, person),
        "services": service_rows(
            [one for one in services_of(person, ask.on) if one.post.pk in {t.post_id for t in tenures}],
            ask.on,
        ),
        "has_file": readable_files(ask.user, ask.today).filter(pk=person.pk).exists(),
        "absences": absence_entries(absences_of(person)) if reads else None,
    }


def _clarifications(ask: Asked, person: Person) -> list[dict[str, Any]]:
    """What the head was cleared of, as far as the user may know of it (N32)."""
    rows = visible_clarifications(ask.user, ask.today).filter(person=person).select_related("body", "unit")
    found = rows.order_by("-drafted_on", "-pk")[:RECORDS_SHOWN]
    return [{"row": row, "tone": CLARIFICATION_TONES[row.state]} for row in found]


@require_safe
def my_mandates(request: HttpRequest) -> HttpResponse:
    """Whom the user's bodies, links and unit supervise, clause by clause; as of a day."""
    ask = asked(request)
    groups = groups_supervised(ask.user, ask.on)
    chosen = _number(request.GET.get("group"), len(groups))
    context: dict[str, Any] = {"groups": [], "page": None, "group": None}
    if groups:
        page = page_of(groups[chosen].tenures, request.GET.get("page"))
        people = {tenure.person_id for tenure in page.object_list}
        context = {
            "group": groups[chosen],
            "groups": [
                {
                    "group": group,
                    "url": _group_url(request, at),
                    "current": at == chosen,
                    "label": f"{group.clause} {group.body}",
                }
                for at, group in enumerate(groups)
            ],
            "page": page,
            "may_open": set(
                visible_people(ask.user, ask.today).filter(pk__in=people).values_list("pk", flat=True)
            ),
        }
    return render(request, "desk/my_mandates.html", ask.context() | context)


def _number(given: str | None, length: int) -> int:
    return int(given) if given and given.isdecimal() and int(given) < length else 0


def _group_url(request: HttpRequest, at: int) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    kept["group"] = str(at)
    return f"?{kept.urlencode()}"
