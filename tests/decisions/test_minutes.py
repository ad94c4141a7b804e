"""Minutes as official documents: GB/T 9704's measures, every opinion and vote, cadre items only for who may see them (N44)."""

import re
import sys
import zipfile
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from django.utils import timezone
from docx import Document
from docx.shared import Mm, Pt

from core.documents import (
    Heading,
    Line,
    Paragraph,
    PdfUnavailable,
    Signature,
    Title,
    layout,
    pdf,
    write_docx,
    write_pdf,
)
from decisions.models import Meeting
from decisions.presenters.minutes import numeral
from decisions.services import closing, voting
from organisation.models import Person
from rulebook.procedures.decisions import MatterCategory
from tests.conftest import Log
from tests.decisions.sitting import all_vote, at_the_vote, only_item, sat_down, votes_for
from tests.decisions.world import TODAY, World, make_matter

BLOCKS = [
    Title("会议纪要"),
    Line("城关镇会纪〔2026〕1号"),
    Heading("一、议题"),
    Paragraph("同意。", "山既明："),
    Signature("城关镇", "2026年3月1日"),
]


def test_the_page_has_the_measures_of_the_standard() -> None:
    section = Document(BytesIO(write_docx(BLOCKS))).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)
    text = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(Mm(text / 36000).mm), round(height / 36000)) == (156, 225)


def test_twenty_two_lines_fit_a_page_and_twenty_eight_characters_a_line() -> None:
    section = Document(BytesIO(write_docx(BLOCKS))).sections[0]
    grid = section._sectPr.find("{*}docGrid")
    named = {name.rpartition("}")[2]: value for name, value in grid.attrib.items()}
    pitch = int(named["linePitch"]) / 20
    advance = 16 + int(named["charSpace"]) / 4096
    height, width = (size * layout.POINTS_PER_MM for size in (225, 156))
    assert 28.95 <= pitch <= 29
    assert int(height / pitch) == 22
    assert round(width / advance, 2) == 28


def test_body_and_title_have_the_faces_and_sizes_of_the_standard() -> None:
    document = Document(BytesIO(write_docx(BLOCKS)))
    title, body = document.paragraphs[0].runs[0], document.paragraphs[3].runs[-1]
    assert (title.font.size, title.font.name) == (Pt(22), "方正小标宋简体")
    assert (body.font.size, body.font.name) == (Pt(16), "仿宋")
    assert document.styles["Normal"].paragraph_format.line_spacing == Pt(28.95)


def test_odd_and_even_pages_bear_their_number_on_the_outside() -> None:
    packed = zipfile.ZipFile(BytesIO(write_docx(BLOCKS)))
    assert "evenAndOddHeaders" in packed.read("word/settings.xml").decode()
    footers = [
        packed.read(name).decode() for name in packed.namelist() if "footer" in name and name.endswith(".xml")
    ]
    assert sum(" PAGE " in footer for footer in footers) == 2


def test_characters_no_document_can_hold_are_left_out_and_markup_stays_text() -> None:
    odd = [Paragraph("同意\x00\x0b<b>&\ud800")]
    text = Document(BytesIO(write_docx(odd))).paragraphs[0].text
    assert text == "同意<b>&"
    assert write_pdf(odd).startswith(b"%PDF")


def unpacked(written: bytes) -> bytes:
    """A PDF with its packed parts opened."""
    found = written
    for packed in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", written, re.DOTALL):
        with suppress(zlib.error):
            found += zlib.decompress(packed)
    return found


def test_a_pdf_is_written_on_a4_and_goes_on_to_a_second_page() -> None:
    written = unpacked(write_pdf([*BLOCKS, Paragraph("第二页。\n" * 30)]))
    pages = re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", written)
    assert [(round(float(wide)), round(float(high))) for wide, high in pages] == [(595, 842)] * 2


def test_where_the_libraries_are_missing_that_is_kindly_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PdfUnavailable, match="请下载 Word 文件；管理员可安装：libpango-1.0-0"):
        write_pdf(BLOCKS)


def test_nothing_is_fetched_for_a_document() -> None:
    with pytest.raises(ValueError, match="http://example"):
        pdf._fetch_nothing("http://example")


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_headings_are_numbered_in_chinese(number: int, words: str) -> None:
    assert numeral(number) == words


