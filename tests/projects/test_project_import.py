"""Importing projects: the county's spreadsheet, all of it or nothing, twice the same changes nothing."""

import json
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import jobs
from core.models import Event, Job
from projects.models import Bidder, Part, Payment, Project, Stage
from projects.services.importing import COLUMNS, import_projects
from projects.services.importing import columns as at
from rulebook.roles import Role
from tests import factories
from tests.projects.built import CODE, codes_of, decided, planned

ROW: dict[str, str] = {
    at.NUMBER: "工1", at.UNIT: "城关镇", at.TITLE: "修建污水管网", at.TOTAL: "6,000,000", at.PUBLIC: "5000000",
    "设计建设计划开始": "2026-01-01", "设计建设计划完成": "2026-03-01", "设计建设实际开始": "2026-01-05", "设计建设实际完成": "2026-02-20",
    at.SPARED: "不征地", at.PART: "一标段", at.CATEGORY: "施工", at.ESTIMATE: "5000000", at.METHOD: "公开招标",
    at.ISSUED: "2026-03-02", at.OPENED: "2026-03-25", at.SHOWN_FROM: "2026-03-26", at.SHOWN_UNTIL: "2026-03-30",
    at.AWARDED: "2026-04-01", at.SUPPLIER: "青山建筑公司", at.SUPPLIER_CODE: CODE, at.SIGNED: "2026-04-10",
    at.CONTRACT: "4800000", at.BIDDERS: f"青山建筑公司 {CODE} 4800000；绿水建设公司 4870000；远山工程公司 4930000",
    at.PAYMENTS: "2026-05-01 1000000",
}  # fmt: skip


def sheet(*rows: dict[str, str], columns: Any = None) -> bytes:
    names = columns or [column.name for column in COLUMNS]
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines).encode()


def imported(content: bytes, **options: Any):
    return import_projects(content=content, name="工程.csv", by=None, **options)


def stored() -> list[list[Any]]:
    """Everything that an import could have written, histories too."""
    rows = (Project, Stage, Part, Bidder, Payment)
    return [list(model.history.order_by("pk").values_list("pk", flat=True)) for model in rows]  # type: ignore[attr-defined]


def test_a_row_becomes_a_project_with_stages_a_part_bidders_and_payments(county):
    matter = decided(county)
    report = imported(sheet(ROW | {"设计建设决策编号": matter.number}))
    assert report.counts["created"] == {"projects": 1, "parts": 1}
    project = Project.objects.get()
    assert (project.unit, project.total, project.origin) == (county.town, Decimal(6_000_000), "sheet")
    design, land = (project.stages.get(kind=kind) for kind in ("design", "land"))
    assert (design.matter, str(design.began_on), land.spared) == (matter, "2026-01-05", "不征地")
    part = project.parts.get()
    assert (part.method, part.supplier.credit_code, part.bidders.count()) == ("open", CODE, 3)
    assert part.payments.get().amount == 1_000_000
    assert Event.objects.filter(action="projects.imported").count() == 1


def test_the_same_file_again_changes_nothing(county):
    content = sheet(ROW, ROW | {at.PART: "二标段", at.CATEGORY: "服务"}, ROW | {at.NUMBER: "工2"})
    assert imported(content).counts["created"] == {"projects": 2, "parts": 3}
    before = stored()
    assert imported(content).counts["unchanged"] == {"projects": 2, "parts": 3}
    assert stored() == before


def test_a_row_that_differs_changes_its_project_and_what_the_file_has_no_column_for_stays(county):
    imported(sheet(ROW))
    names = [at.NUMBER, at.UNIT, at.TITLE, at.TOTAL, at.PUBLIC, "设计建设实际完成"]
    report = imported(sheet(ROW | {"设计建设实际完成": "2026-02-28"}, columns=names))
    assert report.counts["changed"] == {"projects": 1, "parts": 0}
    project = Project.objects.get()
    assert str(project.stages.get(kind="design").ended_on) == "2026-02-28"
    assert project.stages.get(kind="land").spared == "不征地"
    assert project.parts.get().payments.count() == 1


def test_a_corrected_list_takes_as_many_statements_as_one_corrected_project(county):
    """Every stage, part, bidder and payment of it differs, and is written in sets."""

    def correct(number: int) -> int:
        rows = [ROW | {at.NUMBER: f"{number}之{one}"} for one in range(number)]
        imported(sheet(*rows))
        corrected = {
            at.TITLE: "修建污水管网二期", "设计建设实际完成": "2026-02-28", at.ESTIMATE: "5100000", at.PAYMENTS: "2026-05-02 1200000",
            at.BIDDERS: f"青山建筑公司 {CODE} 4800000；绿水建设公司 4880000；远山工程公司 4930000；江畔建设公司 4990000",
        }  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            report = imported(sheet(*(row | corrected for row in rows)))
        assert report.counts["changed"] == {"projects": number, "parts": number}
        return len(asked)

    correct(1)  # its suppliers are new
    assert correct(2) == correct(20)
    part = Part.objects.filter(project__number="20之7").get()
    assert (part.estimate, part.payments.get().amount, part.bidders.count()) == (5_100_000, 1_200_000, 4)
    kinds = Payment.history.filter(part=part).values_list("history_type", "history_change_reason")  # type: ignore[attr-defined]
    assert sorted(kinds) == [("+", "工程项目导入")] * 2 + [("-", "工程项目导入")]


