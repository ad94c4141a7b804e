"""Red flags over generated purchases: releases a second and memory, beside a bare pass that someone would write by hand."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import msgspec

from bench.measure import peak_memory

CATEGORIES = ("goods", "services", "works")
METHODS = (("open", "公开招标"), ("selective", "邀请招标"), ("limited", "竞争性磋商"), ("direct", "单一来源"))
CODES = {"goods": "A0201", "services": "C0801", "works": "B0101"}
NEW_YEAR = date(2025, 1, 1)
Form = dict[str, Any]


def made(number: int, buyers: int = 3000, suppliers: int = 20_000) -> Iterator[Form]:
    """`number` releases as a province's offices publish them: three bids on average, one in five with something to look into."""
    chance = random.Random(17)
    for at in range(number):
        yield _release(at, chance, buyers, suppliers)


def _release(at: int, chance: random.Random, buyers: int, suppliers: int) -> Form:
    category, buyer = chance.choice(CATEGORIES), f"CN-610-{chance.randrange(buyers):06d}"
    opened = NEW_YEAR + timedelta(days=chance.randrange(600))
    closes = opened + timedelta(days=chance.choice((22, 25, 30, 30, 12)))
    awarded = closes + timedelta(days=chance.randrange(3, 15))
    estimate = round(chance.lognormvariate(13.2, 1.1), 2)
    method, details = chance.choices(METHODS, (10, 2, 4, 2) if estimate > 2e6 else (3, 2, 8, 7))[0]
    bids = _bids(chance, estimate, suppliers, closes)
    valid = [bid for bid in bids if bid["status"] == "valid"] or bids[:1]
    winner = min(valid, key=lambda bid: float(bid["value"]["amount"]))
    item = {"classification": {"scheme": "CN-CPC", "id": f"{CODES[category]}{chance.randrange(40):04d}"}}
    return {
        "ocid": f"ocds-cn610-{at:08d}",
        "date": f"{awarded}T09:00:00+08:00",
        "buyer": {"id": buyer, "name": f"第{at % buyers}采购人"},
        "planning": {"budget": {"id": f"{buyer}-{chance.randrange(6)}"}},
        "tender": {
            "status": "complete",
            "procurementMethod": method,
            "procurementMethodDetails": details,
            "mainProcurementCategory": category,
            "value": {"amount": estimate, "currency": "CNY"},
            "tenderPeriod": {"startDate": f"{opened}T09:00:00+08:00", "endDate": f"{closes}T09:00:00+08:00"},
            "numberOfTenderers": len(bids),
            "procuringEntity": {"id": f"CN-PE-{at % 90:03d}"},
            "items": [item],
        },
        "bids": {"details": bids},
        "awards": [_award(winner, awarded, item)],
        "contracts": [_contract(chance, winner, awarded)],
    }


def _bids(chance: random.Random, estimate: float, suppliers: int, closes: date) -> list[Form]:
    found = []
    for _ in range(chance.choice((1, 3, 3, 3, 4, 5, 7))):
        received = (
            closes - timedelta(days=chance.randrange(5)) if chance.random() > 0.01 else closes + timedelta(1)
        )
        found.append(
            {
                "status": "valid" if chance.random() > 0.12 else "disqualified",
                "date": f"{received}T08:30:00+08:00",
                "tenderers": [{"id": f"CN-S-{int(chance.paretovariate(0.8) * 7919) % suppliers:06d}"}],
                "value": {"amount": round(estimate * chance.uniform(0.75, 1.0), -2), "currency": "CNY"},
            }
        )
    return found


def _award(winner: Form, awarded: date, item: Form) -> Form:
    return {
        "id": "1",
        "status": "active",
        "date": f"{awarded}T09:00:00+08:00",
        "suppliers": winner["tenderers"],
        "value": winner["value"],
        "items": [item],
    }


def _contract(chance: random.Random, winner: Form, awarded: date) -> Form:
    signed = awarded + timedelta(days=chance.choice((5, 12, 20, 29, 45)))
    more = 1.0 if chance.random() > 0.05 else 1.2
    return {
        "awardID": "1",
        "status": "active",
        "dateSigned": f"{signed}T09:00:00+08:00",
        "value": {"amount": winner["value"]["amount"] * more, "currency": "CNY"},
    }


def by_hand(file: Path) -> int:
    """The least that answers at all: read each object as it comes, and count what three signs and two sums need."""
    flagged, sums = 0, dict[tuple[str, str], float]()
    with file.open("rb") as source:
        for line in source:
            release = msgspec.json.decode(line)
            tender = release["tender"]
            flagged += tender["numberOfTenderers"] == 1 and tender["procurementMethod"] in {
                "open",
                "selective",
            }
            valid = [bid["value"]["amount"] for bid in release["bids"]["details"] if bid["status"] == "valid"]
            flagged += len(valid) != len(set(valid))
            flagged += tender["value"]["amount"] >= 2_000_000 and tender["procurementMethod"] != "open"
            key = release["buyer"]["id"], release["planning"]["budget"]["id"]
            sums[key] = sums.get(key, 0) + tender["value"]["amount"]
    return flagged + len(sums)


def measure(number: int, rounds: int) -> None:
    """Write the releases to a file, reckon it with the command and by hand in turns, and print what one core does in a second."""
    from django.core.management import call_command

    with tempfile.TemporaryDirectory() as folder, open(os.devnull, "w") as text:
        few, many = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        with many.open("wb") as file:
            file.writelines(msgspec.json.encode(form) + b"\n" for form in made(number))
        with many.open("rb") as source, few.open("wb") as file:
            file.writelines(next(source) for _ in range(min(1000, number)))
        call_command("red_flags", str(few), json=True, stdout=text)
        memory = peak_memory()
        seconds: dict[str, list[float]] = {"ours": [], "hand": []}
        for _ in range(rounds):
            seconds["hand"].append(_of_one_core(lambda: by_hand(many)))
            seconds["ours"].append(
                _of_one_core(lambda: call_command("red_flags", str(many), json=True, stdout=text))
            )
        ours, hand = median(seconds["ours"]), median(seconds["hand"])
        print(
            f"red_flags, {number} releases of {many.stat().st_size // number} bytes: {number / ours:.0f} a second and core,"
            f" by hand {number / hand:.0f}   ratio {ours / hand:.2f}"
        )
        grown = peak_memory() - memory
        print(f"   peak memory {peak_memory():.0f} MiB, {grown * 1024 * 1024 / number:.0f} bytes a release")


def _of_one_core(work: Callable[[], object]) -> float:
    """Seconds of processor time, so that others on the machine do not count."""
    started = time.process_time()
    work()
    return time.process_time() - started
