"""C6 议事决策必须由班子成员集体讨论并形成决议，重大事项要投票表决，表决结果记录存档."""

from datetime import date

import pytest

from tests.decisions.cases import (
    EMERGENCY,
    EMERGENCY_ALONE,
    FLAWLESS,
    MEETING,
    PERSONNEL,
    attending,
    changed,
    codes,
    found,
    members,
)

QUORUM_CODES = {"no-quorum"}


def test_a_matter_discussed_voted_resolved_and_archived_is_in_order():
    assert found() == {}
    assert found(PERSONNEL) == {}


# collective
def test_a_resolution_without_a_meeting_is_not_collective():
    assert found(meeting=None) == {
        "not-collective": {"how": f"{MEETING} 已经决定或执行", "decided_on": MEETING}
    }


def test_carrying_out_without_meeting_and_resolution_is_not_collective():
    assert codes(PERSONNEL, meeting=None, resolution=None) == {
        "not-collective",
        "executed-without-resolution",
    }


def test_a_meeting_that_names_nobody_is_no_meeting():
    assert codes(meeting__members=[]) == {"not-collective"}
    assert codes(meeting__members=None) == {"not-collective"}


def test_a_resolution_dated_before_the_meeting_was_not_made_by_it():
    assert codes(resolution__on="2026-04-27", meetings_required=None) == {"not-collective"}


def test_a_matter_of_which_nothing_is_decided_yet_is_no_fault():
    assert codes(meeting=None, resolution=None, execution=None) == set()
    assert (
        codes(meeting=None, resolution=None, execution=[{"on": "2026-05-01", "kind": "supervision"}]) == set()
    )


def test_putting_a_matter_off_needs_no_meeting():
    assert codes(meeting=None, resolution__outcome="deferred", execution=None) == set()


def test_none_of_it_is_asked_of_an_ordinary_matter():
    assert codes(category="一般事项", amount=None, flags=None, meeting=None) == set()


# quorum
@pytest.mark.parametrize(
    ("number", "present", "reached"),
    [(8, 4, True), (8, 3, False), (7, 4, True), (7, 3, False), (1, 1, True), (2, 1, True)],
)
def test_half_of_the_members_attend(number: int, present: int, reached: bool):  # N10
    found_codes = codes(meeting__members=attending(present, number))
    assert found_codes & QUORUM_CODES == (set() if reached else QUORUM_CODES)


@pytest.mark.parametrize(
    ("number", "present", "reached"),
    [(9, 6, True), (9, 5, False), (8, 6, True), (8, 5, False), (7, 5, True), (7, 4, False)],
)
def test_two_thirds_attend_for_cadres(number: int, present: int, reached: bool):  # N9
    found_codes = codes(PERSONNEL, meeting__members=attending(present, number))
    assert found_codes & QUORUM_CODES == (set() if reached else QUORUM_CODES)


def test_who_is_recused_counts_among_the_members_but_not_among_those_attending():
    sitting = attending(4, 8)
    assert "no-quorum" not in codes(meeting__members=sitting)
    sitting[4] |= {"recused": True, "recusal_due": True, "spoke": None, "opinion": None, "vote": None}
    assert found(meeting__members=sitting)["no-quorum"] == {"members": 8, "attending": 3, "quorum": 4}


def test_who_was_away_from_the_item_counts_among_the_members_but_not_among_those_attending():
    sitting = attending(4, 8)
    sitting[4] |= {"away": True, "spoke": None, "opinion": None, "vote": None}
    assert found(meeting__members=sitting)["no-quorum"] == {"members": 8, "attending": 3, "quorum": 4}
    assert codes(meeting__members__2__away=True, meeting__members__2__vote=None) == set()


def test_a_meeting_too_small_that_decided_nothing_did_right():  # N10
    sitting = [member | {"vote": None} for member in attending(3, 8)]
    put_off = changed(
        FLAWLESS, meeting__members=sitting, resolution__outcome="deferred", execution=None, meetings_held=None,
        meetings_required=None,
    )  # fmt: skip
    assert codes(put_off) == set()
    assert "no-quorum" not in codes(put_off, resolution=None), "taken off, nothing resolved"


@pytest.mark.parametrize("outcome", ["passed", "rejected", None])
def test_a_meeting_too_small_that_decided_all_the_same_did_wrong(outcome: str | None):  # N10
    assert "no-quorum" in codes(meeting__members=attending(3, 8), resolution__outcome=outcome)
    nobody = [member | {"vote": None} for member in attending(3, 8)]
    secret = codes(meeting__members=nobody, meeting__tally={"for": 3}, resolution__outcome=outcome)
    assert "no-quorum" in secret


