"""Two complaints of one matter: shown as alike, handled as one, answered each under its own code, parted again (C23)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.models import Complaint
from complaints.presenters.public import progress_of
from complaints.procedure.likeness import likeness
from complaints.services.attachments import Clean
from complaints.services.handling import take_step
from complaints.services.intake import Said, receive
from complaints.services.merging import answer_all, likely
from complaints.services.opening import Opener
from complaints.services.reporters import found_by, read_messages
from rulebook.procedures.complaints import Disposal, Result, Step
from tests.complaints.conftest import World
from tests.complaints.test_pages import opened
from tests.factories import make_unit

FACTS = "把修渠的工程给了自己的表弟，没有开会，渠修好半年就漏水。"
AGAIN = "修渠工程没有开会就给了表弟，渠半年漏水。"


def reported(world: World, facts: str = FACTS, ago: int = 0, **more) -> tuple[Complaint, str]:
    said = Said(**({"facts": facts, "unit": world.town.pk} | more))
    receipt = receive(
        body=world.body, said=said, form=str(uuid4()), on=world.day, received_on=world.day - timedelta(ago)
    )
    return Complaint.objects.latest("pk"), receipt.code


def opener_of(world: World) -> Opener:
    """The first officer's, opened once: a passphrase is not tried more than ten times."""
    kept: Opener = world.__dict__.setdefault("opened_once", None) or world.opener()
    world.__dict__["opened_once"] = kept
    return kept


def step(world: World, complaint: Complaint, kind: Step, who: int = 0, **more) -> Complaint:
    keys = opener_of(world).keys([complaint])[complaint.pk]
    given = {"words": "记录在案", "by": world.officers[who], "on": world.day} | more
    take_step(complaint=complaint.pk, kind=kind, keys=keys, **given)
    complaint.refresh_from_db()
    return complaint


@pytest.fixture
def pair(world: World) -> tuple[Complaint, Complaint, str, str]:
    """A main complaint, and one that came ten days before it and was merged into it, with both codes."""
    main, code = reported(world)
    other, other_code = reported(world, AGAIN, ago=10, files=[Clean("附件1.txt", b"zhengju")])
    for one in (main, other):
        step(world, one, Step.REGISTER)
    step(world, other, Step.MERGE, into=main.pk)
    main.refresh_from_db()
    return main, other, code, other_code


def test_words_unit_and_person_make_two_alike():
    one = {"facts": FACTS, "unit": 1, "person": None, "person_words": "镇长"}
    assert likeness(one, one | {"facts": AGAIN}).is_likely
    assert not likeness(one, one | {"facts": "安置房分配不公开，有关系的当年就分到。"}).is_likely
    assert likeness(one, one | {"facts": AGAIN, "unit": 2}).same_person is False
    assert not likeness(one, {"facts": "", "unit": None, "person": None, "person_words": ""}).is_likely


def test_likely_duplicates_are_shown_while_one_is_registered_the_likeliest_first(world: World):
    other_unit = make_unit("曾家镇")
    first, _code = reported(world, AGAIN)
    reported(world, "安置房分配不公开，有关系的当年就分到。")
    far, _code = reported(world, FACTS[:20], unit=other_unit.pk)
    newest, _code = reported(world)
    found = likely(complaint=newest, opener=world.opener(), by=world.officers[0], on=world.day)
    assert [one.complaint for one in found] == [far, first]
    page = opened(world.officers[0]).get(reverse("complaint", args=[newest.pk])).content.decode()
    assert "可能重复的" in page
    assert "同一单位" in page


def test_a_page_asks_as_much_however_many_are_compared(world: World):
    complaint, _code = reported(world)
    client, asked = opened(world.officers[0]), []
    for more in (2, 20):
        for _one in range(more):
            reported(world)
        client.get(reverse("complaint", args=[complaint.pk]))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("complaint", args=[complaint.pk]))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_both_are_kept_and_shown_together_with_their_files(world: World, pair):
    main, other, _code, _other_code = pair
    assert (other.state, other.into) == ("merged", main)
    page = opened(world.officers[0]).get(reverse("complaint", args=[main.pk])).content.decode()
    for words in (FACTS, AGAIN, other.number, "附件1.txt"):
        assert words in page
    assert AGAIN in opened(world.officers[0]).get(reverse("complaint", args=[other.pk])).content.decode()


def test_the_earlier_one_sets_the_deadline(world: World, pair):
    main, other, _code, _other_code = pair
    alone, _code = reported(world, "另一件事", ago=10)
    assert main.due == alone.due
    step(world, main, Step.ACCEPT)
    assert main.due < step(world, step(world, reported(world, "又一件")[0], Step.REGISTER), Step.ACCEPT).due


