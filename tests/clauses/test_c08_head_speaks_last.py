"""C8 先让参会人员充分酝酿讨论，发表意见，“一把手”末位表态，并集中多数参会人员的意见形成决定."""

import pytest

from tests.decisions.cases import (
    EMERGENCY,
    FLAWLESS,
    HEAD,
    PERSONNEL,
    attending,
    changed,
    codes,
    found,
    member,
    members,
    voting,
)

WATCHED = [{"on": "2026-06-20", "kind": "supervision"}]


# speaking
def test_the_head_who_speaks_last_is_in_order():
    assert found() == {}


def test_the_head_who_speaks_first_leads_the_others():
    spoke = {f"meeting__members__{place}__spoke": place + 2 for place in range(HEAD)}
    facts = found(**spoke, meeting__members__7__spoke=1)
    assert set(facts) == {"head-not-last"}
    assert facts["head-not-last"]["place"] == 1
    assert facts["head-not-last"]["staff_nos"] == [f"M{place}" for place in range(HEAD)]


def test_one_member_after_the_head_is_enough():
    facts = found(meeting__members__7__spoke=7, meeting__members__6__spoke=8)
    assert facts["head-not-last"] == {"place": 7, "staff_nos": ["M6"], "names": ["容知远"]}


def test_a_present_member_who_did_not_speak_before_the_head_was_passed_over():
    assert found(meeting__members__2__spoke=None) == {
        "head-silent-members": {"staff_nos": ["M2"], "names": ["石知远"]}
    }


def test_where_the_head_did_not_speak_nobody_was_passed_over():
    assert codes(meeting__members=members(8, spoke=None)) == set()


@pytest.mark.parametrize("away", [{"attended": False}, {"recused": True}])
def test_who_is_absent_or_withdrew_need_not_speak(away: dict):
    gone = {"spoke": None, "opinion": None, "vote": None, **away}
    assert codes(meeting__members__2=member(2, **gone)) == set()


def test_a_head_who_is_absent_leads_nobody():
    absent = member(HEAD, attended=False, spoke=1, vote=None)
    assert codes(meeting__members__7=absent) == set()


def test_of_two_heads_neither_speaks_before_the_other_members():
    assert codes(meeting__members__6__head=True) == set()
    assert codes(meeting__members__0__head=True) == {"head-not-last"}


# majority
@pytest.mark.parametrize(("in_favour", "passes"), [(5, True), (4, False)])
def test_more_than_half_of_eight_is_five_and_four_is_no_majority(in_favour: int, passes: bool):  # N10
    sitting = voting(in_favour)
    right, wrong = ("passed", "rejected") if passes else ("rejected", "passed")
    assert codes(meeting__members=sitting, resolution__outcome=right, execution=WATCHED) == set()
    assert codes(meeting__members=sitting, resolution__outcome=wrong, execution=WATCHED) == {
        "outcome-against-majority"
    }


def test_the_finding_says_what_was_counted():
    assert found(meeting__members=voting(4), execution=WATCHED) == {
        "outcome-against-majority": {
            "what": "",
            "votes_for": 4,
            "needed": 5,
            "base": "应到会",
            "base_number": 8,
            "outcome": "通过",
        }
    }


def test_abstaining_is_not_voting_for():
    sitting = voting(5)
    sitting[0]["vote"] = "abstain"
    assert "outcome-against-majority" in codes(meeting__members=sitting)


def test_the_majority_is_of_all_who_should_attend():
    assert "outcome-against-majority" in codes(meeting__members=attending(4, 8))
    assert codes(meeting__members=attending(5, 8)) == set()


def test_under_a_rule_that_counts_those_present_it_is_of_them():
    rule = {"base": "present", "fraction": "1/2"}
    assert codes(meeting__members=attending(4, 8), vote_rule=rule) == set()


def test_who_withdrew_counts_among_all_but_not_among_those_present():
    sitting = voting(4)
    sitting[6] = member(6, recused=True, recusal_due=True, spoke=None, opinion=None, vote=None)
    assert "outcome-against-majority" in codes(meeting__members=sitting)
    assert codes(meeting__members=sitting, vote_rule={"base": "present"}) == set()


def test_the_vote_of_who_withdrew_or_was_absent_is_not_counted():
    for away in ({"recused": True}, {"attended": False}):
        sitting = voting(5)
        sitting[0] |= away
        assert codes(meeting__members=sitting) == {"outcome-against-majority"}


@pytest.mark.parametrize(
    ("fraction", "number", "needed"),
    [("2/3", 9, 7), ("2/3", 8, 6), ("3/4", 8, 7), ("4/5", 10, 9), ("1", 8, 8), ("1/2", 7, 4), ("1/2", 9, 5)],
)
def test_a_stricter_rule_asks_for_more_than_its_share(fraction: str, number: int, needed: int):
    rule = {"base": "due", "fraction": fraction}
    assert codes(meeting__members=voting(needed, number), vote_rule=rule) == set()
    facts = found(meeting__members=voting(needed - 1, number), vote_rule=rule)
    assert facts["outcome-against-majority"]["needed"] == needed


def test_putting_off_what_the_majority_wanted_goes_against_it():
    assert codes(resolution__outcome="deferred", execution=None) == {"outcome-against-majority"}
    assert codes(meeting__members=voting(4), resolution__outcome="deferred", execution=None) == set()


def test_a_secret_ballot_is_counted_by_its_tally():
    secret = changed(
        FLAWLESS, meeting__members=members(8, vote=None), meeting__tally={"for": 4, "against": 4}
    )
    assert codes(secret) == {"outcome-against-majority"}
    assert codes(secret, meeting__tally={"for": 5, "against": 3}) == set()


def test_each_person_passes_by_their_own_majority():
    against = {f"M{place}": "for" if place < 4 else "against" for place in range(8)}
    facts = found(PERSONNEL, candidates__1__votes=against)
    assert facts["outcome-against-majority"]["what"] == "人选祝景行，"
    assert facts["outcome-against-majority"]["votes_for"] == 4
    assert codes(PERSONNEL, candidates__1__votes=against, candidates__1__outcome="rejected") == set()


def test_two_people_against_the_majority_are_one_finding_that_names_both():
    against = dict.fromkeys((f"M{place}" for place in range(8)), "against")
    facts = found(PERSONNEL, candidates__0__votes=against, candidates__1__votes=against)
    (also,) = facts["outcome-against-majority"]["also"]
    assert (facts["outcome-against-majority"]["what"], also["what"]) == ("人选钟清越，", "人选祝景行，")


def test_of_the_only_person_proposed_the_resolution_says_what_became():
    alone = changed(PERSONNEL, candidates=[PERSONNEL["candidates"][0] | {"outcome": None}])
    assert codes(alone) == set()
    assert "outcome-against-majority" in codes(alone, resolution__outcome="rejected")


def test_a_meeting_that_an_emergency_was_reported_to_is_judged_alike():
    assert codes(EMERGENCY, meeting__members__2__spoke=None) == {"head-silent-members"}
    assert codes(EMERGENCY, meeting__members=voting(4)) == {"outcome-against-majority"}
