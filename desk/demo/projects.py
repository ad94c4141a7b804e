"""Four projects of the demo county, on the resolutions of its decisions: one clean, one under way, two at fault; interests, interference."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from accounts.models import User
from decisions.models import Matter
from desk.demo.people import Cast
from desk.demo.purchases import rows_of
from finance.procedure.parties import Known, known
from organisation.models import Person, Unit
from projects.models import Project
from projects.services.checking import JUDGING, check_all
from projects.services.interests import Declaration, declare_interest
from projects.services.interference import Report, accept, enter_interference, examine
from projects.services.parts import PLAIN, BidderLine, PartContent, add_row, enter_part
from projects.services.projects import Content, Planned, enter_project
from projects.services.stages import note_visit, save_record, save_stage
from rulebook.procedures.projects import RECORDS, Stage

PLANNED_LONGER = 10  # days a stage was planned to take beyond what it took


@dataclass(frozen=True, slots=True)
class Contract:
    """A part; days before today (`days`), bidders with their prices, dated sums."""

    name: str
    method: str
    estimate: int
    amount: int
    days: dict[str, int]
    bidders: tuple[tuple[str, int], ...]
    final: int | None = None
    measures: tuple[tuple[int, int], ...] = ()
    payments: tuple[tuple[int, int], ...] = ()
    changes: tuple[tuple[int, int, str, str], ...] = ()  # days before today, sum, why, the matter it rests on


@dataclass(frozen=True, slots=True)
class Told:
    """A project: on which matter it rests, its money, from when to when each stage lasted (None: still going on) or is planned."""

    unit: str
    number: str
    title: str
    matter: str
    total: int
    funding: str
    stages: dict[Stage, tuple[int, int | None]]
    part: Contract
    planned: dict[Stage, tuple[int, int]] = field(default_factory=dict)
    spared: str = ""
    unchecked: tuple[Stage, ...] = ()


WATER, RIVER, ROAD, PARKING = (
    "镇区老旧供水管网改造工程",
    "南江河城区段堤防加固工程",
    "农村公路安全生命防护设施提升工程",
    "镇区公共停车场建设项目",
)
JIANG, DU, YUE = "安康市澄江水利工程有限公司", "石泉县古渡建筑工程有限公司", "安康市恒岳勘测设计有限公司"
S = Stage
PROJECTS = (
    Told(
        "城关镇", "城工-01", WATER, WATER, 1_260_000, "衔接资金100万元、镇级自筹26万元",
        {S.DESIGN: (510, 500), S.TENDER: (500, 488), S.SETTLEMENT: (455, 405), S.ACCEPTANCE: (436, 412)},
        Contract(
            "主管和入户管更换", "竞争性磋商", 1_228_000, 1_180_000,
            {"awarded_on": 495, "contract_on": 488, "started_on": 480, "accepted_on": 435, "final_on": 412},
            ((JIANG, 1_180_000), (DU, 1_205_000), (YUE, 1_221_000)), 1_165_000, ((460, 700_000),),
            ((455, 590_000), (410, 540_000)),
        ), spared="沿原管线敷设，不征地",
    ),
    Told(
        "县水利局", "水工-01", RIVER, RIVER, 3_100_000, "省级水利专项资金",
        {
            S.DESIGN: (526, 515), S.LAND: (522, 505), S.TENDER: (524, 492), S.SETTLEMENT: (402, None),
            S.ACCEPTANCE: (392, 360),
        },
        Contract(
            "堤防加固施工", "公开招标", 3_050_000, 2_980_000,
            {
                "documents_on": 524, "opened_on": 502, "publicity_from": 501, "publicity_until": 497, "awarded_on": 496,
                "contract_on": 492, "started_on": 485, "accepted_on": 388,
            },
            ((JIANG, 2_980_000), (DU, 3_020_000), (YUE, 3_041_000)), payments=((402, 1_490_000), (350, 1_190_000)),
            changes=((450, 68_000, "增设临时度汛围堰", ""),),
        ), planned={S.SETTLEMENT: (402, 5)}, unchecked=(S.LAND,),
    ),
    Told(
        "县交通运输局", "交工-01", ROAD, ROAD, 2_350_000, "车购税补助资金和县级配套",
        {S.DESIGN: (326, 310), S.TENDER: (315, 296), S.SETTLEMENT: (250, None)},
        Contract(
            "第一标段", "竞争性磋商", 1_450_000, 1_420_000,
            {"awarded_on": 300, "contract_on": 296, "started_on": 290},
            ((DU, 1_420_000), (JIANG, 1_436_000), (YUE, 1_449_000)), measures=((255, 800_000),), payments=((250, 710_000),),
        ), planned={S.ACCEPTANCE: (100, 45), S.SETTLEMENT: (250, -20)}, spared="在原有路基范围内施工，不征地", unchecked=(S.TENDER,),
    ),
    Told(
        "城关镇", "城工-02", PARKING, PARKING, 742_000, "镇级自筹和县级补助",
        {S.DESIGN: (195, 182), S.LAND: (190, 176), S.TENDER: (185, 168), S.SETTLEMENT: (100, None)},
        Contract(
            "停车场土建", "竞争性磋商", 668_000, 655_000, {"awarded_on": 172, "contract_on": 168, "started_on": 160},
            ((DU, 655_000), (JIANG, 661_000), (YUE, 667_000)), payments=((100, 190_000),),
            changes=((64, 62_000, "地基换填和排水工程", "镇区公共停车场建设规模和投资调整"),),
        ), planned={S.ACCEPTANCE: (-20, -40), S.SETTLEMENT: (100, -60)},
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Building:
    """What is needed to enter a project."""

    today: date
    suppliers: dict[str, Known]

    def day(self, ago: int) -> date:
        """The day so many days ago."""
        return self.today - timedelta(ago)

    def enter(self, told: Told) -> None:
        """Enter one project as the secretary and the head of its unit."""
        unit = Unit.objects.get(name=told.unit)
        by = User.objects.filter(roles__role="secretary", roles__body=unit).order_by("pk")[0]
        values = {
            "number": told.number, "title": told.title, "summary": "", "total": Decimal(told.total),
            "public": Decimal(told.total), "funding": told.funding,
        }  # fmt: skip
        content = Content(values, self._plan(told), told.spared)
        token = uuid5(NAMESPACE_OID, f"project {told.number}")
        project = enter_project(token=token, unit=unit, content=content, by=by, on=self.today)
        self._stages(told, project, by)
        self._part(told, project, by)

    def _plan(self, told: Told) -> dict[str, Planned]:
        plan = {kind: (first, last) for kind, (first, last) in told.stages.items() if last is not None}
        plan = {kind: (first, last - PLANNED_LONGER) for kind, (first, last) in plan.items()} | told.planned
        return {str(kind): Planned(self.day(first), self.day(last)) for kind, (first, last) in plan.items()}

    def _stages(self, told: Told, project: Project, by: User) -> None:
        matter = Matter.objects.get(unit=project.unit, title=told.matter)
        head = User.objects.filter(
            person__tenures__post__unit=project.unit, person__tenures__post__is_head=True,
            person__tenures__during__contains=self.today,
        ).order_by("pk").first()  # fmt: skip
        for kind, (first, last) in told.stages.items():
            save_stage(
                project=project.pk, kind=kind, began_on=self.day(first),
                ended_on=self.day(last) if last is not None else None, matter=matter, happened=True, by=by, on=self.today,
            )  # fmt: skip
            if kind not in told.unchecked and head is not None:
                words = {
                    "place": "施工现场、查阅资料",
                    "text": "查看进度和资料，要求按程序办理，资料随工程进度归档。",
                }
                note_visit(
                    project=project.pk, stage=kind, day=self.day(first - 2), **words, by=head, on=self.today
                )
        for rule in RECORDS:
            if rule.stage in told.stages and told.stages[rule.stage][1] is not None:
                save_record(
                    project=project.pk, kind=rule.record, day=self.day(told.stages[rule.stage][0]), number="", text="",
                    spared="", by=by, on=self.today,
                )  # fmt: skip

    def _part(self, told: Told, project: Project, by: User) -> None:
        made = told.part
        values: dict[str, Any] = dict.fromkeys(PLAIN) | {
            "name": made.name, "category": "works", "exempt": "", "method_name": made.method,
            "estimate": Decimal(made.estimate), "contract_amount": Decimal(made.amount),
            "final_amount": Decimal(made.final) if made.final else None,
        } | {name: self.day(ago) for name, ago in made.days.items()}  # fmt: skip
        lines = tuple(BidderLine(self.suppliers[name], Decimal(price)) for name, price in made.bidders)
        content = PartContent(values, lines[0].supplier, lines)
        given: dict[str, Any] = {"happened": True, "by": by, "on": self.today}
        token = uuid5(NAMESPACE_OID, f"part {told.number}")
        part = enter_part(project=project.pk, token=token, content=content, **given)
        sums = [("measures", ago, amount, "", "") for ago, amount in made.measures]
        sums += [("payments", ago, amount, "", "") for ago, amount in made.payments]
        sums += [("changes", *change) for change in made.changes]
        for kind, ago, amount, why, matter in sums:
            rests_on = Matter.objects.get(unit=project.unit, title=matter) if matter else None
            add_row(
                part=part.pk, kind=kind, token=uuid5(NAMESPACE_OID, f"{kind} {told.number} {ago}"), day=self.day(ago),
                amount=Decimal(amount), note=why, matter=rests_on, **given,
            )  # fmt: skip


def tell(cast: Cast, today: date) -> None:
    """Enter the projects, what was declared and what was asked of whom, and judge them as the night would."""
    found = {row["名称"]: known(row["名称"], row["统一社会信用代码"]) for row in rows_of("suppliers.csv")}
    building = Building(today, found)
    with JUDGING.together():
        for told in PROJECTS:
            building.enter(told)
        _declare(cast, building)
    _report(cast, building)
    check_all(list(Project.objects.order_by("pk").values_list("pk", flat=True)), today)


def _declare(cast: Cast, building: Building) -> None:
    """A deputy of the water bureau whose spouse holds shares in a bidder, entered from paper; a head's own declaration."""
    deputy = Person.objects.get(staff_no="ZP0141")
    head = cast.logins["zhenwei"]
    kept = building.suppliers[JIANG]
    declarations = (
        (cast.logins["jiwei"], Declaration(deputy, "spouse", kept.name, kept.credit_code, "owner", since=building.day(1500))),
        (head, Declaration(head.person, "relative", "平利县茶山印务有限公司", "", "employee")),  # type: ignore[arg-type]
    )  # fmt: skip
    for by, declaration in declarations:
        token = uuid5(NAMESPACE_OID, f"interest {declaration.enterprise}")
        declare_interest(token=token, declaration=declaration, by=by, on=building.day(40))