def test_steps_on_the_main_one_count_for_both_and_each_reporter_is_answered_under_the_own_code(
    world: World, pair
):
    main, _other, code, other_code = pair
    step(world, main, Step.ACCEPT)
    step(world, main, Step.PROPOSE, choice=Disposal.SETTLED)
    step(world, main, Step.APPROVE, who=1)
    step(world, main, Step.CONCLUDE, choice=Result.UNFOUNDED)
    reached = [one.title for one in progress_of(found_by(other_code)) if one.on]
    assert reached[-1] == "已有结论"
    assert any("合并办理" in one for one in reached)
    with pytest.raises(ValidationError, match="还没有答复"):
        step(world, main, Step.TELL)
    answer_all(
        complaint=main.pk, opener=world.opener(), text="经查，开过会。", by=world.officers[0], on=world.day
    )
    for one in (code, other_code):
        assert [said.text for said in read_messages(found=found_by(one), on=world.day)] == ["经查，开过会。"]
    step(world, main, Step.TELL)
    assert main.state == "closed"
    assert [one.title for one in progress_of(found_by(other_code)) if one.on][-1] == "已办结"


def test_what_the_person_is_told_has_nothing_in_common_with_any_of_them(world: World, pair):
    main, other, _code, _other_code = pair
    step(world, main, Step.ACCEPT)
    step(world, main, Step.PROPOSE, choice=Disposal.VERIFICATION)
    step(world, main, Step.APPROVE, who=1)
    step(world, main, Step.CONCLUDE, choice=Result.PARTLY)
    together = opener_of(world).keys([other])
    with pytest.raises(ValidationError, match="可能暴露来源"):
        step(world, main, Step.FEEDBACK, words="修渠工程没有开会就给了表弟，属实。", together=together)
    with pytest.raises(ValidationError, match="不能核对"):
        step(world, main, Step.FEEDBACK, words="发包手续不全，已责成改正。")
    step(world, main, Step.FEEDBACK, words="发包手续不全，已责成改正。", together=together)


def test_an_answer_to_one_is_not_the_others(world: World, pair):
    main, other, code, other_code = pair
    opened(world.officers[0]).post(reverse("complaint-answer", args=[other.pk]), {"text": "请问是哪一天？"})
    assert len(read_messages(found=found_by(other_code), on=world.day)) == 1
    assert read_messages(found=found_by(code), on=world.day) == []
    opened(world.officers[0]).post(
        reverse("complaint-answer", args=[main.pk]), {"text": "都已收到", "everyone": "on"}
    )
    assert len(read_messages(found=found_by(code), on=world.day)) == 1
    assert len(read_messages(found=found_by(other_code), on=world.day)) == 2


def test_it_is_parted_again_with_a_reason(world: World, pair):
    main, other, _code, other_code = pair
    merged_due = main.due
    with pytest.raises(ValidationError):
        step(world, other, Step.SPLIT, words=" ")
    step(world, other, Step.SPLIT, words="地点不同，不是一件事。")
    main.refresh_from_db()
    assert (other.state, other.into) == ("registered", None)
    assert main.due > merged_due
    assert not any("合并办理" in one.title for one in progress_of(found_by(other_code)))


def test_what_was_merged_into_one_goes_with_it_into_a_third(world: World, pair):
    main, other, _code, _other_code = pair
    third = step(world, reported(world)[0], Step.REGISTER)
    step(world, main, Step.MERGE, into=third.pk)
    assert set(third.merged.all()) == {main, other}


@pytest.mark.parametrize("wrong", ["itself", "one that is over", "nothing"])
def test_nothing_is_merged_into_what_cannot_be_handled_for_it(world: World, pair, wrong: str):
    main, other, _code, _other_code = pair
    into = {"itself": main.pk, "one that is over": other.pk, "nothing": 0}[wrong]
    with pytest.raises(ValidationError):
        step(world, main, Step.MERGE, into=into)


def test_figures_count_each_once_and_say_by_which_rule(world: World, pair):
    main, _other, _code, _other_code = pair
    step(world, main, Step.ACCEPT)
    step(world, main, Step.PROPOSE, choice=Disposal.SETTLED)
    step(world, main, Step.APPROVE, who=1)
    step(world, main, Step.CONCLUDE, choice=Result.UNFOUNDED)
    answer = opened(world.officers[0]).get(reverse("complaint-figures"))
    assert "结论按主件计数" in answer.content.decode()
    told = {
        table.title: {line.title: line.count for line in table.lines} for table in answer.context["tables"]
    }
    assert told["按渠道"] == {"网上举报": 2}
    assert told["按状态"]["并案办理"] == 1
    assert sum(told["按结论"].values()) == 1
