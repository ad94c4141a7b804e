"""What the county's congress inspects in the town by deputies: one inspection in each state, with a deputy who logs in drawn for those that are
called. The congress and the log-ins are made here; the world has none.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from inspections.models import (
    Answer,
    Candidate,
    Deputy,
    Draw,
    Inspection,
    Line,
    Member,
    Plan,
    Reply,
    Revision,
    Statement,
    Suggestion,
)
from inspections.procedure.drawing import hash_of, seed_of, sha256
from inspections.services import plans
from inspections.services.drawing import entry_of
from organisation.models import Tenure
from rulebook.establishment import Category
from rulebook.procedures.inspections import KINDS, State
from rulebook.roles import Role
from tests import factories
from tests.desk.world import DAY, World

BEFORE = DAY - timedelta(days=10)
SECRET = "s" * 64


@dataclass(frozen=True, slots=True)
class Inspecting:
    """The inspections by their state, the plan with its draft of a change and its submitted one, and a deputy."""

    rows: dict[str, Inspection]
    members: dict[str, Member]
    plan: Plan
    draft: Revision
    submitted: Revision
    line: Line
    deputy: Deputy

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        at = {state: f"/inspections/{row.pk}/" for state, row in self.rows.items()}
        tasks = {state: f"/inspections/tasks/{member.pk}/" for state, member in self.members.items()}
        draft = f"/inspections/plans/revisions/{self.draft.pk}/"
        return {
            "inspection": at["sent"],
            "inspection-list-publish": f"{at['planned']}list/",
            "inspection-draw": f"{at['listed']}draw/",
            "inspection-draw-file": f"{at['drawn']}draw/file/",
            "inspection-replace": f"{at['called']}members/{self.members['called'].pk}/replace/",
            "inspection-call": f"{at['drawn']}call/",
            "inspection-visit": f"{at['called']}visit/",
            "inspection-gather": f"{at['visited']}gather/",
            "inspection-step": f"{at['visited']}steps/send/",
            "inspection-reply": f"{at['sent']}reply/",
            "inspection-progress": f"{at['followed']}suggestions/1/progress/",
            "inspection-plan": f"/inspections/plans/{self.plan.pk}/",
            "inspection-plan-change": f"/inspections/plans/{self.plan.pk}/change/",
            "inspection-revision-edit": f"{draft}edit/",
            "inspection-revision-drop": f"{draft}drop/{self.rows['planned'].pk}/",
            "inspection-revision-line": f"{draft}lines/{self.line.pk}/remove/",
            "inspection-revision-step": f"/inspections/plans/revisions/{self.submitted.pk}/steps/approve/",
            "inspection-deputy": f"/inspections/deputies/{self.deputy.pk}/",
            "inspection-task": tasks["called"],
            "inspection-task-draft": f"{tasks['called']}draft/",
            "inspection-task-judge": f"{tasks['replied']}judge/",
        }.get(name, "")


def make(world: World) -> Inspecting:
    """Make all of it: the plans through the services, the later states as rows."""
    world.units["congress"] = factories.make_unit("县人大常委会", Category.CONGRESS)
    officer = factories.make_user("congress-officer", role=Role.OFFICER, body=world.units["congress"])
    world.users["congress-officer"] = officer
    world.users["deputy"] = factories.make_user("deputy")
    pool = _pool(world)
    plan, rows = _approved(world), {}
    revision = _changed(world, plan)
    submitted = _other(world)
    for at, state in enumerate(
        ("listed", "drawn", "called", "visited", "sent", "replied", "followed"), start=10
    ):
        rows[state] = _brought(world, plan, pool, State(state), at)
    rows["planned"] = Inspection.objects.get(plan=plan, state=State.PLANNED)
    mine = Member.objects.filter(deputy=pool[0])
    members = {one.inspection.state: one for one in mine.select_related("inspection")}
    line = revision.lines.get(action="add")
    return Inspecting(rows, members, plan, revision, submitted, line, pool[0])


def _pool(world: World) -> list[Deputy]:
    """Two of each kind; the first, of the congress, has a log-in."""
    found = []
    for kind in ("congress", "party", "consultative"):
        for at in range(1, 3):
            found.append(
                Deputy.objects.create(
                    county=world.county, kind=kind, name=f"{KINDS[kind].name}{at}号", number=f"{kind[:3]}{at}",  # type: ignore[index]
                    during=DateRange(date(2024, 1, 1), None), token=uuid4(),
                )
            )  # fmt: skip
    found[0].user = world.users["deputy"]
    found[0].save()
    return found


def _tenure(world: World, name: str) -> int:
    units = {"head": "town", "other": "bureau", "far": "far"}
    held = Tenure.objects.filter(
        post__is_head=True, during__contains=DAY, post__unit=world.units[units[name]]
    )
    return held.get(person=world.people[name]).pk


def _approved(world: World) -> Plan:
    by = world.users["congress-officer"]
    made = plans.draft_plan(token=uuid4(), body=world.units["congress"], year=DAY.year, by=by, on=BEFORE)
    plans.add_line(revision=made.pk, tenure=_tenure(world, "head"), focus=["B3"], month=11, by=by, on=BEFORE)
    plans.submit_plan(revision=made.pk, by=by, on=BEFORE)
    plans.approve_plan(revision=made.pk, by=world.users["committee-officer"], on=BEFORE)
    return Plan.objects.get()


def _changed(world: World, plan: Plan) -> Revision:
    by = world.users["congress-officer"]
    made = plans.draft_change(token=uuid4(), plan=plan.pk, reason="力量有余。", by=by, on=DAY)
    plans.add_line(revision=made.pk, tenure=_tenure(world, "other"), focus=["B4"], month=12, by=by, on=DAY)
    return made


def _other(world: World) -> Revision:
    """Next year's plan, which waits for approval."""
    by = world.users["congress-officer"]
    made = plans.draft_plan(token=uuid4(), body=world.units["congress"], year=DAY.year + 1, by=by, on=DAY)
    plans.add_line(revision=made.pk, tenure=_tenure(world, "far"), focus=["B1"], month=3, by=by, on=DAY)
    return plans.submit_plan(revision=made.pk, by=by, on=DAY)