def test_a_candidate_voted_on_below_the_quorum_was_decided_on():  # N9
    assert "no-quorum" in codes(PERSONNEL, meeting__members=attending(5, 8), resolution=None)


# votes
def test_a_matter_nobody_voted_on_was_not_voted_and_its_majority_is_not_judged():
    assert found(meeting__members=members(8, vote=None)) == {"not-voted": {"meeting": MEETING}}


def test_every_present_member_votes():
    assert found(meeting__members__2__vote=None) == {
        "vote-missing": {"staff_nos": ["M2"], "names": ["石知远"]}
    }


def test_absent_and_recused_members_owe_no_vote():
    absent = {"attended": False, "spoke": None, "opinion": None, "vote": None}
    assert codes(meeting__members=[*attending(7, 8)]) == set()
    assert codes(meeting__members__2=FLAWLESS["meeting"]["members"][2] | absent) == set()


def test_abstaining_is_voting():
    assert codes(meeting__members__2__vote="abstain") == set()


def test_what_was_put_off_needs_no_vote():
    assert (
        codes(meeting__members=members(8, vote=None), resolution__outcome="deferred", execution=None) == set()
    )


def test_a_secret_ballot_is_told_by_its_tally():
    secret = changed(FLAWLESS, meeting__members=members(8, vote=None))
    assert codes(secret, meeting__tally={"for": 6, "against": 1, "abstain": 1}) == set()
    assert found(secret, meeting__tally={"for": 6, "against": 1}) == {
        "vote-missing": {"names": ["1 人（无记名）"]}
    }
    assert codes(secret, meeting__tally={}) == {"not-voted"}


# candidates
def test_each_person_is_voted_on_alone():
    assert found(PERSONNEL, candidates__1__votes=None) == {"candidate-not-voted": {"names": ["祝景行"]}}


def test_a_vote_on_all_of_them_together_does_not_replace_it():
    together = changed(
        PERSONNEL, meeting__members=members(8), candidates__0__votes={}, candidates__1__votes={}
    )
    assert codes(together) == {"candidate-not-voted"}


def test_a_member_who_voted_on_one_person_only_owes_the_other_vote():
    assert found(PERSONNEL, candidates__1__votes__M3=None) == {
        "vote-missing": {"staff_nos": ["M3"], "names": ["江知远"]}
    }


def test_a_secret_ballot_on_each_person_is_told_by_its_tally():
    assert codes(PERSONNEL, candidates__0__votes=None, candidates__0__tally={"for": 7, "against": 1}) == set()


def test_a_person_put_off_needs_no_vote():
    assert codes(PERSONNEL, candidates__1__votes=None, candidates__1__outcome="deferred") == set()


def test_a_person_who_came_through_without_a_vote_was_not_voted_on_though_the_rest_was_put_off():
    rest_put_off = changed(
        PERSONNEL,
        resolution__outcome="deferred",
        candidates__0__outcome=None,
        candidates__0__votes=None,
        execution=None,
    )
    assert codes(rest_put_off, candidates__1__votes=None) == {"candidate-not-voted"}
    assert codes(rest_put_off, candidates__1__votes=None, candidates__1__outcome=None) == set()


def test_votes_of_who_is_no_member_do_not_count():
    outsiders = {f"X{number}": "for" for number in range(8)}
    assert codes(PERSONNEL, candidates__1__votes=outsiders) == {"candidate-not-voted"}


# resolution and archive
def test_a_meeting_that_made_no_resolution_is_missed_from_the_day_after():
    open_matter = changed(FLAWLESS, resolution=None, execution=None)
    assert codes(open_matter, on=date(2026, 4, 28)) == set()
    assert found(open_matter, on=date(2026, 4, 29)) == {"resolution-missing": {"meeting": MEETING}}


def test_a_resolution_is_archived():
    assert found(resolution__archived=False) == {"not-archived": {"resolution": MEETING}}
    assert codes(resolution__archived=None) == {"not-archived"}
    assert codes(resolution__archived=None, execution=None, on=date(2026, 4, 28)) == set()


def test_one_made_without_a_meeting_is_archived_too():
    assert codes(meeting=None, resolution__archived=None) == {"not-collective", "not-archived"}


def test_what_was_refused_or_put_off_is_resolved_and_archived_too():
    against = members(8, vote="against")
    assert codes(meeting__members=against, resolution__outcome="rejected", execution=None) == set()
    assert codes(
        meeting__members=against, resolution={"outcome": "rejected", "on": MEETING}, execution=None
    ) == {"not-archived"}


