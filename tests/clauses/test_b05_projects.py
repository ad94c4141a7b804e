"""B5: each stage of a project is decided together and goes by its procedure; nothing is tendered around, changed, or paid at will."""

from datetime import date
from decimal import Decimal

import pytest

from projects.procedure import (
    Change,
    LineState,
    Measure,
    Part,
    Payment,
    Project,
    Record,
    Stage,
    blocking,
    checklist,
)
from projects.procedure.interests import Match, unresolved
from projects.procedure.paying import allowed
from rulebook.clauses import CLAUSES
from rulebook.findings import CODES as EVERY_CODE
from rulebook.limits import LIMITS
from rulebook.procedures.projects import CODES, RECORDS, TITLES
from rulebook.procedures.projects import Stage as Kind
from tests.projects.cases import CLEAN, ON, PART, another, changed, day, found

MATTER = "修建集镇污水管网"


def test_a_project_by_the_book_raises_nothing():
    assert found(CLEAN) == {}
    assert all(line.state == LineState.DONE for lines in checklist(CLEAN, ON).values() for line in lines)


def test_the_five_stages_are_those_the_clause_names():
    assert list(TITLES.values()) == ["设计建设", "土地征迁补偿", "招投标", "决算验收", "结算支付"]
    words = CLAUSES["B5"].text
    for part in ("设计建设", "土地征迁补偿", "招投标", "决算验收", "结算支付", "民主集中决策"):
        assert part in words


def test_every_code_and_number_of_projects_is_known_to_the_product():
    assert CODES.keys() <= EVERY_CODE.keys()
    rules = {limit.rule for limit in LIMITS}
    assert {number for rule in CODES.values() for number in rule.rules} <= rules | {"N39"}
    assert {rule.stage for rule in RECORDS} == set(Kind)


@pytest.mark.parametrize(
    ("stage", "how"),
    [
        ({"matter": None, "decided_on": None}, "没有登记所依据的集体决策"),
        ({"decided_on": None}, "还没有作出决定"),
        ({"decided_on": day(2, 20)}, "才作出决定"),
        ({"decided_on": None, "refused": True}, "没有通过"),
    ],
)
def test_a_stage_begun_without_its_collective_decision_is_found(stage, how):
    one = found(changed(**{f"tender__{name}": value for name, value in stage.items()}))[
        "project-stage-undecided"
    ]
    assert (one.rule.clause, one.facts["stage"]) == ("B5", "招投标")
    assert how in one.message


def test_each_of_the_five_stages_is_asked_for_its_decision():
    for kind in Kind:
        assert set(found(changed(**{f"{kind}__matter": None}))) == {"project-stage-undecided"}


def test_a_stage_not_begun_yet_is_asked_for_nothing():
    planned = {kind: Stage(planned_from=day(12, 1, 2026), planned_until=day(12, 31, 2026)) for kind in Kind}
    project = Project(title="修路", stages=planned)
    assert found(project) == {}
    assert {line.state for lines in checklist(project, ON).values() for line in lines} == {LineState.AHEAD}


def test_a_stage_that_ended_without_its_records_is_found_and_each_missing_one_is_named():
    project = changed()
    del project.stages["acceptance"].records["final-account"]
    one = found(project)["project-record-missing"]
    assert one.facts["missing"] == ["竣工财务决算"]
    assert "缺少：竣工财务决算" in one.message
    states = {line.key: line.state for line in checklist(project, ON)[Kind.ACCEPTANCE]}
    assert (states["final-account"], states["acceptance-report"]) == (LineState.MISSING, LineState.DONE)


def test_a_record_a_project_does_not_need_is_spared_with_its_reason():
    project = changed()
    project.stages["design"].records["construction-permit"] = Record(spared="限额以下工程，不需要施工许可")
    assert found(project) == {}
    line = next(one for one in checklist(project, ON)[Kind.DESIGN] if one.key == "construction-permit")
    assert (line.state, line.why) == (LineState.NOT_NEEDED, "限额以下工程，不需要施工许可")


def test_a_record_is_asked_for_only_from_the_day_its_instrument_is_in_force():
    project = changed()
    project.stages = {"design": Stage(began_on=date(2018, 3, 1), ended_on=date(2018, 4, 1), matter=MATTER,
                                      decided_on=date(2018, 2, 1), checks=[date(2018, 3, 5)],
                                      records={"construction-permit": Record(on=date(2018, 3, 1))})}  # fmt: skip
    project.parts = []
    assert found(project, date(2018, 5, 1)) == {}
    assert "project-record-missing" in found(project, date(2019, 8, 1))


