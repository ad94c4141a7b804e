"""What the pages of an audit under way point at: one reported with a finding and an objection, one just entered with another."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from django.core.files.base import ContentFile

from accounts.models import User
from audits.models import (
    Audit,
    AuditFinding,
    Delivery,
    Document,
    Evidence,
    Objection,
    PaperFile,
    RequestedItem,
    StepFile,
    TeamMember,
    WorkingPaper,
)
from audits.services.stages.findings import FindingContent, enter_finding
from audits.services.stages.objections import file_objection
from audits.services.stages.steps import Content, take_step
from rulebook.procedures.auditing import BY_STEP, Actor
from rulebook.procedures.auditing import Step as Kind
from tests.audits.planned import staff
from tests.audits.staged import AGO, VALUES, WORDS, ago
from tests.desk.world import DAY, World

SHIFT = {
    Kind.REPORT: 20,
    Kind.ISSUE_LIST: 18,
    Kind.RESULT: 15,
}  # days before today, so that an objection still runs


@dataclass(frozen=True, slots=True)
class Carried:
    """The rows the addresses point at."""

    reported: Audit
    entered: Audit
    finding: AuditFinding
    draft: AuditFinding
    paper: WorkingPaper
    objection: Objection

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        audit, finding = f"/audits/{self.reported.pk}/", f"/audit-findings/{self.finding.pk}/"
        paper, draft = f"/audit-papers/{self.paper.pk}/", f"/audit-findings/{self.draft.pk}/"
        delivery = Delivery.objects.get(audit=self.reported, body__function="discipline")
        return {
            "audit-step": f"{audit}steps/notice/",
            "audit-file": f"{audit}files/{StepFile.objects.get().pk}/",
            "audit-document": f"{audit}documents/{Document.objects.get(audit=self.reported, kind='notice').pk}/",
            "audit-hand-in": f"{audit}items/{RequestedItem.objects.filter(audit=self.reported)[0].pk}/",
            "audit-receive": f"{audit}receipts/{delivery.pk}/",
            "audit-papers": f"{audit}papers/",
            "audit-finding-new": f"/audits/{self.entered.pk}/findings/new/",
            "audit-objection-new": f"{audit}objection/",
            "audit-paper": paper,
            "audit-paper-review": f"{paper}review/",
            "audit-paper-file": f"{paper}files/{PaperFile.objects.get().pk}/",
            "audit-finding": finding,
            "audit-finding-edit": f"{draft}edit/",
            "audit-finding-drop": f"{draft}drop/",
            "audit-finding-reaudit": f"{finding}reaudit/",
            "audit-rectify": f"{finding}rectify/progress/",
            "rectification-file": f"{finding}evidence/{Evidence.objects.get().pk}/",
            "audit-objection-answer": f"/audit-objections/{self.objection.pk}/",
        }.get(name, "")


def make(world: World) -> Carried:
    """Bring two audits of the town's head to where the pages need them."""
    reported, leader = _begun(world, "leaving", Kind.RESULT)
    entered, _other = _begun(world, "before", Kind.ENTRY)
    finding = reported.findings.get()
    draft = enter_finding(
        token=uuid4(),
        audit=entered.pk,
        content=FindingContent(VALUES),
        by=world.users["audit-officer"],
        on=DAY,
    )
    paper = WorkingPaper.objects.create(
        audit=reported, number=1, title="专项资金抽查", text="抽查凭证12份。", on=DAY, author=leader
    )
    known = {"name": "凭证.txt", "size": 9, "sha256": "0" * 64, "added_by": leader}
    for row in (
        StepFile(step=reported.steps.get(kind=Kind.NOTICE), **known),
        PaperFile(paper=paper, **known),
        Evidence(rectification=finding.rectification, **known),
    ):
        row.file.save("paper.txt", ContentFile("凭证。".encode()))
    objection = file_objection(
        token=uuid4(), audit=reported.pk, text="事实不清。", by=world.users["head"], on=DAY
    )
    return Carried(reported, entered, finding, draft, paper, objection)


def _begun(world: World, kind: str, last: Kind) -> tuple[Audit, User]:
    head = world.people["head"]
    post = head.tenures.get(during__upper_inf=True, post__unit=world.units["town"]).post
    values = {"person": head, "post": post, "kind": kind, "year": DAY.year, "body": world.units["audit"]}
    audit = Audit(since=date(2024, 1, 1), until=date(2026, 6, 30), **values)
    audit.save()
    members = [staff(world), staff(world)]
    for (person, _user), role in zip(members, ("leader", "member"), strict=True):
        TeamMember.objects.create(audit=audit, person=person, role=role, declared_on=ago(145))
    leader = members[0][1]
    users = {Actor.BUREAU: leader, Actor.HEAD: world.users["head"], Actor.UNIT: world.users["secretary"]}
    for step, days in AGO.items():
        on = ago(SHIFT.get(step, days))
        content = Content(day=on, text=WORDS.get(step, "如实说明。"), due=ago(130))
        take_step(
            token=uuid4(), audit=audit.pk, kind=step, content=content, by=users[BY_STEP[step].by], on=on
        )
        if step == Kind.ENTRY and last != Kind.ENTRY:
            enter_finding(
                token=uuid4(), audit=audit.pk, content=FindingContent(VALUES), by=leader, on=ago(100)
            )
        if step == last:
            break
    audit.refresh_from_db()
    return audit, leader
