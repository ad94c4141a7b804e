"""What calls for an audit stands on the list of proposals, once, and falls away with its cause."""

from datetime import date

import pytest

from audits.models import Audit, Proposal
from audits.services.sweeping import sweep_proposals
from supervision.services import sweep
from tests.factories import make_done, make_head, make_person, make_post, make_tenure, start_calendar

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)


def swept(on: date = TODAY) -> list[Proposal]:
    sweep(on=on)
    sweep_proposals(on=on)
    return list(Proposal.objects.order_by("pk"))


def test_five_years_on_a_post_propose_an_audit_due_when_the_calendar_says():
    start_calendar(date(2026, 1, 1))
    person = make_head(date(2021, 3, 1))
    [proposal] = swept()
    assert (proposal.person, proposal.trigger, proposal.kind) == (person, "five-years", "during")
    assert proposal.since == date(2026, 3, 1)
    assert proposal.due == proposal.duty.due
    assert proposal.history.count() == 1


def test_sweeping_again_doubles_nothing_and_writes_nothing():
    start_calendar(date(2026, 1, 1))
    make_head(date(2021, 3, 1))
    swept()
    assert not any(sweep_proposals(on=TODAY).values())
    assert Proposal.objects.count() == Proposal.history.count() == 1


def test_an_audit_lets_the_proposal_fall_away():
    start_calendar(date(2026, 1, 1))
    person = make_head(date(2021, 3, 1))
    swept()
    make_done("in-term-audit", person, date(2026, 6, 5), until=date(2026, 3, 31))
    [proposal] = swept(date(2026, 6, 6))
    assert (proposal.state, proposal.gone, proposal.gone_on) == ("fallen", "audited", date(2026, 6, 6))


def test_who_leaves_is_proposed_for_the_leaving_audit_and_no_more_for_the_five_years():
    start_calendar(date(2026, 1, 1))
    post = make_post()
    tenure = make_tenure(make_person(), post, date(2021, 9, 1))
    swept()
    tenure.during = type(tenure.during)(date(2021, 9, 1), date(2026, 6, 2))
    tenure.save()
    first, second = swept(date(2026, 6, 2))
    assert (first.trigger, first.state, first.gone) == ("five-years", "fallen", "left")
    assert (second.trigger, second.state, second.since) == ("leaving", "open", date(2026, 6, 2))
    assert second.due == date(2026, 11, 30)  # 180 days end on a Sunday


def test_a_leaving_that_was_an_error_falls_away_and_comes_back_with_another_day():
    start_calendar(date(2026, 1, 1))
    tenure = make_tenure(make_person(), make_post(), date(2024, 1, 1), date(2026, 5, 1))
    swept()
    tenure.during = type(tenure.during)(date(2024, 1, 1), None)
    tenure.save()
    [fallen] = swept()
    assert (fallen.state, fallen.gone) == ("fallen", "corrected")
    tenure.during = type(tenure.during)(date(2024, 1, 1), date(2026, 5, 20))
    tenure.save()
    states = {(row.since, row.state) for row in swept()}
    assert states == {(date(2026, 5, 1), "fallen"), (date(2026, 5, 20), "open")}


@pytest.mark.parametrize(("months", "proposed"), [(6, False), (18, True)])
def test_who_was_only_in_charge_is_in_scope_after_a_year(months, proposed):
    start_calendar(date(2026, 1, 1))
    begins = date(2024, 11, 1) if months == 18 else date(2025, 11, 1)
    make_tenure(make_person(), make_post(), begins, date(2026, 5, 1), "主持工作")
    assert bool(swept()) is proposed


def test_who_left_before_the_county_began_is_not_proposed():
    start_calendar(date(2026, 1, 1))
    make_tenure(make_person(), make_post(), date(2020, 1, 1), date(2026, 1, 1))
    assert not swept()


def test_a_leaving_audit_of_the_past_answers_the_leaving():
    start_calendar(date(2026, 1, 1))
    tenure = make_tenure(make_person(), make_post(), date(2024, 1, 1), date(2026, 5, 1))
    Audit.objects.create(
        body=tenure.post.unit, person=tenure.person, post=tenure.post, kind="leaving", state="reported", year=2026,
        since=date(2024, 1, 1), until=date(2026, 4, 30), origin="imported",
    )  # fmt: skip
    assert not swept()
