"""The five stages: each decided together before it began, with its records, in order, in time, watched by the head."""

from collections.abc import Callable, Iterator
from datetime import date

from projects.procedure.form import Part, Project, Stage
from rulebook.procedures.projects import HEAD_CHECKS, LATE_DAYS, ORDER, RECORDS, TITLES, Record
from rulebook.procedures.projects import Stage as Kind

Report = Callable[..., None]


def taken(project: Project, on: date) -> Iterator[tuple[Kind, Stage]]:
    """The stages that had begun by `on`, in order."""
    for kind in Kind:
        stage = project.stages.get(kind)
        if stage is not None and stage.began_on is not None and stage.began_on <= on:
            yield kind, stage


def over(stage: Stage | None, on: date) -> bool:
    """Whether a stage had ended by `on`, or the project goes without it."""
    if stage is None:
        return False
    return bool(stage.spared) or (stage.ended_on is not None and stage.ended_on <= on)


def decided(project: Project, on: date, report: Report) -> None:
    """No stage begins without its collective decision (民主集中决策)."""
    for kind, stage in taken(project, on):
        how = undecided(stage)
        if how:
            report("project-stage-undecided", kind, stage=TITLES[kind], began_on=stage.began_on, how=how)


def undecided(stage: Stage) -> str:
    """Why the stage's beginning rests on no decision; empty where it does."""
    if stage.matter is None:
        return "没有登记所依据的集体决策"
    if stage.refused:
        return f"所依据的事项“{stage.matter}”没有通过"
    if stage.decided_on is None:
        return f"所依据的事项“{stage.matter}”还没有作出决定"
    if stage.began_on is not None and stage.decided_on > stage.began_on:
        return f"所依据的事项“{stage.matter}”在 {stage.decided_on.isoformat()} 才作出决定"
    return ""


def missing_records(kind: Kind, stage: Stage, on: date) -> list[str]:
    """The titles of the records in force that the stage does not have, and was not spared."""
    return [
        rule.title
        for rule in RECORDS
        if rule.stage == kind and rule.since <= on and not has_record(stage, rule.record, on)
    ]


def has_record(stage: Stage, record: Record, on: date) -> bool:
    """Whether a record is there on `on`, or the reason why none is needed."""
    found = stage.records.get(record)
    return found is not None and (bool(found.spared) or (found.on is not None and found.on <= on))


def recorded(project: Project, on: date, report: Report) -> None:
    """A stage that is over, or was overtaken by a later one that can only follow, has all its records."""
    for kind, stage in taken(project, on):
        after = _after(project, kind, stage, on)
        missing = missing_records(kind, stage, on) if after else []
        if missing:
            report("project-record-missing", kind, stage=TITLES[kind], after=after, missing=missing)


def _after(project: Project, kind: Kind, stage: Stage, on: date) -> str:
    if stage.ended_on is not None and stage.ended_on <= on:
        return f"已在 {stage.ended_on.isoformat()} 完成"
    for later, found in taken(project, on):
        if found.began_on and any(
            (one.later, one.earlier, one.ended) == (later, kind, True) for one in ORDER
        ):
            return f"之后的{TITLES[later]}已在 {found.began_on.isoformat()} 开始"
    return ""


def in_order(project: Project, on: date, report: Report) -> None:
    """Each stage began when what must come first had begun, or was over."""
    begun = dict(taken(project, on))
    for rule in ORDER:
        later, earlier = begun.get(rule.later), project.stages.get(rule.earlier)
        if later is None or later.began_on is None or (earlier is not None and earlier.spared):
            continue
        reached = None if earlier is None else earlier.ended_on if rule.ended else earlier.began_on
        if reached is not None and reached <= later.began_on:
            continue
        word = "完成" if rule.ended else "开始"
        how = (
            f"在 {reached.isoformat()} 才{word}" if reached is not None and reached <= on else f"还没有{word}"
        )
        told = {"later_on": later.began_on, "earlier": TITLES[rule.earlier], "earlier_how": how}
        report("project-out-of-order", rule.later, later=TITLES[rule.later], **told)


def begun_in_time(project: Project, on: date, report: Report) -> None:
    """Nobody builds before approval, permit, land and contract (未批先建、提前进场)."""
    for part in project.parts:
        started = part.started_on
        if started is None or started > on or part.category != "works":
            continue
        missing = list(_not_yet(project, part, started))
        if missing:
            report("project-started-early", Kind.DESIGN, part=part.name, started_on=started, missing=missing)


def _not_yet(project: Project, part: Part, started: date) -> Iterator[str]:
    design = project.stages.get(Kind.DESIGN) or Stage()
    for rule in RECORDS:
        if (
            rule.stage == Kind.DESIGN
            and rule.since <= started
            and not has_record(design, rule.record, started)
        ):
            yield rule.title
    if not over(project.stages.get(Kind.LAND), started):
        yield TITLES[Kind.LAND]
    if part.contract_on is None or part.contract_on > started:
        yield "签订合同"


def in_time(project: Project, on: date, report: Report) -> None:
    """A stage that takes much longer than planned is looked at."""
    for kind in Kind:
        stage = project.stages.get(kind)
        if stage is None or stage.spared or stage.planned_until is None:
            continue
        ended = stage.ended_on if stage.ended_on is not None and stage.ended_on <= on else None
        days = ((ended or on) - stage.planned_until).days
        if days > LATE_DAYS.value:
            how = f"实际在 {ended.isoformat()} 完成" if ended else "至今没有完成"
            report(
                "project-stage-late",
                kind,
                stage=TITLES[kind],
                planned=stage.planned_until,
                how=how,
                days=days,
            )


def supervised(project: Project, on: date, report: Report) -> None:
    """The head's own supervisory duty is evidenced in every stage."""
    for kind, stage in taken(project, on):
        if stage.ended_on is None or stage.ended_on > on:
            continue
        number = sum(day <= on for day in stage.checks)
        if number < HEAD_CHECKS.value:
            told = {"stage": TITLES[kind], "ended_on": stage.ended_on, "number": number}
            report("project-unsupervised", kind, **told, least=HEAD_CHECKS.value)
