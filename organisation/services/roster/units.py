"""The units a roster names: found, made or changed, each in one county."""

from collections import defaultdict

from django.utils.translation import gettext as _

from core.searching import search_keys
from organisation.models import Unit
from organisation.services.roster.columns import CATEGORY, CREDIT_CODE, DIVISION, UNIT
from organisation.services.roster.counties import unit_keys
from organisation.services.roster.drafts import Draft, UnitDraft, UnitKey
from rulebook.establishment import recognise

OTHERWISE = "“%(found)s”与第 %(row)s 行同一单位的“%(first)s”不一致"


def read_units(draft: Draft) -> None:
    """Fill `draft.units` and `draft.unit_of_row` with everything but the parents."""
    keys = unit_keys(draft)
    stored = {
        UnitKey(unit.county_id, unit.name): unit
        for unit in Unit.objects.filter(
            county_id__in={key.county for key in keys.values()}, name__in={key.name for key in keys.values()}
        )
    }
    for row in draft.rows:
        key = keys.get(row.number)
        if key is None:
            continue
        unit = draft.units.get(key)
        if unit is None:
            model = stored.get(key)
            made = model or Unit(county_id=key.county, name=key.name, search_keys=search_keys(key.name))
            unit = draft.units[key] = UnitDraft(key, [], made, is_new=model is None)
        unit.rows.append(row)
        draft.unit_of_row[row.number] = unit
    _refuse_other_counties(draft)
    for unit in draft.units.values():
        _describe(draft, unit)
    _recognise(draft)
    _check_credit_codes(draft)


def _refuse_other_counties(draft: Draft) -> None:
    if draft.counties is None:
        return
    for unit in draft.units.values():
        if unit.key.county not in draft.counties:
            draft.refuse(
                unit.first_row,
                DIVISION if unit.rows[0][DIVISION] else UNIT,
                _("“%(name)s”不属于您负责的县，不能导入") % {"name": unit.key.name},
            )


def _describe(draft: Draft, unit: UnitDraft) -> None:
    """Take over category, division and credit code where the rows agree; an empty cell leaves what is stored."""
    given = {
        "category": (CATEGORY, draft.agreed(unit.rows, CATEGORY, _(OTHERWISE))),
        "division_id": (DIVISION, draft.agreed(unit.rows, DIVISION, _(OTHERWISE))),
        "credit_code": (CREDIT_CODE, draft.agreed(unit.rows, CREDIT_CODE, _(OTHERWISE))),
    }
    for attribute, (column, value) in given.items():
        before = getattr(unit.model, attribute)
        if value is None or value == before:
            continue
        if not unit.is_new:
            unit.changes.append((column, before or "", value))
        setattr(unit.model, attribute, value)


def _recognise(draft: Draft) -> None:
    """Give a new unit the function its category and name tell of, unless its county has such a body already."""
    new = [unit for unit in draft.units.values() if unit.is_new]
    taken = set(
        Unit.objects.filter(county_id__in={unit.key.county for unit in new})
        .exclude(function="")
        .values_list("county_id", "function")
    )
    for unit in new:
        function = recognise(category=unit.model.category, name=unit.key.name)
        if function and (unit.key.county, function.value) not in taken:
            taken.add((unit.key.county, function.value))
            unit.model.function = function.value


def _check_credit_codes(draft: Draft) -> None:
    """One credit code belongs to one unit, in the file and against what is stored."""
    holders: dict[str, list[tuple[int, UnitDraft]]] = defaultdict(list)
    for unit in draft.units.values():
        for row in unit.rows:
            if row[CREDIT_CODE]:
                holders[row[CREDIT_CODE]].append((row.number, unit))
    elsewhere = {unit.credit_code: unit for unit in Unit.objects.filter(credit_code__in=holders)}
    for code, said in holders.items():
        first_row, first = min(said, key=lambda pair: pair[0])
        other = elsewhere.get(code)
        for number, unit in said:
            if unit is not first:
                message = _("与第 %(row)s 行“%(name)s”的统一社会信用代码相同")
                values = {"row": first_row, "name": first.key.name}
            elif other is not None and other.pk != unit.model.pk:
                message = _("统一社会信用代码已属于“%(name)s”")
                values = {"row": 0, "name": other.name}
            else:
                continue
            draft.refuse(number, CREDIT_CODE, message % values)
