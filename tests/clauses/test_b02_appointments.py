"""B2 干部推荐任用权: conditions met, no key step skipped or out of order, the file kept truthfully, no 临时动议, kin stand back."""

from copy import deepcopy
from datetime import date
from typing import Any

import msgspec
import pytest

from appointments.procedure import Case, StepState, blocking, checklist
from rulebook.clauses import CLAUSES
from rulebook.findings import CODES as EVERY_CODE
from rulebook.procedures.appointments import CODES, FINDING_ONLY, STEP_OF_CODE
from tests.appointments.cases import CALENDAR, FLAWLESS, ON, changed, codes, entry, facts, judged
from tests.decisions.cases import PERSONNEL, member


def decided(**changes: Any) -> dict[str, Any]:
    """The decision with changes."""
    return deepcopy(PERSONNEL) | changes


def meeting(**changes: Any) -> dict[str, Any]:
    """The decision with its meeting changed."""
    return decided(meeting=PERSONNEL["meeting"] | changes)


def test_an_appointment_by_the_regulation_is_in_order():
    assert codes() == set()


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ("initiation", "initiation-missing"),
        ("recommendation", "recommendation-missing"),
        ("recommendation_talks", "recommendation-missing"),
        ("qualification", "qualification-unproven"),
        ("exclusions", "exclusions-unchecked"),
        ("inspection_notice", "notice-missing"),
        ("inspection", "inspection-missing"),
        ("archive_check", "archive-unchecked"),
        ("personal_matters", "personal-matters-unchecked"),
        ("clue_check", "clues-unchecked"),
        ("integrity_opinion", "integrity-unheard"),
        ("publicity", "publicity-missing"),
        ("appointment_talk", "talk-missing"),
    ],
)
def test_no_step_is_skipped(record: str, code: str):
    assert codes(**{f"records__{record}": None}) == {code}


def test_a_step_is_missing_only_once_a_later_one_was_taken():
    only = {"initiation": FLAWLESS["records"]["initiation"]}
    assert codes(records=only, decision=None) == set()
    two = only | {"recommendation-talks": FLAWLESS["records"]["recommendation-talks"]}
    assert codes(records=two, decision=None) == set()
    assert codes(records={"publicity": FLAWLESS["records"]["publicity"]}, decision=None) >= {"not-discussed"}


def test_personal_matters_are_asked_only_of_those_the_duty_to_report_reaches():
    assert codes(records__personal_matters=None, personal_matters=False) == set()


def test_a_recommendation_is_counted():
    assert facts("recommendation-uncounted", records__recommendation__votes=None) == {"what": "会议推荐"}
    assert codes(records__recommendation__votes=0) == set(), "no votes is a count, too"


def test_a_recommendation_holds_for_one_year_through_its_corresponding_day():
    def year_before(day: str) -> set[str]:
        initiated = entry("2025-03-02")
        return codes(records__initiation=initiated, records__recommendation=entry(day, present=38, votes=31))

    assert year_before("2025-04-28") == set()
    assert year_before("2025-04-27") == {"recommendation-stale"}


def test_who_does_not_meet_the_conditions_is_not_proposed_but_by_exception():
    assert codes(records__qualification__result="adverse") == {"unqualified"}
    assert codes(records__qualification__result="adverse", exceptional="市委组织部批复〔2026〕3号") == set()


def test_a_head_was_a_deputy_for_two_years_or_the_file_says_on_what_it_rests():
    assert codes(deputy_days=730) == set()
    assert facts("years-unexplained", deputy_days=729) == {"days": 729, "years": 2}
    assert codes(deputy_days=None) == {"years-unexplained"}, (
        "what the register does not know is never assumed"
    )
    assert (
        codes(deputy_days=None, records__qualification__text="2021年至2025年任外县副局长，干部档案第三类。")
        == set()
    )
    assert codes(deputy_days=None, kind="promotion") == set()


def test_nobody_stays_on_one_post_for_more_than_two_terms():
    assert codes(post_days=3649) == set()
    assert codes(post_days=3650) == {"terms-exceeded"}


def test_the_seven_grounds_of_article_24_exclude():
    assert codes(records__exclusions__grounds=["群众公认度不高"]) == {"excluded"}


@pytest.mark.parametrize(
    ("sanction", "runs", "over"),
    [
        ("诫勉", "2025-10-29", "2025-10-28"),
        ("警告", "2025-10-29", "2025-10-28"),
        ("记过", "2025-04-29", "2025-04-28"),
        ("记大过", "2024-10-29", "2024-10-28"),
        ("撤职", "2024-04-29", "2024-04-28"),
    ],
)
def test_a_sanction_excludes_until_its_period_is_over(sanction: str, runs: str, over: str):
    given = {"records__exclusions__sanction": sanction}
    assert codes(**given, records__exclusions__sanction_on=runs) == {"sanction-running"}
    assert codes(**given, records__exclusions__sanction_on=over) == set()


