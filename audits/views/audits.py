"""Audits: the list, and one composed of its sections."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from audits.choices import State
from audits.forms.team import AuditFilterForm
from audits.models import Audit
from audits.policies import sees_audits, sees_plans, sees_proposals, visible_audits
from audits.presenters.planning import TONES
from audits.presenters.sections import rendered
from audits.selectors.audits import audits_matching
from core import clock
from core.paging import page_of


@require_safe
def audit_list(request: HttpRequest) -> HttpResponse:
    """Audits the user may see, filtered and paged."""
    on, user = clock.today(), user_of(request)
    form = AuditFilterForm(request.GET, user=user, on=on)
    page = page_of(audits_matching(user, on, form.query()), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [{"audit": one, "tone": TONES[one.state]} for one in page.object_list],
        "sees_overview": sees_audits(user, on),
        "sees_plans": sees_plans(user, on),
        "sees_proposals": sees_proposals(user, on),
    }
    return render(request, "audits/list.html", context)


@require_safe
def audit(request: HttpRequest, pk: int) -> HttpResponse:
    """One audit, section by section."""
    found = readable_or_404(request, pk)
    sections = list(rendered(request, user_of(request), found, clock.today()))
    context = {"audit": found, "sections": sections, "tone": TONES[State(found.state)]}
    return render(request, "audits/audit.html", context)


def readable_or_404(request: HttpRequest, pk: int) -> Audit:
    """The audit if this user may see it, or 404."""
    rows = visible_audits(user_of(request), clock.today())
    found: Audit = get_object_or_404(
        rows.select_related("person", "post__unit", "unit", "body", "entered_by__person"), pk=pk
    )
    return found
