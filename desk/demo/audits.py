"""Audits of the demo county: proposals that wait, a year's plan with its audits, one change of it, teams with their declarations."""

from datetime import date, timedelta
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from accounts.models import User
from audits.choices import Kind, LineAction, TeamRole
from audits.models import Audit, PlanLine, Proposal, Revision
from audits.procedure.independence import ties_of
from audits.selectors.audits import people_offered
from audits.selectors.plans import audits_planned
from audits.services import plans
from audits.services.approving import approve_plan, note_discussion, propose_plan
from audits.services.proposals import Content, propose_audit, set_aside
from audits.services.sweeping import sweep_proposals
from audits.services.team import add_member, declare_independence
from desk.demo.audit_stages import STORIES, Story, approved_on
from desk.demo.people import Cast
from desk.demo.responsibility import year_of
from organisation.models import Tenure, Unit
from rulebook.procedures.audits import CONFERENCE, Trigger

CAPACITY = 4
WHO = ("廖慎独", "舒淡如", "桑梅坞", "财政局分管负责人", "人社局分管负责人")
SAID = "同意列入的项目。任满五年的优先安排；离任的一并核实交接事项。"
REASON = "组织部门来函，一项改由下一年度安排，空出的力量用于期限更近的项目。"
ASKED_FOR = "任现职已满一届，组织部门委托对其履行经济责任情况进行任中审计。"
COMMISSIONED = "拟在年度考核以前了解该单位近两年工程和采购管理情况，请安排审计。"


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each on the day it names."""
    year = year_of(today)
    for one in sorted({*(story.planned_in(today) for story in STORIES), year}):
        _plan(cast, one, [story for story in STORIES if story.planned_in(today) == one])
    _change(cast, year, today)
    _propose(cast, today)
    sweep_proposals(on=today)
    _staff(cast, year, today)


def _token(what: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"audits/{what}")


def _plan(cast: Cast, year: int, asked_for: list[Story]) -> None:
    """The plan of the year, in the first weeks of it: what the organisation department asked for comes first."""
    day = date(year, 1, 12)
    sweep_proposals(on=day)
    due = date(year, 12, 20)
    asked = [
        _commission(cast, one.unit, one.title, day=day, due=due, words=ASKED_FOR).pk for one in asked_for
    ]
    county = Unit.objects.get(name="县委").county
    bureau, drafted = cast.logins["shenji"], date(year, 1, 15)
    capacity = CAPACITY + len(asked)
    made = plans.draft_plan(
        token=_token(f"plan {year}"), county=county, year=year, capacity=capacity, by=bureau, on=drafted
    )
    if asked:
        others = made.lines.exclude(proposal__in=asked).order_by("rank").values_list("proposal", flat=True)
        chosen = [*others[:CAPACITY], *asked]
        content = plans.Content(capacity, chosen, note="组织部门委托的项目本年度优先安排，其余按次序。")
        plans.save_draft(revision=made.pk, content=content, by=bureau, on=drafted)
    _decide(cast, made, [date(year, 1, 26), date(year, 2, 9), approved_on(year)], 1)


def _commission(cast: Cast, unit: str, title: str, *, day: date, due: date, words: str) -> Proposal:
    """The organisation department asks for an audit of whoever heads the unit that day."""
    held = Tenure.objects.filter(post__unit__name=unit, post__is_head=True, during__contains=day)
    held = held.filter(post__title__endswith=title)
    content = Content(held.order_by("pk")[0].person, Trigger.COMMISSIONED, Kind.DURING, due, words)
    return propose_audit(token=_token(f"asked {unit}"), content=content, by=cast.logins["zuzhibu"], on=day)


def _decide(cast: Cast, revision: Revision, days: list[date], number: int) -> None:
    """Take a revision through its three steps."""
    proposed, discussed, approved = days
    propose_plan(revision=revision.pk, by=cast.logins["zuzhibu"], on=proposed)
    who = dict(zip(CONFERENCE, WHO, strict=True))
    note_discussion(
        revision=revision.pk, day=discussed, said=SAID, who=who, others={"县委编办": "胡怀瑾"},
        by=cast.logins["shenji"], on=discussed,
    )  # fmt: skip
    document = f"镇审委发〔{approved.year}〕{number}号"
    approve_plan(
        revision=revision.pk, day=approved, document=document, by=cast.logins["xianweiban"], on=approved
    )


def _change(cast: Cast, year: int, today: date) -> None:
    """One audit goes out, one comes in, some days ago."""
    day = max(today - timedelta(days=21), date(year, 2, 24))
    sweep_proposals(on=day)
    untold = ~Q(unit__name__in=[story.unit for story in STORIES])
    last = (
        audits_planned(Unit.objects.get(name="县委").county_id, year).filter(untold).order_by("-pk").first()
    )
    if last is None:
        return
    plan = PlanLine.objects.get(audit=last, action=LineAction.ADD).revision.plan
    bureau = cast.logins["shenji"]
    made = plans.draft_change(token=_token("change"), plan=plan.pk, reason=REASON, by=bureau, on=day)
    waiting = Proposal.objects.filter(county=plan.county, state="open", trigger=Trigger.FIVE_YEARS)
    chosen = list(waiting.order_by("due", "pk").values_list("pk", flat=True)[:1])
    content = plans.Content(made.capacity, chosen, [last.pk], "按来函指定的项目调整，其余建议仍按次序安排。")
    plans.save_draft(revision=made.pk, content=content, by=bureau, on=day)
    _decide(cast, made, [day, day, day], 2)


def _propose(cast: Cast, today: date) -> None:
    """What the organisation department asks for by hand; one leaving is set aside."""
    day, by = today - timedelta(days=9), cast.logins["zuzhibu"]
    _commission(cast, "县卫生健康局", "局长", day=day, due=today + timedelta(days=150), words=COMMISSIONED)
    leaving = Proposal.objects.filter(trigger=Trigger.LEAVING, state="open").order_by("due", "pk").first()
    if leaving is not None:
        reason = "离任前一年内已有上级专项审计，结论可以利用，暂不重复安排。"
        set_aside(proposal=leaving.pk, reason=reason, by=by, on=day)


def _staff(cast: Cast, year: int, today: date) -> None:
    """Two audits have a team; in the second the member has not signed yet."""
    bureau: User = cast.logins["shenji"]
    told = [story.unit for story in STORIES]
    rows = (
        Audit.objects.filter(year=year, state="planned", body__name="县审计局")
        .exclude(unit__name__in=told)
        .order_by("pk")
    )
    for at, audit in enumerate(rows[:2]):
        fit = [
            person
            for person in people_offered(audit, today)
            if not ties_of([(audit.person_id, person.pk)], today) and person.pk != audit.person_id
        ]
        mine = bureau.person
        members = [one for one in fit if one != mine][:1] + [one for one in fit if one == mine]
        for role, person in zip((TeamRole.LEADER, TeamRole.CHIEF), members, strict=False):
            made = add_member(audit=audit.pk, person=person, role=role, by=bureau, on=today)
            if at == 0 and person == mine:
                declare_independence(member=made.pk, by=bureau, on=today)