def test_a_project_that_takes_no_land_goes_without_that_stage():
    project = changed()
    project.stages["land"] = Stage(spared="在原有道路上敷设，不征地")
    assert found(project) == {}
    assert {line.state for line in checklist(project, ON)[Kind.LAND]} == {LineState.NOT_NEEDED}


def test_acceptance_before_the_tender_was_over_is_out_of_order():
    one = found(changed(tender__ended_on=day(11, 20)))["project-out-of-order"]
    assert (one.facts["later"], one.facts["earlier"]) in {("决算验收", "招投标"), ("结算支付", "招投标")}


def test_building_before_land_permit_and_contract_is_found():
    one = found(changed(part__started_on=day(3, 1)))["project-started-early"]
    assert one.facts["missing"] == ["土地征迁补偿", "签订合同"]
    assert "project-started-early" not in found(
        changed(part__started_on=day(3, 1), part__category="services")
    )


def test_a_stage_late_by_more_than_thirty_days_is_noticed_with_plan_and_fact():
    assert "project-stage-late" not in found(changed(design__ended_on=day(3, 22)))
    one = found(changed(design__ended_on=day(3, 23)))["project-stage-late"]
    assert (one.facts["planned"], one.facts["days"]) == ("2025-02-20", 31)


def test_the_heads_own_check_is_evidenced_in_every_stage_that_is_over():
    one = found(changed(settlement__checks=[]))["project-unsupervised"]
    assert (one.facts["stage"], one.facts["number"], one.facts["least"]) == ("结算支付", 0, 1)
    assert "project-unsupervised" not in found(changed(settlement__checks=[], settlement__ended_on=None))


@pytest.mark.parametrize(
    ("category", "below", "limit"),
    [("works", 3_999_999, 4_000_000), ("goods", 1_999_999, 2_000_000), ("services", 999_999, 1_000_000)],
)
def test_what_reaches_the_limit_must_be_tendered(category, below, limit):
    placed = {
        "part__tendered": False,
        "part__method": "自行采购",
        "part__category": category,
        "part__payments": [],
    }
    assert "project-not-tendered" in found(changed(part__estimate=Decimal(limit), **placed))
    assert "project-not-tendered" not in found(changed(part__estimate=Decimal(below), **placed))


def test_what_may_go_without_tender_by_approval_is_no_fault():
    assert found(changed(part__tendered=False, part__exempt="县政府批复：应急抢险")) == {}


def test_without_enough_budget_money_the_rule_does_not_hold():
    loose = {"part__tendered": False}
    assert "project-not-tendered" in found(changed(public=Decimal(2_000_000), **loose))
    assert found(changed(public=Decimal(1_999_999), **loose)) == {}
    assert found(changed(public=Decimal(2_000_000), total=Decimal(20_000_001), **loose)) == {}


def test_parts_of_one_project_below_the_limit_are_counted_together():
    project = changed(part__tendered=False, part__estimate=Decimal(2_100_000), part__method="竞争性磋商")
    assert "project-split" not in found(project)
    project.parts.append(another(tendered=False, estimate=Decimal(1_900_000)))
    one = found(project)["project-split"]
    assert (one.facts["amount"], one.facts["parts"], one.facts["limit"]) == (
        "4000000.00",
        ["一标段", "二标段"],
        "4000000.00",
    )
    project.parts[1].category = "services"
    assert "project-split" not in found(project)


def test_the_days_of_a_tender_are_counted():
    assert set(found(changed(part__documents_on=day(3, 6)))) == {"project-tender-short"}
    assert found(changed(part__documents_on=day(3, 5))) == {}
    assert set(found(changed(part__publicity_until=day(3, 29)))) == {"project-publicity-short"}
    assert set(found(changed(part__publicity_until=None))) == {"project-publicity-short"}
    assert set(found(changed(part__bidders=2))) == {"project-few-bidders"}
    late = {"part__contract_on": day(5, 3), "part__started_on": day(5, 5)}
    assert set(found(changed(**late))) == {"project-contract-late"}


