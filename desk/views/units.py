"""Units: the list, and one unit's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core import workdays
from core.paging import page_of
from core.periods import quarter_of
from desk.forms.lists import UnitFilterForm
from desk.presenters.division import FieldRow, field_rows
from desk.presenters.findings import finding_stats
from desk.presenters.units import headless_words, section_rows, timelines
from desk.selectors.findings import counted_findings
from desk.selectors.units import headed_posts, heads_of, listed_units, parents_of, unit_facts
from desk.selectors.work import counted_by_unit
from desk.views.asked import Asked, asked
from organisation.models import Unit
from supervision.checks import divisions_of
from supervision.policies import divided_units, visible_people, visible_units


@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """The units the user may open, with their heads on a day."""
    ask, form = asked(request), UnitFilterForm(request.GET)
    page = page_of(listed_units(ask.user, ask.today, **form.asked), request.GET.get("page"))
    heads = heads_of(ask.user, page.object_list, ask.on, today=ask.today)
    parents = parents_of(page.object_list, ask.on)
    posts = headed_posts(page.object_list, ask.on)
    counts = (
        {} if ask.is_past else counted_by_unit(ask.user, [unit.pk for unit in page.object_list], ask.today)
    )
    rows = [
        {
            "unit": unit,
            "heads": heads.get(unit.pk, []),
            "headless": headless_words(posts.get(unit.pk, []), heads.get(unit.pk, [])),
            "parent": parents.get(unit.pk),
            "counts": counts.get(unit.pk),
        }
        for unit in page.object_list
    ]
    context = {"form": form, "page": page, "rows": rows, "counted": bool(counts)}
    return render(request, "desk/unit_list.html", ask.context() | context)


@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: its heads on a day and over time, where it stood, what stood under it, who was linked to it."""
    ask = asked(request)
    found: Unit = get_object_or_404(
        visible_units(ask.user, ask.today).select_related("county", "division"), pk=pk
    )
    facts = unit_facts(ask.user, found, on=ask.on, today=ask.today)
    parents = {parent.pk for parent in facts.parents}
    leaders = {link.leader_id for link in facts.links}
    context = {
        "unit": found,
        "unit_key": str(found.pk),
        "quarter": quarter_of(ask.today),
        "facts": facts,
        "headless": headless_words(headed_posts([found], ask.on).get(found.pk, []), facts.heads),
        "timelines": timelines(facts.timeline, ask.on),
        "sections": section_rows(facts),
        "counts": counted_by_unit(ask.user, [found.pk], ask.today).get(found.pk),
        "division": _division(ask, found),
        "findings": finding_stats(counted_findings(ask.user, ask.today, found), unit=found.pk),
        "may_open": set(
            visible_units(ask.user, ask.today).filter(pk__in=parents).values_list("pk", flat=True)
        ),
        "may_open_people": set(
            visible_people(ask.user, ask.today).filter(pk__in=leaders).values_list("pk", flat=True)
        ),
    }
    return render(request, "desk/unit.html", ask.context() | context)


def _division(ask: Asked, found: Unit) -> list[FieldRow]:
    """How the unit's work is divided on the day, where that is the user's to see; of a unit nobody heads only if it was entered."""
    if not divided_units(ask.user, ask.today).filter(pk=found.pk).exists():
        return []
    loaded = divisions_of([found])[found.pk]
    if not (loaded.division.has_a_head or loaded.division.held):
        return []
    return field_rows(loaded, ask.on, workdays.shown())