def test_a_team_of_two_inspects():
    assert facts("team-too-small", records__inspection__people={"T1": "江牧之"}) == {"number": 1, "least": 2}


def test_an_inspection_talks_to_people_and_comes_to_findings():
    assert facts("inspection-incomplete", records__inspection__talked=0, records__inspection__text="") == {
        "missing": ["谈话情况", "考察结论"]
    }


@pytest.mark.parametrize("result", ["adverse", "pending"])
def test_nobody_is_put_forward_against_the_opinion_of_the_discipline_body(result: str):
    assert facts("check-adverse", records__integrity_opinion__result=result)["what"] == "纪检监察机关廉洁意见"
    before = {"records__publicity": None, "records__appointment": None, "records__appointment_talk": None}
    assert codes(**before, decision=None, records__integrity_opinion__result=result) == set(), (
        "as long as it goes no further"
    )


def test_two_thirds_of_the_members_decide():
    few = [member(place, vote=None, attended=place > 2) for place in range(8)]
    assert facts("no-quorum", decision=meeting(members=few)) == {"members": 8, "attending": 5, "quorum": 6}
    enough = [member(place, vote=None, attended=place > 1) for place in range(8)]
    assert codes(decision=meeting(members=enough)) == set()


def test_each_candidate_is_voted_on():
    first, second = deepcopy(PERSONNEL["candidates"])
    assert codes(decision=decided(candidates=[first | {"votes": None}, second])) == {"not-voted"}
    assert codes(decision=decided(candidates=[first, second | {"votes": None}])) == set(), (
        "another candidate's fault"
    )


def test_nobody_is_appointed_whom_the_vote_dropped():
    first, second = deepcopy(PERSONNEL["candidates"])
    dropped = first | {"outcome": "rejected", "votes": {f"M{place}": "against" for place in range(8)}}
    found = facts("dropped-yet-appointed", decision=decided(candidates=[dropped, second]))
    assert (found["outcome"], found["on"]) == ("未通过", "2026-05-06")
    nothing_after = {
        "records__publicity": None,
        "records__appointment": None,
        "records__appointment_talk": None,
    }
    assert codes(**nothing_after, decision=decided(candidates=[dropped, second])) == set()


def test_who_is_not_in_the_decision_was_not_discussed():
    assert "not-discussed" in codes(staff_no="C9")
    assert "not-discussed" in codes(decision=None)


def test_an_item_raised_at_the_meeting_is_a_sudden_motion():
    assert codes(decision=meeting(item_on_agenda=False)) == {"sudden-motion"}


def test_relatives_stand_back_from_team_file_and_vote():
    assert facts("kin-took-part", kin={"T2": "林清越"})["what"] == "考察组"
    assert facts("kin-took-part", kin={"H1": "晏怀谷"})["what"] == "承办"
    assert facts("kin-took-part", kin={"M3": "江知远"})["what"] == "讨论决定"
    withdrew = [member(place, vote=None, recused=place == 3) for place in range(8)]
    first, second = deepcopy(PERSONNEL["candidates"])
    votes = {f"M{place}": "for" for place in range(8) if place != 3}
    without = [one | {"votes": votes} for one in (first, second)]
    stood_back = decided(meeting=PERSONNEL["meeting"] | {"members": withdrew}, candidates=without)
    assert codes(kin={"M3": "江知远"}, decision=stood_back) == set()


def test_no_head_promotes_a_relative():
    assert "head-promotes-kin" in codes(kin={"M7": "云知远"})
    assert "head-promotes-kin" not in codes(kin={"M7": "云知远"}, kind="transfer")


def test_nobody_is_promoted_just_before_the_head_leaves():
    assert facts("eve-of-leaving", head_left_on="2026-10-28")["months"] == 6
    assert codes(head_left_on="2026-10-29") == set()
    assert codes(head_left_on="2026-10-28", kind="transfer") == set()


def test_publicity_lasts_five_working_days_of_the_countys_calendar():
    assert codes(records__publicity__until="2026-05-12") == set(), "9 May is worked"
    short = facts("publicity-too-short", records__publicity__until="2026-05-11")
    assert (short["days"], short["least"]) == (4, 5)


