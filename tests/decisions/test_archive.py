"""The archive of resolutions is searched by their words and by members' opinions, each reader in what they may open (C6)."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from decisions.models import Resolution
from decisions.services import closing, speaking, voting
from decisions.services.running import open_discussion
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.sitting import all_speak, all_vote, only_item, sat_down, seat_of, votes_for
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db


def sealed(
    world: World, title: str, *, says: str = "", text: str = "会议同意。", **values: object
) -> Resolution:
    """A matter passed by all; the member at the fourth seat says something to it."""
    item = only_item(sat_down(world, make_matter(world, title=title, **values)))
    open_discussion(item=item.pk, by=world.secretary, on=TODAY)
    seat = seat_of(item.meeting, world.members[3]).pk
    speaking.speak(item=item.pk, seat=seat, view="agree", words=says, by=world.secretary, on=TODAY)
    all_speak(world, item)
    item = voting.open_voting(item=item.pk, by=world.secretary, on=TODAY)
    if item.secret:
        for user in world.users:
            voting.cast_own(item=item.pk, votes=votes_for(item, "for"), by=user, on=TODAY)
    else:
        all_vote(world, item, ["for"] * 8)
    closing.close_meeting(meeting=item.meeting_id, texts={item.pk: text}, by=world.secretary, on=TODAY)
    return Resolution.objects.get(item=item)


def found(client: Client, words: str) -> set[str]:
    page = client.get("/resolutions/", {"q": words})
    assert page.status_code == 200
    return {row.matter.title for row in page.context["page"].object_list}


def test_the_words_of_a_resolution_and_of_an_opinion_find_it(world: World, as_user: Log) -> None:
    sealed(world, "修渠", text="同意实施，分两期，由县水利局按GB/T50288监理。", says="水源地保护要同步。")
    sealed(world, "修路", says="征地补偿要到户。")
    client = as_user(world.discipline)
    for words, wanted in (
        ("分两期", {"修渠"}),
        ("水源地保护", {"修渠"}),
        ("征地补偿", {"修路"}),
        ("同意 补偿", {"修路"}),
        ("50288", {"修渠"}),
        ("gb/t50288", {"修渠"}),
        ("修", {"修渠", "修路"}),
        ("xq", {"修渠"}),
        ("招标代理", set()),
        ("水源地保护区", set()),
    ):
        assert found(client, words) == wanted, words


def test_pairs_of_characters_scattered_over_a_text_are_not_its_words(world: World, as_user: Log) -> None:
    sealed(world, "修渠", text="水利局负责；利局地勘测。", says="水利。")
    assert found(as_user(world.discipline), "水利局地") == set()


def test_what_was_said_on_cadres_is_found_by_those_in_the_step_alone(world: World, as_user: Log) -> None:
    sealed(
        world,
        "人选",
        says="该同志作风扎实。",
        category=MatterCategory.PERSONNEL,
        candidates=[world.candidate],
        secret_ballot=True,
        entered_by=world.secretary,
    )
    for user, wanted in (
        (world.head_user, {"人选"}),
        (world.member, {"人选"}),
        (world.organiser, {"人选"}),
        (world.auditor, set()),
        (world.finance, set()),
        (world.leader, set()),
        (world.nobody, set()),
    ):
        assert found(as_user(user), "作风扎实") == wanted, user


def test_a_secret_ballot_is_found_by_its_words_never_by_a_vote(world: World, as_user: Log) -> None:
    row = sealed(world, "修渠", says="尽快开工。", secret_ballot=True)
    assert not {"ag", "against", "fo", "for"} & set(row.search_keys)
    assert found(as_user(world.discipline), "尽快开工") == {"修渠"}
    assert found(as_user(world.discipline), "against") == set()


def test_a_search_costs_the_same_for_one_resolution_and_for_many(world: World, as_user: Log) -> None:
    client, costs = as_user(world.discipline), []
    for titles in ("甲", "乙丙丁"):
        for title in titles:
            sealed(world, f"{title}项目", says="按期完成任务。")
        found(client, "按期完成")
        with CaptureQueriesContext(connection) as queries:
            assert found(client, "按期完成")
        costs.append(len(queries))
    assert costs[0] == costs[1]
