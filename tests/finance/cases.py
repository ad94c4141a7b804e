"""Purchases as releases, and what is flagged in them."""

import json
from collections.abc import Iterable
from copy import deepcopy
from datetime import date
from typing import Any

from core.workdays import WorkdayCalendar
from finance.procedure.flags import EVERY_INDICATOR, Reckoned, read_settings, reckon

Form = dict[str, Any]
Codes = dict[str, float]
# 国庆节 of 2026: 1–7 October free, 20 September and 10 October worked.
CALENDAR = WorkdayCalendar(
    {date(2026, 10, day): False for day in range(1, 8)}
    | dict.fromkeys([date(2026, 9, 20), date(2026, 10, 10)], True),
    frozenset({2026}),
)


def lines_of(releases: Iterable[Form]) -> list[tuple[int, bytes]]:
    """The releases as numbered lines."""
    return [(number, json.dumps(one).encode()) for number, one in enumerate(releases, 1)]


def reckoned(lines: list[tuple[int, bytes]], ini: str | None = None) -> Reckoned:
    """What these lines come to."""
    settings = EVERY_INDICATOR if ini is None else read_settings(ini)
    return reckon(lambda: iter(lines), settings, CALENDAR)


def flags(releases: Iterable[Form], ini: str | None = None) -> dict[str, dict[str, Codes]]:
    """Everything flagged, as the interchange has it."""
    return reckoned(lines_of(releases), ini).results.as_json()


def of_code(code: str, releases: Iterable[Form], ini: str | None = None) -> dict[str, Codes]:
    """Who was flagged by one code: group → identifier → value."""
    found = flags(releases, ini)
    return {
        group: only
        for group, names in found.items()
        if (only := {name: codes[code] for name, codes in names.items() if code in codes})
    }


def bid(status: str | None, tenderer: str | list[str], amount: float | None = None, **more: Any) -> Form:
    """A bid in yuan."""
    tenderers = [tenderer] if isinstance(tenderer, str) else tenderer
    made: Form = {"status": status, "tenderers": [{"id": name} for name in tenderers], **more}
    if amount is not None:
        made["value"] = {"amount": amount, "currency": more.pop("currency", "CNY")}
    return made


def award(status: str, *suppliers: str, **more: Any) -> Form:
    """An award."""
    return {"status": status, "suppliers": [{"id": name} for name in suppliers], **more}


def release(ocid: str, *bids: Form, awards: list[Form] | None = None, **more: Any) -> Form:
    """A release with bids and awards."""
    made: Form = {"ocid": ocid, **more}
    if bids:
        made["bids"] = {"details": list(bids)}
    if awards is not None:
        made["awards"] = awards
    return made


# A purchase in order: tendered openly in March 2026, everything in time.
CLEAN: Form = {
    "ocid": "ocds-zp-1",
    "date": "2026-06-30T00:00:00+08:00",
    "buyer": {"id": "ZP-EDU", "name": "县教育体育和科技局"},
    "parties": [
        {"id": "ZP-EDU", "roles": ["buyer"], "persones": [{"id": "P1", "name": "云知远"}]},
        {"id": "S1", "roles": ["tenderer"], "beneficialOwners": [{"id": "P9", "name": "石怀谷"}]},
    ],
    "planning": {
        "budget": {"id": "2026-EDU-7"},
        "milestones": [{"type": "approval", "status": "met", "dateMet": "2026-02-20T00:00:00+08:00"}],
    },
    "tender": {
        "procurementMethod": "open",
        "mainProcurementCategory": "goods",
        "value": {"amount": 3000000, "currency": "CNY"},
        "tenderPeriod": {"startDate": "2026-03-02T09:00:00+08:00", "endDate": "2026-03-23T09:00:00+08:00"},
        "documents": [{"documentType": "biddingDocuments", "datePublished": "2026-03-02T09:00:00+08:00"}],
        "documentsPeriod": {"startDate": "2026-03-02T09:00:00+08:00", "endDate": "2026-03-09T17:00:00+08:00"},
        "items": [{"classification": {"scheme": "CN-CPC", "id": "A02010104"}}],
    },
    "bids": {"details": [{"status": "valid", "tenderers": [{"id": "S1"}]}]},
    "awards": [
        {
            "id": "1",
            "status": "active",
            "date": "2026-03-27T00:00:00+08:00",
            "suppliers": [{"id": "S1"}],
            "value": {"amount": 2900000, "currency": "CNY"},
        }
    ],
    "contracts": [
        {
            "awardID": "1",
            "status": "active",
            "dateSigned": "2026-04-10T00:00:00+08:00",
            "value": {"amount": 2900000, "currency": "CNY"},
            "implementation": {
                "milestones": [
                    {"type": "acceptance", "status": "met", "dateMet": "2026-05-20T00:00:00+08:00"}
                ],
                "transactions": [{"date": "2026-05-28T00:00:00+08:00"}],
            },
        }
    ],
}


def changed(form: Form, **changes: Any) -> Form:
    """A copy of `form` with parts changed, named like tender__value__amount or awards__0__date; None takes one away."""
    made = deepcopy(form)
    for path, value in changes.items():
        *way, last = path.split("__")
        at: Any = made
        for step in way:
            at = at[int(step)] if step.isdigit() else at.setdefault(step, {})
        if value is None:
            at.pop(last, None)
        else:
            at[int(last) if last.isdigit() else last] = value
    return made


def ours(form: Form, ini: str | None = None) -> Codes:
    """What is flagged by Chinese rule in one purchase by itself."""
    codes = flags([form], ini).get("OCID", {}).get(form["ocid"], {})
    return {code: value for code, value in codes.items() if not code.startswith("R0")}
