"""An audit of the town's head for tests, brought to whatever stage a test asks for: in order unless it asks for a fault."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from accounts.models import User
from audits.choices import Kind as AuditKind
from audits.models import Audit, AuditFinding, Objection, Rectification, Step, TeamMember
from audits.services.stages.checking import check_stages
from audits.services.stages.findings import FindingContent, enter_finding
from audits.services.stages.objections import file_objection
from audits.services.stages.rectifications import (
    add_progress,
    check_rectification,
    plan_rectification,
    report_done,
)
from audits.services.stages.steps import Content, take_step
from organisation.models import Person, Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import BY_STEP, Actor
from rulebook.procedures.auditing import Step as Kind
from rulebook.roles import Role
from supervision.models import Finding
from tests import factories
from tests.decisions.world import World
from tests.today import DAY

# Days before today on which each step is taken.
AGO: dict[Kind, int] = {
    Kind.NOTICE: 140, Kind.REQUEST: 138, Kind.STATEMENT: 135, Kind.HEAD_PROMISE: 135, Kind.UNIT_PROMISE: 135,
    Kind.ENTRY: 133, Kind.DRAFT: 70, Kind.HEAD_OPINION: 66, Kind.UNIT_OPINION: 65, Kind.REPORT: 50, Kind.ISSUE_LIST: 46,
    Kind.RESULT: 40, Kind.SUMMARY: 12, Kind.PUBLICATION: 5,
}  # fmt: skip
WORDS = {
    Kind.REQUEST: "内部管理制度\n2024年度固定资产盘点表",
    Kind.REPORT: "总体评价：较好履行经济责任。",
    Kind.RESULT: "审计结果概述。",
}
VALUES: dict[str, Any] = {
    "category": "finance", "title": "超范围列支专项资金", "facts": "2025年在专项资金中列支办公用房维修费。", "amount": Decimal(86_000),
    "since": date(2025, 1, 1), "until": date(2025, 12, 31), "grade": "ordinary", "responsibility": "leading",
    "test": "leading-4", "justification": "对专项资金使用疏于监管，未及时发现。", "regulation": "《预算法》第五十七条",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Staged:
    """An audit with the users who take its steps; `third` is of the bureau but was never of the team."""

    world: World
    audit: Audit
    leader: User
    second: User
    third: User

    def user(self, kind: Kind) -> User:
        """Who takes a step."""
        users = {
            Actor.BUREAU: self.leader,
            Actor.HEAD: self.world.head_user,
            Actor.UNIT: self.world.secretary,
        }
        return users[BY_STEP[kind].by]

    def take(self, kind: Kind, days: int | None = None, *, happened: bool = False, **values: Any) -> Step:
        """Take one step, so many days ago."""
        on = ago(AGO[kind] if days is None else days)
        by = values.pop("by", self.user(kind))
        content = Content(
            **{"day": on, "text": WORDS.get(kind, "如实说明。"), "due": ago(130) if days is None else on}
            | values
        )
        return take_step(
            token=uuid4(), audit=self.audit.pk, kind=kind, content=content, happened=happened, by=by, on=on
        )

    def upto(self, last: Kind, *, without: tuple[Kind, ...] = ()) -> "Staged":
        """Take every step up to `last`."""
        for kind in AGO:
            if kind not in without:
                self.take(kind)
            if kind == last:
                break
        return self

    def found(self, **values: Any) -> AuditFinding:
        """A finding of the audit, entered before the draft."""
        content = FindingContent(VALUES | values, values.pop("matters", []), values.pop("funds", []))
        return enter_finding(token=uuid4(), audit=self.audit.pk, content=content, by=self.leader, on=ago(100))

    def reported(self, last: Kind = Kind.ISSUE_LIST, **values: Any) -> AuditFinding:
        """A finding whose audit was reported and its list handed over."""
        self.upto(Kind.ENTRY)
        found = self.found(**values)
        for kind in list(AGO)[list(AGO).index(Kind.DRAFT) :]:
            self.take(kind)
            if kind == last:
                break
        return found

    def objected(self, days: int = 30) -> Objection:
        """The head's objection."""
        return file_objection(
            token=uuid4(), audit=self.audit.pk, text="事实不清。", by=self.world.head_user, on=ago(days)
        )


def ago(days: int) -> date:
    """That many days before today."""
    return DAY - timedelta(days)


def staged(world: World, **values: Any) -> Staged:
    """A planned audit of the town's head, with its team."""
    body = Unit.objects.get(function=Function.AUDIT)
    users = []
    for at, name in enumerate(("岳临川", "沈既白", "罗知秋")):
        person = factories.make_person(name)
        factories.make_tenure(person, factories.make_post(body, f"审计员{at}", head=False))
        users.append(factories.make_user(f"auditor{at}", person=person, role=Role.OFFICER, body=body))
    filled = {
        "body": body, "person": world.head, "post": world.head.tenures.get().post, "kind": AuditKind.DURING, "year": 2026,
        "since": date(2023, 1, 1), "until": date(2026, 6, 30),
    }  # fmt: skip
    audit = Audit(**filled | values)
    audit.save()
    for user, role in zip(users, ("leader", "member"), strict=False):
        TeamMember.objects.create(audit=audit, person=user.person, role=role, declared_on=ago(145))
    return Staged(world, audit, *users)


def judged(on: date = DAY) -> set[tuple[str, str]]:
    """Judge every audit; the codes and names of those who answer, of what stands open."""
    check_stages(audits=list(Audit.objects.values_list("pk", flat=True)), on=on)
    rows = Finding.objects.exclude(state="closed").filter(code__startswith="audit-").select_related("person")
    return {(row.code, row.person.name if row.person else "") for row in rows}


def mending(world: World, finding: AuditFinding, owner: Person, user: User, days: int = 30) -> Rectification:
    """A rectification its owner said is done."""
    plan_rectification(
        finding=finding.pk, measures="归还原资金渠道。", owner=owner, by=world.head_user, on=ago(days)
    )
    add_progress(token=uuid4(), finding=finding.pk, text="已归还。", by=user, on=ago(days))
    return report_done(finding=finding.pk, recovered=Decimal(86_000), by=user, on=ago(days))


def checked(finding: AuditFinding, by: User, days: int = 20) -> Rectification:
    """Checked by somebody."""
    return check_rectification(finding=finding.pk, words="凭证相符。", by=by, on=ago(days))
