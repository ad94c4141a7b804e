"""C20: appraisals, rewards and removals of heads use the conclusions of audits as appointments do; whoever decides without is found out."""

from pathlib import Path
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from appointments.choices import ACTION_TRANSITIONS, ActionState
from appointments.models import ActionConsultation, PersonnelAction
from appointments.selectors.actions import unconsulted_actions
from appointments.services.actions import open_action, reply_to_action, withdraw_action
from appointments.services.checking import check_actions
from appointments.services.states import NotPossible
from appointments.tasks import check_appointments_today
from audits.choices import Outcome
from audits.services.stages.objections import answer_objection
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.findings import CODES
from rulebook.procedures.auditing import Step as Kind
from rulebook.procedures.personnel import KINDS
from supervision.models import Finding
from tests import factories
from tests.appointments.actions import decided, make_action, opening, weigh
from tests.appointments.files import days_ago
from tests.audits.staged import Staged, staged
from tests.decisions.world import TODAY, World, build, make_matter
from tests.today import fix_today

CODE, FILE = "audit-not-consulted", "file-not-consulted"  # the integrity file is asked for beside them (C14)
every_kind = pytest.mark.parametrize("kind", list(KINDS))


@pytest.fixture
def county(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: pytest.FixtureRequest, tmp_path: Path
) -> World:
    """The county whose committee decides about the town's head, today; its organisation department has a head."""
    fix_today(monkeypatch)
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    world = build()
    organisation = Unit.objects.get(function=Function.ORGANISATION)
    factories.make_tenure(factories.make_person("钟既明"), factories.make_post(organisation, "部长"))
    return world


@pytest.fixture
def audited(county: World) -> Staged:
    """An audit of the town's head was reported 50 days ago, with one finding."""
    held = staged(county)
    held.reported(Kind.REPORT)
    return held


def found() -> set[str]:
    """What stands in the register against these files."""
    check_actions(actions=list(PersonnelAction.objects.values_list("pk", flat=True)), on=TODAY)
    rows = Finding.objects.filter(source="appointments.personnelaction").exclude(closure="fixed")
    return set(rows.values_list("code", flat=True))


@every_kind
def test_nothing_is_decided_before_the_conclusions_were_consulted(county, audited, kind):
    action = make_action(county, kind)
    with pytest.raises(ValidationError, match="没有核对") as refused:
        decided(action, county.organiser)
    assert set(refused.value.message_dict) == {"taken"}
    weigh(action, county.organiser)
    assert decided(action, county.organiser).state == ActionState.DECIDED
    assert found() == set()


@every_kind
def test_decided_all_the_same_is_found_against_who_keeps_the_file(county, audited, kind):
    action = make_action(county, kind)
    decided(action, county.organiser, taken=True)
    assert found() == {CODE, FILE}
    row = Finding.objects.get(code=CODE)
    organisation = Unit.objects.get(function=Function.ORGANISATION)
    assert (row.clause, row.unit, row.person.name) == ("C20", organisation, "钟既明")
    assert row.concerns == county.head
    assert row.facts["conclusions"][0].startswith("任中审计报告")


def test_the_night_finds_it_and_twice_is_once(county, audited):
    action = make_action(county)
    decided(action, county.organiser, taken=True)
    for _night in range(2):
        check_appointments_today(TODAY.isoformat())
    assert Finding.objects.filter(code=CODE).count() == 1


def test_consulting_afterwards_does_not_mend_it_nor_does_revoking(county, audited):
    action = make_action(county, "reward")
    decided(action, county.organiser, ago=3, taken=True)
    weigh(action, county.organiser)
    withdraw_action(action=action.pk, reason="奖励撤销", by=county.organiser, on=TODAY)
    assert found() == {CODE, FILE}


@pytest.mark.parametrize("day", [3, 4])
def test_the_day_of_the_decision_is_in_time(county, audited, day):
    action = make_action(county)
    weigh(action, county.organiser, on=days_ago(day))
    decided(action, county.organiser, ago=3)
    assert found() == set()


def test_a_paper_file_is_mended_by_what_the_paper_says(county, audited):
    action = make_action(county, past=True)
    decided(action, county.organiser, ago=30)
    assert found() == {CODE}
    weigh(action, county.organiser, day=days_ago(31))
    assert found() == set()
    assert Finding.objects.get(code=CODE).closure == "fixed"


def test_a_report_overturned_or_not_yet_issued_on_the_day_does_not_count(county):
    held = staged(county)
    held.upto(Kind.UNIT_OPINION)
    early = make_action(county, "reward", on=days_ago(60))
    weigh(early, county.organiser, on=days_ago(56))
    decided(early, county.organiser, ago=55)
    held.take(Kind.REPORT, 50)
    assert found() == set()
    objection = held.objected(45)
    answer_objection(
        objection=objection.pk, reviewer=held.third.person, outcome=Outcome.OVERTURNED, answer="事实不清。", by=held.third,
        on=days_ago(32),
    )  # fmt: skip
    later = make_action(county)
    weigh(later, county.organiser)
    decided(later, county.organiser)
    assert found() == set()


