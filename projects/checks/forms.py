"""Stored projects in the form that is judged. A constant number of queries for any number of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects

from decisions.models import Matter
from finance.checks.resolutions import decided_of
from finance.choices import BidStatus, MethodChoice
from finance.models import FundUse
from projects import models
from projects.procedure import Change, Measure, Part, Payment, Project, Record, Stage

NEEDED = (
    "stages__records", "stages__matter__resolutions", "stages__matter__emergency", "visits", "parts__bidders",
    "parts__changes__matter__resolutions", "parts__changes__matter__emergency", "parts__measures", "parts__payments",
)  # fmt: skip
TENDERED = frozenset({MethodChoice.OPEN.value, MethodChoice.SELECTIVE.value})


def form_of(project: models.Project) -> Project:
    """`project`, read anew, in the form that is judged."""
    return forms_of([models.Project.objects.get(pk=project.pk)])[project.pk]


def forms_of(projects: Sequence[models.Project]) -> dict[int, Project]:
    """`projects` in the form that is judged, by number of the row."""
    spent = FundUse.objects.filter(paid_on__isnull=False, cancelled=False)
    prefetch_related_objects(list(projects), *NEEDED, Prefetch("parts__fund_uses", spent))
    return {project.pk: _form(project) for project in projects}


def _form(project: models.Project) -> Project:
    checks: dict[str, list[date]] = defaultdict(list)
    for visit in project.visits.all():
        checks[visit.stage].append(visit.on)
    return Project(
        title=project.title,
        total=project.total,
        public=project.public,
        cancelled=project.cancelled,
        stages={stage.kind: _stage(stage, checks[stage.kind]) for stage in project.stages.all()},
        parts=[_part(part) for part in project.parts.all()],
    )


def _stage(stage: models.Stage, checks: Iterable[date]) -> Stage:
    decided = decided_of(stage.matter) if stage.matter is not None else None
    return Stage(
        planned_from=stage.planned_from,
        planned_until=stage.planned_until,
        began_on=stage.began_on,
        ended_on=stage.ended_on,
        matter=stage.matter.title if stage.matter is not None else None,
        decided_on=decided.on if decided else None,
        refused=(decided.refused or None) if decided else None,
        spared=stage.spared or None,
        checks=sorted(checks),
        records={row.kind: Record(on=row.on, spared=row.spared or None) for row in stage.records.all()},
    )


def _part(part: models.Part) -> Part:
    standing = [one for one in part.bidders.all() if one.status != BidStatus.WITHDRAWN]
    return Part(
        name=part.name,
        category=part.category,  # type: ignore[arg-type]
        estimate=part.estimate,
        tendered=part.method in TENDERED,
        method=part.method_name,
        exempt=part.exempt or None,
        bidders=len(standing) or None,
        documents_on=part.documents_on,
        opened_on=part.opened_on,
        publicity_from=part.publicity_from,
        publicity_until=part.publicity_until,
        awarded_on=part.awarded_on,
        contract_on=part.contract_on,
        contract=part.contract_amount,
        started_on=part.started_on,
        accepted_on=part.accepted_on,
        final_on=part.final_on,
        final=part.final_amount,
        changes=[
            Change(on=one.on, amount=one.amount, decided_on=_decided(one.matter))
            for one in part.changes.all()
        ],
        measures=[Measure(on=one.on, amount=one.amount) for one in part.measures.all()],
        payments=_payments(part),
    )


def _payments(part: models.Part) -> list[Payment]:
    """What was paid under the part: as noted with it, and as the unit's uses of funds tell it; one payment told in both is one."""
    noted = [(one.on, one.amount) for one in part.payments.all()]
    spent = Counter((one.paid_on, one.amount) for one in part.fund_uses.all())
    spent.subtract(noted)
    return [Payment(on=on, amount=amount) for on, amount in [*noted, *spent.elements()] if on is not None]


def _decided(matter: Matter | None) -> date | None:
    """The day a change was decided in favour; None where its matter was refused, or is still open."""
    if matter is None:
        return None
    decided = decided_of(matter)
    return None if decided.refused else decided.on
