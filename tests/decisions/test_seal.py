"""What was decided stays as it was: resolutions with digest, and a database that refuses every change (C6, C10)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from decisions.checks import found_in
from decisions.models import AgendaItem, Emergency, Matter, Meeting, Resolution
from decisions.services import closing, voting
from decisions.services.locking import AlreadyDone, NotYours
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from rulebook.procedures.decisions import MatterCategory
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - timedelta(days=1)


def decided(world: World, marks: list[str] | None = None, **values: object) -> AgendaItem:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, **values))))
    all_vote(world, item, marks or ["for"] * 8)
    item.refresh_from_db()
    return item


def close(world: World, item: AgendaItem, text: str = "") -> Resolution:
    texts = {item.pk: text or closing.proposed_text(item)}
    closing.close_meeting(meeting=item.meeting_id, texts=texts, by=world.secretary, on=TODAY)
    return Resolution.objects.get(item=item)


@contextmanager
def refused() -> Iterator[None]:
    with pytest.raises(DatabaseError, match="sealed row|only ever added"), transaction.atomic():
        yield


def test_closing_writes_a_numbered_resolution_and_moves_the_matter(world: World) -> None:
    row = close(world, decided(world))
    assert row.number == f"城关镇决〔{TODAY.year}〕1号"
    assert "赞成8票，反对0票，弃权0票" in row.text
    assert Matter.objects.get().state == "passed"
    assert Meeting.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("marks", "state"), [(["against"] * 8, "rejected"), (["for"] * 4 + ["against"] * 4, "rejected")]
)
def test_a_matter_that_found_no_majority_is_rejected(world: World, marks: list[str], state: str) -> None:
    close(world, decided(world, marks))
    assert Matter.objects.get().state == state


def test_a_meeting_with_an_open_item_is_not_closed(world: World) -> None:
    meeting = sat_down(world, make_matter(world))
    with pytest.raises(ValidationError, match="还没有结果的议题：修建集镇污水管网"):
        closing.close_meeting(meeting=meeting.pk, texts={}, by=world.secretary, on=TODAY)


def test_a_resolution_needs_words_and_the_secretarys_words_are_kept(world: World) -> None:
    item = decided(world)
    with pytest.raises(ValidationError, match="决议内容"):
        closing.close_meeting(meeting=item.meeting_id, texts={item.pk: " "}, by=world.secretary, on=TODAY)
    with pytest.raises(NotYours):
        closing.close_meeting(meeting=item.meeting_id, texts={item.pk: "同意"}, by=world.member, on=TODAY)
    assert close(world, item, "同意修建，分两期实施。").text == "同意修建，分两期实施。"


def test_closing_twice_writes_one_resolution(world: World) -> None:
    item = decided(world)
    close(world, item)
    with pytest.raises(AlreadyDone):
        close(world, item)
    assert Resolution.objects.count() == 1


def test_the_content_holds_opinions_votes_outcome_and_the_rules_used(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world))), m3="disagree")
    all_vote(world, item, ["for"] * 3 + ["against"] + ["for"] * 4)
    item.refresh_from_db()
    content = close(world, item).content
    dissenter = next(one for one in content["members"] if one["name"] == "石映川")
    assert (dissenter["opinion"], dissenter["vote"], dissenter["spoke"]) == ("disagree", "against", 3)
    assert content["vote"] == {
        "secret": False, "base": "due", "fraction": "1/2", "base_number": 8, "needed": 5, "other": None,
        "tally": {"for": 7, "against": 1, "abstain": 0},
    }  # fmt: skip
    assert content["rules"]["quorum"] == {"rule": "N10", "needed": 4, "present": 8}
    assert content["resolution"]["outcome"] == "passed"


def test_of_a_secret_ballot_the_content_holds_the_count_alone(world: World) -> None:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, secret_ballot=True))))
    for at, user in enumerate(world.users):
        voting.cast_own(item=item.pk, votes={None: "against" if at == 3 else "for"}, by=user, on=TODAY)
    item.refresh_from_db()
    content = close(world, item).content
    assert content["vote"]["tally"] == {"for": 7, "against": 1, "abstain": 0}
    assert all(one["vote"] is None and one["voted"] for one in content["members"])


def test_the_digest_follows_from_the_content(world: World) -> None:
    row = close(world, decided(world))
    assert closing.is_intact(Resolution.objects.get())
    assert closing.broken_seals(Resolution.objects.all()) == []
    row.content["vote"]["tally"]["for"] = 7
    assert not closing.is_intact(row)
    other = Resolution.objects.get()
    other.text = "不同意"
    assert closing.broken_seals([other]) == [row.number]


CHANGES = {
    "decisions_meeting": "place = 'x'",
    "decisions_seat": "attended = false",
    "decisions_agendaitem": "outcome = 'rejected'",
    "decisions_stance": "view = 'disagree'",
    "decisions_candidatevote": "vote = 'against'",
    "decisions_resolution": "text = 'x'",
}


def test_postgresql_refuses_to_change_or_delete_any_sealed_row(world: World) -> None:
    matter = {"category": MatterCategory.PERSONNEL, "candidates": [world.candidate]}
    close(world, decided(world, **matter))
    for table, change in CHANGES.items():
        for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone()[0] > 0, table
            with refused(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_postgresql_refuses_to_add_to_a_sealed_meeting(world: World) -> None:
    item = decided(world, category=MatterCategory.PERSONNEL, candidates=[world.candidate])
    close(world, item)
    stranger = make_matter(world, title="另一事项")
    seat, stance = item.meeting.seats.first(), item.stances.first()
    candidate = item.matter.candidates.get()
    with refused():
        item.meeting.seats.create(person=world.kin_of_deputy)
    with refused():
        item.meeting.items.create(matter=stranger)
    with refused():
        item.stances.create(seat=seat)
    with refused():
        stance.candidate_votes.create(candidate=candidate, vote="for")


def test_a_matter_with_a_further_meeting_goes_on_to_it(world: World) -> None:
    item = decided(world, meetings_required=[MEETING_KIND, "人大主席团会"])
    close(world, item)
    matter = Matter.objects.get()
    assert matter.state == "preparing"
    codes = {found.rule.code for found in found_in([matter], TODAY)[matter]}
    assert "meeting-order-wrong" not in codes


def test_an_emergency_put_before_the_meeting_counts_as_reported(world: World) -> None:
    matter = make_matter(world)
    Emergency.objects.create(
        matter=matter, reason="桥梁水毁", decided_by="山既明", decided_on=YESTERDAY, action="抢修"
    )
    item = at_the_vote(world, only_item(sat_down(world, matter)))
    all_vote(world, item, ["for"] * 8)
    item.refresh_from_db()
    close(world, item)
    assert Emergency.objects.get().reported_on == TODAY
    assert Emergency.history.first().reported_on == TODAY, "as its newest version says"


def paper(world: World, matter: Matter, **values: object) -> Paper:
    lines = [
        PaperLine(
            person=person.pk, is_head=not at, position="委员", spoke=at or 8, view="agree", votes={None: "for"}
        )
        for at, person in enumerate(world.members)
    ]  # fmt: skip
    filled = {
        "matter": matter.pk, "kind": MEETING_KIND, "at": timezone.make_aware(datetime.combine(YESTERDAY, time(9))),
        "place": "会议室", "chair": world.head.pk, "circulated_on": YESTERDAY - timedelta(days=3), "lines": lines,
    }  # fmt: skip
    return Paper(**filled | values)


def test_a_paper_meeting_is_entered_later_marked_so_and_sealed_alike(world: World) -> None:
    matter = make_matter(world, proposed_on=YESTERDAY)
    token = uuid4()
    for _ in range(2):
        enter_paper_meeting(paper=paper(world, matter), token=token, by=world.secretary, on=TODAY)
    row = Resolution.objects.get()
    assert row.entered_later
    assert row.content["meeting"]["entered_later"]
    assert (row.outcome, closing.is_intact(row)) == ("passed", True)
    matter.refresh_from_db()
    assert found_in([matter], TODAY)[matter] == []
    with refused():
        Meeting.objects.update(place="x")


def test_a_paper_meeting_is_entered_as_it_was_and_its_faults_are_found(world: World) -> None:
    matter = make_matter(world, proposed_on=YESTERDAY)
    lines = list(paper(world, matter).lines)
    lines[0] = PaperLine(person=world.head.pk, is_head=True, spoke=9, view="agree", votes={None: "for"})
    lines[3] = PaperLine(person=world.members[3].pk, spoke=10, view="disagree", votes={None: "against"})
    given = paper(world, matter, lines=lines, circulated_on=None)
    enter_paper_meeting(paper=given, token=uuid4(), by=world.secretary, on=TODAY)
    matter.refresh_from_db()
    codes = {found.rule.code for found in found_in([matter], TODAY)[matter]}
    assert {"head-not-last", "agenda-not-circulated"} <= codes


def test_the_outcome_of_a_paper_meeting_is_counted_not_typed(world: World) -> None:
    matter = make_matter(world, proposed_on=YESTERDAY)
    tallies = {None: {"for": 4, "against": 4, "abstain": 0}}
    enter_paper_meeting(
        paper=paper(world, matter, tallies=tallies), token=uuid4(), by=world.secretary, on=TODAY
    )
    assert Resolution.objects.get().outcome == "rejected"


def test_an_impossible_paper_meeting_is_refused_by_field(world: World) -> None:
    matter = make_matter(world, proposed_on=YESTERDAY)
    many = {None: {"for": 9, "against": 0, "abstain": 0}}
    for field, given in {
        "tally": paper(world, matter, tallies=many),
        "at": paper(
            world, matter, at=timezone.make_aware(datetime.combine(TODAY + timedelta(days=1), time(9)))
        ),
        "kind": paper(world, matter, kind="局务会"),
        "circulated_on": paper(world, matter, circulated_on=TODAY),
    }.items():
        with pytest.raises(ValidationError) as problem:
            enter_paper_meeting(paper=given, token=uuid4(), by=world.secretary, on=TODAY)
        assert field in problem.value.message_dict
    with pytest.raises(NotYours):
        enter_paper_meeting(paper=paper(world, matter), token=uuid4(), by=world.outsider, on=TODAY)
    assert not Meeting.objects.exists()
