"""The pages of appointments: what is typed is kept, what is viewed is noted, what is not one's own is not there."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from appointments.models import Attachment, Case
from appointments.services.checking import check_cases
from appointments.services.records import ask_opinion, give_opinion, save_record
from core.models import Event
from supervision.models import Finding
from tests import factories
from tests.appointments.files import appoint, days_ago, decide, enter, make_case, prepare
from tests.decisions.world import TODAY, World, make_matter


@pytest.fixture
def case(world: World) -> Case:
    """A file of the town's clerk, opened by the town's secretary."""
    return make_case(world)


def client_of(user: User) -> Client:
    """A browser in which `user` is logged in."""
    client = Client()
    client.force_login(user)
    return client


def test_the_secretary_opens_a_file_and_is_led_on_to_it(world: World):
    post = factories.make_post(world.town, "主任", head=False, section="农业站")
    sent = {
        "unit": world.town.pk, "person": world.candidate.staff_no, "post_unit": "城关镇", "post": post.title, "kind": "promotion",
    }  # fmt: skip
    answer = client_of(world.secretary).post("/appointments/new/", sent, follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == f"/appointments/{case.pk}/"
    assert (case.post, case.entered_by) == (post, world.secretary)
    page = answer.content.decode()
    assert "程序清单" in page
    assert f"/appointments/{case.pk}/steps/initiation/" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("person", "X404", "没有工号为“X404”的人员。"),
        ("post", "会长", "名册中“城关镇”没有职务“会长”。"),
        ("kind", "", "请"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(world: World, field: str, value: str, words: str):
    sent = {
        "unit": world.town.pk, "person": world.candidate.staff_no, "post_unit": "城关镇", "post": "镇长", "kind": "promotion",
        "reason": "职数有空缺",
    }  # fmt: skip
    answer = client_of(world.secretary).post("/appointments/new/", sent | {field: value})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "职数有空缺" in page
    assert not Case.objects.exists()


def test_a_step_is_refused_by_the_regulation_and_keeps_what_was_typed(world: World, case: Case):
    sent = {
        "since": days_ago(20).isoformat(), "until": days_ago(15).isoformat(), "team": "甲、乙", "talked": 20, "text": "群众公认",
    }  # fmt: skip
    answer = client_of(world.secretary).post(f"/appointments/{case.pk}/steps/inspection/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有动议记录" in page
    assert "没有发布考察预告" in page
    assert "群众公认" in page
    assert not case.records.exists()


def test_a_step_is_entered_with_its_papers_and_sending_it_twice_does_no_harm(
    world: World, case: Case, settings, tmp_path
):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}
    client, url = client_of(world.secretary), f"/appointments/{case.pk}/steps/initiation/"
    for _time in range(2):
        file = SimpleUploadedFile("职数预审表.txt", "预审".encode())
        sent = {"on": days_ago(9).isoformat(), "by": "镇党委", "text": "职位空缺", "files": file}
        assert client.post(url, sent).status_code == 302
    assert case.records.get().text == "职位空缺"
    paper = Attachment.objects.get()
    answer = client.get(paper.get_absolute_url())
    assert answer.status_code == 200
    assert Event.objects.filter(action="appointment.viewed", facts__what="材料：职数预审表.txt").exists()
    assert client_of(world.finance).get(paper.get_absolute_url()).status_code == 404


def test_bad_dates_and_counts_are_named_in_chinese(world: World, case: Case):
    client = client_of(world.secretary)
    late = client.post(
        f"/appointments/{case.pk}/steps/initiation/",
        {"on": (TODAY + timedelta(days=1)).isoformat(), "text": "空缺"},
    )
    assert "日期不能晚于今天" in late.content.decode()
    sent = {"on": "明天", "present": 3, "votes": 4, "by": "镇党委", "due": 4}
    wrong = client.post(f"/appointments/{case.pk}/steps/recommendation/", sent).content.decode()
    assert "日期“明天”无法识别" in wrong


def test_the_discussion_is_chosen_from_the_register(world: World, case: Case):
    client, url = client_of(world.secretary), f"/appointments/{case.pk}/discussion/"
    assert "没有提出该人选的人事任免事项" in client.get(url).content.decode()
    matter = make_matter(world, category="重要人事任免", candidates=[world.candidate])
    refused = client.post(url, {"matter": matter.pk})
    assert refused.status_code == 422
    assert "还缺：动议" in refused.content.decode()
    prepare(world, case)
    assert client.post(url, {"matter": matter.pk}).status_code == 302
    case.refresh_from_db()
    assert case.matter == matter


def test_the_file_shows_the_discussion_as_the_register_has_it(world: World, case: Case):
    prepare(world, case)
    decide(world, case)
    appoint(world, case)
    page = client_of(world.secretary).get(f"/appointments/{case.pk}/").content.decode()
    assert "应到会人数" in page
    assert "试用期满" in page
    assert "已任职" in page


def test_the_discipline_officer_gives_the_opinion_and_sees_nothing_else_of_the_file(world: World, case: Case):
    officer = client_of(world.discipline)
    assert officer.get(f"/appointments/{case.pk}/opinion/").status_code == 404
    assert client_of(world.secretary).post(f"/appointments/{case.pk}/ask/").status_code == 302
    assert world.candidate.name in officer.get("/appointments/opinions/").content.decode()
    assert officer.get(f"/appointments/{case.pk}/").status_code == 404
    assert officer.get("/appointments/").status_code == 404
    sent = {"on": TODAY.isoformat(), "by": "甲、乙", "result": "favourable", "text": "无影响使用的问题"}
    assert officer.post(f"/appointments/{case.pk}/opinion/", sent).status_code == 302
    assert case.records.get().result == "favourable"
    assert (
        client_of(world.secretary).get(f"/appointments/{case.pk}/steps/integrity-opinion/").status_code == 404
    )


def test_who_saw_what_and_when_is_shown_to_the_discipline_body_by_number(world: World, case: Case):
    client_of(world.organiser).get(f"/appointments/{case.pk}/")
    page = client_of(world.discipline).get("/appointments/viewings/").content.decode()
    assert "organiser" in page
    assert case.number in page
    assert world.candidate.name not in page
    for user in (world.secretary, world.organiser, world.head_user, world.nobody):
        assert client_of(user).get("/appointments/viewings/").status_code == 404


def test_everybody_else_finds_nothing(world: World, case: Case):
    ask_opinion(case=case.pk, by=world.secretary, on=TODAY)
    for user in (
        world.head_user,
        world.member,
        world.finance,
        world.auditor,
        world.leader,
        world.outsider,
        world.nobody,
    ):
        client = client_of(user)
        for path in ("", "steps/initiation/", "discussion/", "opinion/"):
            assert client.get(f"/appointments/{case.pk}/{path}").status_code == 404, (user, path)
        for path in ("drop/", "ask/", "handlers/"):
            assert client.post(f"/appointments/{case.pk}/{path}").status_code == 404, (user, path)
        page = client.get("/search/", {"q": case.number})
        assert f"/appointments/{case.pk}/" not in page.content.decode()


def test_a_handler_is_named_by_number_and_a_relative_refused(world: World, case: Case):
    client, url = client_of(world.secretary), f"/appointments/{case.pk}/handlers/"
    wrong = client.post(url, {"staff_no": "X404"})
    assert wrong.status_code == 422
    assert "X404" in wrong.content.decode()
    person = factories.make_person()
    assert client.post(url, {"staff_no": person.staff_no}).status_code == 302
    handler = case.handlers.get()
    assert client.post(url, {"remove": handler.pk}).status_code == 302
    assert not case.handlers.exists()


def test_the_list_takes_as_many_queries_for_twenty_files_as_for_two(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for _file in range(2):
        make_case(world, person=factories.make_person())
    client = client_of(world.secretary)
    client.get("/appointments/")
    with django_assert_max_num_queries(60) as few:
        client.get("/appointments/")
    most = len(few)
    for _file in range(18):
        make_case(world, person=factories.make_person())
    client.get("/appointments/")
    with django_assert_max_num_queries(most):
        assert "共 20 份" in client.get("/appointments/").content.decode()


def test_the_list_is_narrowed_by_name_state_and_year(world: World, case: Case):
    client = client_of(world.secretary)
    assert world.candidate.name in client.get("/appointments/", {"q": world.candidate.name}).content.decode()
    assert "没有符合条件的档案" in client.get("/appointments/", {"state": "closed"}).content.decode()
    assert "没有符合条件的档案" in client.get("/appointments/", {"year": "2019"}).content.decode()


def test_deadlines_come_into_the_inbox(world: World, case: Case):
    prepare(world, case, without="integrity-opinion")
    assert "待出具的廉洁意见" in client_of(world.discipline).get("/inbox/").content.decode()
    values = {"on": days_ago(37), "by": "甲、乙", "result": "favourable", "text": "无影响使用的问题。"}
    give_opinion(case=case.pk, values=values, by=world.discipline, on=days_ago(37))
    assert "待出具的廉洁意见" not in client_of(world.discipline).get("/inbox/").content.decode()
    decide(world, case)
    enter(world, case, "publicity", 28, until=14, number=0)
    page = client_of(world.secretary).get("/inbox/").content.decode()
    assert "公示期满的任用" in page
    enter(world, case, "appointment", 10, by="镇干任〔2026〕1号")
    page = client_of(world.secretary).get("/inbox/").content.decode()
    assert "公示期满的任用" not in page
    assert "试用期满的干部" not in page
    case.records.filter(kind="appointment").update(on=days_ago(360))
    assert "试用期满的干部" in client_of(world.secretary).get("/inbox/").content.decode()


def test_a_finding_leads_to_the_file_for_who_may_read_it(world: World, case: Case):
    Case.objects.filter(pk=case.pk).update(past=True)
    save_record(
        case=case.pk, kind="appointment", values={"on": days_ago(9), "by": "号"}, by=world.secretary, on=TODAY
    )
    check_cases(cases=[case.pk], on=TODAY)
    finding = Finding.objects.filter(code="cadre-not-discussed").get()
    organiser = client_of(world.organiser).get(f"/findings/{finding.pk}/").content.decode()
    assert f"/appointments/{case.pk}/" in organiser
    discipline = client_of(world.discipline).get(f"/findings/{finding.pk}/").content.decode()
    assert "未经集体讨论决定" in discipline
    assert f"/appointments/{case.pk}/" not in discipline
    assert client_of(world.member).get(f"/findings/{finding.pk}/").status_code == 404
