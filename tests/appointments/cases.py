"""An appointment without fault, which each worked case changes in one respect, and what is found in it then."""

from copy import deepcopy
from datetime import date
from typing import Any

import msgspec

from appointments.procedure import Case, Found, judge
from tests.decisions.cases import CALENDAR, PERSONNEL, member

Form = dict[str, Any]
ON = date(2026, 7, 1)
DECIDED = "2026-04-28"


def entry(on: str, entered_on: str | None = None, **values: Any) -> Form:
    """A record of one day, written down that day unless told otherwise."""
    return {"on": on, "entered_on": entered_on or on, "has_files": True, **values}


FLAWLESS: Form = {
    "staff_no": "C0",
    "name": "钟清越",
    "kind": "head-from-deputy",
    "personal_matters": True,
    "kin": {"K1": "游映川"},
    "handlers": {"H1": "晏怀谷"},
    "head": "M7",
    "deputy_days": 900,
    "records": {
        "initiation": entry("2026-03-02", text="职位空缺，职数符合。"),
        "recommendation": entry("2026-03-10", due=40, present=38, votes=31),
        "recommendation-talks": entry("2026-03-11", present=20, votes=17),
        "qualification": entry("2026-03-12", result="favourable"),
        "exclusions": entry("2026-03-12", grounds=[]),
        "inspection-notice": {"since": "2026-03-13", "until": "2026-03-20", "entered_on": "2026-03-13"},
        "inspection": {
            "since": "2026-03-16", "until": "2026-03-20", "entered_on": "2026-03-20", "talked": 26, "text": "群众公认。",
            "people": {"T1": "江牧之", "T2": "林清越"}, "has_files": True,
        },
        "archive-check": entry("2026-03-23", result="favourable"),
        "personal-matters": entry("2026-03-24", result="favourable"),
        "clue-check": entry("2026-03-24", result="favourable"),
        "integrity-opinion": entry("2026-03-27", result="favourable"),
        "publicity": {"since": "2026-05-06", "until": "2026-05-13", "entered_on": "2026-05-06", "number": 0, "has_files": True},
        "appointment-talk": entry("2026-05-14"),
        "appointment": entry("2026-05-15"),
    },
    "decision": PERSONNEL,
}  # fmt: skip


def changed(**changes: Any) -> Form:
    """The flawless case with changes: `records__integrity_opinion=None` takes a record away, `records__inspection__talked=0` sets a field."""
    form = deepcopy(FLAWLESS)
    for path, value in changes.items():
        at: Any = form
        *above, last = path.split("__")
        for step in above:
            at = at[_named(at, step)]
        at[_named(at, last)] = value
        if value is None:
            del at[_named(at, last)]
    return form


def _named(at: Form, name: str) -> str:
    dashed = name.replace("_", "-")
    return dashed if dashed in at else name


def judged(on: date = ON, **changes: Any) -> list[Found]:
    """What is found in the changed case."""
    return judge(msgspec.convert(changed(**changes), Case), on, CALENDAR)


def codes(on: date = ON, **changes: Any) -> set[str]:
    """The codes of it, without what they have in common."""
    return {one.rule.code.removeprefix("cadre-") for one in judged(on, **changes)}


def facts(code: str, on: date = ON, **changes: Any) -> Form:
    """The facts of the one finding of that code."""
    (found,) = [one for one in judged(on, **changes) if one.rule.code == f"cadre-{code}"]
    assert found.message
    return found.facts


__all__ = ["CALENDAR", "DECIDED", "FLAWLESS", "ON", "changed", "codes", "entry", "facts", "judged", "member"]
