"""Stored projects of the town for tests: in order unless a test asks for a fault."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from decisions.models import Matter
from finance.procedure.parties import known
from organisation.models import Person
from projects.models import Part, Project
from projects.procedure import Found
from projects.services.checking import check_projects
from projects.services.interests import Declaration, declare_interest
from projects.services.interference import Report, enter_interference
from projects.services.parts import PLAIN, BidderLine, PartContent, add_row, enter_part
from projects.services.projects import Content, Planned, enter_project
from projects.services.stages import note_visit, save_record, save_stage
from rulebook.procedures.projects import RECORDS, Stage
from supervision.models import Finding
from tests.decisions.decided import make_decided
from tests.decisions.world import World
from tests.today import DAY

CODE = "91610900MA70F10008"
BIDDERS = (
    BidderLine(known("平利县青山建筑有限公司", CODE), Decimal(4_800_000)),
    BidderLine(known("安康市绿水建设有限公司"), Decimal(4_870_000)),
    BidderLine(known("旬阳市远山工程有限公司"), Decimal(4_930_000)),
)
# Days before today on which each stage began and ended.
DAYS = {
    Stage.DESIGN: (300, 260),
    Stage.LAND: (280, 240),
    Stage.TENDER: (250, 200),
    Stage.ACCEPTANCE: (60, 20),
}
PLACED: dict[str, Any] = {
    "name": "一标段", "category": "works", "estimate": Decimal(5_000_000), "method_name": "公开招标",
    "documents_on": DAY - timedelta(250), "opened_on": DAY - timedelta(225), "publicity_from": DAY - timedelta(224),
    "publicity_until": DAY - timedelta(220), "awarded_on": DAY - timedelta(218), "contract_on": DAY - timedelta(205),
    "contract_amount": Decimal(4_800_000), "started_on": DAY - timedelta(195),
}  # fmt: skip


def ago(days: int) -> date:
    """That many days before today."""
    return DAY - timedelta(days)


def content(**values: Any) -> Content:
    """What is typed of a project."""
    plan = values.pop("plan", {kind: Planned(ago(first), ago(last)) for kind, (first, last) in DAYS.items()})
    spared = values.pop("spared", "")
    filled = {
        "number": f"工{uuid4().hex[:8]}", "title": "修建集镇污水管网", "summary": "管网三公里。", "total": Decimal(6_000_000),
        "public": Decimal(6_000_000), "funding": "衔接资金",
    }  # fmt: skip
    return Content(filled | values, plan, spared)


def planned(world: World, **values: Any) -> Project:
    """A project of the town that is only planned."""
    return enter_project(
        token=uuid4(), unit=world.town, content=content(**values), by=world.secretary, on=DAY
    )


def decided(world: World, days: int = 320) -> Matter:
    """A matter of the town, passed by its meeting so many days ago."""
    return make_decided(world, on=ago(days))


def built(world: World, *, without: str = "", **values: Any) -> Project:
    """A project as it should be, to its acceptance; `without` names a stage left undecided, a record, or a stage the head did not check."""
    project, matter = planned(world, **values), decided(world)
    by = {"by": world.secretary, "on": DAY}
    for kind, (first, last) in DAYS.items():
        given = None if without == kind else matter
        save_stage(
            project=project.pk,
            kind=kind,
            began_on=ago(first),
            ended_on=ago(last),
            matter=given,
            happened=True,
            **by,
        )
        if without != f"{kind} check":
            note_visit(
                project=project.pk,
                stage=kind,
                day=ago(last),
                place="现场",
                text="查看。",
                by=world.head_user,
                on=DAY,
            )
    for rule in RECORDS:
        if rule.stage in DAYS and rule.record != without:
            day = ago(DAYS[rule.stage][0])
            save_record(project=project.pk, kind=rule.record, day=day, number="", text="", spared="", **by)
    return project


def placed(world: World, project: Project, **values: Any) -> Part:
    """A part of `project`, tendered and contracted; `bidders`, `supplier` beside the fields."""
    bidders = values.pop("bidders", BIDDERS)
    supplier = values.pop("supplier", BIDDERS[0].supplier)
    happened = values.pop("happened", True)
    filled: dict[str, Any] = dict.fromkeys(PLAIN) | {"exempt": ""} | PLACED | values
    given = PartContent(filled, supplier, bidders)
    return enter_part(
        project=project.pk, token=uuid4(), content=given, happened=happened, by=world.secretary, on=DAY
    )


def summed(world: World, part: Part, kind: str, days: int, amount: int, **values: Any) -> Part:
    """A change, an acceptance or a payment so many days ago."""
    given = {"token": uuid4(), "note": "地质条件变化", "matter": None, "happened": True} | values
    return add_row(
        part=part.pk, kind=kind, day=ago(days), amount=Decimal(amount), by=world.secretary, on=DAY, **given
    )


def declared(world: World, person: Person, **values: Any) -> Any:
    """An interest a leader declared: by default that the spouse owns the winner."""
    given = {
        "relation": "spouse",
        "enterprise": "平利县青山建筑有限公司",
        "credit_code": CODE,
        "kind": "owner",
    } | values
    by = next(user for user in world.users if user.person == person)
    return declare_interest(token=uuid4(), declaration=Declaration(person=person, **given), by=by, on=DAY)


def interfered(world: World, **values: Any) -> Any:
    """Interference entered by a plain member of the town: by default the head asked for a bidder."""
    by = values.pop("by", world.member)
    token = values.pop("token", uuid4())
    given = {
        "unit": world.town, "happened_on": ago(3), "means": "phone", "asked": "指定承建单位或者分包、供货单位",
        "text": "来电要求由指定公司承建。", "named": world.head.name,
    } | values  # fmt: skip
    return enter_interference(token=token, report=Report(**given), by=by, on=DAY)


def judged(*projects: Project) -> None:
    """Judge as the night would."""
    numbers = [one.pk for one in projects] or list(Project.objects.values_list("pk", flat=True))
    check_projects(projects=numbers, on=DAY)


def codes_of(project: Project) -> set[str]:
    """What stands in the register about `project`, and is open."""
    rows = Finding.objects.filter(source="projects.project", source_id=project.pk)
    return set(rows.exclude(state="closed").values_list("code", flat=True))


__all__ = [
    "Found",
    "ago",
    "built",
    "codes_of",
    "content",
    "decided",
    "declared",
    "interfered",
    "judged",
    "placed",
    "planned",
    "summed",
]