def _report(cast: Cast, building: Building) -> None:
    """One entry that waits, one that names a head and is being looked into."""
    head = cast.logins["zhenwei"].person
    entries = (
        ("ganbu", "县交通运输局", ROAD, "路某（某建筑公司负责人）", "phone", "应当招标的不招标，或者改变招标方式", 3),
        ("weiyuan", "城关镇", PARKING, head.name if head else "", "talk", "指定承建单位或者分包、供货单位", 12),
    )  # fmt: skip
    for login, unit, project, named, means, asked, ago in entries:
        report = Report(
            unit=Unit.objects.get(name=unit), happened_on=building.day(ago + 1), means=means, asked=asked, named=named,
            text="当面提出要求，本人没有照办，按规定如实登记。", project=Project.objects.get(title=project),
        )  # fmt: skip
        token = uuid5(NAMESPACE_OID, f"interference {login}")
        entry = enter_interference(token=token, report=report, by=cast.logins[login], on=building.day(ago))
        if login == "weiyuan":
            jiwei, on = cast.logins["jiwei"], building.day(ago - 3)
            accept(entry=entry.pk, by=jiwei, on=on)
            examine(
                entry=entry.pk,
                words="调阅磋商资料，没有发现照办的情况，继续了解。",
                heard="",
                heard_on=None,
                by=jiwei,
                on=on,
            )