def test_a_change_above_the_limit_without_a_resolution_is_found_and_adds_nothing_to_the_contract():
    loose = Change(on=day(7), amount=Decimal(50_000))
    project = changed(part__changes=[loose], part__final=None, part__final_on=None, part__accepted_on=None)
    assert "达到 50,000 元" in found(project)["project-change-undecided"].facts["why"]
    assert allowed(project.parts[0], ON).whole == 4_800_000
    loose.decided_on = day(7, 11)
    assert "才作出" in found(project)["project-change-undecided"].facts["how"]
    loose.decided_on = day(7)
    assert found(project) == {}
    assert allowed(project.parts[0], ON).whole == 4_850_000


def test_small_changes_that_add_up_to_a_tenth_need_a_resolution_too():
    small = [Change(on=day(6, number), amount=Decimal(49_000)) for number in range(1, 11)]
    project = changed(part__changes=small)
    one = found(project)["project-change-undecided"]
    assert one.facts["on"] == "2025-06-10"
    assert "累计变更 490000.00 元" in one.facts["why"]
    project.parts[0].changes = small[:9]
    assert found(project) == {}


@pytest.mark.parametrize(
    ("paid", "code"),
    [
        ([(day(5), 1_440_000)], None),
        ([(day(5), 1_440_001)], "project-paid-ahead"),
        ([(day(9), 2_700_000)], None),
        ([(day(9), 2_700_001)], "project-paid-ahead"),
        ([(day(11, 15), 4_410_000)], None),
        ([(day(11, 15), 4_410_001)], "project-paid-ahead"),
        ([(day(12, 15), 4_753_000)], None),
        ([(day(12, 15), 4_753_001)], "project-paid-ahead"),
        ([(day(12, 15), 4_900_001)], "project-paid-above"),
        ([(day(11, 10, 2026), 4_900_000)], None),
        ([(day(11, 10, 2026), 4_900_001)], "project-paid-above"),
    ],
)
def test_nothing_is_paid_ahead_of_acceptance_or_above_what_was_agreed(paid, code):
    payments = [Payment(on=on, amount=Decimal(amount)) for on, amount in paid]
    assert set(found(changed(part__payments=payments))) == ({code} if code else set())


def test_the_final_account_caps_what_may_be_paid():
    payments = [Payment(on=day(11, 12, 2026), amount=Decimal(4_850_000))]
    one = found(changed(part__final=Decimal(4_800_000), part__payments=payments))["project-paid-above"]
    assert "决算金额为 4,800,000" in one.message or "决算金额为 4800000" in one.message


def test_contracts_above_the_investment_are_found():
    assert found(changed(total=Decimal(4_899_999)))["project-over-budget"].facts["amount"] == "4900000.00"
    assert "project-over-budget" not in found(changed(total=Decimal(4_900_000)))


def test_a_project_given_up_raises_nothing_any_more():
    assert found(changed(cancelled=True, design__matter=None)) == {}


def test_a_step_is_refused_by_the_same_judgement_that_would_find_it():
    before = changed(part__payments=[], part__accepted_on=None, part__final_on=None, part__measures=[])
    after = changed(
        part__payments=[Payment(on=day(6), amount=Decimal(2_000_000))], part__accepted_on=None, part__final_on=None,
        part__measures=[],
    )  # fmt: skip
    assert [one.rule.code for one in blocking(before, after, day(6))] == ["project-paid-ahead"]
    after.parts[0].measures = [Measure(on=day(6), amount=Decimal(2_500_000))]
    assert blocking(before, after, day(6)) == []


def test_a_bidder_in_which_a_leader_has_an_interest_is_found_unless_the_leader_withdrew_in_time():
    match = Match(
        1, "集镇污水管网", "一标段", "平利县青山建筑有限公司", 7, "柏知远", "spouse", "owner", day(3, 25)
    )
    one = unresolved(match, ON)
    assert one is not None
    assert "柏知远申报的利益相关（配偶，出资、持股）；没有登记回避" in one.message

    def recused(on: date | None) -> Match:
        return Match(1, "集镇污水管网", "一标段", "甲公司", 7, "柏知远", "spouse", "owner", day(3, 25), on)

    assert unresolved(recused(day(3, 20)), ON) is None
    late = unresolved(recused(day(3, 26)), ON)
    assert late is not None
    assert "才登记回避" in late.message


def test_a_part_that_is_only_planned_is_asked_for_nothing():
    project = Project(title="修路", total=Decimal(9_000_000), public=Decimal(9_000_000), parts=[Part(name="一标段", estimate=Decimal(5_000_000))])  # fmt: skip
    assert found(project) == {}
    assert PART.planned_sum == 5_000_000
