"""C11 因决策程序缺失，造成决策失误的，严肃追究党政“一把手”的责任: a loss is traced back to the steps that were missing (N8)."""

from datetime import date

from tests.decisions.cases import EMERGENCY_ALONE, FLAWLESS, changed, codes, found

LOSS = changed(FLAWLESS, loss={"found_on": "2026-06-20", "description": "水源选址失误，损失 40 万元。"})


def test_a_loss_without_missing_steps_is_nobodys_lack_of_procedure():
    assert found(LOSS) == {}


def test_a_loss_after_missing_steps_names_every_one_of_them():
    facts = found(LOSS, expert_panel=None, meeting__members__2__spoke=None)
    assert set(facts) == {"expert-panel-missing", "head-silent-members", "loss-with-missing-steps"}
    assert facts["loss-with-missing-steps"] == {
        "found_on": "2026-06-20",
        "codes": ["expert-panel-missing", "head-silent-members"],
        "steps": ["未经专家组论证", "成员未发表意见"],
    }


def test_missing_steps_without_a_loss_are_told_alone():
    assert codes(expert_panel=None) == {"expert-panel-missing"}


def test_departing_from_the_resolution_is_traced_too():
    departed = [{"on": "2026-05-20", "kind": "contract", "departs": True}]
    assert codes(LOSS, execution=departed) == {"departed-from-resolution", "loss-with-missing-steps"}


def test_want_of_follow_up_is_no_missing_step_of_deciding():
    assert codes(LOSS, execution=None) == {"no-follow-up"}


def test_follow_up_is_listed_beside_the_steps_that_were_missing():
    facts = found(LOSS, execution=None, publicity=None)
    assert facts["loss-with-missing-steps"]["codes"] == ["publicity-missing", "no-follow-up"]


def test_a_loss_found_later_is_not_known_yet():
    assert "loss-with-missing-steps" not in codes(LOSS, publicity=None, on=date(2026, 6, 19))
    assert "loss-with-missing-steps" in codes(LOSS, publicity=None, on=date(2026, 6, 20))


def test_a_loss_that_does_not_say_when_it_was_found_counts():
    assert "loss-with-missing-steps" in codes(LOSS, publicity=None, loss__found_on=None)


def test_an_unexplained_emergency_that_caused_loss_is_traced():
    lost = changed(EMERGENCY_ALONE, loss=LOSS["loss"], emergency__reason=None)
    assert codes(lost) == {"emergency-unexplained", "loss-with-missing-steps"}


def test_an_ordinary_matter_is_not_traced():
    assert codes(LOSS, category="一般事项", consultation=None) == {
        "misfiled-as-ordinary",
        "draft-not-published",
    }
