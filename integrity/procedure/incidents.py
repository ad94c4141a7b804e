"""An incident in the team, among subordinates, in the head's family (B6, C1): the head answers, whoever is directly in charge."""

from datetime import date

from msgspec import Struct

from core.found import Found
from integrity.procedure.found import found
from rulebook.procedures.integrity import RELATIONS, Relation


class Incident(Struct, frozen=True, kw_only=True):
    """What happened when; from what kind of source it is known is no fact of the finding, lest a head learn of a report (C23). `field` is the work it happened in, `holder` who was directly in charge of it."""

    happened_on: date
    relation: Relation
    what: str
    field: str = ""
    holder: str = ""


def judge_incident(incident: Incident, on: date) -> list[Found]:
    """The one finding of `incident`. That a deputy was directly in charge (不直接分管) is a fact told, never a reason not to ask the head."""
    if incident.happened_on > on:
        return []
    rule = RELATIONS[incident.relation]
    told = {
        "happened_on": incident.happened_on.isoformat(),
        "incident": incident.what,
    }
    if rule.family:
        return [found(rule.code, relation=rule.title, **told)]
    return [found(rule.code, in_charge=_in_charge(incident), **told)]


def _in_charge(incident: Incident) -> str:
    if not incident.field:
        return "不属于专项分管工作"
    if not incident.holder:
        return f"{incident.field}当时没有明确分管领导"
    return f"{incident.field}由{incident.holder}直接分管"
