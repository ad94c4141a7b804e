"""C18, C19: what calls for an audit, the yearly plan and its steps, and who may not be in a team."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from audits.models import Audit, PlanLine, Proposal, Revision
from audits.procedure.independence import missing
from audits.services.approving import approve_plan, note_discussion, propose_plan
from audits.services.checking import check_members
from audits.services.plans import Content, draft_change, draft_plan, save_draft
from audits.services.proposals import Content as Typed
from audits.services.proposals import propose_audit, set_aside
from audits.services.states import NotPossible
from audits.services.sweeping import sweep_proposals
from audits.services.team import add_member, declare_independence, leave_team
from rulebook.establishment import Function
from supervision.models import Finding
from tests import factories
from tests.audits.planned import WHO, approved, audit_of, discussed, drafted, proposed, staff
from tests.desk.test_findings_pages import raise_finding
from tests.desk.world import DAY, World, build

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> World:
    return build()


def persons(revision: Revision) -> list[str]:
    return [line.person.name for line in revision.lines.order_by("rank")]


def test_everybody_complete_or_near_five_years_is_proposed_with_the_reason_and_the_day(county):
    sweep_proposals(on=DAY)
    first = Proposal.objects.order_by("due").first()
    assert first.person == county.people["other"]
    assert (first.get_trigger_display(), first.since) == ("同一岗位连续任职满五年", date(2026, 6, 1))


def test_c19_cannot_be_set_aside_other_proposals_can_with_a_reason(county):
    sweep_proposals(on=DAY)
    by = county.users["organisation-officer"]
    five = Proposal.objects.get(person=county.people["head"])
    with pytest.raises(ValidationError, match="C19"):
        set_aside(proposal=five.pk, reason="忙", by=by, on=DAY)
    typed = Typed(county.people["head"], "commissioned", "during", date(2027, 3, 1), "请审计。")
    row = propose_audit(token=uuid4(), content=typed, by=by, on=DAY)
    with pytest.raises(ValidationError, match="理由"):
        set_aside(proposal=row.pk, reason=" ", by=by, on=DAY)
    aside = set_aside(proposal=row.pk, reason="年度力量不足", by=by, on=DAY)
    assert (aside.state, aside.aside_by, aside.aside_on) == ("aside", by, DAY)
    assert not any(sweep_proposals(on=DAY).values())


def test_many_problems_are_proposed_only_with_as_many_open_findings_as_the_rule_says(county):
    typed = Typed(county.people["head"], "problems", "during", date(2027, 3, 1), "问题较多。")
    by = county.users["audit-officer"]
    raise_finding(county)
    with pytest.raises(ValidationError, match="L40"):
        propose_audit(token=uuid4(), content=typed, by=by, on=DAY)
    assert not Proposal.objects.filter(trigger="problems").exists()


def test_the_audit_bureau_does_not_propose_for_the_organisation_department(county):
    typed = Typed(county.people["head"], "commissioned", "during", date(2027, 3, 1), "请审计。")
    with pytest.raises(NotPossible):
        propose_audit(token=uuid4(), content=typed, by=county.users["audit-officer"], on=DAY)


def test_the_draft_takes_as_many_as_can_be_audited_soonest_due_first_and_says_why(county):
    revision = drafted(county, capacity=2)
    assert persons(revision)[0] == "柏知远"
    assert len(persons(revision)) == 2
    words = revision.lines.order_by("rank").first().words
    assert "同一岗位连续任职满五年（C19，必须审计）" in words
    assert "2026年6月1日 起" in words or "2026年6月1日起" in words
    assert "没有审计记录" in words


def test_the_same_token_drafts_once_and_a_year_has_one_plan(county):
    sweep_proposals(on=DAY)
    token, by = uuid4(), county.users["audit-officer"]
    first = draft_plan(token=token, county=county.county, year=2026, capacity=2, by=by, on=DAY)
    assert draft_plan(token=token, county=county.county, year=2026, capacity=2, by=by, on=DAY) == first
    with pytest.raises(ValidationError, match="已有计划"):
        draft_plan(token=uuid4(), county=county.county, year=2026, capacity=2, by=by, on=DAY)


def test_another_choice_than_the_order_needs_a_reason_and_never_more_than_can_be_audited(county):
    revision = drafted(county, capacity=1)
    later = Proposal.objects.exclude(person=county.people["other"]).first()
    by = county.users["audit-officer"]
    with pytest.raises(ValidationError, match="次序不一致"):
        save_draft(revision=revision.pk, content=Content(1, [later.pk]), by=by, on=DAY)
    both = list(Proposal.objects.order_by("due").values_list("pk", flat=True)[:2])
    with pytest.raises(ValidationError, match="超过"):
        save_draft(revision=revision.pk, content=Content(1, both), by=by, on=DAY)
    save_draft(revision=revision.pk, content=Content(1, [later.pk], (), "审计署交办。"), by=by, on=DAY)
    assert persons(revision) == [later.person.name]


@pytest.mark.parametrize("who", ["audit-officer", "discipline-officer", "committee-officer", "head"])
def test_only_the_organisation_department_proposes_the_plan(county, who):
    revision = drafted(county)
    with pytest.raises(NotPossible):
        propose_plan(revision=revision.pk, by=county.users[who], on=DAY)


def test_no_step_is_taken_before_the_one_before_it(county):
    revision = drafted(county)
    audit, committee = county.users["audit-officer"], county.users["committee-officer"]
    with pytest.raises(NotPossible):
        discussed(county, revision)
    with pytest.raises(NotPossible):
        approve_plan(revision=revision.pk, day=DAY, document="1号", by=committee, on=DAY)
    proposed(county, revision)
    with pytest.raises(NotPossible):
        approve_plan(revision=revision.pk, day=DAY, document="1号", by=committee, on=DAY)
    discussed(county, revision)
    with pytest.raises(NotPossible):
        approve_plan(revision=revision.pk, day=DAY, document="1号", by=audit, on=DAY)
    assert not Audit.objects.exists()


@pytest.mark.parametrize("absent", list(WHO))
def test_without_a_body_of_the_joint_conference_it_was_none(county, absent: Function):
    revision = drafted(county)
    proposed(county, revision)
    who = {body: name for body, name in WHO.items() if body != absent}
    with pytest.raises(ValidationError) as refused:
        note_discussion(
            revision=revision.pk,
            day=DAY,
            said="同意。",
            who=who,
            others={},
            by=county.users["audit-officer"],
            on=DAY,
        )
    assert list(refused.value.message_dict) == [f"who_{absent}"]
    revision.refresh_from_db()
    assert revision.state == "proposed"


def test_audits_come_to_be_with_the_approval_and_cover_chiefly_the_last_three_years(county):
    revision = drafted(county, capacity=5)
    approved(county, revision)
    audit = audit_of(county, "other")
    assert (audit.state, audit.kind, audit.year, audit.body) == (
        "planned",
        "during",
        2026,
        county.units["audit"],
    )
    assert (audit.since, audit.until) == (date(2023, 1, 1), date(2025, 12, 31))
    assert set(Proposal.objects.values_list("state", flat=True)) == {"planned"}
    assert PlanLine.objects.get(audit=audit).proposal.person == county.people["other"]


def test_the_bureau_stands_back_from_its_own_head_whose_audit_goes_to_the_body_above(county):
    approved(county, drafted(county, capacity=5))
    assert audit_of(county, "auditor").body == county.units["government"]


def test_what_was_approved_is_sealed_by_the_database(county):
    revision = drafted(county, capacity=1)
    approved(county, revision)
    line, attendance = revision.lines.get(), revision.attendances.first()
    for change in (
        lambda: Revision.objects.filter(pk=revision.pk).update(document="另一号"),
        lambda: PlanLine.objects.filter(pk=line.pk).update(words="另一理由"),
        lambda: PlanLine.objects.filter(pk=line.pk).delete(),
        lambda: type(attendance).objects.filter(pk=attendance.pk).update(who="别人"),
        lambda: revision.lines.create(proposal=line.proposal, person=line.person, rank=9, words="加一项"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_plan_is_changed_only_with_a_reason_by_the_same_steps(county):
    revision = drafted(county, capacity=1)
    approved(county, revision)
    by, audit = county.users["audit-officer"], Audit.objects.get()
    with pytest.raises(ValidationError, match="理由"):
        draft_change(token=uuid4(), plan=revision.plan_id, reason="", by=by, on=DAY)
    change = draft_change(token=uuid4(), plan=revision.plan_id, reason="上级交办", by=by, on=DAY)
    with pytest.raises(NotPossible):
        draft_change(token=uuid4(), plan=revision.plan_id, reason="又一项", by=by, on=DAY)
    other = Proposal.objects.filter(state="open").order_by("due", "pk").first()
    save_draft(
        revision=change.pk, content=Content(1, [other.pk], [audit.pk], "上级交办的先做。"), by=by, on=DAY
    )
    audit.refresh_from_db()
    assert audit.state == "planned"  # nothing moves before the approval
    approved(county, change)
    audit.refresh_from_db()
    assert (audit.state, audit.history.first().history_change_reason) == ("terminated", "上级交办")
    assert Proposal.objects.get(person=audit.person).state == "open"  # C19 goes on demanding it
    assert Audit.objects.exclude(state="terminated").get().person == other.person
    assert not any(sweep_proposals(on=DAY).values())


def test_an_audit_that_was_reported_is_not_taken_out(county):
    approved(county, drafted(county, capacity=1))
    audit = Audit.objects.get()
    by = county.users["audit-officer"]
    change = draft_change(
        token=uuid4(), plan=audit.plan_lines.get().revision.plan_id, reason="调整", by=by, on=DAY
    )
    save_draft(revision=change.pk, content=Content(1, [], [audit.pk]), by=by, on=DAY)
    audit.state = "reported"
    audit.save()
    proposed(county, change)
    discussed(county, change)
    with pytest.raises(ValidationError, match="不能调出"):
        approve_plan(
            revision=change.pk, day=DAY, document="2号", by=county.users["committee-officer"], on=DAY
        )


def test_what_lost_its_cause_before_the_approval_does_not_come_into_the_plan(county):
    revision = drafted(county, capacity=1)
    proposed(county, revision)
    discussed(county, revision)
    factories.make_done("in-term-audit", county.people["other"], DAY, until=date(2026, 6, 30))
    from supervision.services import sweep

    sweep(on=DAY)
    sweep_proposals(on=DAY)
    with pytest.raises(ValidationError, match="柏知远"):
        approve_plan(
            revision=revision.pk, day=DAY, document="1号", by=county.users["committee-officer"], on=DAY
        )
    assert not Audit.objects.exists()


# The team


@pytest.fixture
def audit(county) -> Audit:
    approved(county, drafted(county, capacity=5))
    return audit_of(county, "other")


def joined(county, audit, person, role="member"):
    return add_member(audit=audit.pk, person=person, role=role, by=county.users["audit-officer"], on=DAY)


def test_a_relative_of_the_head_is_refused_and_told_why(county, audit):
    person, _user = staff(county)
    factories.make_relatives(person, audit.person)
    with pytest.raises(ValidationError, match="亲属关系（配偶）"):
        joined(county, audit, person)
    assert not audit.team.exists()


def test_who_was_once_under_the_head_is_refused_also_from_a_unit_below(county, audit):
    for unit, words in (
        (county.units["bureau"], "任该单位"),
        (county.units["hospital"], "主管部门县卫生健康局"),
    ):
        person, _user = staff(county)
        factories.make_tenure(
            person,
            factories.make_post(unit, f"干事{person.pk}", head=False),
            date(2022, 1, 1),
            date(2023, 1, 1),
        )
        with pytest.raises(ValidationError, match=words):
            joined(county, audit, person)


def test_who_served_there_before_the_head_came_or_after_is_accepted(county, audit):
    person, _user = staff(county)
    post = factories.make_post(county.units["bureau"], "干事", head=False)
    factories.make_tenure(person, post, date(2019, 1, 1), date(2021, 6, 1))
    assert joined(county, audit, person).pk


def test_two_with_a_leader_and_both_declarations_are_needed_before_the_notice(county, audit):
    assert missing(audit, DAY) == ("审计组不足 2 人",)
    (first, user), (second, other) = staff(county), staff(county)
    one = joined(county, audit, first)
    assert "审计组没有组长" in missing(audit, DAY)
    two = joined(county, audit, second, "leader")
    assert missing(audit, DAY) == (f"{first.name}尚未签署独立性声明", f"{second.name}尚未签署独立性声明")
    with pytest.raises(NotPossible):
        declare_independence(member=one.pk, by=other, on=DAY)
    declare_independence(member=one.pk, by=user, on=DAY)
    declare_independence(member=two.pk, by=other, on=DAY)
    assert missing(audit, DAY) == ()


def test_a_member_who_becomes_related_is_found_the_bureaus_head_answers_the_member_does_not_see_it(
    county, audit
):
    person, _user = staff(county)
    member = joined(county, audit, person)
    assert check_members(members=[member.pk], on=DAY) == 0
    factories.make_relatives(person, audit.person)
    assert check_members(members=[member.pk], on=DAY) == 1
    assert check_members(members=[member.pk], on=DAY) == 0
    finding = Finding.objects.get(code="audit-team-not-independent")
    assert (finding.clause, finding.person, finding.concerns) == ("C18", county.people["auditor"], person)
    assert person.name in finding.message
    assert "亲属关系" in finding.message
    assert f"{person.name}与被审计人" in " ".join(missing(audit, DAY))
    leave_team(member=member.pk, by=county.users["audit-officer"], on=DAY)
    check_members(members=[member.pk], on=DAY)
    finding.refresh_from_db()
    assert finding.closure == "fixed"
