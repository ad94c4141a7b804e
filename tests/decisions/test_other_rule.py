"""A unit may ask for more than a majority (表决方式“其他”): nothing counts it, so a person says at the closing whether it was met (C6, C8)."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from decisions.checks import found_in
from decisions.checks.filing import Filing, problems_with
from decisions.models import AgendaItem, ListedMatter, Matter, MatterList, Resolution
from decisions.presenters.minutes import minutes
from decisions.services import closing
from decisions.services.closing import OtherMet
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down
from tests.decisions.world import MEETING_KIND, TODAY, World, make_matter

pytestmark = pytest.mark.django_db
CONSENT = "须经县国资部门书面同意"


def decided(world: World, marks: list[str] | None = None) -> AgendaItem:
    item = at_the_vote(world, only_item(sat_down(world, make_matter(world, vote_other=CONSENT))))
    all_vote(world, item, marks or ["for"] * 8)
    item.refresh_from_db()
    return item


def close(world: World, item: AgendaItem, said: OtherMet | None) -> Resolution:
    closing.close_meeting(
        meeting=item.meeting_id,
        texts={item.pk: closing.proposed_text(item)},
        others={item.pk: said} if said else None,
        by=world.secretary,
        on=TODAY,
    )
    return Resolution.objects.get(item=item)


@pytest.mark.parametrize("said", [None, OtherMet(True), OtherMet(None, "已同意")])
def test_without_a_word_on_it_the_meeting_does_not_close(world: World, said: OtherMet | None) -> None:
    item = decided(world)
    with pytest.raises(ValidationError, match=CONSENT):
        close(world, item, said)
    assert not Resolution.objects.exists()


def test_met_and_with_a_majority_it_is_passed_and_sealed_with_the_words(world: World) -> None:
    row = close(world, decided(world), OtherMet(True, "县国资函〔2026〕3号"))
    assert row.outcome == "passed"
    assert row.content["vote"]["other"] == {"rule": CONSENT, "met": True, "words": "县国资函〔2026〕3号"}
    assert closing.is_intact(row)


def test_not_met_it_is_put_off_though_the_votes_are_there_and_nobody_is_blamed_for_it(world: World) -> None:
    row = close(world, decided(world), OtherMet(False, "尚未取得同意"))
    assert row.outcome == "deferred"
    assert row.content["vote"]["tally"]["for"] == 8
    assert Matter.objects.get().state == "deferred"
    (found,) = found_in(list(Matter.objects.all()), TODAY).values()
    codes = {one.rule.code for one in found}
    assert codes.isdisjoint({"outcome-against-majority", "not-voted", "vote-missing"})


def test_it_can_only_add_to_the_majority(world: World) -> None:
    item = decided(world, ["for"] * 4 + ["against"] * 4)
    assert not closing.asks_other(item)
    assert close(world, item, OtherMet(True, "已同意")).outcome == "rejected"


def test_the_minutes_say_what_was_asked_and_what_was_answered(world: World) -> None:
    row = close(world, decided(world), OtherMet(True, "县国资函〔2026〕3号"))
    text = "".join(str(block) for block in minutes(row.item.meeting, [], [row], 0))
    assert CONSENT in text
    assert "已满足，县国资函〔2026〕3号" in text


def test_the_secretary_answers_on_the_closing_page_and_loses_nothing_typed(
    world: World, as_user: Log
) -> None:
    item, client = decided(world), as_user(world.secretary)
    page = reverse("meeting-closing", args=[item.meeting_id])
    assert CONSENT in client.get(page).content.decode()
    sent = {f"text-{item.pk}": "同意。", f"other-words-{item.pk}": "函复同意"}
    refused = client.post(page, sent)
    assert refused.status_code == 422
    assert 'value="函复同意"' in refused.content.decode()
    assert client.post(page, sent | {f"other-{item.pk}": "yes"}).status_code == 302
    assert Resolution.objects.get().content["vote"]["other"]["met"] is True
    shown = client.get(reverse("resolution", args=[Resolution.objects.get().pk])).content.decode()
    assert CONSENT in shown
    assert "函复同意" in shown


def test_a_paper_meeting_says_it_too(world: World) -> None:
    yesterday = TODAY - timedelta(days=1)
    matter = make_matter(world, vote_other=CONSENT, proposed_on=yesterday)
    paper = Paper(
        matter=matter.pk,
        kind=MEETING_KIND,
        at=timezone.make_aware(datetime.combine(yesterday, time(9))),
        place="会议室",
        chair=world.head.pk,
        circulated_on=None,
        lines=[
            PaperLine(person=person.pk, is_head=not at, spoke=at or 8, view="agree", votes={None: "for"})
            for at, person in enumerate(world.members)
        ],
    )
    with pytest.raises(ValidationError) as refused:
        enter_paper_meeting(paper=paper, token=uuid4(), by=world.secretary, on=TODAY)
    assert set(refused.value.message_dict) == {"other"}
    entered = replace(paper, other="当面征得同意")
    enter_paper_meeting(paper=entered, token=uuid4(), by=world.secretary, on=TODAY)
    assert Resolution.objects.get().content["vote"]["other"]["words"] == "当面征得同意"


def test_how_cadre_matters_are_voted_is_settled_by_law_and_nothing_is_added(world: World) -> None:
    filing = Filing(
        unit=world.town,
        title="调整站长",
        category=MatterCategory.PERSONNEL,
        proposed_on=TODAY,
        vote_other=CONSENT,
    )
    assert "N9" in problems_with(filing, by=world.secretary, on=TODAY)["vote_other"][0]
    listed = MatterList.objects.create(unit=world.town, version=9)
    with (
        pytest.raises(IntegrityError, match="cadre_matters_are_voted_by_their_own_rule"),
        transaction.atomic(),
    ):
        ListedMatter.objects.create(
            list=listed, code="R1", name="任免", category=MatterCategory.PERSONNEL, meetings=["党委会"],
            vote_other=CONSENT,
        )  # fmt: skip
