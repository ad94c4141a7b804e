"""Reading matters: the list, its export, one matter with its checklist, files, comments from the public."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock, ledger, uploads, workdays
from core.attachments import files_shown
from core.exporting import workbook_response
from core.paging import page_of
from decisions import policies
from decisions.checks import lines_of, planned_on
from decisions.choices import MeetingState
from decisions.forms.matters import MatterFilterForm
from decisions.forms.preparation import EmergencyReportForm
from decisions.models import Matter
from decisions.presenters import matters as shown
from decisions.selectors import lists
from decisions.selectors import matters as selectors
from decisions.selectors.emergencies import emergency_share, report_due
from decisions.services.matters import note_viewing
from rulebook.procedures.decisions import MatterCategory

LONGEST_EXPORT = 5_000
BATCH = 200
TABS = {
    "preparing": gettext_lazy("准备中"),
    "scheduled": gettext_lazy("已列入议程"),
    "decided": gettext_lazy("已决定"),
    "": gettext_lazy("全部"),
}


@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    """Matters the user may see, filtered and paged, each with the step it misses next."""
    on, user = clock.today(), user_of(request)
    form = MatterFilterForm(request.GET, user=user, on=on)
    query = form.query()
    page = page_of(selectors.matters_matching(user, on, query), request.GET.get("page"))
    unit = next((unit for unit in form.units if len(form.units) == 1 or unit.pk == query.unit), None)
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(list(page.object_list), on),
        "tabs": [_tab(request, tab, str(label)) for tab, label in TABS.items()],
        "may_file": policies.kept_units(user, on).exists(),
        "drafts": list(selectors.own_drafts(user)),
        "unit": unit,
        "share": emergency_share(unit, user, on) if unit else None,
        "today": on,
    }
    return render(request, "decisions/matters.html", context)


@require_safe
def matter_export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows under the same filter, as a spreadsheet; personnel matters are left out (B2)."""
    on, user = clock.today(), user_of(request)
    query = MatterFilterForm(request.GET, user=user, on=on).query()
    matters = selectors.matters_matching(user, on, query).exclude(category=MatterCategory.PERSONNEL)
    found = list(matters[:LONGEST_EXPORT])
    ledger.record("matter.export", by=user, facts={"filter": request.GET.urlencode()})
    rows = (row for at in range(0, len(found), BATCH) for row in shown.exported(found[at : at + BATCH], on))
    name = _("决策事项") + f"-{on.isoformat()}.xlsx"
    return workbook_response(name, _("决策事项"), [str(title) for title in shown.HEADER], rows)


@require_safe
def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """One matter: what it is, what the clauses still ask for, what was done, what was decided."""
    found = visible_or_404(request, pk)
    note_viewing(matter=found, by=user_of(request))
    return render(request, "decisions/matter.html", page_of_matter(request, found))


@require_safe
def matter_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a matter, as a download."""
    found = visible_or_404(request, pk)
    attachment = get_object_or_404(found.attachments, pk=file)
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    if found.is_personnel:
        ledger.record("matter.read-file", by=user_of(request), target=attachment)
    return uploads.download(stored, attachment.name)


@require_safe
def matter_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """What the public said to the published draft, paged."""
    found = visible_or_404(request, pk)
    page = page_of(found.comments.order_by("-pk"), request.GET.get("page"))
    return render(request, "decisions/matter_comments.html", {"matter": found, "page": page})


def visible_or_404(request: HttpRequest, pk: int) -> Matter:
    """The matter if this user may see it, or 404."""
    matters = policies.visible_matters(user_of(request), clock.today())
    return get_object_or_404(
        matters.select_related("unit", "leader", "listed", "changes", "entered_by__person"), pk=pk
    )


def page_of_matter(
    request: HttpRequest, found: Matter, report: EmergencyReportForm | None = None, refused: Any = ()
) -> dict[str, Any]:
    """What the page of `found` shows; `report` is a form to show again with its errors, `refused` what was not uploaded."""
    on, user = clock.today(), user_of(request)
    may_edit = policies.editable_matters(user, on).filter(pk=found.pk).exists()
    may_keep = policies.kept_matters(user, on).filter(pk=found.pk).exists()
    steps = list(found.preparations.prefetch_related("attachments__added_by__person"))
    lines = lines_of(found, on)
    sees_viewers = found.is_personnel and policies.sees_viewers(user, found, on)
    own_files = found.attachments.filter(preparation=None).select_related("added_by__person")
    return {
        "matter": found,
        "tone": shown.STATE_TONES[found.state],  # type: ignore[index]
        "flags": shown.flags_of(found),
        "stages": shown.checklist_shown(
            found, lines, steps, may_edit=may_edit, minutes_at=_minutes_at(found) if may_keep else ""
        ),
        "planned_on": planned_on(found),
        "missing": [line for line in lines if line.is_missing],
        "steps": shown.steps_shown(steps, may_edit=may_edit),
        "threshold": lists.threshold_on(found.unit, found.proposed_on),
        "candidates": found.candidates.select_related("person"),
        "files": files_shown(own_files),
        "comments": found.comments.count(),
        "resolutions": selectors.resolutions_of(found),
        "items": policies.visible_items(user, on)
        .filter(matter=found)
        .select_related("meeting", "resolution")
        .order_by("-meeting__at", "-pk"),
        "changed_by": policies.visible_matters(user, on).filter(changes=found),
        "changes_shown": _may_see(found.changes, user, on),
        "happenings": shown.happenings(selectors.happenings_of(found)),
        "viewings": page_of(selectors.viewings_of(found), request.GET.get("viewings"))
        if sees_viewers
        else None,
        "may_edit": may_edit,
        "may_keep": may_keep,
        "accept": uploads.ACCEPT,
        "refused": refused,
        "today": on,
        **_emergency(found, on, report),
    }


def _minutes_at(found: Matter) -> str:
    """The page of the last meeting closed on the matter, where its minutes are entered; empty before one."""
    closed = found.items.filter(meeting__state=MeetingState.CLOSED).order_by("-meeting__at", "-meeting")
    last = closed.values_list("meeting", flat=True).first()
    return reverse("meeting", args=[last]) + "#papers" if last else ""


def _emergency(found: Matter, on: date, report: EmergencyReportForm | None) -> dict[str, Any]:
    emergency = getattr(found, "emergency", None)
    if emergency is None:
        return {}
    return {
        "emergency": emergency,
        "report_due": report_due(emergency, workdays.load()),
        "report_form": report or EmergencyReportForm(initial={"reported_on": on}),
    }


def _may_see(other: Matter | None, user: Any, on: date) -> bool:
    return other is not None and policies.visible_matters(user, on).filter(pk=other.pk).exists()


def _tab(request: HttpRequest, tab: str, label: str) -> dict[str, Any]:
    given = {name: value for name, value in request.GET.items() if name not in {"tab", "page", "state"}}
    return {
        "label": label,
        "url": f"{reverse('matter-list')}?{urlencode(given | {'tab': tab})}",
        "current": request.GET.get("tab", "") == tab,
    }
