"""Who on the list of deputies is not drawn for an inspection, and why: asked when the list is published, and again before a place is filled (C22)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from core.templatetags.wording import cn_date
from inspections.models import Deputy, Inspection
from organisation.models import Affiliation
from supervision.selectors.ties import Service, kinships_of, services_of

LONGEST = 300


def excluded_of(inspection: Inspection, deputies: Iterable[Deputy], on: date) -> dict[int, str]:
    """Why each of `deputies` (by number of the row) is not drawn, those that may be left out; a constant number of queries."""
    rows = list(deputies)
    head, units = inspection.person_id, _inspected_units(inspection, on)
    pairs = sorted({(head, row.person_id) for row in rows if row.person_id is not None})
    kinships, services = kinships_of(pairs), services_of(pairs, on)
    found: dict[int, str] = {}
    for row in rows:
        why = _why(row, head, units)
        if row.person_id is not None and not why:
            pair = (head, row.person_id)
            why = [
                _("与“一把手”有登记在册的亲属关系（%(kind)s）") % {"kind": one.kind}
                for one in kinships.get(pair, [])
            ]
            why += [_once_under(services[pair])] if pair in services else []
        if why:
            found[row.pk] = "；".join(why)[:LONGEST]
    return found


def _why(row: Deputy, head: int, units: set[int]) -> Sequence[str]:
    if row.person_id == head:
        return [_("是被视察单位“一把手”本人")]
    if row.unit_id in units:
        return [_("在被视察单位工作")]
    return []


def _inspected_units(inspection: Inspection, on: date) -> set[int]:
    """The unit inspected and those directly under it."""
    below = Affiliation.objects.filter(Q(during__contains=on), parent=inspection.unit_id).values_list(
        "unit", flat=True
    )
    return {inspection.unit_id, *below}


def _once_under(served: Service) -> str:
    told = {"unit": served.unit, "top": served.top, "since": cn_date(served.since)}
    if served.unit == served.top:
        return _("%(since)s起在%(unit)s任职，当时“一把手”领导该单位") % told
    return _("%(since)s起在%(unit)s任职，当时“一把手”领导其主管部门%(top)s") % told
