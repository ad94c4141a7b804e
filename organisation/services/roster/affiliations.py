"""What the parents a roster states change in the dated affiliations (隶属关系)."""

from django.db.backends.postgresql.psycopg_any import DateRange

from organisation.models import Affiliation, Unit
from organisation.services.roster.columns import PARENT
from organisation.services.roster.drafts import Draft, UnitDraft


def read_affiliations(draft: Draft) -> None:
    """Fill `draft.affiliations` with those to create or change. The first of a unit is open below; a change begins on the day."""
    stated = [unit for unit in draft.units.values() if unit.parent is not None]
    stored: dict[int, list[Affiliation]] = {}
    pks = [unit.model.pk for unit in stated if not unit.is_new]
    for link in Affiliation.objects.filter(unit_id__in=pks).select_related("parent").order_by("during"):
        stored.setdefault(link.unit_id, []).append(link)
    for unit in stated:
        if unit.parent is not None:
            _settle(draft, unit, unit.parent, stored.get(unit.model.pk or 0, []))


def _settle(draft: Draft, unit: UnitDraft, parent: Unit, links: list[Affiliation]) -> None:
    if not links:
        _add(draft, unit, parent, DateRange(None, None))
        return
    current = next((link for link in links if draft.on in link.during), None)
    if current is None:
        later = [link.during.lower for link in links if link.during.lower and link.during.lower > draft.on]
        _add(draft, unit, parent, DateRange(draft.on, min(later, default=None)))
    elif current.parent_id != parent.pk:
        before = current.parent.name
        if current.during.lower == draft.on:
            current.parent = parent
            unit.changes.append((PARENT, before, parent.name))
        else:
            _add(draft, unit, parent, DateRange(draft.on, current.during.upper), before)
            current.during = DateRange(current.during.lower, draft.on)
        draft.affiliations.append(current)


def _add(draft: Draft, unit: UnitDraft, parent: Unit, during: DateRange, before: str = "") -> None:
    draft.affiliations.append(Affiliation(unit=unit.model, parent=parent, during=during))
    if not unit.is_new:
        unit.changes.append((PARENT, before, parent.name))
