"""What a second roster changes: nothing is deleted, everything is dated."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from organisation.models import Affiliation, LeaderLink, Person, Post, Tenure, Unit
from organisation.services import import_roster
from tests.organisation.rosters import DAY, HEADER, errors, load, loaded, row, xlsx_of

pytestmark = pytest.mark.django_db
LEADERS = (
    row(单位名称="县委", 单位类别="县委领导机构", 职务="书记", 姓名="山映川", 工号="L1"),
    row(单位名称="县政府", 单位类别="县政府领导机构", 职务="县长", 姓名="林若溪", 工号="L2"),
)


def ranges(post: str = "局长") -> list[tuple[str, DateRange]]:
    rows = Tenure.objects.filter(post__title=post).order_by("during")
    return [(tenure.person.staff_no, tenure.during) for tenure in rows]


def links(unit: str = "县财政局") -> dict[str, list[DateRange]]:
    found: dict[str, list[DateRange]] = {}
    for link in LeaderLink.objects.filter(unit__name=unit).order_by("during"):
        found.setdefault(link.leader.staff_no, []).append(link.during)
    return found


def test_a_corrected_first_day_changes_the_tenure_it_overlaps() -> None:
    loaded(row())
    report = loaded(row(任职日期="2021-02-01"))
    assert report.counts["changed"]["tenures"] == 1
    assert ranges() == [("A001", DateRange(date(2021, 2, 1), None))]


def test_an_end_given_later_ends_the_tenure_and_the_preview_says_so() -> None:
    loaded(row())
    report = loaded(row(离任日期="2026-03-01"))
    assert [line.what for line in report.lines] == ["ended"]
    assert ranges() == [("A001", DateRange(date(2021, 3, 1), date(2026, 3, 1)))]


def test_an_empty_end_withdraws_a_stored_one() -> None:
    loaded(row(离任日期="2026-03-01"))
    assert loaded(row()).counts["changed"]["tenures"] == 1
    assert ranges() == [("A001", DateRange(date(2021, 3, 1), None))]


def test_a_file_without_the_column_of_ends_leaves_the_stored_ones() -> None:
    loaded(row(离任日期="2026-03-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01"))
    before = ranges()
    required = [name for name in HEADER if "*" in name]
    rows = [row(), row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01")]
    report = import_roster(content=xlsx_of(rows, required), name="", by=None, on=DAY)
    assert not report.errors
    assert report.counts["unchanged"]["tenures"] == 2
    assert ranges() == before


def test_a_successor_with_the_predecessors_end_is_accepted() -> None:
    loaded(row())
    loaded(row(离任日期="2026-03-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01"))
    assert [who for who, _ in ranges()] == ["A001", "A2"]


def test_a_successor_beside_a_stored_head_without_end_is_refused_by_name() -> None:
    loaded(row())
    report = load(row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01"))
    assert errors(report) == [(2, "任职日期")]
    assert "云知远" in report.errors[0].message


def test_a_second_term_is_a_tenure_of_its_own() -> None:
    loaded(row(离任日期="2022-01-01"))
    assert loaded(row(任职日期="2023-01-01")).counts["created"]["tenures"] == 1
    assert len(ranges()) == 2


def test_two_tenures_may_exchange_their_days() -> None:
    loaded(row(离任日期="2022-01-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2022-01-01"))
    loaded(row(离任日期="2024-01-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2024-01-01"))
    loaded(row(离任日期="2023-01-01"), row(姓名="石怀谷", 工号="A2", 任职日期="2023-01-01"))
    assert [during.lower for _, during in ranges()] == [date(2021, 3, 1), date(2023, 1, 1)]


def test_the_exact_first_day_is_matched_before_an_overlap() -> None:
    loaded(row(离任日期="2022-01-01"), row(任职日期="2022-01-01"))
    report = loaded(row(离任日期="2022-06-01"), row(任职日期="2022-06-01"))
    assert report.counts["changed"]["tenures"] == 2
    assert [during.upper for _, during in ranges()] == [date(2022, 6, 1), None]


def test_a_head_who_moves_leaves_one_post_and_takes_another() -> None:
    loaded(row())
    loaded(row(离任日期="2026-03-01"), row(单位名称="县审计局", 任职日期="2026-03-01"))
    assert [tenure.post.unit.name for tenure in Tenure.objects.order_by("during")] == ["县财政局", "县审计局"]


def test_a_post_that_becomes_a_heads_post_is_changed() -> None:
    loaded(row(是否一把手="否"))
    assert loaded(row()).counts["changed"]["posts"] == 1
    assert Post.objects.get().is_head


def test_a_post_held_by_several_cannot_become_a_heads_post() -> None:
    loaded(row(是否一把手="否"), row(是否一把手="否", 姓名="石怀谷", 工号="A2"))
    assert errors(load(row())) == [(2, "任职日期")]


def test_a_corrected_deputy_moves_to_a_free_seat() -> None:
    deputy = {"职务": "副局长", "是否一把手": "否"}
    first = row(离任日期="2022-01-01", **deputy)
    second = row(姓名="石怀谷", 工号="A2", 任职日期="2022-01-01", **deputy)
    loaded(first, second)
    loaded(first, second | row(姓名="石怀谷", 工号="A2", 任职日期="2021-06-01", **deputy))
    assert Post.objects.count() == 2
    assert Tenure.objects.get(person__staff_no="A2").during.lower == date(2021, 6, 1)


def test_a_changed_parent_ends_the_old_affiliation_on_the_day_and_starts_the_new_one() -> None:
    loaded(row(单位名称="县林业局"), row(单位名称="县水利局", 职务="主任", 姓名="石怀谷", 工号="A2"))
    station = {"单位名称": "防火站", "单位类别": "事业单位", "姓名": "江听澜", "工号": "A3"}
    loaded(row(上级单位="县林业局", **station))
    assert loaded(row(上级单位="县水利局", **station)).counts["changed"]["units"] == 1
    history = [(link.parent.name, link.during) for link in Affiliation.objects.order_by("during")]
    assert history == [("县林业局", DateRange(None, DAY)), ("县水利局", DateRange(DAY, None))]
    loaded(row(上级单位="县林业局", **station))
    assert [(link.parent.name, link.during) for link in Affiliation.objects.order_by("during")] == [
        ("县林业局", DateRange(None, DAY)),
        ("县林业局", DateRange(DAY, None)),
    ]


def test_a_changed_category_changes_the_unit() -> None:
    loaded(row())
    assert loaded(row(单位类别="党委部门")).counts["changed"]["units"] == 1
    assert Unit.objects.get().category == "党委部门"


def test_a_link_covers_the_tenures_of_the_rows_that_name_the_leader() -> None:
    loaded(
        *LEADERS,
        row(离任日期="2023-01-01", 联系县领导工号="L1"),
        row(姓名="石怀谷", 工号="A2", 任职日期="2023-01-01", 联系县领导工号="L1"),
    )
    assert links() == {"L1": [DateRange(date(2021, 3, 1), None)]}


def test_another_leader_on_a_stored_tenure_takes_over_on_the_day() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    changed = row(联系县领导工号="L2")
    report = loaded(changed)
    assert report.counts["changed"]["tenures"] == 1
    assert report.lines[0].changes == (("联系县领导工号", "山映川（L1）", "林若溪（L2）"),)
    assert links() == {"L1": [DateRange(date(2021, 3, 1), DAY)], "L2": [DateRange(DAY, None)]}
    later = loaded(changed, on=DAY + timedelta(days=30))
    assert later.counts["unchanged"] == {"units": 1, "posts": 1, "people": 1, "tenures": 1}


def test_a_link_goes_on_when_the_successor_names_the_same_leader() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    loaded(
        row(离任日期="2026-03-01", 联系县领导工号="L1"),
        row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01", 联系县领导工号="L1"),
    )
    assert links() == {"L1": [DateRange(date(2021, 3, 1), None)]}


def test_a_successor_with_another_leader_changes_the_link_on_the_first_day_held() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    loaded(
        row(离任日期="2026-03-01", 联系县领导工号="L1"),
        row(姓名="石怀谷", 工号="A2", 任职日期="2026-03-01", 联系县领导工号="L2"),
    )
    split = date(2026, 3, 1)
    assert links() == {"L1": [DateRange(date(2021, 3, 1), split)], "L2": [DateRange(split, None)]}


def test_an_empty_leader_leaves_the_link() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    loaded(row())
    assert links() == {"L1": [DateRange(date(2021, 3, 1), None)]}


def test_two_heads_of_a_town_keep_their_leaders_when_one_changes() -> None:
    town = {"单位名称": "城关镇", "单位类别": "镇"}
    mayor = row(职务="镇长", 姓名="石怀谷", 工号="A2", 联系县领导工号="L2", **town)
    loaded(*LEADERS, row(职务="党委书记", 联系县领导工号="L1", **town), mayor)
    loaded(mayor)
    assert set(links("城关镇")) == {"L1", "L2"}
    loaded(row(职务="党委书记", 联系县领导工号="L1", **town), mayor | {"联系县领导工号": "L1"})
    assert links("城关镇") == {
        "L1": [DateRange(date(2021, 3, 1), None)],
        "L2": [DateRange(date(2021, 3, 1), DAY)],
    }


def test_a_corrected_tenure_corrects_its_link() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    loaded(row(任职日期="2020-01-01", 联系县领导工号="L1"))
    assert links() == {"L1": [DateRange(date(2020, 1, 1), None)]}


def test_a_link_ended_by_hand_is_not_opened_again_by_the_same_file() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    LeaderLink.objects.update(during=DateRange(date(2021, 3, 1), date(2025, 1, 1)))
    loaded(*LEADERS, row(联系县领导工号="L1"))
    assert links() == {"L1": [DateRange(date(2021, 3, 1), date(2025, 1, 1))]}


def test_a_link_added_by_hand_stays_when_the_roster_names_another_leader() -> None:
    loaded(*LEADERS, row(联系县领导工号="L1"))
    other = LeaderLink.objects.get()
    by_hand = LeaderLink.objects.create(
        leader=Person.objects.get(staff_no="L2"), unit=other.unit, kind="linked", during=other.during
    )
    loaded(*LEADERS, row(联系县领导工号="L1"))
    by_hand.refresh_from_db()
    assert by_hand.during == DateRange(date(2021, 3, 1), None)
