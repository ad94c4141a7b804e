"""Under which competent department (主管部门) each unit stands."""

from django.utils.translation import gettext as _

from organisation.models import Affiliation, Unit
from organisation.services.roster.columns import PARENT
from organisation.services.roster.drafts import Draft, UnitDraft, UnitKey
from organisation.services.roster.units import OTHERWISE


def read_parents(draft: Draft) -> None:
    """Find each unit's parent in the file or among the stored units; refuse unknown ones and cycles."""
    wanted = {row[PARENT] for row in draft.rows if row[PARENT]}
    stored: dict[str, list[Unit]] = {}
    for unit in Unit.objects.filter(name__in=wanted).order_by("id"):
        stored.setdefault(unit.name, []).append(unit)
    in_file: dict[str, list[UnitDraft]] = {}
    for made in draft.units.values():
        in_file.setdefault(made.key.name, []).append(made)
    for unit_draft in draft.units.values():
        name = draft.agreed(unit_draft.rows, PARENT, _(OTHERWISE))
        if name is None:
            continue
        parent = _find(unit_draft, name, in_file, stored)
        if parent is not None:
            unit_draft.parent = parent
            continue
        for row in unit_draft.rows:
            if row[PARENT] == name:
                draft.refuse(row, PARENT, _("找不到上级单位“%(name)s”，文件和系统中都没有") % {"name": name})
    _refuse_cycles(draft)


def _find(
    unit: UnitDraft, name: str, in_file: dict[str, list[UnitDraft]], stored: dict[str, list[Unit]]
) -> Unit | None:
    """The parent of that name in the unit's own county, else the only one of that name."""
    county = unit.key.county
    candidates = [made.model for made in in_file.get(name, [])]
    known = {model.pk for model in candidates if model.pk}
    candidates += [model for model in stored.get(name, []) if model.pk not in known]
    own = [model for model in candidates if model.county_id == county]
    if own:
        return own[0]
    return candidates[0] if len(candidates) == 1 else None


def _refuse_cycles(draft: Draft) -> None:
    """Follow the parents the file states, else those in force on the day; a unit met again is an error at each row that says so."""
    links = Affiliation.objects.filter(
        unit__county_id__in={key.county for key in draft.units}, during__contains=draft.on
    ).select_related("unit", "parent")
    above = {_key(link.unit): _key(link.parent) for link in links}
    above |= {unit.key: _key(unit.parent) for unit in draft.units.values() if unit.parent is not None}
    for unit in draft.units.values():
        if unit.parent is None:
            continue
        chain = [unit.key]
        while (following := above.get(chain[-1])) is not None and following not in chain:
            chain.append(following)
        if following != unit.key:
            continue
        words = " → ".join(key.name for key in (*chain, unit.key))
        for row in unit.rows:
            if row[PARENT]:
                draft.refuse(row, PARENT, _("上级单位循环隶属：%(chain)s") % {"chain": words})


def _key(unit: Unit) -> UnitKey:
    return UnitKey(unit.county_id, unit.name)
