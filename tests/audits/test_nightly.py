"""What is done every night: proposals brought to their triggers, teams judged again; and where that leads."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audits.models import Proposal
from audits.services.team import add_member, declare_independence
from audits.tasks import check_teams_today, sweep_proposals_today
from core.models import Event, JobRun
from supervision.models import Finding
from supervision.presenters.sources import address_of
from tests import factories
from tests.audits.inspected import inspected
from tests.audits.planned import approved, audit_of, drafted, staff
from tests.desk.world import DAY


def test_the_nightly_runs_are_noted_and_may_run_twice(world):
    for _time in range(2):
        sweep_proposals_today(DAY.isoformat())
        check_teams_today(DAY.isoformat())
    assert Proposal.objects.count() == 5
    assert {run.job for run in JobRun.objects.all()} >= {"audit-proposals", "check-of-audit-teams"}


def test_a_member_found_related_at_night_is_shown_to_the_discipline_body_and_cannot_declare(world):
    approved(world, drafted(world, capacity=5))
    audit = audit_of(world, "head")
    person, user = staff(world)
    by = world.users["audit-officer"]
    member = add_member(audit=audit.pk, person=person, role="member", by=by, on=DAY)
    factories.make_relatives(audit.person, person)
    check_teams_today(DAY.isoformat())
    finding = Finding.objects.get(code="audit-team-not-independent")
    found = address_of(world.users["discipline-officer"], finding, DAY)
    assert found.facts == f"/audits/{audit.pk}/#team"
    assert address_of(user, finding, DAY).matter == ""
    with pytest.raises(ValidationError, match="不能声明独立"):
        declare_independence(member=member.pk, by=user, on=DAY)


def test_an_inspection_that_ends_lets_its_proposal_fall_away(world):
    case = inspected(world, world.people["member"], factories.make_post(world.units["far"], "镇长"))
    sweep_proposals_today(DAY.isoformat())
    case.state, case.dropped_reason = "dropped", "本人放弃"
    case.save()
    sweep_proposals_today(DAY.isoformat())
    row = Proposal.objects.get(trigger="before")
    assert (row.state, row.gone) == ("fallen", "dropped")


def test_who_is_not_proposed_for_a_headed_post_or_not_inspected_yet_is_not_proposed(world):
    inspected(world, world.people["member"], factories.make_post(world.units["far"], "副镇长", head=False))
    later = inspected(
        world, world.people["far"], factories.make_post(world.units["town"], "镇长"), date(2026, 12, 1)
    )
    sweep_proposals_today(DAY.isoformat())
    assert later.state == "open"
    assert not Proposal.objects.filter(trigger="before").exists()


def test_who_saw_that_somebody_is_considered_for_a_post_is_noted(world, as_user):
    inspected(world, world.people["member"], factories.make_post(world.units["far"], "镇长"))
    sweep_proposals_today(DAY.isoformat())
    as_user(world.users["audit-officer"]).get("/audits/proposals/")
    assert not Event.objects.filter(action="audit.proposal.viewed").exists()
    as_user(world.users["organisation-officer"]).get("/audits/proposals/")
    row = Proposal.objects.get(trigger="before")
    assert Event.objects.get(action="audit.proposal.viewed").facts == {"proposals": [row.pk]}