def test_a_file_may_lead_to_a_decision_of_the_register_of_the_same_day(county):
    action = make_action(county, "removal")
    weigh(action, county.organiser)
    matter = make_matter(
        county, unit=action.unit, category="重要人事任免", state="passed", candidates=[county.head]
    )
    other = make_matter(county, unit=action.unit, category="重要人事任免", state="passed")
    with pytest.raises(NotPossible):
        decided(action, county.organiser, matter=other)
    assert decided(action, county.organiser, matter=matter).matter == matter


def test_numbers_have_no_gaps_and_a_file_opened_twice_is_one(county):
    token = uuid4()
    for _twice in range(2):
        first = open_action(token=token, opening=opening(county), by=county.organiser, on=TODAY)
    with pytest.raises(ValidationError) as refused:
        make_action(county, on=TODAY)
    assert set(refused.value.message_dict) == {"year"}
    second = make_action(county, "reward", on=TODAY)
    assert (first.number, second.number) == (f"{TODAY.year}-0001", f"{TODAY.year}-0002")


@pytest.mark.parametrize(
    ("values", "field"),
    [({"kind": "reward", "occasion": " "}, "occasion"), ({"year": None}, "year"), ({"grounds": ""}, "grounds"),
     ({"kind": "x"}, "kind")],
)  # fmt: skip
def test_what_is_missing_is_named_by_its_field(county, values, field):
    with pytest.raises(ValidationError) as refused:
        make_action(county, **values)
    assert set(refused.value.message_dict) == {field}
    assert not PersonnelAction.objects.exists()


def test_only_who_manages_the_head_decides(county):
    with pytest.raises(NotPossible):
        make_action(county, by=county.secretary)
    with pytest.raises(ValidationError) as refused:
        make_action(county, unit=county.town, by=county.secretary)
    assert set(refused.value.message_dict) == {"unit"}


def test_nobody_keeps_a_file_about_a_relative(county):
    relative = factories.make_person()
    factories.make_relatives(relative, county.head)
    county.organiser.person = relative
    county.organiser.save()
    with pytest.raises(ValidationError, match="N14"):
        make_action(county)


def test_what_waits_is_told_to_who_keeps_the_file_until_it_was_done(county, audited):
    action = make_action(county)
    assert unconsulted_actions(county.organiser, TODAY).get() == action
    assert not unconsulted_actions(county.discipline, TODAY).exists()
    weigh(action, county.organiser)
    assert not unconsulted_actions(county.organiser, TODAY).exists()


def test_the_head_says_a_word_to_the_decision_and_to_nothing_before(county):
    action = make_action(county)
    with pytest.raises(NotPossible):
        reply_to_action(action=action.pk, words="有意见。", by=county.head_user, on=TODAY)
    weigh(action, county.organiser)
    decided(action, county.organiser)
    with pytest.raises(NotPossible):
        reply_to_action(action=action.pk, words="有意见。", by=county.organiser, on=TODAY)
    with pytest.raises(ValidationError):
        reply_to_action(action=action.pk, words=" ", by=county.head_user, on=TODAY)
    assert (
        reply_to_action(action=action.pk, words="有意见。", by=county.head_user, on=TODAY).replied_on == TODAY
    )


def test_every_state_says_which_may_follow_and_what_was_decided_stays(county):
    assert set(ACTION_TRANSITIONS) == set(ActionState)
    action = make_action(county)
    weigh(action, county.organiser)
    decided(action, county.organiser)
    with pytest.raises(NotPossible):
        decided(action, county.organiser, result="excellent")
    withdraw_action(action=action.pk, reason="复核改变", by=county.organiser, on=TODAY)
    with pytest.raises(NotPossible):
        decided(action, county.organiser)
    with pytest.raises(IntegrityError), transaction.atomic():
        PersonnelAction.objects.filter(pk=action.pk).update(state="decided", result="")


@every_kind
def test_a_result_of_another_kind_is_no_result(county, kind):
    action = make_action(county, kind)
    others = {code for other, rule in KINDS.items() if other != kind for code in rule.results}
    for code in others:
        with pytest.raises(ValidationError) as refused:
            decided(action, county.organiser, result=code)
        assert set(refused.value.message_dict) == {"result"}


def test_what_a_source_names_is_declared(county, audited):
    assert CODES[CODE].clause == "C20"
    assert not ActionConsultation.objects.exists()


def test_twenty_files_take_as_many_queries_as_four(county, audited):
    def queries(number: int) -> int:
        made = [make_action(county, "reward", person=factories.make_person()).pk for _file in range(number)]
        with CaptureQueriesContext(connection) as asked:
            check_actions(actions=made, on=TODAY)
        return len(asked)

    assert queries(4) == queries(20)
