"""The pages of integrity files, corrections and opinions, asked by those who work with them."""

from io import BytesIO
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from core.documents import PdfUnavailable
from core.models import Event
from integrity.models import CorrectionFile, FileCorrection, IntegrityOpinion
from integrity.views.files import reading
from tests import factories
from tests.integrity import asked
from tests.integrity.asked import SAID, Cast
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
    answer = client_of(user).get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return answer.content.decode()


def file_of(cast: Cast) -> str:
    return reverse("integrity-file", args=[cast.world.head.pk])


def test_the_list_shows_the_files_within_reach_and_is_searched(cast: Cast):
    page = text_of(cast.world.officer, reverse("integrity-files"))
    assert all(name in page for name in ("山既明", "柏知远"))
    found = text_of(cast.world.officer, f"{reverse('integrity-files')}?q=林业")
    assert "柏知远" in found
    assert "山既明" not in found
    assert client_of(cast.world.auditor).get(reverse("integrity-files")).status_code == 404


def test_the_list_asks_as_many_queries_for_many_files_as_for_few(cast: Cast):
    client = client_of(cast.world.officer)
    client.get(reverse("integrity-files"))
    with CaptureQueriesContext(connection) as few:
        client.get(reverse("integrity-files"))
    for _ in range(8):
        factories.make_head()
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("integrity-files"))
    assert len(many) == len(few)


def test_a_file_asks_as_many_queries_for_many_entries_as_for_few(cast: Cast):
    client, page = client_of(cast.world.officer), file_of(cast)
    asked.answered(cast)
    client.get(page)
    with CaptureQueriesContext(connection) as few:
        client.get(page)
    for _ in range(3):
        asked.answered(cast)
    with CaptureQueriesContext(connection) as many:
        client.get(page)
    assert len(many) == len(few)


def test_the_file_is_a_timeline_narrowed_by_chapter_years_and_words(cast: Cast):
    asked.answered(cast)
    page = file_of(cast)
    whole = text_of(cast.world.officer, page)
    assert SAID in whole
    assert "城关镇 镇党委书记" in whole
    assert SAID not in text_of(cast.world.officer, f"{page}?chapter=posts")
    assert SAID not in text_of(cast.world.officer, f"{page}?chapter=inquiries&until=2020")
    assert SAID in text_of(cast.world.officer, f"{page}?q=党委会研究")
    assert "没有符合条件的条目" in text_of(cast.world.officer, f"{page}?q=没有这样的文字")


def test_each_view_is_noted_and_shown_to_the_discipline_body_alone(cast: Cast):
    text_of(cast.world.organiser, file_of(cast))
    text_of(cast.world.head_user, file_of(cast))
    page = text_of(cast.world.officer, file_of(cast))
    assert "谁看过" in page
    assert "organiser" in page
    for user in (cast.world.organiser, cast.world.head_user):
        assert "谁看过" not in text_of(user, file_of(cast))
    assert Event.objects.filter(action="integrity-file.viewed").count() == 5


def test_it_is_taken_as_pdf_and_docx_and_that_is_noted(cast: Cast):
    asked.answered(cast)
    client = client_of(cast.world.officer)
    document = reverse("integrity-file-document", args=[cast.world.head.pk, "docx"])
    answer = client.get(document)
    words = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert "山既明同志廉政档案" in words
    assert SAID in words
    pdf = client.get(reverse("integrity-file-document", args=[cast.world.head.pk, "pdf"]))
    assert pdf.content[:5] == b"%PDF-"
    assert answer["Cache-Control"] == "private, no-store"
    assert list(
        Event.objects.filter(action="integrity-file.printed").values_list("facts__what", flat=True)
    ) == ["PDF", "DOCX"]


def test_where_pdf_cannot_be_made_that_is_said_kindly(cast: Cast, monkeypatch):
    def fail(_blocks):
        raise PdfUnavailable("本机没有生成 PDF 所需的组件。")

    monkeypatch.setattr(reading, "write_pdf", fail)
    answer = client_of(cast.world.officer).get(
        reverse("integrity-file-document", args=[cast.world.head.pk, "pdf"])
    )
    assert answer.status_code == 503
    assert "下载 Word 文件" in answer.content.decode()


