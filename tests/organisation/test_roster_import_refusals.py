"""What a roster is refused for, each named by row and column (interchange 1)."""

import pytest

from core.credit_code import check_digit
from organisation.models import Unit
from organisation.services import import_roster
from tests.organisation.rosters import DAY, HEADER, csv_of, errors, load, loaded, row

pytestmark = pytest.mark.django_db
SECOND = {"单位名称": "县审计局", "姓名": "石怀谷", "工号": "A2"}


def code(first: str = "11610927MB0000000") -> str:
    return first + check_digit(first)


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("单位类别", "局", "政府部门"),
        ("上级单位", "县未知局", "找不到上级单位"),
        ("行政区划代码", "610999", "没有代码"),
        ("行政区划代码", "6109", "6、9 或 12 位"),
        ("统一社会信用代码", code()[:17] + ("0" if code()[17] != "0" else "1"), "校验位"),
        ("统一社会信用代码", "12345", "18 位"),
        ("是否一把手", "Y", "是"),
        ("是否一把手", "", "不能为空"),
        ("管理层级", "省管", "县管"),
        ("任职日期", "2026-02-30", "不存在"),
        ("任职日期", "去年", "不是日期"),
        ("任职日期", "", "不能为空"),
        ("离任日期", "2021-03-01", "晚于"),
        ("离任日期", "2020-03-01", "晚于"),
        ("任职方式", "代理", "主持工作"),
        ("联系县领导工号", "L9", "找不到"),
        ("姓名", "", "不能为空"),
        ("工号", "", "不能为空"),
        ("职务", "", "不能为空"),
        ("单位名称", "", "不能为空"),
        ("单位名称", "局" * 81, "80"),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(column: str, value: str, words: str) -> None:
    report = load(row(**SECOND), row(**{column: value}))
    assert errors(report) == [(3, column)]
    assert words in report.errors[0].message
    assert not Unit.objects.exists()


def test_a_cycle_of_parents_is_refused_at_every_row_that_takes_part() -> None:
    report = load(
        row(上级单位="县审计局"), row(上级单位="县水利局", **SECOND), row(单位名称="县水利局", 上级单位="县财政局", 姓名="江听澜", 工号="A3"),
    )  # fmt: skip
    assert errors(report) == [(2, "上级单位"), (3, "上级单位"), (4, "上级单位")]
    assert "循环" in report.errors[0].message


def test_a_unit_under_itself_is_a_cycle() -> None:
    assert errors(load(row(上级单位="县财政局"))) == [(2, "上级单位")]


def test_a_cycle_closed_by_a_stored_parent_is_refused() -> None:
    loaded(row(上级单位="县审计局"), row(**SECOND))
    assert errors(load(row(上级单位="县财政局", **SECOND))) == [(2, "上级单位")]


def test_turning_a_stored_relation_round_is_no_cycle() -> None:
    loaded(row(上级单位="县审计局"), row(**SECOND), row(单位名称="县水利局", 姓名="江听澜", 工号="A3"))
    assert load(row(上级单位="县水利局"), row(上级单位="县财政局", **SECOND)).errors == []


def test_two_people_on_one_head_post_at_once_are_refused_at_the_later_row() -> None:
    report = load(row(), row(姓名="石怀谷", 工号="A2", 任职日期="2022-01-01"))
    assert errors(report) == [(3, "任职日期")]
    assert "云知远" in report.errors[0].message
    assert "第 2 行" in report.errors[0].message


def test_the_later_row_is_refused_also_where_it_began_first() -> None:
    assert errors(load(row(任职日期="2022-01-01"), row(姓名="石怀谷", 工号="A2"))) == [(3, "任职日期")]


def test_two_people_heading_one_section_at_once_are_refused() -> None:
    section = {"内设机构": "预算股", "职务": "股长", "是否一把手": "否"}
    assert errors(load(row(**section), row(姓名="石怀谷", 工号="A2", **section))) == [(3, "任职日期")]


def test_somebody_acting_beside_a_head_in_office_is_refused() -> None:
    assert errors(load(row(), row(姓名="石怀谷", 工号="A2", 任职方式="主持工作"))) == [(3, "任职日期")]


def test_one_person_twice_on_one_post_at_once_is_refused() -> None:
    assert errors(load(row(是否一把手="否"), row(是否一把手="否", 任职日期="2022-01-01"))) == [
        (3, "任职日期")
    ]


def test_one_staff_number_with_two_names_is_refused() -> None:
    assert errors(load(row(), row(单位名称="县审计局", 姓名="石怀谷"))) == [(3, "姓名")]


def test_a_stored_persons_number_under_another_name_is_refused() -> None:
    loaded(row())
    report = load(row(姓名="石怀谷"))
    assert errors(report) == [(2, "姓名")]
    assert "云知远" in report.errors[0].message


def test_two_people_may_share_a_name() -> None:
    assert load(row(), row(单位名称="县审计局", 工号="A2")).errors == []


@pytest.mark.parametrize(
    ("column", "first", "second"),
    [("单位类别", "政府部门", "党委部门"), ("上级单位", "县审计局", "县水利局"), ("统一社会信用代码", code(), code("11610927MB0000001"))],
)  # fmt: skip
def test_rows_that_contradict_each_other_about_a_unit_are_refused(
    column: str, first: str, second: str
) -> None:
    others = [row(**SECOND), row(单位名称="县水利局", 姓名="江听澜", 工号="A3")]
    deputy = {"职务": "副局长", "是否一把手": "否", "姓名": "林若溪", "工号": "A4"}
    report = load(*others, row(**{column: first}), row(**{column: second}, **deputy))
    assert errors(report) == [(5, column)]


def test_rows_that_contradict_each_other_about_a_post_are_refused() -> None:
    assert errors(load(row(离任日期="2022-01-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2022-01-01", 是否一把手="否"))) == [
        (3, "是否一把手")
    ]  # fmt: skip


def test_one_credit_code_for_two_units_is_refused() -> None:
    assert errors(load(row(统一社会信用代码=code()), row(统一社会信用代码=code(), **SECOND))) == [
        (3, "统一社会信用代码")
    ]
    loaded(row(统一社会信用代码=code()))
    report = load(row(统一社会信用代码=code(), **SECOND))
    assert errors(report) == [(2, "统一社会信用代码")]
    assert "县财政局" in report.errors[0].message


def test_every_error_of_a_file_is_told_at_once() -> None:
    report = load(row(任职日期="2026-02-30", 是否一把手="对"), row(单位类别="局", **SECOND))
    assert errors(report) == [(2, "任职日期"), (2, "是否一把手"), (3, "单位类别")]


def test_rows_keep_their_numbers_past_blank_ones() -> None:
    blank = dict.fromkeys(HEADER, "")
    assert errors(load(row(), blank, blank, row(任职日期="x", **SECOND))) == [(5, "任职日期")]


def test_a_missing_a_doubled_and_an_unknown_column_are_named() -> None:
    content = csv_of([row()]).decode()
    first, rest = content.split("\n", 1)
    spoilt = first.replace("工号*", "工号码").replace("备注", "姓名") + "\n" + rest
    report = import_roster(content=spoilt.encode(), name="r.csv", by=None, on=DAY)
    assert sorted(errors(report)) == sorted([(1, "姓名"), (1, "工号"), (1, "工号码")])


def test_units_of_another_county_are_refused_to_a_registrar() -> None:
    report = load(row(行政区划代码="610925"), counties=frozenset({"610927"}))
    assert errors(report) == [(2, "行政区划代码")]
