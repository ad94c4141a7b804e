"""Decisions that came from the county's OA, what the checks found in all of them, and what the heads and the bodies said to it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial

from decisions.models import Matter
from decisions.services.checking import check_matters
from decisions.services.importing import import_decisions
from desk.demo.decisions.timeline import FOLDER, Days, Timeline, moment, rows
from desk.demo.people import Cast
from supervision.models import Finding
from supervision.services import answer_finding, assess_finding

IMPORTED = {"oa_first.jsonl": "95", "oa_second.jsonl": "13"}
CHECKED = ("570", "400", "268", "155", "120", "60", "10", "0")
WRITTEN = re.compile(r'"D-(-?\d+)(T[\d:]+)?"')


def note_findings(timeline: Timeline, days: Days, cast: Cast) -> None:
    """Note when decisions come from elsewhere, when everything is judged, and who says what to what was found."""
    for file, ago in IMPORTED.items():
        timeline.on(days.work(ago), partial(_import, days, file))
    for ago in CHECKED:
        timeline.on(days.day(ago), _check)
    for row in rows("answers.csv"):
        timeline.on(days.work(row["申辩"]), partial(_answer, cast, row))
        if row["评定"]:
            timeline.on(days.work(row["评定"]), partial(_assess, cast, row))


def _check(on: date) -> None:
    check_matters(matters=list(Matter.objects.order_by("pk").values_list("pk", flat=True)), on=on)


def _import(days: Days, file: str, on: date) -> None:
    """The product imports as itself, as the command does; what came is judged at once."""
    report = import_decisions(
        lines=_lines(days, (FOLDER / file).read_text(encoding="utf-8").splitlines()), by=None
    )
    if report.is_refused:
        raise ValueError(report.errors[:5])
    _check(on)


def _lines(days: Days, texts: Iterable[str]) -> Iterator[tuple[int, bytes]]:
    def written(found: re.Match[str]) -> str:
        day = days.work(found[1])
        return f'"{moment(day, found[2][1:]).isoformat()}"' if found[2] else f'"{day}"'

    for number, text in enumerate(texts, start=1):
        yield number, WRITTEN.sub(written, text).encode()


def _found(row: dict[str, str]) -> Finding:
    return Finding.objects.get(unit__name=row["单位"], code=row["代码"], title__contains=row["事项"])


def _answer(cast: Cast, row: dict[str, str], on: date) -> None:
    finding = _found(row)
    by = cast.of_person[finding.person_id or 0]
    answer_finding(finding=finding.pk, words=row["答复"], by=by, on=on)
    Finding.objects.filter(pk=finding.pk).update(answered_at=moment(on, "10:20"))


def _assess(cast: Cast, row: dict[str, str], on: date) -> None:
    finding = _found(row)
    by = cast.logins[row["评定人"]]
    assess_finding(finding=finding.pk, closure=row["结论"], words=row["处理"], by=by, on=on)
    Finding.objects.filter(pk=finding.pk).update(assessed_at=moment(on, "15:10"))
