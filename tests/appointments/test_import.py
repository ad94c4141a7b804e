"""Importing past files of appointments: one row a file, all of them or nothing, marked, judged like others."""

import csv
import io
import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts.models import User
from appointments.models import Case, CaseRecord
from appointments.services.importing import COLUMNS, import_appointments
from core.models import Event, Job
from rulebook.roles import Role
from supervision.models import Finding
from tests import factories
from tests.decisions.world import TODAY

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def post(world):
    return factories.make_post(world.town, "主任", head=False, section="农业站")


def day(ago):
    return (TODAY - timedelta(days=ago)).isoformat()


def row(world, **changes):
    values = {
        "原档案编号": "档2024-7", "决定单位": "城关镇", "人选工号": world.candidate.staff_no, "人选姓名": "温听澜",
        "任职单位": "城关镇", "任职内设机构": "农业站", "任职职务": "主任", "任用方式": "提拔任职", "动议日期": day(400),
        "动议承办": "镇党委", "动议情况": "职位空缺。", "会议推荐日期": day(395), "会议推荐承办": "镇党委", "会议推荐应到人数": "40",
        "会议推荐参加人数": "38", "会议推荐票数": "31", "考察起日": day(390), "考察止日": day(386),
        "考察成员": "甲某、乙某", "考察谈话人数": "26", "考察情况": "群众公认。", "干部档案审核日期": day(380),
        "干部档案审核承办": "组织办", "干部档案审核结果": "没有问题", "任职前公示起日": day(370), "任职前公示止日": day(362),
        "任职前公示反映件数": "0", "任职日期": day(360), "任职承办": "城发〔2025〕3号",
    }  # fmt: skip
    return values | changes


def sheet(*rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def imported(world, *rows, **options):
    return import_appointments(content=sheet(*rows), name="档案.csv", **{"by": world.secretary} | options)


def test_a_row_becomes_a_marked_file_with_its_records_and_is_judged(
    world, post, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        report = imported(world, row(world))
    assert report.counts["created"] == {"appointments": 1}
    case = Case.objects.get()
    assert (case.is_imported, case.past, case.state, case.post) == (True, True, "appointed", post)
    assert (case.source_number, case.number) == ("档2024-7", f"{TODAY.year}-0001")
    recommended = case.records.get(kind="recommendation")
    assert (recommended.due, recommended.present, recommended.votes) == (40, 38, 31)
    assert recommended.entered_on == TODAY
    assert case.records.get(kind="archive-check").result == "favourable"
    assert [one["name"] for one in case.records.get(kind="inspection").team] == ["甲某", "乙某"]
    found = set(
        Finding.objects.filter(source_id=case.pk, source="appointments.case").values_list("code", flat=True)
    )
    assert {"cadre-not-discussed", "cadre-integrity-unheard", "cadre-notice-missing"} <= found
    assert Event.objects.filter(action="appointments.imported").count() == 1


def test_the_same_file_twice_changes_nothing_and_a_changed_row_one_record(world, post):
    imported(world, row(world))
    before = (Case.history.count(), CaseRecord.history.count())
    report = imported(world, row(world))
    assert report.counts["unchanged"] == {"appointments": 1}
    assert (Case.history.count(), CaseRecord.history.count()) == before
    report = imported(world, row(world, 会议推荐票数="30", 任职谈话日期=day(361), 任职谈话承办="镇党委"))
    assert report.counts["changed"] == {"appointments": 1}
    case = Case.objects.get()
    assert case.records.get(kind="recommendation").votes == 30
    assert case.records.get(kind="recommendation").changed_on == TODAY
    assert CaseRecord.history.count() == before[1] + 2


def test_a_dry_run_stores_nothing(world, post):
    assert imported(world, row(world), dry_run=True).counts["created"] == {"appointments": 1}
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("column", "given", "words"),
    [
        ("决定单位", "县林业局", "或者不由您建档"),
        ("人选工号", "X9", "没有工号为“X9”的人员"),
        ("人选姓名", "别人", "是“温听澜”"),
        ("任职职务", "站长", "没有“站长”这一岗位"),
        ("任用方式", "空降", "不在可选范围内"),
        ("会议推荐票数", "39", "票数不能多于参加人数"),
        ("会议推荐票数", "三十", "应为整数"),
        ("任职日期", (TODAY + timedelta(days=1)).isoformat(), "日期不能晚于今天"),
        ("考察止日", day(391), "止日不能早于起日"),
        ("干部档案审核结果", "合格", "不在可选范围内"),
        ("不得列为考察对象情形核对存在的情形", "人缘不好", "不是第二十四条所列的情形"),
        ("讨论决定事项编号", "2020-0001", "没有编号为“2020-0001”"),
        ("任职承办", "", "请填写“任职文号”"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column_and_nothing_is_stored(world, post, column, given, words):
    good = row(world, 原档案编号="档1", 任职日期="", 任职承办="", 终止理由="名额取消")
    report = imported(world, good, row(world, **{column: given}))
    assert report.is_refused
    assert [(one.row, one.column) for one in report.errors] == [(3, column)]
    assert words in report.errors[0].message
    assert not Case.objects.exists()


def test_a_number_comes_once_in_a_file(world, post):
    report = imported(world, row(world), row(world))
    assert [(one.row, one.column) for one in report.errors] == [(3, "原档案编号")]


def test_nobody_imports_a_file_about_themself_or_a_relative(world, post):
    keeper = world.secretary.person
    report = imported(world, row(world, 人选工号=keeper.staff_no, 人选姓名=keeper.name))
    assert "N14" in report.errors[0].message
    factories.make_relatives(keeper, world.candidate)
    assert imported(world, row(world), by=User.objects.get(pk=world.secretary.pk)).is_refused


def test_the_command_says_what_it_did_and_leaves_with_1_where_the_file_is_refused(
    world, post, tmp_path, capsys
):
    file = tmp_path / "档案.csv"
    file.write_bytes(sheet(row(world)))
    call_command("import_appointments", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["created"] == {"appointments": 1}
    file.write_bytes(sheet(row(world, 任用方式="空降")))
    with pytest.raises(CommandError) as left:
        call_command("import_appointments", str(file), "--json")
    assert left.value.returncode == 1
    assert json.loads(capsys.readouterr().out)["errors"][0]["column"] == "任用方式"


def test_who_keeps_files_uploads_them_on_a_page_and_confirms_what_was_checked(world, post, client):
    client.force_login(world.secretary)
    page = client.get(reverse("appointments-import")).content.decode()
    assert "导入历史任用档案" in page
    assert "导入名册" not in page
    file = SimpleUploadedFile("档案.csv", sheet(row(world)))
    answer = client.post(reverse("appointments-import"), {"file": file})
    assert answer.status_code == 302
    assert Job.objects.get().kind == "appointments"
    client.force_login(factories.make_user("other-keeper", role=Role.REGISTRAR, body=world.town))
    assert client.get(reverse("appointments-import")).status_code == 404


def test_an_imported_file_is_marked_in_the_list_and_on_its_page(world, post, client):
    imported(world, row(world))
    client.force_login(world.secretary)
    assert "历史导入" in client.get(reverse("appointment-list")).content.decode()
    page = client.get(reverse("appointment", args=[Case.objects.get().pk])).content.decode()
    assert "原档案编号 档2024-7" in page
    assert "晚于办理的日期" in page
