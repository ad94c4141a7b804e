"""What a roster makes of the county (interchange 1)."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from core.models import Event
from organisation.models import Affiliation, Person, Post, Section, Tenure, Unit
from organisation.services import import_roster
from rulebook.establishment import Function
from tests.organisation.rosters import DAY, csv_of, load, loaded, row, xlsx_of

pytestmark = pytest.mark.django_db


def head() -> Tenure:
    return Tenure.objects.get(post__unit__name="县财政局", post__title="局长")


def during(tenure: Tenure) -> DateRange:
    return tenure.during


def test_a_row_makes_a_unit_a_post_a_person_and_a_tenure() -> None:
    report = loaded(row())
    assert report.counts == {
        "created": {"units": 1, "posts": 1, "people": 1, "tenures": 1},
        "changed": {"units": 0, "posts": 0, "people": 0, "tenures": 0},
        "unchanged": {"units": 0, "posts": 0, "people": 0, "tenures": 0},
    }
    tenure = head()
    assert (tenure.person.name, tenure.person.staff_no, tenure.kind) == ("云知远", "A001", "正式")
    assert tenure.during == DateRange(date(2021, 3, 1), None)
    assert tenure.post.is_head
    assert tenure.post.managed_by == "县管"
    assert tenure.post.unit.county_id == "610927"


def test_the_same_file_twice_changes_nothing() -> None:
    rows = [
        row(上级单位="县政府", 联系县领导工号="L1", 备注="到龄"),
        row(单位名称="县政府", 单位类别="县政府领导机构", 职务="县长", 姓名="山映川", 工号="L1"),
        row(内设机构="预算股", 职务="股长", 姓名="石怀谷", 工号="A2"),
        row(职务="副局长", 是否一把手="否", 姓名="江听澜", 工号="A3"),
        row(职务="副局长", 是否一把手="否", 姓名="林若溪", 工号="A4"),
    ]
    first = loaded(*rows).counts
    again = loaded(*rows, on=date(2027, 5, 5)).counts
    assert again["created"] == again["changed"] == dict.fromkeys(again["created"], 0)
    assert again["unchanged"] == first["created"]
    assert Tenure.history.count() == 5


def test_a_dry_run_reports_and_stores_nothing() -> None:
    assert load(row(), dry_run=True).counts["created"]["tenures"] == 1
    assert not Unit.objects.exists()
    assert not Event.objects.filter(action="roster.imported").exists()


def test_one_error_stores_nothing_of_the_whole_file() -> None:
    report = load(row(), row(单位名称="县审计局", 姓名="石怀谷", 工号="A2", 任职日期="2026-02-30"))
    assert report.counts["created"] == dict.fromkeys(report.counts["created"], 0)
    assert not Unit.objects.exists()


def test_rows_may_name_what_later_rows_define() -> None:
    loaded(
        row(
            单位名称="县医院", 单位类别="事业单位", 上级单位="县卫生健康局", 职务="院长", 联系县领导工号="L1"
        ),
        row(单位名称="县卫生健康局", 姓名="石怀谷", 工号="A2"),
        row(单位名称="县委", 单位类别="县委领导机构", 职务="书记", 姓名="山映川", 工号="L1"),
    )
    link = Affiliation.objects.get()
    assert (link.unit.name, link.parent.name, link.during) == (
        "县医院",
        "县卫生健康局",
        DateRange(None, None),
    )


def test_units_that_perform_a_function_are_recognised_once_per_county() -> None:
    loaded(row(), row(单位名称="镇坪县财政局", 姓名="石怀谷", 工号="A2"))
    assert Unit.objects.get(name="县财政局").function == Function.FINANCE
    assert Unit.objects.get(name="镇坪县财政局").function == ""


def test_heads_of_subordinate_institutions_are_managed_by_the_department_unless_the_roster_says_otherwise() -> (
    None
):
    school = {"单位类别": "事业单位", "职务": "校长"}
    loaded(
        row(),
        row(单位名称="一中", 上级单位="县财政局", 姓名="甲子", 工号="B1", **school),
        row(单位名称="二中", 上级单位="县财政局", 管理层级="县管", 姓名="乙丑", 工号="B2", **school),
        row(单位名称="三中", 姓名="丙寅", 工号="B3", **school),
    )
    managed = dict(Post.objects.filter(title="校长").values_list("unit__name", "managed_by"))
    assert managed == {"一中": "部门管", "二中": "县管", "三中": "县管"}


def test_a_row_with_a_section_is_a_section_head_and_never_heads_the_unit() -> None:
    loaded(row(内设机构="预算股", 职务="股长", 是否一把手="是"))
    post = Post.objects.get()
    assert post.section == Section.objects.get(name="预算股")
    assert not post.is_head


def test_a_town_may_have_two_heads() -> None:
    town = {"单位名称": "城关镇", "单位类别": "镇", "行政区划代码": "610927100"}
    loaded(row(职务="党委书记", **town), row(职务="镇长", 姓名="石怀谷", 工号="A2", **town))
    assert Post.objects.filter(is_head=True).count() == 2
    assert Unit.objects.get().division.name == "城关镇"  # type: ignore[union-attr]


def test_a_successor_may_start_on_the_day_the_predecessor_leaves() -> None:
    loaded(row(离任日期="2026-03-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01"))
    assert Tenure.objects.filter(post=Post.objects.get()).count() == 2


def test_one_person_may_follow_themself_on_a_post() -> None:
    loaded(row(离任日期="2026-03-01", 任职方式="主持工作"), row(任职日期="2026-03-01"))
    assert [tenure.kind for tenure in Tenure.objects.order_by("during")] == ["主持工作", "正式"]


def test_somebody_may_act_beside_a_vacant_head_post() -> None:
    report = load(
        row(离任日期="2026-03-01"),
        row(姓名="石怀谷", 工号="A2", 职务="副局长（主持工作）", 任职日期="2026-03-01", 任职方式="主持工作"),
    )
    assert report.errors == []


def test_deputies_share_a_title_on_seats_of_their_own() -> None:
    deputy = {"职务": "副局长", "是否一把手": "否"}
    report = loaded(
        row(**deputy),
        row(姓名="石怀谷", 工号="A2", **deputy),
        row(姓名="江听澜", 工号="A3", 任职日期="2022-01-01", **deputy),
    )
    assert report.counts["created"]["posts"] == 1
    assert sorted(Post.objects.values_list("seat", flat=True)) == [1, 2, 3]


def test_a_deputy_who_follows_takes_the_seat_left() -> None:
    deputy = {"职务": "副局长", "是否一把手": "否"}
    loaded(
        row(离任日期="2022-01-01", **deputy),
        row(姓名="石怀谷", 工号="A2", **deputy),
        row(姓名="江听澜", 工号="A3", 任职日期="2022-01-01", **deputy),
    )
    assert Post.objects.count() == 2


def test_a_unit_lies_in_the_county_of_its_division_code_its_parent_or_the_file() -> None:
    loaded(
        row(行政区划代码="610925"),
        row(单位名称="县医院", 单位类别="事业单位", 上级单位="县财政局", 姓名="石怀谷", 工号="A2"),
        row(单位名称="县统计局", 姓名="江听澜", 工号="A3"),
    )
    assert set(Unit.objects.values_list("county_id", flat=True)) == {"610925"}


def test_the_same_name_in_two_counties_is_two_units() -> None:
    loaded(row(行政区划代码="610927"), row(行政区划代码="610925", 姓名="石怀谷", 工号="A2"))
    assert sorted(Unit.objects.values_list("county_id", flat=True)) == ["610925", "610927"]


def test_a_later_roster_without_codes_finds_the_county_of_the_stored_units() -> None:
    loaded(row(行政区划代码="610925"))
    assert loaded(row()).counts["unchanged"]["units"] == 1


@pytest.mark.parametrize("code", ["610927", "610927000000"])
def test_a_county_code_may_be_long(code: str) -> None:
    loaded(row(行政区划代码=code))
    assert Unit.objects.get().division_id == "610927"


def test_a_village_code_counts_for_its_town() -> None:
    loaded(row(单位名称="城关镇", 单位类别="镇", 行政区划代码="610927100201"))
    assert Unit.objects.get().division_id == "610927100"


def test_an_empty_optional_cell_leaves_what_is_stored() -> None:
    loaded(row(管理层级="部门管", 任职方式="兼任", 备注="挂点", 行政区划代码="610927"))
    assert loaded(row()).counts["unchanged"] == {"units": 1, "posts": 1, "people": 1, "tenures": 1}
    assert (head().kind, head().note, head().post.managed_by) == ("兼任", "挂点", "部门管")


def test_real_date_cells_and_numbers_of_a_workbook_are_read() -> None:
    rows = [row(任职日期=date(2021, 3, 1), 工号=1001), row(职务="党组书记", 工号=1001.0, 任职日期=20210301)]
    report = import_roster(content=xlsx_of(rows), name="名册.xlsx", by=None, on=DAY)
    assert report.errors == []
    assert Person.objects.get().staff_no == "1001"
    assert {tenure.during.lower for tenure in Tenure.objects.all()} == {date(2021, 3, 1)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_may_come_in_any_encoding_offices_use(encoding: str) -> None:
    report = import_roster(content=csv_of([row()], encoding), name="", by=None, on=DAY)
    assert report.errors == []
    assert Person.objects.get().name == "云知远"


def test_spaces_that_align_a_list_are_not_part_of_a_name() -> None:
    loaded(row(姓名=" 云　远 ", 工号="Ａ００１"))
    assert list(Person.objects.values_list("name", "staff_no")) == [("云远", "A001")]


def test_people_and_units_are_found_by_pinyin_after_an_import() -> None:
    from core.searching import matches

    loaded(row())
    assert Person.objects.filter(matches("yzy")).exists()
    assert Unit.objects.filter(matches("czj")).exists()


def test_each_row_keeps_its_history_and_the_import_is_an_event() -> None:
    loaded(row())
    assert Tenure.history.get().history_change_reason == "名册导入"
    assert Event.objects.get(action="roster.imported").facts["created"]["tenures"] == 1
