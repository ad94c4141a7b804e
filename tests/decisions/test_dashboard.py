"""Decisions at a glance: what is counted, for whom, and that every number leads to exactly its list."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.periods import year_of
from decisions.choices import ExecutionKind, ItemState, MatterState, Outcome, Vote
from decisions.models import CandidateVote, Emergency, Execution, Matter, Stance
from decisions.selectors.dashboard import Board, Numbers, board_of
from decisions.services.checking import check_matters
from decisions.services.importing import import_decisions
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.decided import make_decided
from tests.decisions.world import TODAY, World, make_matter, make_meeting

pytestmark = pytest.mark.django_db
YEAR = year_of(TODAY)


def board(world: World, user: Any | None = None, **asked: Any) -> Board:
    return board_of(user or world.discipline, TODAY, YEAR, **asked)


def make_year(world: World) -> dict[str, Matter]:
    """One matter of every sort the dashboard tells apart, all put forward this year."""
    made = {
        "clean": make_decided(world),
        "faulty": make_decided(world, circulated=False),
        "against": make_decided(world, head_votes=Vote.AGAINST, category=MatterCategory.POLICY),
        "rejected": make_decided(world, outcome=Outcome.REJECTED, absent=2),
        "pending": make_matter(world),
        "withdrawn": make_matter(world, state=MatterState.WITHDRAWN, withdrawn_reason="条件不成熟"),
        "emergency": make_matter(world, category=MatterCategory.FUNDS),
    }
    made["later"] = make_decided(world, changes=made["clean"])
    Execution.objects.create(
        matter=made["faulty"], kind=ExecutionKind.PAYMENT, on=TODAY, text="超付", amount=1, departs=True
    )
    Emergency.objects.create(
        matter=made["emergency"], reason="山洪", decided_by="山既明", decided_on=TODAY, action="抢修"
    )
    Matter.objects.update(proposed_on=TODAY - timedelta(days=20) if TODAY.timetuple().tm_yday > 20 else TODAY)
    check_matters(matters=[matter.pk for matter in made.values()], on=TODAY)
    return made


def test_matters_are_counted_by_what_they_came_to(world: World) -> None:
    make_year(world)
    total = board(world).total
    assert (total.total, total.decided, total.passed, total.rejected, total.pending, total.withdrawn) == (
        8,
        5,
        4,
        1,
        2,
        1,
    )


def test_procedure_votes_emergencies_changes_and_departures_are_counted(world: World) -> None:
    make_year(world)
    total = board(world).total
    assert (total.complete, total.incomplete, total.complete_share) == (4, 1, 80.0)
    assert (total.emergency, total.emergency_share) == (1, 12.5)
    assert (total.against, total.changed, total.departed) == (1, 1, 1)


def test_missing_steps_are_counted_by_clause(world: World) -> None:
    make_year(world)
    assert board(world).clauses == {"C7": 1, "C10": 1}


def test_turnout_is_of_the_members_due_on_each_item(world: World) -> None:
    make_year(world)
    total = board(world).total
    assert (total.due, total.present) == (5 * 8, 5 * 8 - 2)
    assert total.turnout == 95.0


def test_a_secret_vote_of_the_head_counts_nowhere(world: World) -> None:
    matter = make_decided(world, secret_ballot=True, head_votes=Vote.AGAINST)
    assert matter.items.get().secret
    assert board(world).total.against == 0
    make_decided(world, head_votes=Vote.AGAINST)
    assert board(world).total.against == 1


def cadres(world: World, head: str, *outcomes: str) -> Matter:
    """A cadre matter whose candidates came to `outcomes`; the head voted `head` on each."""
    people = [world.candidate, world.kin_of_deputy][: len(outcomes)]
    matter = make_matter(
        world, category=MatterCategory.PERSONNEL, candidates=people, state=MatterState.PASSED
    )
    item = make_meeting(world, matter).items.get()
    rows = list(matter.candidates.all())
    stance = Stance.objects.create(item=item, seat=item.meeting.seats.get(is_head=True), voted=True)
    for row in rows:
        CandidateVote.objects.create(stance=stance, candidate=row, vote=head)
    item.tally = {
        "candidates": {str(row.pk): {"outcome": came} for row, came in zip(rows, outcomes, strict=True)}
    }
    item.state, item.outcome = ItemState.DECIDED, Outcome.PASSED
    item.save()
    return matter


def test_the_heads_votes_on_candidates_are_compared_one_by_one(world: World) -> None:
    cadres(world, "for", "passed", "passed")
    cadres(world, "abstain", "passed", "rejected")
    assert board(world).total.against == 0
    cadres(world, "for", "passed", "rejected")
    cadres(world, "against", "passed")
    assert board(world).total.against == 2


IMPORTED = {
    "id": "OA-1", "unit": "城关镇", "title": "修桥", "category": "重大项目安排", "proposed_on": TODAY.isoformat(),
    "resolution": {"outcome": "passed"},
}  # fmt: skip


def imported(*members: dict[str, Any], **form: Any) -> None:
    """A decision imported with these members, the head first."""
    rows = [
        {"staff_no": f"M{at}", "head": not at, "attended": True, "vote": "for"} | one
        for at, one in enumerate(members)
    ]
    meeting = {"at": f"{TODAY}T09:00:00+08:00", "members": rows}
    line = json.dumps(IMPORTED | {"id": str(uuid4()), "meeting": meeting} | form).encode()
    assert not import_decisions(lines=[(1, line)], by=None).errors


def test_imported_decisions_count_in_turnout_as_their_form_says(world: World) -> None:
    make_decided(world, absent=2)
    imported({}, {}, {"attended": False}, {"recused": True}, {"away": True})
    imported({"attended": None}, {"attended": None})
    total = board(world).total
    assert (total.due, total.present) == (8 + 5, 6 + 2)


def test_imported_votes_of_the_head_are_compared_as_their_form_says(world: World, as_user: Log) -> None:
    candidates = [
        {"staff_no": "C1", "votes": {"M0": "for"}, "outcome": "passed"},
        {"staff_no": "C2", "votes": {"M0": "for"}, "outcome": "rejected"},
    ]
    for members, form in (
        ([{}, {}], {}),
        ([{"vote": None}], {"candidates": candidates[:1], "category": "重要人事任免"}),
        ([{"vote": "against", "recused": True}], {}),
        ([{"vote": "against"}], {"resolution": {"outcome": "deferred"}}),
        ([{"vote": "abstain"}], {"resolution": {"outcome": "rejected"}}),
    ):
        imported(*members, **form)
    assert board(world).total.against == 0
    imported({"vote": "against"}, {})
    imported({"vote": "for"}, resolution={"outcome": "rejected"})
    imported({"vote": None}, candidates=candidates, category="重要人事任免")
    assert board(world).total.against == 3
    page = as_user(world.discipline).get(f"/matters/?period={YEAR.key}&against=1")
    assert page.context["page"].paginator.count == 3


def test_another_period_counts_its_own_matters(world: World) -> None:
    make_year(world)
    Matter.objects.update(proposed_on=TODAY - timedelta(days=366))
    assert board(world).total == Numbers()
    assert board(world).clauses == {}


def test_cadre_matters_are_counted_only_for_who_may_see_them(world: World) -> None:
    make_decided(world, category=MatterCategory.PERSONNEL)
    make_decided(world)
    for user, wanted in ((world.discipline, 2), (world.head_user, 2), (world.auditor, 1), (world.leader, 1)):
        assert board(world, user).total.total == wanted


def test_a_body_counts_only_what_its_mandate_covers(world: World) -> None:
    make_decided(world, category=MatterCategory.FUNDS)
    make_decided(world, category=MatterCategory.PROJECT)
    assert board(world, world.finance).total.total == 1
    assert board(world, world.outsider).total.total == 0


def test_who_sees_no_matters_finds_no_dashboard(world: World, as_user: Log) -> None:
    assert as_user(world.nobody).get("/decisions/").status_code == 404
    assert as_user(world.member).get("/decisions/").status_code == 200


def leads(page: Any) -> Iterator[tuple[Any, str]]:
    """Every number of the page with the address behind it."""
    numbers, links = page.context["board"].total, page.context["links"]
    yield from ((getattr(numbers, name), url) for name, url in links.items())
    for row in (*page.context["categories"], *page.context["page"].object_list):
        yield from ((getattr(row["numbers"], name), url) for name, url in row["links"].items())
    for chart in (page.context["outcomes"], page.context["clauses"]):
        for series in chart["series"]:
            yield from zip(series["values"], series["urls"], strict=True)


@pytest.mark.parametrize("name", ["discipline", "auditor", "finance", "head_user", "member"])
def test_every_number_leads_to_exactly_its_list(world: World, as_user: Log, name: str) -> None:
    make_year(world)
    make_decided(world, category=MatterCategory.PERSONNEL, circulated=False)
    client = as_user(getattr(world, name))
    told = {url: number for number, url in leads(client.get("/decisions/"))}
    assert len(told) > 40
    for url, number in told.items():
        assert client.get(url).context["page"].paginator.count == number, url


def test_one_unit_is_looked_at_alone(world: World, as_user: Log) -> None:
    make_year(world)
    make_matter(world, unit=world.bureau)
    client = as_user(world.discipline)
    page = client.get(f"/decisions/?unit={world.bureau.pk}")
    assert page.context["board"].total.total == 1
    assert {url: number for number, url in leads(page)}
    assert client.get("/decisions/").context["board"].total.total == 9
    rows = client.get("/decisions/").context["page"].object_list
    assert {row["name"] for row in rows} == {"城关镇", "县林业局"}


def test_a_unit_that_decides_by_emergency_more_often_than_all_is_marked(world: World, as_user: Log) -> None:
    make_year(world)
    make_matter(world, unit=world.bureau)
    rows = as_user(world.discipline).get("/decisions/").context["page"].object_list
    assert {row["name"]: row["above"] for row in rows} == {"城关镇": True, "县林业局": False}


def test_a_wrong_period_or_foreign_unit_is_named_and_counts_as_not_asked(world: World, as_user: Log) -> None:
    make_year(world)
    page = as_user(world.discipline).get("/decisions/?period=1900&unit=999999")
    assert page.status_code == 200
    assert page.context["form"].errors
    assert page.context["board"].total.total == 8


def test_the_list_says_what_it_was_narrowed_to(world: World, as_user: Log) -> None:
    text = (
        as_user(world.discipline).get(f"/matters/?period={YEAR.key}&against=1&complete=no").content.decode()
    )
    for words in ("“一把手”与多数意见不一致", "程序有缺", f"{YEAR.key}年"):
        assert words in text


def test_twenty_matters_cost_as_many_queries_as_two(world: World, as_user: Log) -> None:
    client, costs = as_user(world.discipline), []
    for wanted in (2, 20):
        while Matter.objects.count() < wanted:
            make_matter(world)
        client.get("/decisions/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/decisions/")
        costs.append(len(queries))
    assert costs[0] == costs[1]