def test_nobody_is_appointed_before_publicity_is_over():
    assert "publicity-after" in codes(records__publicity__until="2026-05-15")
    assert (
        codes(records__publicity__until="2026-05-14", records__appointment_talk=entry("2026-05-15")) == set()
    )


def test_what_was_said_while_it_was_published_is_looked_into():
    assert codes(records__publicity__number=2) == {"objection-unhandled"}
    assert codes(records__publicity__number=2, records__publicity__text="经核查不属实。") == set()


def test_a_transfer_needs_no_publicity_and_no_probation():
    assert codes(kind="transfer", records__publicity=None, on=date(2028, 1, 1)) == set()


def test_probation_lasts_a_year_and_ends_in_an_assessment():
    assert codes(on=date(2027, 5, 15)) == set()
    assert codes(on=date(2027, 5, 16)) == {"probation-unassessed"}
    assert codes(on=date(2027, 5, 20), records__probation=entry("2027-05-14", result="favourable")) == set()


def test_steps_are_taken_in_order():
    found = facts("out-of-order", records__integrity_opinion=entry("2026-04-29", result="favourable"))
    assert (found["later"], found["earlier"]) == ("讨论决定", "纪检监察机关廉洁意见")
    assert codes(records__integrity_opinion=entry("2026-04-28", result="favourable")) == set()


def test_dates_can_be():
    assert codes(records__inspection__until="2026-03-15", records__inspection__entered_on="2026-03-16") == {
        "dates-impossible"
    }
    assert "dates-impossible" in codes(records__initiation=entry("2026-03-02", "2026-03-01"))


def test_what_is_entered_after_the_next_step_shows_as_late():
    assert codes(records__initiation=entry("2026-03-02", "2026-03-10")) == set()
    assert facts("entered-late", records__initiation=entry("2026-03-02", "2026-03-11")) == {
        "what": "动议",
        "entered_on": "2026-03-11",
        "later": "会议推荐",
        "later_on": "2026-03-10",
    }
    assert codes(past=True, records__initiation=entry("2026-03-02", "2026-06-11")) == set(), "a paper file is"


def test_a_record_changed_since_the_appointment_shows_as_changed():
    assert codes(records__recommendation__changed_on="2026-05-15") == set()
    assert codes(records__recommendation__changed_on="2026-05-16") == {"changed-later"}


def test_each_step_has_its_paper_in_the_file():
    assert facts("material-missing", records__inspection__has_files=False) == {"steps": ["考察材料"]}


def test_a_tenure_counts_as_the_appointment_where_no_record_says_so():
    without = {"records__publicity": None, "records__appointment": None, "records__appointment_talk": None}
    assert codes(**without) == set()
    assert codes(**without, tenure_on="2026-05-15") == {"publicity-missing", "talk-missing"}


def test_a_step_is_refused_by_what_it_would_lack():
    case = msgspec.convert(changed(records__inspection=None, decision=None), Case)
    case.records = {key: case.records[key] for key in ("initiation", "exclusions")}
    after = msgspec.structs.replace(
        case,
        records=case.records
        | {
            "inspection": msgspec.convert(FLAWLESS["records"]["inspection"], type(case.records["initiation"]))
        },
    )
    refused = {one.rule.code for one in blocking(case, after, ON, CALENDAR)}
    assert refused == {"cadre-recommendation-missing", "cadre-qualification-unproven", "cadre-notice-missing"}


def test_the_checklist_says_done_missing_ahead_or_not_needed_and_by_when():
    def states(on: date = ON, **changes: Any) -> dict[str, StepState]:
        lines = checklist(msgspec.convert(changed(**changes), Case), on, CALENDAR)
        return {line.step.key: line.state for line in lines}

    assert set(states().values()) == {StepState.DONE, StepState.AHEAD}
    assert states()["probation"] == StepState.AHEAD
    assert states(records__clue_check=None)["clue-check"] == StepState.MISSING
    assert (
        states(personal_matters=False, records__personal_matters=None)["personal-matters"]
        == StepState.NOT_NEEDED
    )
    lines = {line.step.key: line for line in checklist(msgspec.convert(changed(), Case), ON, CALENDAR)}
    assert lines["probation"].by == date(2027, 5, 15)


def test_every_code_rests_on_the_clause_and_says_its_facts():
    assert {rule.clause for rule in CODES.values()} == {"B2", "C20"}
    assert {EVERY_CODE[code].clause for code in STEP_OF_CODE} == {"B2", "C14", "C20"} <= set(CLAUSES)
    assert set(CODES) >= FINDING_ONLY
    for one in judged(records__recommendation=None, decision=None):
        assert "{" not in one.message
