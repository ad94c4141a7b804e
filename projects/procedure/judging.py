"""Judging a project by the clause as of a day. Pure; time is an argument."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from decisions.procedure import Found as Fault
from projects.procedure import paying, stages, tendering
from projects.procedure.form import Project
from rulebook.procedures.projects import CODES

RULES: tuple[Callable[..., None], ...] = (
    stages.decided, stages.recorded, stages.in_order, stages.begun_in_time, stages.in_time, stages.supervised,
    tendering.tendered, tendering.competed, tendering.published, tendering.signed, tendering.within_budget,
    paying.changed, paying.paid,
)  # fmt: skip
# What is no reason to refuse a step: it is mended by others, or by time.
FINDING_ONLY = frozenset(
    {"project-stage-late", "project-unsupervised", "project-contract-late", "project-few-bidders"}
)


@dataclass(frozen=True)
class Found(Fault):
    """Something found, and in which stage it is shown."""

    stage: str = ""


def judge(project: Project, on: date) -> list[Found]:
    """Everything found in `project` as of `on`; nothing in one that was given up."""
    found: list[Found] = []
    if project.cancelled:
        return found

    def report(code: str, where: str, /, **facts: object) -> None:
        found.append(Found(CODES[code], {name: _plain(value) for name, value in facts.items()}, where))

    for rule in RULES:
        rule(project, on, report)
    return found


def blocking(before: Project, after: Project, on: date) -> list[Found]:
    """What a step would newly break: found in the project as it would be `after`, and not `before`."""
    known = {one.message for one in judge(before, on)}
    return [one for one in judge(after, on) if one.rule.code not in FINDING_ONLY and one.message not in known]


def _plain(value: object) -> object:
    """A fact fit for JSON: days in ISO form, sums with two decimals."""
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    return value.isoformat() if isinstance(value, date) else value
