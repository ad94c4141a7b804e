"""The picture of a head's power: six panels, no score, every number leading to its records."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core.clock import today
from core.paging import page_of
from desk.forms.lists import PowersForm, PowersListForm
from desk.presenters.powers import shown_panels, shown_unit
from desk.selectors.heads import person_for
from desk.selectors.powers import overview_units, panels_by_unit, panels_of, spans_of
from desk.selectors.units import heads_of
from organisation.models import Person
from rulebook.clauses import CLAUSES
from rulebook.powers import POWERS
from supervision.selectors.powers import Narrowing


@require_safe
def head_powers(request: HttpRequest, staff_no: str) -> HttpResponse:
    """How one head exercised the six powers in a period, unit by unit, beside like units."""
    user, on = user_of(request), today()
    person: Person = get_object_or_404(person_for(user, staff_no, today=on))
    form = PowersForm(request.GET, on=on)
    spans = spans_of(user, person, form.chosen, on)
    context = {
        "person": person,
        "form": form,
        "period": form.chosen,
        "units": [shown_unit(span, panels_of(user, span, on)) for span in spans],
    }
    return render(request, "desk/powers.html", context)


@require_safe
def powers(request: HttpRequest) -> HttpResponse:
    """How the six powers were exercised in each unit the user may open."""
    user, on = user_of(request), today()
    form = PowersListForm(request.GET, on=on)
    page = page_of(overview_units(user, on, **form.narrowed), request.GET.get("page"))
    days = Narrowing(form.chosen.starts, form.chosen.ends)
    found = panels_by_unit(user, [unit.pk for unit in page.object_list], days, on)
    heads = heads_of(user, page.object_list, on, today=on)
    context = {
        "form": form,
        "period": form.chosen,
        "page": page,
        "powers": [(clause, CLAUSES[clause].title) for clause in POWERS],
        "rows": [
            {
                "unit": unit,
                "heads": heads.get(unit.pk, []),
                "panels": shown_panels(unit.pk, found[unit.pk], days),
            }
            for unit in page.object_list
        ],
    }
    return render(request, "desk/powers_of_units.html", context)
