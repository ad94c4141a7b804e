"""The pages of letters of inquiry, asked by those who work with them."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import clock
from core.models import Event
from integrity.models import Explanation, ExplanationFile, Inquiry
from integrity.selectors import origins
from integrity.services import inquiries as services
from supervision.models import Finding
from tests import factories
from tests.integrity import asked
from tests.integrity.asked import MATTERS, SAID, Cast
from tests.integrity.world import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None) -> Cast:
    return asked.build()


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(user, address: str) -> str:
    return client_of(user).get(address).content.decode()


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def raised(cast: Cast) -> Finding:
    """A finding about the head of the town."""
    return Finding.objects.create(
        source="test.row", source_id=1, digest="0" * 64, unit=cast.world.town, county=cast.world.town.county,
        person=cast.world.head, clause="C6", code="no-quorum", severity="ordinary", subject="重大项目安排", title="修路",
        facts={"x": 1}, message="到会人数不足。", raised_on=TODAY, answer_due=TODAY,
    )  # fmt: skip


def test_it_is_drafted_from_a_finding_and_refused_words_stay(cast: Cast):
    finding = raised(cast)
    page = text_of(cast.world.officer, reverse("finding", args=[finding.pk]))
    new = f"{reverse('inquiry-new')}?origin=finding&amp;row={finding.pk}"
    assert new in page
    assert "inquiries/new" not in text_of(cast.world.head_user, reverse("finding", args=[finding.pk]))
    officer = client_of(cast.world.officer)
    shown = officer.get(new.replace("&amp;", "&")).content.decode()
    assert "到会人数不足" in shown
    assert "id_staff_no" not in shown
    sent = {"token": uuid4(), "origin": "finding", "row": finding.pk, "way": "letter", "grounds": "一段摘要"}
    refused = officer.post(reverse("inquiry-new"), sent | {"matters": ""})
    assert refused.status_code == 422
    assert "一段摘要" in refused.content.decode()
    for _ in range(2):
        assert officer.post(reverse("inquiry-new"), sent | {"matters": MATTERS}).status_code == 302
    made = Inquiry.objects.get()
    assert (made.person, made.unit, made.origin, made.origin_row) == (
        cast.world.head, cast.world.town, "finding", finding.pk,
    )  # fmt: skip


def test_the_head_is_named_by_number_without_an_origin(cast: Cast):
    officer, new = client_of(cast.world.officer), reverse("inquiry-new")
    sent = {"token": uuid4(), "way": "letter", "matters": MATTERS, "grounds": "发现。"}
    refused = officer.post(new, sent | {"staff_no": cast.chief.staff_no})
    assert refused.status_code == 422
    assert "应当回避" in refused.content.decode()
    assert officer.post(new, sent | {"staff_no": cast.world.head.staff_no}).status_code == 302


def test_the_letter_goes_through_the_pages_to_the_outcome(cast: Cast):
    made, officer = asked.drafted(cast, on=TODAY), client_of(cast.world.officer)
    principal, head = client_of(cast.principal), client_of(cast.world.head_user)
    page = made.get_absolute_url()

    def take(client: Client, step: str, **given: str):
        return client.post(reverse("inquiry-step", args=[made.pk, step]), given, follow=True).content.decode()

    assert "已提请主要负责人批准" in take(officer, "submit")
    assert "没有保存" in take(officer, "approve")
    assert head.get(page).status_code == 404
    assert "请写明理由" in take(principal, "return")
    assert "已批准" in take(principal, "approve")
    assert "已编号发出" in take(officer, "send")
    made.refresh_from_db()
    closed = head.get(page).content.decode()
    assert MATTERS not in closed
    assert "请先签收" in closed
    letter = reverse("inquiry-letter", args=[made.pk])
    assert head.get(letter).status_code == 404
    assert "已签收" in take(head, "receive")
    opened = head.get(page).content.decode()
    assert MATTERS in opened
    assert "日常监督发现" not in opened
    assert head.get(letter)["Content-Type"].endswith("wordprocessingml.document")
    answer = reverse("inquiry-answer", args=[made.pk])
    paper = SimpleUploadedFile("记录.txt", "会议记录".encode(), "text/plain")
    program = SimpleUploadedFile("坏.txt", b"MZ\x00\x01", "text/plain")
    refused = head.post(answer, {"text": SAID, "files": [program]})
    assert refused.status_code == 422
    assert SAID in refused.content.decode()
    assert not Explanation.objects.exists()
    assert head.post(answer, {"text": SAID, "files": [paper]}).status_code == 302
    assert head.post(answer, {"text": "再说一次"}).status_code == 422
    assert head.get(answer).status_code == 404
    file = ExplanationFile.objects.get()
    assert head.get(file.get_absolute_url()).status_code == 200
    assess = reverse("inquiry-assess", args=[made.pk])
    assert officer.post(assess, {"outcome": "remind", "assessment": ""}).status_code == 422
    assert officer.post(assess, {"outcome": "remind", "assessment": "情节轻微。"}).status_code == 302
    weighed = head.get(page).content.decode()
    assert "正在研究" in weighed
    assert "情节轻微" not in weighed
    assert "处置已批准" in take(principal, "decide")
    told = head.get(page).content.decode()
    assert "谈话提醒" in told
    assert "情节轻微" not in told
    assert Event.objects.filter(action="inquiry.viewed", actor=cast.world.head_user).count() >= 4
    assert Event.objects.filter(action="inquiry.letter-downloaded").count() == 1


def test_a_verification_is_not_told_to_the_head_by_any_way(cast: Cast):
    made = asked.decided(cast, "verify", days_ago(40))
    user, client = cast.world.head_user, client_of(cast.world.head_user)
    page = text_of(user, made.get_absolute_url())
    assert "正在研究" in page
    assert "核实" not in page
    listed = text_of(user, reverse("inquiry-list"))
    assert "正在研究" in listed
    assert "办结" not in listed
    assert "id_state" not in listed
    number = made.number
    assert number in client.get(reverse("inquiry-list") + "?state=closed").content.decode()


def test_a_confidential_origin_is_never_shown_to_the_head(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    origin = origins.Origin(
        title="检举控告 17", facts="扶贫款转到私人账户。", person=cast.world.head.pk, unit=cast.world.town.pk
    )
    kind = origins.OriginKind(key="report", title="检举控告", is_confidential=True, find=lambda *_: origin)
    monkeypatch.setitem(origins._kinds, "report", kind)
    made = asked.received(cast, origin="report", row=17, grounds="")
    head, officer = (
        text_of(user, made.get_absolute_url()) for user in (cast.world.head_user, cast.world.officer)
    )
    for words in ("检举", "扶贫款", "来源"):
        assert words not in head, words
        assert words in officer, words


def test_a_finding_that_is_no_secret_is_named_to_the_head(cast: Cast):
    finding = raised(cast)
    made = asked.received(cast, origin="finding", row=finding.pk, grounds="")
    assert reverse("finding", args=[finding.pk]) in text_of(cast.world.head_user, made.get_absolute_url())


def test_a_talk_is_entered_on_its_page(cast: Cast):
    made, officer = asked.sent(cast, "talk"), client_of(cast.world.officer)
    talk = reverse("inquiry-talk", args=[made.pk])
    sent = {"day": TODAY.isoformat(), "place": "谈话室", "talkers": "辛景行", "text": "说明了经过。"}
    refused = officer.post(talk, sent)
    assert refused.status_code == 422
    assert "说明了经过" in refused.content.decode()
    assert officer.post(talk, sent | {"talkers": "辛景行、晏听澜"}).status_code == 302
    assert "谈话记录" in text_of(cast.world.head_user, made.get_absolute_url())


def test_the_self_criticism_is_handed_in_on_its_page(cast: Cast):
    made, head = asked.decided(cast, "admonish"), client_of(cast.world.head_user)
    page = reverse("inquiry-criticism", args=[made.pk])
    assert page in head.get(made.get_absolute_url()).content.decode()
    assert head.post(page, {"text": " "}).status_code == 422
    assert head.post(page, {"text": "深刻认识。"}).status_code == 302
    assert head.get(page).status_code == 404
    assert client_of(cast.world.officer).get(page).status_code == 404
    assert "深刻认识" in text_of(cast.world.officer, made.get_absolute_url())


def test_it_waits_for_whoever_has_to_act(cast: Cast):
    submitted = asked.drafted(cast, on=TODAY)
    services.submit_inquiry(inquiry=submitted.pk, by=cast.world.officer, on=TODAY)
    asked.approved(cast, on=TODAY)
    asked.sent(cast, on=TODAY)
    asked.received(cast, on=TODAY)
    asked.answered(cast)
    asked.assessed(cast, "admonish")
    asked.decided(cast, "admonish")
    asked.received(cast)
    for user, titles in (
        (cast.principal, ("待我批准的函询", "逾期没有说明的函询")),
        (cast.world.officer, ("待办理的函询谈话", "请编号发出", "请提出处置建议")),
        (cast.world.head_user, ("待我签收和说明的函询", "请签收", "请书面说明", "待我提交的书面检查")),
        (cast.secretary, ("待我批准的处置建议",)),
    ):
        inbox = text_of(user, reverse("inbox"))
        for title in titles:
            assert title in inbox, (user, title)


def test_the_list_takes_the_same_queries_for_one_and_for_many(cast: Cast, django_assert_max_num_queries):
    asked.sent(cast)
    client, address = client_of(cast.world.officer), reverse("inquiry-list")
    client.get(address)
    for _ in range(5):
        asked.sent(cast)
    with django_assert_max_num_queries(34):
        page = client.get(address)
    assert page.content.decode().count('data-label="方式"') == 6


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 3), ("?state=sent", 1), ("?state=late", 1), ("?state=to-handle", 1), ("?way=talk", 1), ("?q=城关", 3), ("?q=没有", 0), ("?q=%00&state=x&year=y", 3)],
)  # fmt: skip
def test_the_list_is_narrowed(cast: Cast, query: str, number: int):
    asked.received(cast)
    asked.sent(cast, "talk")
    asked.drafted(cast)
    page = client_of(cast.world.officer).get(reverse("inquiry-list") + query)
    assert page.content.decode().count('data-label="方式"') == number


def test_it_stands_on_the_heads_page_for_those_who_may_open_it(cast: Cast):
    made = asked.sent(cast, on=clock.today())
    page = reverse("head", args=[cast.world.head.staff_no])
    assert made.get_absolute_url() in text_of(cast.world.officer, page)
    assert made.get_absolute_url() in text_of(cast.world.head_user, page)
    assert made.get_absolute_url() not in text_of(cast.world.organiser, page)


def test_numbers_and_words_nobodys_page_would_send_break_nothing(cast: Cast):
    officer, new = client_of(cast.world.officer), reverse("inquiry-new")
    for query in (
        "?origin=finding&row=x",
        "?origin=nothing&row=1",
        "?origin=finding&row=99999999999999999999",
        "?origin=%00&row=1",
    ):
        assert officer.get(new + query).status_code == 404, query
    made = asked.drafted(cast)
    assert officer.post(reverse("inquiry-step", args=[made.pk, "nothing"])).status_code == 404
    assert factories.make_user() is not None
