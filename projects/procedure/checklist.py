"""The stages of a project as a list: decision, records, the head's own check; done, missing, ahead or not needed, why, and by when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from projects.procedure.form import Project, Stage
from projects.procedure.judging import Found, judge
from projects.procedure.stages import has_record, missing_records, over, undecided
from rulebook.procedures.projects import BY_RECORD, HEAD_CHECKS, RECORDS, RecordRule
from rulebook.procedures.projects import Stage as Kind

DECISION, CHECK = "decision", "check"


class LineState(StrEnum):
    """How a line of a stage stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a stage needs, as it stands: `key` is the decision, the head's check, or a record of the rulebook."""

    stage: Kind
    key: str
    title: str
    state: LineState
    why: str = ""
    on: date | None = None
    by: date | None = None
    source: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether the clause still asks for it."""
        return self.state == LineState.MISSING


def checklist(project: Project, on: date, found: list[Found] | None = None) -> dict[Kind, list[Line]]:
    """What every stage of `project` needs, as of `on`; `found` where it was judged already."""
    wrong: dict[tuple[str, str], str] = defaultdict(str)
    for one in judge(project, on) if found is None else found:
        wrong[one.stage, one.rule.code] += one.message
    return {kind: list(_lines(kind, project.stages.get(kind) or Stage(), on, wrong)) for kind in Kind}


def _lines(kind: Kind, stage: Stage, on: date, wrong: dict[tuple[str, str], str]) -> Iterator[Line]:
    yield _decision(kind, stage, wrong.get((kind, "project-stage-undecided"), ""))
    for rule in RECORDS:
        if rule.stage == kind and rule.since <= on:
            yield _record(rule, kind, stage, on, asked=bool(wrong.get((kind, "project-record-missing"))))
    yield _check(kind, stage, on, wrong.get((kind, "project-unsupervised"), ""))


def _decision(kind: Kind, stage: Stage, why: str) -> Line:
    if stage.spared:
        return Line(kind, DECISION, "集体决策", LineState.NOT_NEEDED, stage.spared)
    if why:
        return Line(kind, DECISION, "集体决策", LineState.MISSING, why, stage.decided_on)
    done = stage.decided_on is not None and not stage.refused
    words = "" if done else undecided(stage)
    state = LineState.DONE if done else LineState.AHEAD
    return Line(kind, DECISION, "集体决策", state, words, stage.decided_on, stage.planned_from)


def _record(rule: RecordRule, kind: Kind, stage: Stage, on: date, *, asked: bool) -> Line:
    source, found = str(rule.source), stage.records.get(rule.record)
    if stage.spared or (found is not None and found.spared):
        why = stage.spared or (found.spared if found else "") or ""
        return Line(kind, rule.record, rule.title, LineState.NOT_NEEDED, why, source=source)
    if found is not None and has_record(stage, rule.record, on):
        return Line(kind, rule.record, rule.title, LineState.DONE, on=found.on, source=source)
    missing = asked and rule.title in missing_records(kind, stage, on)
    state = LineState.MISSING if missing else LineState.AHEAD
    return Line(kind, rule.record, rule.title, state, by=stage.planned_until, source=source)


def _check(kind: Kind, stage: Stage, on: date, why: str) -> Line:
    title = "“一把手”监督检查"
    if stage.spared:
        return Line(kind, CHECK, title, LineState.NOT_NEEDED, stage.spared)
    checks = sorted(day for day in stage.checks if day <= on)
    if len(checks) >= HEAD_CHECKS.value:
        return Line(kind, CHECK, title, LineState.DONE, on=checks[-1])
    state = LineState.MISSING if why or over(stage, on) else LineState.AHEAD
    return Line(kind, CHECK, title, state, why, by=stage.planned_until)


def title_of_record(record: str) -> str:
    """What a record is called."""
    return BY_RECORD[record].title
