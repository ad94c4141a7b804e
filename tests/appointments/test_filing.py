"""A file from proposing to the appointment: each step in its place, refused where the regulation would find fault."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from appointments.checks import found_in, lines_of
from appointments.models import Case, CaseRecord
from appointments.procedure import StepState
from appointments.services.cases import Opening, drop_case, link_matter, name_handler, open_case
from appointments.services.checking import check_cases, check_tenures
from appointments.services.records import ask_opinion, give_opinion, save_record
from appointments.services.states import NotPossible
from supervision.models import CountyCalendar, Finding
from tests import factories
from tests.appointments.files import appoint, days_ago, decide, enter, make_case, prepare
from tests.decisions.decided import make_decided
from tests.decisions.world import TODAY, World, make_matter


def codes_of(case: Case) -> set[str]:
    """What is found in the stored file today, without missing papers."""
    found = found_in([Case.objects.get(pk=case.pk)], TODAY)
    return {one.rule.code.removeprefix("cadre-") for faults in found.values() for one in faults} - {
        "material-missing"
    }


def test_an_appointment_by_the_regulation_goes_through_and_nothing_is_found(world: World):
    case = make_case(world)
    prepare(world, case)
    decide(world, case)
    appoint(world, case)
    case.refresh_from_db()
    assert case.state == "appointed"
    assert codes_of(case) == set()
    lines, _found = lines_of(case, TODAY)
    assert {line.step.key for line in lines if line.state == StepState.NOT_NEEDED} == {"personal-matters"}


@pytest.mark.parametrize(
    "without", ["initiation", "recommendation", "qualification", "exclusions", "inspection-notice"]
)
def test_a_step_left_out_keeps_the_next_from_being_entered(world: World, without: str):
    case = make_case(world)
    with pytest.raises(ValidationError) as refused:
        prepare(world, case, without=without)
    assert refused.value.messages
    assert not case.records.filter(kind="archive-check").exists()


def test_nothing_goes_to_the_meeting_without_the_opinion_of_the_discipline_body(world: World):
    case = make_case(world)
    prepare(world, case, without="integrity-opinion")
    matter = make_matter(world, category="重要人事任免", candidates=[world.candidate])
    with pytest.raises(ValidationError, match="纪检监察机关廉洁意见"):
        link_matter(case=case.pk, matter=matter.pk, by=world.secretary, on=TODAY)


def test_nobody_is_appointed_without_publicity_or_before_it_is_over(world: World):
    case = make_case(world)
    prepare(world, case)
    decide(world, case)
    with pytest.raises(ValidationError, match="没有任职前公示"):
        enter(world, case, "appointment", 10, by="镇干任〔2026〕1号")
    with pytest.raises(ValidationError, match="少于 5 个工作日"):
        enter(world, case, "publicity", 28, until=26, number=0)
    assert set(case.records.values_list("kind", flat=True)) & {"appointment", "publicity"} == set()


def test_nobody_is_appointed_whom_the_vote_dropped(world: World):
    case = make_case(world)
    prepare(world, case)
    decide(world, case, vote="against")
    with pytest.raises(ValidationError, match="没有通过该人选"):
        enter(world, case, "publicity", 28, until=14, number=0)


def test_the_discussion_is_taken_from_the_register_and_only_where_the_candidate_is_in_it(world: World):
    case = make_case(world)
    other = make_decided(world, category="重要人事任免", candidates=[world.kin_of_deputy])
    with pytest.raises(NotPossible):
        link_matter(case=case.pk, matter=other.pk, by=world.secretary, on=TODAY)


def test_a_past_paper_file_is_entered_as_it_is_and_its_faults_are_found(world: World):
    case = make_case(world, past=True, on=TODAY)
    save_record(
        case=case.pk,
        kind="initiation",
        values={"on": days_ago(300), "text": "补充。"},
        by=world.secretary,
        on=TODAY,
    )
    save_record(
        case=case.pk,
        kind="appointment",
        values={"on": days_ago(200), "by": "文号"},
        by=world.secretary,
        on=TODAY,
    )
    assert codes_of(case) >= {
        "recommendation-missing",
        "inspection-missing",
        "integrity-unheard",
        "not-discussed",
    }
    assert "entered-late" not in codes_of(case)


def test_a_record_entered_after_the_next_step_shows_as_late(world: World):
    case = make_case(world)
    prepare(world, case)
    decide(world, case)
    CaseRecord.objects.filter(case=case, kind="archive-check").update(entered_on=days_ago(20))
    assert "entered-late" in codes_of(case)


def test_findings_stand_in_the_one_register_and_close_when_mended(
    world: World, django_capture_on_commit_callbacks
):
    case = make_case(world, past=True, on=TODAY)
    with django_capture_on_commit_callbacks(execute=True):
        save_record(
            case=case.pk,
            kind="initiation",
            values={"on": days_ago(300), "text": "补。"},
            by=world.secretary,
            on=TODAY,
        )
        save_record(
            case=case.pk,
            kind="appointment",
            values={"on": days_ago(200), "by": "号"},
            by=world.secretary,
            on=TODAY,
        )
    found = Finding.objects.filter(code="cadre-clues-unchecked", state="open")
    finding = found.get()
    assert (finding.clause, finding.person, finding.concerns) == ("B2", world.head, world.candidate)
    assert world.candidate.name not in finding.title
    values = {"on": days_ago(250), "by": "镇纪委", "result": "favourable"}
    save_record(case=case.pk, kind="clue-check", values=values, by=world.secretary, on=TODAY)
    check_cases(cases=[case.pk], on=TODAY)
    assert not found.exists()
    assert check_cases(cases=[case.pk], on=TODAY) == 0, "the same file twice finds nothing new"


def test_a_file_is_opened_once_however_often_it_is_sent(world: World):
    token, post = uuid4(), factories.make_post(world.town, "站长", head=False, section="农业站")
    opening = Opening(unit=world.town, person=world.candidate, post=post, kind="promotion")
    first = open_case(token=token, opening=opening, by=world.secretary, on=TODAY)
    assert open_case(token=token, opening=opening, by=world.secretary, on=TODAY) == first
    with pytest.raises(ValidationError, match="不能重复建档"):
        open_case(token=uuid4(), opening=opening, by=world.secretary, on=TODAY)


def test_nobody_opens_or_handles_a_file_about_a_relative(world: World):
    keeper = world.secretary.person
    assert keeper is not None
    factories.make_relatives(keeper, world.candidate)
    world.secretary.__dict__.pop("_scopes", None)
    with pytest.raises(ValidationError, match="亲属"):
        make_case(world)
    other = factories.make_person()
    case = make_case(world, person=other)
    kin = factories.make_person()
    factories.make_relatives(kin, other)
    for person in (kin, other):
        with pytest.raises(ValidationError, match="亲属"):
            name_handler(case=case.pk, staff_no=person.staff_no, by=world.secretary, on=TODAY)


def test_only_the_discipline_body_gives_its_opinion_and_only_once_asked(world: World):
    case = make_case(world)
    values = {"on": days_ago(50), "by": "甲、乙", "result": "favourable", "text": "无。"}
    with pytest.raises(NotPossible):
        give_opinion(case=case.pk, values=values, by=world.discipline, on=TODAY)
    ask_opinion(case=case.pk, by=world.secretary, on=TODAY)
    with pytest.raises(NotPossible):
        save_record(case=case.pk, kind="integrity-opinion", values=values, by=world.secretary, on=TODAY)
    for stranger in (world.finance, world.organiser, world.secretary):
        with pytest.raises(NotPossible):
            give_opinion(case=case.pk, values=values, by=stranger, on=TODAY)


def test_a_file_ends_with_its_reason_and_asks_for_nothing_more(world: World):
    case = make_case(world)
    with pytest.raises(ValidationError, match="终止理由"):
        drop_case(case=case.pk, reason=" ", by=world.secretary, on=TODAY)
    drop_case(case=case.pk, reason="人选不同意。", by=world.secretary, on=TODAY)
    with pytest.raises(NotPossible):
        drop_case(case=case.pk, reason="再次。", by=world.secretary, on=TODAY)


def test_a_head_who_took_office_without_a_file_is_found_and_stands_until_there_is_one(world: World):
    county = world.town.county
    CountyCalendar.objects.create(county=county, starts_on=days_ago(400))
    make_case(world)
    head = factories.make_person()
    unit = factories.make_unit("县水利局")
    tenure = factories.make_tenure(head, factories.make_post(unit, "局长"), start=days_ago(5))
    early = factories.make_tenure(
        factories.make_person(),
        factories.make_post(factories.make_unit("县民政局"), "局长"),
        start=days_ago(90),
    )
    assert check_tenures(on=TODAY) == 1
    finding = Finding.objects.get(code="cadre-tenure-without-file")
    assert (finding.source_id, finding.concerns) == (tenure.pk, head)
    assert early.pk != finding.source_id, "before the first file was opened nobody kept any"
    assert check_tenures(on=TODAY) == 0
    post = tenure.post
    opening = Opening(unit=world.town, person=head, post=post, kind="promotion", past=True)
    open_case(token=uuid4(), opening=opening, by=world.secretary, on=TODAY)
    check_tenures(on=TODAY)
    finding.refresh_from_db()
    assert finding.closure == "fixed"


def test_a_relative_in_the_team_is_refused_whether_named_by_number_or_by_name(world: World):
    kin, other = factories.make_person("游怀谷"), factories.make_person("钟听澜")
    factories.make_tenure(kin, factories.make_post(world.bureau, "副局长", head=False))
    factories.make_relatives(kin, other)
    case = make_case(world, person=other)
    for named in (kin.staff_no, kin.name):
        values = {
            "since": days_ago(5),
            "until": days_ago(4),
            "talked": 9,
            "text": "好。",
            "team": [named, "外县甲"],
        }
        with pytest.raises(ValidationError, match="登记在册的亲属参加了考察组：游怀谷"):
            save_record(case=case.pk, kind="inspection", values=values, by=world.secretary, on=TODAY)
