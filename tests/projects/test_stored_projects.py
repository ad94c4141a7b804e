"""Entering projects, and keeping findings true to them."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from core.models import Event
from projects.models import Bidder, Change, Payment, Project, Recusal, Stage
from projects.services.checking import check_projects
from projects.services.interests import end_interest, recuse
from projects.services.parts import change_part, remove_row
from projects.services.projects import (
    Planned,
    change_project,
    enter_project,
    give_up_project,
)
from projects.services.stages import note_visit, save_record, save_stage
from projects.services.states import Breaks, ChangedMeanwhile, NotPossible
from supervision.models import Finding
from tests.decisions.world import make_matter
from tests.projects.built import (
    BIDDERS,
    DAYS,
    ago,
    built,
    codes_of,
    content,
    decided,
    declared,
    judged,
    placed,
    planned,
    summed,
)
from tests.today import DAY


def matched() -> list[Finding]:
    return list(Finding.objects.filter(code="project-interest").exclude(state="closed"))


def test_a_project_by_the_book_raises_nothing_when_it_is_stored(county):
    project = built(county)
    part = placed(county, project)
    summed(county, part, "payments", 190, 1_000_000)
    judged()
    assert codes_of(project) == set()
    assert not Finding.objects.filter(source__startswith="projects").exists()


def test_a_project_is_made_with_its_five_stages(county):
    project = planned(county, spared="不征地")
    kinds = [stage.kind for stage in project.stages.all()]
    assert kinds == ["design", "land", "tender", "acceptance", "settlement"]
    assert project.stages.get(kind="land").spared == "不征地"
    assert project.started_on == ago(DAYS["design"][0])


def test_the_form_sent_twice_makes_one_project(county):
    token, given = uuid4(), content()
    for _times in range(2):
        enter_project(token=token, unit=county.town, content=given, by=county.secretary, on=DAY)
    assert Project.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"total": Decimal(0), "public": Decimal(0)}, "total"),
        ({"public": Decimal(7_000_000)}, "public"),
        ({"plan": {}}, "design_from"),
        ({"plan": {"design": Planned(ago(1), ago(2))}}, "design_until"),
    ],
)
def test_what_cannot_be_is_refused_in_chinese_by_field(county, wrong, field):
    with pytest.raises(ValidationError) as refused:
        planned(county, **wrong)
    assert list(refused.value.message_dict) == [field]
    assert not Project.objects.exists()


def test_a_number_comes_once_in_a_unit(county):
    planned(county, number="工1")
    with pytest.raises(ValidationError, match="已有编号"):
        planned(county, number="工1")


def test_who_opened_the_form_before_another_changed_it_is_told(county):
    project = planned(county)
    seen = project.changed_at
    change_project(project=project.pk, content=content(number="工2"), seen=seen, by=county.secretary, on=DAY)
    with pytest.raises(ChangedMeanwhile):
        change_project(project=project.pk, content=content(), seen=seen, by=county.secretary, on=DAY)


def test_a_stage_begun_without_a_decision_is_refused_before_and_found_after(county):
    project = planned(county)
    given = {"began_on": ago(5), "ended_on": None, "matter": None, "by": county.secretary, "on": DAY}
    with pytest.raises(Breaks) as refused:
        save_stage(project=project.pk, kind="design", happened=False, **given)
    assert "没有登记所依据的集体决策" in str(refused.value.found[0].message)
    assert project.stages.get(kind="design").began_on is None
    save_stage(project=project.pk, kind="design", happened=True, **given)
    judged()
    assert "project-stage-undecided" in codes_of(project)
    save_stage(project=project.pk, kind="design", happened=False, **(given | {"matter": decided(county)}))
    judged()
    assert "project-stage-undecided" not in codes_of(project)


def test_a_stage_that_rests_on_a_matter_not_decided_yet_or_refused_is_found(county):
    project = planned(county)
    refused = decided(county)
    type(refused).objects.filter(pk=refused.pk).update(state="rejected")
    for matter, words in ((make_matter(county), "还没有作出决定"), (refused, "没有通过")):
        save_stage(
            project=project.pk, kind="design", began_on=ago(5), ended_on=None, matter=matter, happened=True,
            by=county.secretary, on=DAY,
        )  # fmt: skip
        judged()
        assert words in Finding.objects.exclude(state="closed").get(code="project-stage-undecided").message


def test_a_stage_rests_on_a_matter_of_its_own_unit_alone(county):
    project, other = planned(county), make_matter(county, unit=county.bureau)
    with pytest.raises(ValidationError, match="本单位"):
        save_stage(
            project=project.pk, kind="design", began_on=ago(5), ended_on=None, matter=other, happened=True,
            by=county.secretary, on=DAY,
        )  # fmt: skip


def test_only_the_land_stage_may_fall_away_and_not_once_it_began(county):
    project = built(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage.objects.filter(project=project, kind="tender").update(
            spared="不需要", began_on=None, ended_on=None
        )
    with pytest.raises(ValidationError, match="已经开始"):
        change_project(
            project=project.pk, content=content(spared="不征地"), seen=Project.objects.get().changed_at,
            by=county.secretary, on=DAY,
        )  # fmt: skip


def test_a_record_every_project_needs_cannot_be_spared(county):
    project = planned(county)
    given = {"number": "", "text": "", "by": county.secretary, "on": DAY}
    with pytest.raises(ValidationError, match="每个项目都应当有"):
        save_record(project=project.pk, kind="approval", day=None, spared="小工程", **given)
    save_record(project=project.pk, kind="construction-permit", day=None, spared="限额以下", **given)
    with pytest.raises(ValidationError, match="只填写理由"):
        save_record(project=project.pk, kind="construction-permit", day=ago(1), spared="限额以下", **given)


def test_only_the_head_writes_the_heads_own_checks(county):
    project = planned(county)
    given = {
        "project": project.pk,
        "stage": "design",
        "day": ago(1),
        "place": "现场",
        "text": "查看。",
        "on": DAY,
    }
    for who in (county.secretary, county.member, county.discipline, county.outsider):
        with pytest.raises(NotPossible):
            note_visit(**given, by=who)
    note_visit(**given, by=county.head_user)
    note_visit(**(given | {"text": "再看。"}), by=county.head_user)
    assert project.visits.get().text == "再看。"


def test_a_stage_the_head_never_checked_is_found_and_the_head_is_asked(county):
    project = built(county, without="land check")
    judged()
    finding = Finding.objects.get(code="project-unsupervised")
    assert (finding.person, finding.unit, finding.subject) == (county.head, county.town, "重大项目安排")
    note_visit(
        project=project.pk, stage="land", day=ago(1), place="现场", text="补查。", by=county.head_user, on=DAY
    )
    judged()
    assert codes_of(project) == set()


def test_a_payment_ahead_of_acceptance_is_refused_before_and_found_after(county):
    part = placed(county, built(county))
    with pytest.raises(Breaks) as refused:
        summed(county, part, "payments", 150, 2_000_000, happened=False)
    assert "只能预付，最多可付 1,440,000.00 元" in refused.value.found[0].message
    assert not Payment.objects.exists()
    summed(county, part, "measures", 160, 3_000_000)
    summed(county, part, "payments", 150, 2_000_000, happened=False)
    summed(county, part, "payments", 100, 1_000_000)
    judged()
    assert codes_of(part.project) == {"project-paid-ahead"}
    remove_row(
        part=part.pk,
        kind="payments",
        row=Payment.objects.order_by("on").last().pk,
        by=county.secretary,
        on=DAY,
    )
    judged()
    assert codes_of(part.project) == set()


def test_a_sum_sent_twice_is_entered_once(county):
    part, token = placed(county, built(county)), uuid4()
    for _times in range(2):
        summed(county, part, "payments", 150, 1_000_000, token=token)
    assert Payment.objects.count() == 1


def test_a_change_above_the_limit_rests_on_a_resolution(county):
    part = placed(county, built(county))
    with pytest.raises(Breaks):
        summed(county, part, "changes", 100, 60_000, happened=False)
    summed(county, part, "changes", 100, 60_000, happened=False, matter=decided(county, 110))
    summed(county, part, "changes", 90, 49_000, happened=False)
    with pytest.raises(ValidationError, match="变更原因"):
        summed(county, part, "changes", 80, 1_000, note=" ")
    judged()
    assert codes_of(part.project) == set()
    assert Change.objects.count() == 2


def test_untendered_parts_are_counted_together(county):
    project = built(county)
    direct = {"method_name": "竞争性磋商", "bidders": (), "publicity_from": None, "publicity_until": None}
    placed(county, project, estimate=Decimal(2_100_000), contract_amount=Decimal(2_000_000), **direct)
    judged()
    assert codes_of(project) == set()
    two = {"name": "二标段", "estimate": Decimal(2_000_000), "contract_amount": Decimal(1_900_000)}
    with pytest.raises(Breaks):
        placed(county, project, happened=False, **two, **direct)
    placed(county, project, **two, **direct)
    judged()
    assert codes_of(project) == {"project-split"}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"contract_amount": None}, "contract_amount"),
        ({"supplier": None}, "supplier"),
        ({"supplier": BIDDERS[2].supplier, "bidders": BIDDERS[:2]}, "supplier"),
        ({"bidders": (*BIDDERS, BIDDERS[0])}, "bidders"),
        ({"opened_on": ago(300)}, "opened_on"),
        ({"started_on": DAY + timedelta(1)}, "started_on"),
        ({"name": "二标段"}, None),
    ],
)
def test_what_cannot_be_of_a_part_is_refused_by_field(county, wrong, field):
    project = built(county)
    if field is None:
        placed(county, project, **wrong)
        field = "name"
    with pytest.raises(ValidationError) as refused:
        placed(county, project, **wrong)
    assert field in refused.value.message_dict


def test_a_part_changed_by_another_meanwhile_is_not_overwritten(county):
    part = placed(county, built(county))
    given = {"part": part.pk, "content": None, "happened": True, "by": county.secretary, "on": DAY}
    with pytest.raises(ChangedMeanwhile):
        change_part(**given, seen=None)
    assert Bidder.objects.count() == 3


def test_a_bidder_in_which_a_leader_has_an_interest_is_found_and_kept_from_the_leader(county):
    deputy = county.members[2]
    declared(county, deputy)
    project = built(county)
    placed(county, project)
    judged()
    (finding,) = matched()
    assert (finding.person, finding.concerns, finding.subject) == (county.head, deputy, "重要人事任免")
    assert "柏知远申报的利益相关（配偶，出资、持股）；没有登记回避" in finding.message
    recuse(project=project.pk, person=deputy, day=ago(240), how="全程回避", by=county.secretary, on=DAY)
    judged()
    assert matched() == []


def test_a_recusal_after_the_bids_were_opened_comes_too_late(county):
    declared(county, county.head)
    project = built(county)
    placed(county, project)
    recuse(project=project.pk, person=county.head, day=ago(100), how="全程回避", by=county.secretary, on=DAY)
    judged()
    assert "才登记回避" in matched()[0].message
    recuse(project=project.pk, person=county.head, day=ago(300), how="全程回避", by=county.secretary, on=DAY)
    assert Recusal.objects.get().on == ago(100)


@pytest.mark.parametrize(
    ("about", "found"),
    [
        ({"credit_code": ""}, 1),
        ({"enterprise": "另一名称的公司"}, 1),
        ({"enterprise": "安康市绿水建设有限公司", "credit_code": ""}, 1),
        ({"enterprise": "安康市绿水商贸有限公司", "credit_code": ""}, 0),
        ({"until": ago(226), "since": ago(900)}, 0),
        ({"since": ago(100)}, 0),
    ],
)
def test_interests_are_matched_by_code_else_by_name_as_of_the_day_the_bids_were_opened(county, about, found):
    declared(county, county.head, **about)
    placed(county, built(county))
    judged()
    assert len(matched()) == found


def test_the_interest_of_somebody_who_sits_in_another_unit_is_none_here(county):
    from projects.services.interests import Declaration, declare_interest

    theirs = Declaration(county.outsider.person, "self", BIDDERS[0].supplier.name, "", "owner")
    declare_interest(token=uuid4(), declaration=theirs, by=county.outsider, on=DAY)
    placed(county, built(county))
    judged()
    assert matched() == []


def test_an_interest_that_ended_holds_until_it_did(county):
    row = declared(county, county.head)
    placed(county, built(county))
    end_interest(interest=row.pk, until=ago(230), by=county.head_user, on=DAY)
    judged()
    assert matched() == []


def test_a_project_given_up_is_asked_nothing_any_more_and_written_in_no_more(county):
    project = built(county, without="design")
    judged()
    assert codes_of(project) == {"project-stage-undecided"}
    give_up_project(project=project.pk, by=county.secretary, on=DAY)
    judged()
    assert codes_of(project) == set()
    with pytest.raises(NotPossible):
        placed(county, project)


def test_many_projects_are_judged_in_a_constant_number_of_queries(county):
    def queries(projects: list[Project]) -> int:
        check_projects(projects=[one.pk for one in projects], on=DAY)
        with CaptureQueriesContext(
            connection,
        ) as made:
            check_projects(projects=[one.pk for one in projects], on=DAY)
        return len(made)

    declared(county, county.head)
    one = built(county, without="design")
    summed(county, placed(county, one), "payments", 150, 2_000_000)
    few = queries([one])
    more = [one]
    for _times in range(3):
        more.append(built(county, without="design"))
        summed(county, placed(county, more[-1]), "payments", 150, 2_000_000)
    assert queries(more) == few


def test_every_write_is_in_the_ledger(county):
    placed(county, built(county))
    done = set(Event.objects.values_list("action", flat=True))
    assert {
        "project.enter",
        "project.save-stage",
        "project.save-record",
        "project.enter-part",
        "project.check-by-head",
    } <= done
