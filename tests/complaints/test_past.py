"""Earlier complaints are imported all or none, locked as they are read, and never what the body may not keep (C23, N23)."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from complaints.models import Complaint, HandedOn, PastFile
from complaints.services.past import COLUMNS, import_past, running
from complaints.services.reporters import forget_what_is_over
from core.importing import Report
from core.jobs import Stopped
from core.models import Job
from rulebook.establishment import Category
from tests.complaints.conftest import World
from tests.complaints.test_intake import dump
from tests.complaints.test_pages import opened
from tests.factories import make_person, make_post, make_relatives, make_tenure, make_unit

PLANTED = "青石桥头第三根石柱"
HEADINGS = [column.name for column in COLUMNS]
ROW = {
    "原编号": "信2024-17", "收到日期": "2024-03-05", "渠道": "来信", "反映单位": "城关镇", "反映对象": "镇长",
    "问题类别": "项目建设、廉洁自律", "反映的问题": f"在{PLANTED}下收了两条烟", "检举控告人": "山既明", "办理状态": "已办结",
    "处置方式": "初步核实", "结论": "部分属实", "办结日期": "2024-06-01", "办理情况": "已责成返修",
}  # fmt: skip


def table(*rows: dict[str, str]) -> bytes:
    lines = [",".join(HEADINGS)]
    lines += [",".join((ROW | row).get(name, "") for name in HEADINGS) for row in rows]
    return "\n".join(lines).encode()


def imported(world: World, *rows: dict[str, str], **more) -> Report:
    given = {"content": table(*rows), "name": "a.csv"} | more
    return import_past(body=world.body, by=world.officers[0], on=world.day, **given)


def wrong(report: Report) -> list[tuple[int, str]]:
    return [(error.row, error.column) for error in report.errors]


def test_an_earlier_complaint_is_kept_with_its_state_and_result(world: World):
    assert imported(world, {}).counts["created"] == {"complaints": 1}
    kept = Complaint.objects.get()
    assert (kept.number, kept.state, kept.received_on, kept.due, kept.named) == (
        "2024-00001", "closed", date(2024, 3, 5), None, True,
    )  # fmt: skip
    page = opened(world.officers[0]).get(reverse("complaint", args=[kept.pk])).content.decode()
    for words in ("信2024-17", "部分属实", "已责成返修", PLANTED, "项目建设"):
        assert words in page


@pytest.mark.parametrize(
    ("row", "state"),
    [
        ({"办理状态": "不予受理", "处置方式": "", "结论": ""}, "refused"),
        ({"办理状态": "已转办", "处置方式": "", "结论": ""}, "referred"),
        ({"办理状态": "正在办理", "结论": "", "办结日期": ""}, "accepted"),
    ],
)
def test_every_state_of_the_past_is_kept(world: World, row, state: str):
    assert not imported(world, row).errors
    assert Complaint.objects.get().state == state
    assert (Complaint.objects.get().due is None) == (state != "accepted")


def test_a_spreadsheet_made_from_the_template_is_read(world: World):
    answer = opened(world.officers[0]).get(reverse("complaint-past-template"))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    book.worksheets[0].append([ROW.get(name) for name in HEADINGS])
    made = BytesIO()
    book.save(made)
    assert imported(world, content=made.getvalue(), name="a.xlsx").counts["created"] == {"complaints": 1}


def test_the_same_file_again_changes_nothing(world: World):
    rows = [{"原编号": f"信{number}"} for number in range(3)]
    imported(world, *rows)
    again = imported(world, *rows, {"原编号": "信9"})
    assert (again.counts["created"], again.counts["unchanged"]) == ({"complaints": 1}, {"complaints": 3})
    assert Complaint.objects.count() == 4
    assert sorted(Complaint.objects.values_list("number", flat=True))[-1] == "2024-00004"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ({"原编号": ""}, "原编号"),
        ({"收到日期": "2024-13-05"}, "收到日期"),
        ({"收到日期": "2030-01-01", "办结日期": "2030-01-02"}, "收到日期"),
        ({"渠道": "托梦"}, "渠道"),
        ({"反映单位": "没有的镇"}, "反映单位"),
        ({"问题类别": "天气"}, "问题类别"),
        ({"反映的问题": ""}, "反映的问题"),
        ({"办理状态": "不知道"}, "办理状态"),
        ({"结论": ""}, "结论"),
        ({"办结日期": ""}, "办结日期"),
        ({"办结日期": "2024-01-01"}, "办结日期"),
        ({"办理状态": "正在办理", "办结日期": ""}, "结论"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_stored(world: World, row, column: str):
    report = imported(world, {"原编号": "信1"}, {"原编号": "信2"} | row)
    assert (3, column) in wrong(report)
    assert {number for number, _column in wrong(report)} == {3}
    assert not Complaint.objects.exists()


def test_one_number_twice_is_named_by_row(world: World):
    report = imported(world, {}, {})
    assert wrong(report) == [(3, "原编号")]


@pytest.mark.parametrize("about", ["县委书记", "an officer", "a relative of an officer", "the body itself"])
def test_what_the_body_may_not_keep_is_refused_by_row_and_nothing_of_it_is_stored(world: World, about: str):
    row = {"反映单位": "", "反映对象": about}
    if about == "县委书记":
        make_tenure(make_person("钟景行"), make_post(make_unit("县委", Category.COUNTY_COMMITTEE), "书记"))
    elif about == "an officer":
        row["反映对象"] = "苗若溪"
    elif about == "a relative of an officer":
        make_relatives(world.officers[0].person, world.head)
        row["反映对象"] = "江望舒"
    else:
        row = {"反映单位": "县纪委监委", "反映对象": ""}
    make_unit("曾家镇")
    report = imported(world, {"原编号": "信1", "反映单位": "曾家镇", "反映对象": ""}, {"原编号": "信2"} | row)
    assert wrong(report) == [(3, "")]
    assert "上级机关" in report.errors[0].message
    assert about not in report.errors[0].message
    assert not Complaint.objects.exists()
    assert not HandedOn.objects.exists()


def test_who_held_the_post_on_the_day_it_came_in_is_who_is_meant(world: World):
    person = make_person("钟景行")
    post = make_post(make_unit("县委", Category.COUNTY_COMMITTEE), "书记")
    make_tenure(person, post, date(2025, 1, 1))
    assert not imported(world, {"反映单位": "", "反映对象": "钟景行"}).errors


def test_a_dry_run_stores_nothing(world: World):
    assert imported(world, {}, dry_run=True).counts["created"] == {"complaints": 1}
    assert not Complaint.objects.exists()


def test_a_stop_in_the_middle_leaves_nothing(world: World):
    told = []

    def stop(done: int, total: int) -> None:
        told.append((done, total))
        if done > total // 2:
            raise Stopped

    with pytest.raises(Stopped):
        imported(world, *({"原编号": f"信{number}"} for number in range(700)), progress=stop)
    assert told == sorted(told)
    assert not Complaint.objects.exists()


def test_queries_do_not_grow_with_the_rows_of_a_batch(world: World):
    asked = []
    for first, rows in ((0, 10), (1000, 300)):
        with CaptureQueriesContext(connection) as queries:
            assert not imported(world, *({"原编号": f"信{first + number}"} for number in range(rows))).errors
        asked.append(len(queries))
    assert asked[1] < asked[0] + 10


def test_more_rows_than_are_taken_at_once_are_refused(world: World, monkeypatch):
    monkeypatch.setattr(running, "MOST_ROWS", 2)
    assert wrong(imported(world, *({"原编号": str(number)} for number in range(3)))) == [(1, "")]


def uploaded(client, content: bytes):
    return client.post(reverse("complaint-past"), {"file": SimpleUploadedFile("a.csv", content)})


def test_an_officer_uploads_checks_and_confirms_and_the_past_counts_in_figures(world: World):
    client = opened(world.officers[0])
    answer = uploaded(
        client, table({}, {"原编号": "信2", "收到日期": "2025-03-05", "办结日期": "2025-04-01"})
    )
    assert "检查通过" in answer.content.decode()
    assert not Complaint.objects.exists()
    page = reverse("complaint-past-confirm", args=[PastFile.objects.get().pk])
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 302
    assert Complaint.objects.count() == 2
    assert not PastFile.objects.exists()
    tables = client.get(reverse("complaint-figures") + "?year=2025").context["tables"]
    told = {one.title: {line.title: line.count for line in one.lines} for one in tables}
    assert told["按渠道"] == {"来信": 1}
    assert told["按结论"]["部分属实"] == 1


def test_a_file_with_errors_is_shown_by_row_and_kept_nowhere(world: World):
    answer = uploaded(opened(world.officers[0]), table({"渠道": "托梦"}))
    assert answer.status_code == 422
    assert "托梦" in answer.content.decode()
    assert not PastFile.objects.exists()


def test_nobody_else_confirms_and_after_a_day_it_is_gone(world: World):
    uploaded(opened(world.officers[0]), table({}))
    page = reverse("complaint-past-confirm", args=[PastFile.objects.get().pk])
    opened(world.officers[1]).post(page)
    assert not Complaint.objects.exists()
    forget_what_is_over(on=date(2027, 1, 1))
    assert not PastFile.objects.exists()


def test_a_file_without_a_file_says_so(world: World):
    answer = opened(world.officers[0]).post(reverse("complaint-past"), {})
    assert answer.status_code == 422


@pytest.mark.django_db(transaction=True)
def test_neither_database_nor_disk_nor_jobs_hold_a_word_of_it(world: World, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
    (tmp_path / "uploads").mkdir()
    many = table(*({"原编号": f"planted-{number}", "办理情况": "长" * 900} for number in range(1000)))
    assert len(many) > settings.FILE_UPLOAD_MAX_MEMORY_SIZE
    client = opened(world.officers[0])
    assert uploaded(client, many).status_code == 200
    assert client.post(reverse("complaint-past-confirm", args=[PastFile.objects.get().pk])).status_code == 302
    assert Complaint.objects.count() == 1000
    stored = dump() + "".join(
        path.read_bytes().decode("latin-1") + str(path) for path in tmp_path.rglob("*") if path.is_file()
    )
    assert not Job.objects.exists()
    for word in (PLANTED, "planted-1", "山既明"):
        for form in (word, word.encode().decode("latin-1"), word.encode().hex(), ascii(word)[1:-1]):
            assert form not in stored, word


def test_a_workbook_with_a_formula_not_reckoned_names_the_cell(world: World):
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append([ROW.get(name) for name in HEADINGS])
    sheet["B2"] = "=TODAY()"
    made = BytesIO()
    book.save(made)
    assert (2, "收到日期") in wrong(imported(world, content=made.getvalue(), name="a.xlsx"))
