"""Tracing a loss back: the steps that were missing, who chaired, which bodies look into it (C11)."""

from dataclasses import dataclass
from datetime import date

from decisions.checks.answering import answering, decided_on
from decisions.checks.forms import deciding_item
from decisions.checks.matters import found_in
from decisions.choices import ExecutionKind
from decisions.models import Matter
from decisions.procedure import Found
from organisation.models import Person, Tenure, Unit
from rulebook.establishment import Function
from rulebook.procedures.decisions import TRACED
from supervision.selectors.bodies import Body, Directory

LOSS = "loss-with-missing-steps"


@dataclass(frozen=True, slots=True)
class Trace:
    """What a loss is traced back to: steps missing when the matter was decided or kept to, its chair, the bodies for a case."""

    missing: list[Found]
    chair: Person | None
    bodies: list[Body]


def trace(matter: Matter, on: date) -> Trace:
    """Trace a loss caused by `matter` as of `on`."""
    found = found_in([matter], on)[matter]
    missing = [one for one in found if one.rule.clause in TRACED and one.rule.code != LOSS]
    chair = _chair(matter, on)
    return Trace(missing, chair, _bodies(matter, chair, on))


def _chair(matter: Matter, on: date) -> Person | None:
    """Who chaired the meeting that decided; where that is not known, the head who answers for it."""
    item = deciding_item(matter) if matter.form is None else None
    return item.meeting.chair if item and item.meeting.chair else answering([matter], on)[matter.pk]


def _bodies(matter: Matter, chair: Person | None, on: date) -> list[Body]:
    """The discipline body, and the audit body where money moved; above either where the one who chaired heads it (N14, N31)."""
    directory = Directory(counties=[matter.county_id], on=on)
    wanted = [Function.DISCIPLINE, *([Function.AUDIT] if _money_moved(matter) else [])]
    days = {on, decided_on(matter) or on}
    own = {matter.unit_id, *(unit for day in days for unit in _headed(chair, day))}
    bodies = (
        _not_own(directory, directory.function(matter.county_id, one), matter.county_id, own)
        for one in wanted
    )
    return list(dict.fromkeys(bodies))


def _not_own(directory: Directory, body: Body, county: str, own: set[int]) -> Body:
    """`body`, or the next one up that is not the deciders' own."""
    passed: set[Body] = set()
    while body.unit in own and body not in passed:
        passed.add(body)
        body = directory.above(body, county)
    return body


def _headed(person: Person | None, day: date) -> set[int]:
    if person is None:
        return set()
    held = Tenure.objects.filter(person=person, post__is_head=True, during__contains=day)
    return set(held.values_list("post__unit", flat=True))


def _money_moved(matter: Matter) -> bool:
    moved = matter.executions.filter(kind__in=[ExecutionKind.PAYMENT, ExecutionKind.CONTRACT])
    return matter.amount is not None or moved.exists()


def units_of(bodies: list[Body]) -> list[Unit]:
    """The bodies that are units of the roster; one above the county is none."""
    return list(Unit.objects.filter(pk__in=[body.unit for body in bodies if body.unit is not None]))
