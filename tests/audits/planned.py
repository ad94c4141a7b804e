"""A county that planned a year of audits, through the product's own services."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from accounts.models import User
from audits.models import Audit, Plan, Proposal, Revision
from audits.services.approving import approve_plan, note_discussion, propose_plan
from audits.services.plans import draft_plan
from audits.services.sweeping import sweep_proposals
from organisation.models import Person
from rulebook.procedures.audits import CONFERENCE
from tests import factories
from tests.desk.world import DAY, World

WHO = dict.fromkeys(CONFERENCE, "某某")


def drafted(world: World, year: int = DAY.year, capacity: int = 3, on: date = DAY) -> Revision:
    """The plan of `year`, drafted by the audit bureau from the proposals of the day."""
    sweep_proposals(on=on)
    by = world.users["audit-officer"]
    return draft_plan(token=uuid4(), county=world.county, year=year, capacity=capacity, by=by, on=on)


def proposed(world: World, revision: Revision, on: date = DAY) -> Revision:
    return propose_plan(revision=revision.pk, by=world.users["organisation-officer"], on=on)


def discussed(world: World, revision: Revision, on: date = DAY) -> Revision:
    return note_discussion(
        revision=revision.pk,
        day=on,
        said="同意。",
        who=WHO,
        others={},
        by=world.users["audit-officer"],
        on=on,
    )


def approved(world: World, revision: Revision, on: date = DAY) -> Revision:
    """The revision taken through every step."""
    proposed(world, revision, on)
    discussed(world, revision, on)
    by = world.users["committee-officer"]
    return approve_plan(revision=revision.pk, day=on, document="镇审委发〔2026〕1号", by=by, on=on)


def audit_of(world: World, who: str) -> Audit:
    """The audit of somebody in an approved plan."""
    return Audit.objects.get(person=world.people[who])


def staff(world: World, name: str | None = None) -> tuple[Person, User]:
    """Somebody who works in the audit bureau, with a log-in."""
    person = factories.make_person(name)
    post = factories.make_post(world.units["audit"], f"审计员{person.pk}", head=False)
    factories.make_tenure(person, post, date(2024, 1, 1))
    return person, factories.make_user(f"staff{person.pk}", person=person)


@dataclass(frozen=True, slots=True)
class Planned:
    """What the pages of audits point at: plans in every state, an audit with a member, proposals."""

    audit: Audit
    member: int
    approved: Plan
    draft: Revision
    proposed: Revision
    discussed: Revision
    proposal: Proposal

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        audit, revisions = f"/audits/{self.audit.pk}/", "/audits/revisions/"
        return {
            "audit": audit,
            "audit-team-add": f"{audit}team/",
            "audit-team-declare": f"{audit}team/{self.member}/declare/",
            "audit-team-leave": f"{audit}team/{self.member}/leave/",
            "proposal-aside": f"/audits/proposals/{self.proposal.pk}/aside/",
            "proposal-take-up": f"/audits/proposals/{self.proposal.pk}/take-up/",
            "audit-plan": f"/audits/plans/{self.approved.pk}/",
            "audit-plan-document": f"/audits/plans/{self.approved.pk}/document/",
            "audit-plan-change": f"/audits/plans/{self.approved.pk}/change/",
            "audit-revision-edit": f"{revisions}{self.draft.pk}/edit/",
            "audit-revision-give-up": f"{revisions}{self.draft.pk}/give-up/",
            "audit-revision-return": f"{revisions}{self.proposed.pk}/return/",
            "audit-revision-propose": f"{revisions}{self.draft.pk}/propose/",
            "audit-revision-discuss": f"{revisions}{self.proposed.pk}/discuss/",
            "audit-revision-approve": f"{revisions}{self.discussed.pk}/approve/",
        }.get(name, "")


def make(world: World) -> Planned:
    """An approved plan with the town head's audit and one member who has not signed; later years in the other states."""
    first = drafted(world, capacity=5)
    approved(world, first)
    audit = audit_of(world, "head")
    member = audit.team.create(person=staff(world)[0], role="member")
    plans = [
        Plan.objects.create(county=world.county, body=world.units["audit"], year=DAY.year + ahead)
        for ahead in (1, 2, 3)
    ]
    proposal = Proposal.objects.create(
        person=world.people["head"], post=world.people["head"].tenures.get(during__upper_inf=True).post, trigger="commissioned",
        kind="during", since=DAY, due=date(2027, 6, 1), words="委托。", raised_on=DAY,
    )  # fmt: skip
    rows = [Revision.objects.create(plan=plan, number=1, capacity=3, drafted_on=DAY) for plan in plans]
    for row in rows:
        row.lines.create(proposal=proposal, person=proposal.person, rank=1, words="委托。")
    proposed(world, rows[1])
    proposed(world, rows[2])
    discussed(world, rows[2])
    return Planned(audit, member.pk, first.plan, *rows, proposal)