# recusal
def test_who_must_withdraw_and_does_not_ignores_it():  # N14
    assert found(meeting__members__3__recusal_due=True) == {
        "recusal-ignored": {"staff_nos": ["M3"], "names": ["江知远"]}
    }


def test_who_withdraws_or_is_absent_ignores_nothing():
    assert codes(meeting__members__3__recusal_due=True, meeting__members__3__recused=True) == set()
    assert codes(meeting__members__3__recusal_due=True, meeting__members__3__attended=False) == set()


def test_a_member_who_is_proposed_withdraws():
    proposed = changed(
        PERSONNEL, candidates__1__staff_no="M3", candidates__1__votes__M3=None, candidates__0__votes__M3=None
    )
    assert "recusal-ignored" in codes(proposed)
    assert codes(proposed, meeting__members__3__recused=True) == set()


# order of meetings
def test_meetings_are_held_in_the_order_required():
    assert found(meetings_held__0__on="2026-04-28", meetings_held__1__on="2026-04-22") == {
        "meeting-order-wrong": {"required": ["党委会", "镇长办公会"], "held": ["镇长办公会", "党委会"]}
    }


def test_none_is_left_out():
    only = [{"kind": "镇长办公会", "on": MEETING}]
    assert found(meetings_held=only)["meeting-order-wrong"]["held"] == ["镇长办公会"]
    assert codes(meetings_held=None) == {"meeting-order-wrong"}
    assert codes(meetings_held__0__on=None) == {"meeting-order-wrong"}, "without a day it was not held"


def test_meetings_in_the_wrong_order_are_found_though_nobody_wrote_down_the_last_one():
    swapped = [{"kind": "镇长办公会", "on": "2026-04-22"}, {"kind": "党委会", "on": MEETING}]
    assert codes(meeting=None, meetings_held=swapped) == {"not-collective", "meeting-order-wrong"}
    assert codes(meeting=None, meetings_held=swapped[:1]) == {"not-collective", "meeting-order-wrong"}
    assert codes(meeting=None, meetings_held=None) == {"not-collective"}, (
        "no meeting of any kind is one fault"
    )


def test_the_order_they_are_written_in_does_not_matter_nor_do_others_between_them():
    held = [
        {"kind": "镇长办公会", "on": MEETING},
        {"kind": "专题会", "on": "2026-04-25"},
        {"kind": "党委会", "on": "2026-04-22"},
    ]
    assert codes(meetings_held=held) == set()


def test_two_on_one_day_are_in_order():
    assert codes(meetings_held__0__on=MEETING) == set()


def test_a_kind_required_twice_is_held_twice():
    assert codes(meetings_required=["党委会", "镇长办公会", "党委会"]) == {"meeting-order-wrong"}


def test_one_held_after_the_resolution_was_left_out_of_it():
    assert codes(meetings_held__1__on="2026-05-06") == {"meeting-order-wrong"}


def test_what_the_first_meeting_refused_need_not_go_on_to_the_second():
    refused = changed(
        FLAWLESS, meeting__members=members(8, vote="against"), resolution__outcome="rejected", execution=None,
        meetings_held=[{"kind": "党委会", "on": MEETING}],
    )  # fmt: skip
    assert codes(refused) == set()
    assert codes(refused, meetings_held__0__kind="镇长办公会") == {"meeting-order-wrong"}


# emergency
def test_an_emergency_needs_no_meeting_but_one_reported_to_is_judged():
    assert codes(EMERGENCY_ALONE) == set()
    assert codes(EMERGENCY, meeting__members__2__vote=None) == {"vote-missing"}
    assert codes(EMERGENCY, meeting__members=attending(3, 8)) == {"no-quorum", "outcome-against-majority"}


# ahead
def test_ahead_of_the_meeting_none_of_it_is_judged():
    planned = changed(
        FLAWLESS, flags=None, meeting__members=None, resolution=None, execution=None, meetings_held=None
    )
    assert codes(planned, on=date(2026, 4, 27)) == set()


def test_on_its_day_a_meeting_of_which_nothing_is_written_yet_is_still_ahead():
    waiting = changed(
        FLAWLESS, flags=None, meeting__members=members(8, attended=None), resolution=None, execution=None
    )
    assert codes(waiting, on=date(2026, 4, 28)) == set()
    assert "no-quorum" in codes(waiting, on=date(2026, 4, 29))
    assert codes(waiting, on=date(2026, 4, 28), meeting__members=members(8, vote=None)) == {"not-voted"}
