"""Who takes a post over on a day: who holds it, else who acts in the unit (主持工作), else the body above (A9)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from audits.models import Handover
from organisation.models import Affiliation, Tenure, Unit
from rulebook.establishment import LEADING, Function, superior_function
from rulebook.tenure import OWING, TenureKind


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person (id), or where there is none a body (id); neither where the county has no such body."""

    successor: int | None = None
    receiver: int | None = None


def receivers_of(handovers: Iterable[Handover], on: date) -> dict[int, Receiver]:
    """Who takes over each of `handovers` on `on`, by its number; at most four queries."""
    rows = list(handovers)
    units = {row.unit_id: row.unit for row in rows}
    now = Tenure.objects.filter(during__contains=on)
    holders = dict(
        now.filter(post__in={row.post_id for row in rows}, post__is_head=True, kind__in=OWING).values_list(
            "post", "person"
        )
    )
    acting: dict[int, list[int]] = defaultdict(list)
    acts = now.filter(post__unit__in=units, post__section=None, kind=TenureKind.ACTING).order_by("pk")
    for unit, person in acts.values_list("post__unit", "person"):
        acting[unit].append(person)
    above = _above(units.values(), on)
    found: dict[int, Receiver] = {}
    for row in rows:
        people = [holders.get(row.post_id), *acting[row.unit_id]]
        successor = next((one for one in people if one is not None and one != row.person_id), None)
        body = next((one for one, head in above.get(row.unit_id, []) if head != row.person_id), None)
        found[row.pk] = Receiver(successor) if successor is not None else Receiver(None, body)
    return found


def _above(units: Iterable[Unit], on: date) -> dict[int, list[tuple[int, int | None]]]:
    """The bodies above each unit, nearest first, each with who leads it: the competent department, then the county's leading body."""
    wanted = list(units)
    parents = dict(
        Affiliation.objects.filter(unit__in=wanted, during__contains=on).values_list("unit", "parent")
    )
    counties = {unit.county_id for unit in wanted}
    leading = {
        (county, function): unit
        for county, function, unit in Unit.objects.filter(
            county__in=counties, function__in=sorted(LEADING)
        ).values_list("county", "function", "pk")
    }
    bodies = {*parents.values(), *leading.values()}
    led = Tenure.objects.filter(post__unit__in=bodies, post__is_head=True, during__contains=on)
    heads = dict(led.values_list("post__unit", "person"))
    found: dict[int, list[tuple[int, int | None]]] = {}
    for unit in wanted:
        ways = (
            parents.get(unit.pk),
            leading.get((unit.county_id, superior_function(unit.category))),
            leading.get((unit.county_id, Function.COUNTY_COMMITTEE)),
        )
        found[unit.pk] = [(body, heads.get(body)) for body in ways if body is not None and body != unit.pk]
    return found