@pytest.mark.parametrize(
    ("wrong", "column", "words"),
    [
        ({at.UNIT: "不存在的局"}, at.UNIT, "没有名为"),
        ({at.TOTAL: "0"}, at.TOTAL, "大于零"),
        ({at.TOTAL: "六百万"}, at.TOTAL, "不是金额"),
        ({at.PUBLIC: "7000000"}, at.PUBLIC, "不能超过总投资"),
        ({"设计建设计划开始": ""}, "设计建设计划开始", "请填写计划开始日期"),
        ({"设计建设计划完成": "2025-12-01"}, "设计建设计划完成", "不能早于"),
        ({"设计建设实际完成": "2027-01-01"}, "设计建设实际完成", "不能晚于今天"),
        ({"招投标决策编号": "2026-9999"}, "招投标决策编号", "没有找到"),
        ({at.CATEGORY: ""}, at.CATEGORY, "请填写标段类别"),
        ({at.PART: ""}, at.PART, "请填写标段名称"),
        ({at.SUPPLIER_CODE: "123"}, at.SUPPLIER_CODE, "校验位"),
        ({at.SUPPLIER: "他乡公司", at.SUPPLIER_CODE: ""}, at.SUPPLIER, "不在投标人之中"),
        ({at.PAYMENTS: "2026-05-01"}, at.PAYMENTS, "大于零的金额"),
    ],
)
def test_an_error_is_named_by_row_and_column_and_changes_nothing(county, wrong, column, words):
    report = imported(sheet(ROW, ROW | {at.NUMBER: "工2"} | wrong))
    assert not Project.objects.exists()
    assert any((one.row, one.column) == (3, column) and words in one.message for one in report.errors), (
        report.errors
    )


def test_rows_of_one_project_agree_and_name_different_parts(county):
    report = imported(sheet(ROW, ROW | {at.TITLE: "另一名称"}))
    assert {(one.row, one.column) for one in report.errors} == {(3, at.TITLE), (3, at.PART)}


def test_a_project_entered_in_the_product_is_left_alone(county):
    planned(county, number="工1", title="原有项目")
    report = imported(sheet(ROW))
    assert "来源不同" in report.errors[0].message
    assert Project.objects.get().title == "原有项目"


def test_a_dry_run_stores_nothing_and_tells_what_it_would(county):
    report = imported(sheet(ROW), dry_run=True)
    assert report.counts["created"] == {"projects": 1, "parts": 1}
    assert not Project.objects.exists()


def test_what_is_imported_is_judged(county, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        imported(sheet(ROW))
    assert "project-stage-undecided" in codes_of(Project.objects.get())


def test_what_an_import_leaves_as_it_is_is_not_judged_again(county, django_capture_on_commit_callbacks):
    other = ROW | {at.NUMBER: "工2"}
    imported(sheet(ROW, other))
    with django_capture_on_commit_callbacks(execute=True):
        imported(sheet(ROW | {at.TITLE: "修建污水管网二期"}, other))
    first, second = Project.objects.order_by("number")
    assert "project-stage-undecided" in codes_of(first)
    assert codes_of(second) == set()


def test_progress_is_told_and_whoever_stops_an_import_leaves_nothing(county):
    told: list[tuple[int, int]] = []
    imported(sheet(ROW), dry_run=True, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 1)]

    def stop(done: int, total: int) -> None:
        raise jobs.Stopped

    with pytest.raises(jobs.Stopped):
        imported(sheet(ROW), progress=stop)
    assert not Project.objects.exists()


def test_the_page_checks_a_file_then_imports_it(county, as_user, django_capture_on_commit_callbacks):
    registrar = factories.make_user(role=Role.REGISTRAR, body=county.discipline.roles.get().body)
    client = as_user(registrar)
    assert client.get(reverse("projects-template")).status_code == 200
    file = SimpleUploadedFile("工程.csv", sheet(ROW), "text/csv")
    answer = client.post(reverse("projects-import"), {"file": file})
    job = Job.objects.get()
    jobs.run(job.pk)
    shown = client.get(answer["Location"]).content.decode()
    assert "工1 修建污水管网" in shown
    client.post(reverse("import-job-next", args=[job.pk]))
    jobs.run(Job.objects.order_by("pk").last().pk)
    assert Project.objects.count() == 1


def test_the_command_refuses_a_file_with_errors(county, tmp_path):
    file = tmp_path / "工程.csv"
    file.write_bytes(sheet(ROW | {at.TOTAL: "0"}))
    with pytest.raises(CommandError):
        call_command("import_projects", str(file), stdout=StringIO())
    file.write_bytes(sheet(ROW))
    said = StringIO()
    call_command("import_projects", str(file), "--json", stdout=said)
    assert json.loads(said.getvalue())["created"] == {"projects": 1, "parts": 1}