def held(world: World) -> Meeting:
    """A meeting on a project, which a member dissents from, and on a cadre matter by secret ballot."""
    project = make_matter(world, proposer="镇城建办")
    cadre = make_matter(
        world, title="办公室主任人选", category=MatterCategory.PERSONNEL, candidates=[world.candidate], secret_ballot=True,
        entered_by=world.secretary,
    )  # fmt: skip
    meeting = sat_down(world, project, cadre, absent=[world.members[7]])
    first, second = meeting.items.order_by("place")
    at_the_vote(world, first, m3="disagree")
    all_vote(world, first, ["for"] * 3 + ["against"] + ["for"] * 3)
    at_the_vote(world, second)
    for user in world.users[:7]:
        voting.cast_own(item=second.pk, votes=votes_for(second, "for"), by=user, on=TODAY)
    items = list(meeting.items.select_related("matter__unit", "meeting__unit"))
    texts = {item.pk: closing.proposed_text(item) for item in items}
    return closing.close_meeting(meeting=meeting.pk, texts=texts, by=world.secretary, on=TODAY)


def text_of(data: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in Document(BytesIO(data)).paragraphs)


@pytest.mark.django_db
def test_the_minutes_hold_who_was_there_and_each_members_opinion_and_vote(world: World, as_user: Log) -> None:
    meeting = held(world)
    meeting.refresh_from_db()
    answer = as_user(world.member).get(f"/meetings/{meeting.pk}/minutes.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    text = text_of(answer.content)
    for words in (
        "城关镇党委会会议纪要",
        f"城关镇会纪〔{timezone.localtime(meeting.closed_at).year}〕1号",
        "主持：山既明",
        "缺席：容景行（副镇长）（因公外出）",
        "一、修建集镇污水管网",
        "汇报：镇城建办汇报。",
        "3．石映川：不同意。",
        "7．山既明：同意。",
        "赞成 6 票、反对 1 票、弃权 0 票",
        "反对：石映川",
        "结果：通过。",
        "二、办公室主任人选",
        "无记名投票",
        "温听澜（镇党政办公室主任）：赞成 7 票",
    ):
        assert words in text, words


@pytest.mark.django_db
def test_the_minutes_name_who_took_part_and_cast_no_vote_and_each_of_two_of_one_name(
    world: World, as_user: Log
) -> None:
    Person.objects.filter(pk=world.members[2].pk).update(name=world.members[1].name)
    meeting = sat_down(world, make_matter(world), absent=[world.members[7]])
    item = at_the_vote(world, only_item(meeting))
    all_vote(world, item, ["for"] * 6)
    voting.close_voting(item=item.pk, by=world.secretary, on=TODAY)
    closing.close_meeting(meeting=meeting.pk, texts={item.pk: "同意。"}, by=world.secretary, on=TODAY)
    text = text_of(as_user(world.member).get(f"/meetings/{meeting.pk}/minutes.docx").content)
    assert text.count("云望舒、云望舒") == 1
    assert f"；未投票：{world.members[6].name}。" in text
    assert f"未投票：{world.members[7].name}" not in text, "absent members owe no vote"


@pytest.mark.django_db
def test_cadre_items_are_in_the_minutes_of_those_in_the_step_alone(world: World, as_user: Log) -> None:
    meeting = held(world)
    text = text_of(as_user(world.auditor).get(f"/meetings/{meeting.pk}/minutes.docx").content)
    assert "修建集镇污水管网" in text
    assert "温听澜" not in text
    assert "另有 1 个议题依规定不在本件中" in text
    assert as_user(world.nobody).get(f"/meetings/{meeting.pk}/minutes.docx").status_code == 404


@pytest.mark.django_db
def test_the_minutes_are_to_be_had_as_pdf_or_it_is_said_why_not(
    world: World, as_user: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = held(world)
    client = as_user(world.member)
    answer = client.get(f"/meetings/{meeting.pk}/minutes.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    answer = client.get(f"/meetings/{meeting.pk}/minutes.pdf")
    assert answer.status_code == 503
    assert "下载 Word 文件" in answer.content.decode()