def _brought(world: World, plan: Plan, pool: list[Deputy], state: State, at: int) -> Inspection:
    """An inspection of the town in `state`, as rows."""
    town, head = world.units["town"], world.people["head"]
    post = Tenure.objects.get(pk=_tenure(world, "head")).post
    row = Inspection.objects.create(
        plan=plan, body=plan.body, number=f"镇人视〔{DAY.year}〕{at}号", year=DAY.year, person=head, unit=town, post=post, focus=["B3"],
        month=11,
    )  # fmt: skip
    _draw(row, pool, drawn=state != State.LISTED)
    values: dict[str, object] = {"state": state}
    if state != State.LISTED:
        for place, deputy in enumerate(pool):
            Member.objects.create(
                inspection=row, deputy=deputy, kind=deputy.kind, place=place % 2 + 1, since=BEFORE,
                present=None if state in {State.DRAWN, State.CALLED} else True,
            )  # fmt: skip
    if state not in {State.LISTED, State.DRAWN}:
        values |= {"called_on": BEFORE, "held_on": DAY, "companion": "乔怀谷"}
    if state in {State.VISITED, State.SENT, State.REPLIED, State.FOLLOWED}:
        values |= {"visited_on": DAY, "summary": "视察了市场。"}
        Statement.objects.create(
            member=row.members.exclude(deputy=pool[0]).first(), on=DAY, findings="没有公示。"
        )
        suggestion = Suggestion.objects.create(inspection=row, number=1, text="公开摊位出租。")
    if state in {State.SENT, State.REPLIED, State.FOLLOWED}:
        values |= {"sent_on": DAY, "reply_due": DAY + timedelta(60)}
    if state in {State.REPLIED, State.FOLLOWED}:
        values |= {"replied_on": DAY, "judge_due": DAY + timedelta(15)}
        reply = Reply.objects.create(
            inspection=row, round=1, due=DAY + timedelta(60), on=DAY, by=world.users["head"]
        )
        Answer.objects.create(reply=reply, suggestion=suggestion, adoption="yes", words="本月公开。")
    Inspection.objects.filter(pk=row.pk).update(**values)
    row.refresh_from_db()
    return row


def _draw(row: Inspection, pool: list[Deputy], *, drawn: bool) -> None:
    rows = [
        Candidate(inspection=row, deputy=one, kind=one.kind, number=one.number, name=one.name) for one in pool
    ]
    list_hash, on = hash_of(entry_of(one) for one in rows), BEFORE + timedelta(1)
    seed = seed_of(secret=SECRET, inspection=row.number, draw_on=on, list_hash=list_hash, spoken="7")
    done = {"spoken": "7", "witness": "晏听澜", "seed": seed, "drawn_on": on} if drawn else {}
    Candidate.objects.bulk_create(rows)
    Draw.objects.create(
        inspection=row, promise=sha256(SECRET), secret=SECRET, promised_on=BEFORE, listed_on=BEFORE, draw_on=on, list_hash=list_hash,
        quotas={kind.value: 2 for kind in KINDS}, **done,
    )  # fmt: skip