def test_a_request_keeps_what_was_typed_and_is_sent_once(cast: Cast):
    row, client = asked.answered(cast), client_of(cast.world.head_user)
    new = reverse("integrity-correction-new")
    asked_about = {"chapter": "inquiries", "entry": f"inquiry-{row.pk}"}
    assert f"{new}?chapter=inquiries&amp;entry=inquiry-{row.pk}" in text_of(
        cast.world.head_user, file_of(cast)
    )
    assert client.get(new, {"chapter": "inquiries", "entry": "inquiry-0"}).status_code == 404
    sent = asked_about | {"token": uuid4(), "wrong": "说明日期有误", "right": ""}
    refused = client.post(new, sent)
    assert refused.status_code == 422
    assert "说明日期有误" in refused.content.decode()
    for _ in range(2):
        paper = SimpleUploadedFile("说明.txt", "当日的签收单".encode())
        assert client.post(new, sent | {"right": "应为次日", "files": paper}).status_code == 302
    assert FileCorrection.objects.count() == 1
    assert CorrectionFile.objects.count() == 1
    assert client_of(cast.world.officer).get(new, asked_about).status_code == 404


def test_the_body_answers_and_both_are_told_in_the_inbox(cast: Cast):
    row, head = asked.answered(cast), client_of(cast.world.head_user)
    sent = {
        "chapter": "inquiries",
        "entry": f"inquiry-{row.pk}",
        "token": uuid4(),
        "wrong": "有误",
        "right": "应为",
    }
    head.post(reverse("integrity-correction-new"), sent)
    request = FileCorrection.objects.get()
    assert "待答复的档案更正申请" in text_of(cast.world.officer, "/inbox/")
    officer, page = client_of(cast.world.officer), request.get_absolute_url()
    assert officer.post(page, {"outcome": "refused", "words": ""}).status_code == 422
    assert head.post(page, {"outcome": "accepted", "words": "x"}).status_code == 404
    assert officer.post(page, {"outcome": "refused", "words": "记录无误。"}).status_code == 302
    assert officer.post(page, {"outcome": "accepted", "words": "x"}).status_code == 422
    assert "记录无误。" in text_of(cast.world.head_user, page)
    assert "已答复的档案更正申请" in text_of(cast.world.head_user, "/inbox/")
    assert "待答复的档案更正申请" not in text_of(cast.world.officer, "/inbox/")


def test_an_opinion_is_drafted_signed_by_another_and_taken_as_docx(cast: Cast):
    officer, principal = client_of(cast.world.officer), client_of(cast.principal)
    new = reverse("integrity-opinion-new", args=[cast.world.other.pk])
    assert "档案中没有影响使用的情况" in text_of(cast.world.officer, new)
    typed = {
        "token": uuid4(),
        "purpose": "reward",
        "occasion": "",
        "text": "没有影响使用的情况。",
        "conclusion": "clear",
    }
    refused = officer.post(new, typed)
    assert refused.status_code == 422
    assert "没有影响使用的情况。" in refused.content.decode()
    for _ in range(2):
        assert officer.post(new, typed | {"occasion": "县委组织部，表彰"}).status_code == 302
    made = IntegrityOpinion.objects.get()
    submit, sign = (reverse("integrity-opinion-step", args=[made.pk, name]) for name in ("submit", "sign"))
    officer.post(submit)
    assert "待我签发的廉政意见" in text_of(cast.principal, "/inbox/")
    officer.post(sign)
    assert IntegrityOpinion.objects.get().state == "submitted"
    principal.post(sign)
    made.refresh_from_db()
    assert made.number == f"镇纪廉意〔{TODAY.year}〕1号"
    letter = client_of(cast.world.organiser).get(reverse("integrity-opinion-letter", args=[made.pk]))
    words = "\n".join(one.text for one in Document(BytesIO(letter.content)).paragraphs)
    assert "关于柏知远同志的廉政意见" in words
    assert "无影响" in words
    assert made.number in text_of(cast.world.organiser, reverse("integrity-opinions"))
    assert client_of(cast.world.other_user).get(made.get_absolute_url()).status_code == 404


def test_the_heads_page_leads_to_the_file(cast: Cast):
    page = reverse("head", args=[cast.world.head.staff_no])
    assert file_of(cast) in text_of(cast.world.officer, page)
    assert "我的廉政档案" in text_of(cast.world.head_user, page)
    assert file_of(cast) not in text_of(cast.world.committee_officer, page)
