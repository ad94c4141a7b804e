"""Checking decisions recorded elsewhere: records a second and memory, beside a bare pass that someone would write by hand."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench.measure import peak_memory

AS_OF = "2026-07-01"
CATEGORIES = ("重大事项决策", "重大项目安排", "大额资金使用", "重要人事任免", "一般事项")
FLAGS = ("livelihood", "technical", "public-interest")
# What goes wrong in practice, with how often, as changes to a decision taken without fault.
FAULTS: tuple[tuple[float, dict[str, Any]], ...] = (
    (0.10, {"consultation__closed_on": "2026-03-25"}),
    (0.05, {"consultation__adoption": None}),
    (0.08, {"legality_review__on": "2026-04-14"}),
    (0.05, {"stability_risk": None}),
    (0.05, {"hearing__on": "2026-05-08"}),
    (0.08, {"meeting__agenda_circulated_at": "2026-04-27T16:00:00+08:00"}),
    (0.10, {"meeting__members__1__spoke": None}),
    (0.05, {"meeting__members__2__vote": None}),
    (0.04, {"resolution__archived": None}),
    (0.06, {"execution__0__done_on": None}),
    (0.03, {"execution__2__amount": "1300000.00"}),
    (0.02, {"meeting": None}),
    (0.02, {"loss": {"found_on": "2026-06-20", "description": "损失 40 万元"}}),
)


def made(number: int) -> Iterator[dict[str, Any]]:
    """`number` decisions as a county's offices record them: all categories, three to thirteen members, half of them with faults."""
    from tests.decisions import cases

    chance = random.Random(17)
    for at in range(number):
        faults = {
            path: value
            for share, change in FAULTS
            if chance.random() < share
            for path, value in change.items()
        }
        form = cases.changed(
            cases.FLAWLESS, meeting__members=cases.members(chance.randint(3, 13)), **_fit(faults)
        )
        form["id"], form["unit"] = f"OA-2026-{at:06d}", f"县第{at % 60}局"
        form["category"] = chance.choices(CATEGORIES, (4, 4, 6, 2, 4))[0]
        form["flags"] = [flag for flag in FLAGS if chance.random() < 0.5]
        if form["category"] == "重要人事任免":
            form["candidates"] = deepcopy(cases.PERSONNEL["candidates"])
        yield form


def _fit(faults: dict[str, Any]) -> dict[str, Any]:
    """Leave out changes to a meeting that is not there."""
    if "meeting" not in faults:
        return faults
    return {path: value for path, value in faults.items() if not path.startswith("meeting__")}


def by_hand(file: Path, out: Any) -> int:
    """The least that answers at all: read the object as it comes, ask six things of it, write their codes."""
    number = 0
    with file.open("rb") as source:
        for line in source:
            form = msgspec.json.decode(line)
            out.write(msgspec.json.encode({"id": form["id"], "findings": _asked_by_hand(form)}) + b"\n")
            number += 1
    return number


def _asked_by_hand(form: dict[str, Any]) -> list[str]:
    codes: list[str] = []
    meeting = form.get("meeting") or {}
    members = meeting.get("members") or []
    present = [one for one in members if one["attended"] and not one["recused"]]
    consultation = form.get("consultation")
    if "livelihood" in form["flags"] and consultation:
        closed = date.fromisoformat(consultation["closed_on"])
        if (closed - date.fromisoformat(consultation["published_on"])).days < 30:
            codes.append("consultation-too-short")
    if "technical" in form["flags"] and not form.get("stability_risk"):
        codes.append("risk-assessment-missing")
    if 2 * len(present) < len(members):
        codes.append("no-quorum")
    if any(one["vote"] is None for one in present):
        codes.append("vote-missing")
    if any(one["spoke"] is None for one in present):
        codes.append("head-silent-members")
    if sum(one["vote"] == "for" for one in present) * 2 <= len(members):
        codes.append("outcome-against-majority")
    return codes


def measure(number: int, rounds: int) -> None:
    """Write the decisions to a file, check it with the command and by hand in turns, and print what one core does in a second."""
    from django.core.management import call_command

    with (
        tempfile.TemporaryDirectory() as folder,
        open(os.devnull, "wb") as nowhere,
        open(os.devnull, "w") as text,
    ):
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        forms = made(number)
        with many.open("wb") as file:
            file.writelines(msgspec.json.encode(form) + b"\n" for form in forms)
        with many.open("rb") as source, few.open("wb") as file:
            file.writelines(next(source) for _ in range(min(1000, number)))
        options = {"json": True, "as_of": date.fromisoformat(AS_OF), "stdout": text}
        call_command("check_decisions", str(few), **options)
        memory = peak_memory()
        seconds: dict[str, list[float]] = {"ours": [], "hand": []}
        for _ in range(rounds):
            seconds["hand"].append(_of_one_core(lambda: by_hand(many, nowhere)))
            seconds["ours"].append(
                _of_one_core(lambda: call_command("check_decisions", str(many), **options))
            )
        ours, hand = median(seconds["ours"]), median(seconds["hand"])
        print(
            f"check_decisions, {number} records of {many.stat().st_size // number} bytes: {number / ours:.0f} a second and core,"
            f" by hand {number / hand:.0f}   ratio {ours / hand:.2f}"
        )
        print(
            f"   peak memory {peak_memory():.0f} MiB, grew by {peak_memory() - memory:.1f} MiB after the first thousand"
        )


def _of_one_core(work: Callable[[], object]) -> float:
    """Seconds of processor time, so that others on the machine do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started
