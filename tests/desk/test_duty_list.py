"""The list of duties: who sees which rows, filters, sorting, paging, export."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from core import paging
from core.templatetags.wording import period_label
from supervision.choices import DutyState
from supervision.models import Duty
from tests import factories
from tests.desk.world import AUDIT, FORUM, REPORT, TALK, World

ClientOf = Callable[[str], Client]


def rows_of(client: Client, query: str = "?state=") -> set[int]:
    return {row.duty.pk for row in client.get(f"/duties/{query}").context["rows"]}


def test_an_officer_sees_every_duty_of_the_heads_their_mandate_gives(
    world: World, client_of: ClientOf
) -> None:
    seen = rows_of(client_of("discipline-officer"))
    assert seen == set(Duty.objects.values_list("pk", flat=True))


def test_a_competent_department_sees_its_own_system_and_its_members_their_own_head(
    world: World, client_of: ClientOf
) -> None:  # A9, A10
    seen = rows_of(client_of("bureau-officer"))
    units = [world.units["hospital"], world.units["bureau"]]
    assert seen == set(Duty.objects.filter(unit__in=units).values_list("pk", flat=True))


def test_of_other_units_an_audit_officer_sees_only_five_year_audits(
    world: World, client_of: ClientOf
) -> None:  # A5
    page = client_of("audit-officer").get("/duties/?state=")
    elsewhere = [row.duty.kind for row in page.context["rows"] if row.duty.unit != world.units["audit"]]
    assert set(elsewhere) == {AUDIT}


def test_the_list_opens_with_what_is_still_open(world: World, client_of: ClientOf) -> None:
    factories.make_done("reminder-talk", world.people["head"], date(2026, 10, 9))
    page = client_of("discipline-officer").get("/duties/")
    assert all(row.duty.is_open for row in page.context["rows"])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?state=overdue", {"state": DutyState.OVERDUE}),
        ("?state=&kind=reminder-talk", {"kind": TALK}),
        ("?state=&kind=duty-report", {"kind": REPORT}),
        ("?state=&category=镇", {"unit__category": "镇"}),
        ("?state=&period=2026Q3", {"due__lte": date(2026, 9, 30)}),
        ("?state=&by=audit", {"kind": AUDIT}),
        ("?state=&by=linked-leader&kind=reminder-talk", {"kind": TALK, "post__managed_by": "县管"}),
    ],
)
def test_filters_narrow_the_list(
    world: World, client_of: ClientOf, query: str, expected: dict[str, object]
) -> None:
    wanted = Duty.objects.filter(**expected)
    if "period" in query:
        wanted = wanted.filter(due__gte=date(2026, 7, 1))
    assert rows_of(client_of("discipline-officer"), query) == set(wanted.values_list("pk", flat=True))


@pytest.mark.parametrize("words", ["山既明", "既明", "sjm", "shanji", "城关", "cgz"])
def test_a_head_is_found_by_name_unit_and_pinyin(world: World, client_of: ClientOf, words: str) -> None:
    seen = rows_of(client_of("discipline-officer"), f"?state=&q={words}")
    assert seen == set(Duty.objects.filter(person=world.people["head"]).values_list("pk", flat=True))


def test_this_week_means_open_and_due_by_sunday(world: World, client_of: ClientOf) -> None:
    soon = world.duty("head")
    Duty.objects.filter(pk=soon.pk).update(due=date(2026, 11, 27))
    assert rows_of(client_of("discipline-officer"), "?state=week") == {soon.pk}


def test_a_state_is_shown_as_of_today_before_the_sweep_has_run(world: World, client_of: ClientOf) -> None:
    late = world.duty("head")
    Duty.objects.filter(pk=late.pk).update(due=date(2026, 11, 23), state=DutyState.PLANNED)
    page = client_of("discipline-officer").get("/duties/?state=overdue&kind=reminder-talk&period=2026Q4")
    (row,) = page.context["rows"]
    assert (row.duty.pk, row.state) == (late.pk, DutyState.OVERDUE)


def test_a_wrong_filter_is_named_in_chinese_and_nothing_breaks(world: World, client_of: ClientOf) -> None:
    page = client_of("discipline-officer").get(
        "/duties/?kind=coffee&sort=colour&unit=abc&page=x&head=%00&q=%00"
    )
    assert page.status_code == 200
    assert "coffee" in page.content.decode()


def test_a_foreign_unit_or_head_in_the_address_is_not_found(world: World, client_of: ClientOf) -> None:
    client = client_of("bureau-officer")
    assert client.get(f"/duties/?unit={world.units['town'].pk}").status_code == 404
    assert client.get(f"/duties/?head={world.people['head'].staff_no}").status_code == 404
    assert client.get("/duties/?unit=99999999999999999999").status_code == 404
    assert client.get(f"/duties/?unit={world.units['hospital'].pk}").status_code == 200


def test_own_and_acting_duties_are_told_apart(world: World, client_of: ClientOf) -> None:
    own = rows_of(client_of("head"), "?state=&whose=own")
    assert own == set(Duty.objects.filter(person=world.people["head"]).values_list("pk", flat=True))
    acting = rows_of(client_of("discipline-officer"), "?state=&whose=acting")
    kinds = set(Duty.objects.filter(pk__in=acting).values_list("kind", flat=True))
    assert kinds == {TALK, FORUM}


def test_an_officer_never_sees_a_relative_in_a_list(world: World, client_of: ClientOf) -> None:
    officer = factories.make_person()
    world.users["discipline-officer"].person = officer
    world.users["discipline-officer"].save()
    factories.make_relatives(world.people["head"], officer)
    for query in ("?state=", "?state=&whose=acting", "?state=overdue", "?state=&q=城关"):
        seen = rows_of(client_of("discipline-officer"), query)
        assert not Duty.objects.filter(pk__in=seen, person=world.people["head"]).exists()


def test_only_who_may_record_is_offered_it(world: World, client_of: ClientOf) -> None:
    for name, offered in (("discipline-officer", True), ("overseer", False), ("member", False)):
        rows = client_of(name).get("/duties/?state=open&kind=reminder-talk").context["rows"]
        assert rows
        assert any(row.can_record for row in rows) is offered


def test_pages_hold_fifty_and_order_by_deadline(
    world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging.page_of, "__defaults__", (4,))
    client = client_of("discipline-officer")
    first = client.get("/duties/?state=").context["page"]
    last = client.get("/duties/?state=&page=9999").context["page"]
    assert len(first) == 4
    assert last.number == first.paginator.num_pages
    newest = client.get("/duties/?state=&sort=-due").context["rows"]
    assert newest[0].duty.due == max(Duty.objects.values_list("due", flat=True))


def test_the_export_holds_exactly_the_rows_of_the_list(world: World, client_of: ClientOf) -> None:
    client, query = client_of("discipline-officer"), "?state=overdue&kind=reminder-talk"
    listed = [
        (row.duty.person.name, period_label(row.duty.period), row.duty.due, row.acting_names)
        for row in client.get(f"/duties/{query}").context["rows"]
    ]
    answer = client.get(f"/duties/export/{query}")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    exported = [(row[0], row[7], row[8].date(), row[12]) for row in list(sheet.values)[1:]]
    assert exported == listed
    assert listed


def test_the_export_keeps_to_the_mandate(world: World, client_of: ClientOf) -> None:
    answer = client_of("bureau-officer").get("/duties/export/?state=")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    assert {row[2] for row in list(sheet.values)[1:]} == {"县医院", "县卫生健康局"}


def test_a_wrong_filter_is_not_exported(world: World, client_of: ClientOf) -> None:
    answer = client_of("discipline-officer").get("/duties/export/?kind=coffee", follow=True)
    assert "没有导出" in answer.content.decode()
