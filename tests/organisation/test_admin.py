"""The administration pages: in Chinese, searched by pinyin, dated, guarded, corrected and never deleted."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import RoleHeld, User
from accounts.policies.tables import TABLES
from config import celery_app
from core.models import Event
from core.scheduled import SCHEDULE_NAMES
from organisation.models import Person, Tenure, Unit
from rulebook.establishment import Category
from rulebook.roles import Role
from supervision.models import MandateException
from tests.factories import (
    make_county,
    make_person,
    make_post,
    make_relatives,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db
REGISTERED = sorted(model._meta.label_lower for model in admin.site._registry)
ADMINISTRATORS = (Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR)


def log_in(client: Client, role: Role, body: Unit | None = None) -> User:
    """Someone with `role` who may enter the administration pages."""
    user = make_user(role=role, body=body)
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


@pytest.fixture
def keeper(client: Client) -> User:
    """The system administrator."""
    return log_in(client, Role.ADMINISTRATOR)


@pytest.fixture
def rights(client: Client) -> User:
    """The security administrator."""
    return log_in(client, Role.SECURITY_ADMINISTRATOR)


@pytest.fixture
def registrar(client: Client) -> User:
    """A registrar of 镇坪县."""
    return log_in(client, Role.REGISTRAR, make_unit("县委组织部", Category.PARTY_DEPARTMENT))


def found(client: Client, table: str, words: str) -> set[str]:
    """What a search on a list finds."""
    answer = client.get(reverse(f"admin:organisation_{table}_changelist"), {"q": words})
    return {str(row) for row in answer.context["cl"].result_list}


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_each_administrator_opens_the_tables_declared_and_no_other(client: Client, role: Role) -> None:
    log_in(client, role)
    opened = {}
    for table in REGISTERED:
        name = table.replace(".", "_")
        answers = {
            "view": client.get(reverse(f"admin:{name}_changelist")).status_code == 200,
            "add": client.get(reverse(f"admin:{name}_add")).status_code == 200,
        }
        opened[table] = {action for action, is_open in answers.items() if is_open}
    declared = {table: TABLES[role].get(table, frozenset()) & {"view", "add"} for table in REGISTERED}
    assert opened == declared


def test_what_is_declared_is_there_and_somebody_opens_every_table() -> None:
    declared = {table for tables in TABLES.values() for table in tables}
    assert declared == set(REGISTERED)


CASES = {"decisions", "appointments", "audits", "finance", "projects", "inspections", "appraisals"}


def test_no_case_has_a_table_in_the_administration_pages() -> None:
    """What was said, decided, reported, found or done, and the calendar of it, is of no administrator."""
    assert not {table for table in REGISTERED if table.partition(".")[0] in CASES}
    assert {
        table for table in REGISTERED if table.startswith(("integrity", "complaints", "supervision"))
    } == {
        "integrity.countyitem",
        "integrity.extension",
        "complaints.receivingbody",
        "supervision.countycalendar",
        "supervision.suspension",
        "supervision.mandateexception",
    }


def test_no_table_offers_deletion_but_that_of_holidays(client: Client, keeper: User) -> None:
    for table in TABLES[Role.ADMINISTRATOR]:
        page = client.get(reverse(f"admin:{table.replace('.', '_')}_changelist")).content.decode()
        assert ("delete_selected" in page) == (table == "core.calendarexception"), table


def test_the_front_page_names_everything_in_chinese_in_the_order_of_the_work(
    client: Client, keeper: User
) -> None:
    apps = client.get(reverse("admin:index")).context["app_list"]
    assert [app["name"] for app in apps] == [
        "机构与人员",
        "监督与履职日历",
        "履职与廉政",
        "系统",
    ]
    names = [str(table["name"]) for app in apps for table in app["models"]]
    assert all(not name.isascii() for name in names)


@pytest.mark.parametrize("words", ["水利", "slj", "shuili", "xslj", "利局"])
def test_a_unit_is_found_by_part_of_its_name_pinyin_and_initials(
    client: Client, keeper: User, words: str
) -> None:
    make_unit("县水利局")
    make_unit("县林业局")
    assert found(client, "unit", words) == {"县水利局"}


def test_a_tenure_is_found_by_the_initials_of_person_and_unit_together(client: Client, keeper: User) -> None:
    wanted = make_tenure(make_person("柏望舒"), make_post(make_unit("县水利局")))
    make_tenure(make_person("柏映川"), make_post(make_unit("县林业局")))
    assert found(client, "tenure", "bws slj") == {str(wanted)}


def test_a_tenure_is_entered_by_its_first_day_and_the_day_it_is_over(client: Client, keeper: User) -> None:
    person, post = make_person(), make_post()
    answer = client.post(
        reverse("admin:organisation_tenure_add"),
        {
            "person": person.pk,
            "post": post.pk,
            "kind": "正式",
            "during_0": "2025-03-01",
            "during_1": "2026-03-01",
        },
    )
    assert answer.status_code == 302
    tenure = Tenure.objects.get()
    assert tenure.during == DateRange(date(2025, 3, 1), date(2026, 3, 1))
    assert Event.objects.filter(action="tenure.entered", actor=keeper, target_id=tenure.pk).exists()
    assert tenure.history.get().history_user == keeper


@pytest.mark.parametrize(
    ("first", "end", "words"),
    [
        ("", "", "请填写起日"),
        ("2026-03-01", "2026-03-01", "止日须晚于起日"),
        ("2026-03-02", "2026-03-01", "止日须晚于起日"),
        ("2025-06-01", "", "同一岗位在同一时间只能有一人任职"),
        ("哪天", "", "输入一个有效的日期"),
    ],
)
def test_impossible_days_are_refused_beside_the_days_and_nothing_typed_is_lost(
    client: Client, keeper: User, first: str, end: str, words: str
) -> None:
    post = make_tenure(start=date(2025, 1, 1), end=date(2026, 1, 1)).post
    person = make_person()
    typed = {
        "person": person.pk,
        "post": post.pk,
        "kind": "正式",
        "during_0": first,
        "during_1": end,
        "note": "请留住",
    }
    answer = client.post(reverse("admin:organisation_tenure_add"), typed)
    assert answer.status_code == 200
    errors = [str(error) for error in answer.context["adminform"].form.errors["during"]]
    assert any(words in error for error in errors), errors
    assert "请留住" in answer.content.decode()
    assert Tenure.objects.count() == 1


def test_a_correction_shows_in_the_history_of_the_row(client: Client, keeper: User) -> None:
    unit = make_unit("县水力局")
    typed = {"name": "县水利局", "category": unit.category, "county": unit.county_id}
    forms = {
        f"{name}-{part}": "0"
        for name in ("affiliations", "posts")
        for part in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = client.post(reverse("admin:organisation_unit_change", args=[unit.pk]), typed | forms)
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    history = client.get(reverse("admin:organisation_unit_history", args=[unit.pk])).content.decode()
    assert "县水力局" in history
    assert "县水利局" in history
    assert "style=" not in history


def test_even_the_administrator_deletes_nothing(client: Client, keeper: User) -> None:
    tenure = make_tenure()
    answer = client.post(reverse("admin:organisation_tenure_delete", args=[tenure.pk]), {"post": "yes"})
    assert answer.status_code == 403
    assert Tenure.objects.exists()


def test_a_registrar_keeps_the_roster_and_nothing_else(client: Client, registrar: User) -> None:
    assert client.get(reverse("admin:organisation_unit_changelist")).status_code == 200
    for name in ("accounts_user", "supervision_mandateexception", "core_jobrun", "accounts_apikey"):
        assert client.get(reverse(f"admin:{name}_changelist")).status_code == 403


def test_a_registrar_neither_sees_nor_reaches_another_county(client: Client, registrar: User) -> None:
    there = make_unit("他县水利局", county=make_county("610926", "平利县"))
    tenure = make_tenure(post=make_post(there))
    make_unit("县水利局")
    assert found(client, "unit", "slj") == {"县水利局"}
    for table, row in (
        ("unit", there.pk),
        ("tenure", tenure.pk),
        ("post", tenure.post_id),
        ("person", tenure.person_id),
    ):
        answer = client.get(reverse(f"admin:organisation_{table}_change", args=[row]))
        assert answer.status_code == 302, table  # the stock answer to an address that leads nowhere
    typed = {"person": make_person().pk, "post": tenure.post_id, "kind": "正式", "during_0": "2026-01-01"}
    refused = client.post(reverse("admin:organisation_tenure_add"), typed)
    assert "post" in refused.context["adminform"].form.errors


def test_the_history_of_another_countys_row_is_not_found_either(client: Client, registrar: User) -> None:
    there = make_unit("他县水利局", county=make_county("610926", "平利县"))
    tenure = make_tenure(make_person("柏望舒"), make_post(there))
    for table, row in (("unit", there), ("tenure", tenure), ("person", tenure.person), ("post", tenure.post)):
        kept = row.history.get()
        for name, arguments in (("history", [row.pk]), ("simple_history", [row.pk, kept.pk])):
            answer = client.get(reverse(f"admin:organisation_{table}_{name}", args=arguments))
            assert answer.status_code == 404, (table, name)


def test_the_history_of_a_row_that_never_was_is_not_found(client: Client, keeper: User) -> None:
    assert client.get(reverse("admin:organisation_unit_history", args=[999_999])).status_code == 404


def test_who_holds_no_role_any_more_is_not_let_in(client: Client, registrar: User) -> None:
    assert client.get(reverse("admin:index")).status_code == 200
    RoleHeld.objects.filter(user=registrar).update(during=DateRange(date(2020, 1, 1), date(2026, 1, 1)))
    assert client.get(reverse("admin:index")).status_code == 302
    assert "基础数据" not in client.get("/").content.decode()


@pytest.fixture
def exception(client: Client, rights: User) -> Callable[..., dict[str, list[str]]]:
    """Enters an exception as typed; returns what is said beside its fields, nothing where it was taken."""
    head, body = make_tenure().person, make_unit()
    typed = {
        "effect": "add", "clause": "A9", "body": body.pk, "person": head.pk, "during_0": "2026-01-05",
        "reason": "协同监督", "approved_by": make_user().pk,
    }  # fmt: skip

    def enter(**otherwise: Any) -> dict[str, list[str]]:
        answer = client.post(reverse("admin:supervision_mandateexception_add"), typed | otherwise)
        return answer.context["adminform"].form.errors if answer.status_code == 200 else {}

    return enter


Enter = Callable[..., dict[str, list[str]]]


def test_an_exception_is_not_approved_by_whoever_enters_it(rights: User, exception: Enter) -> None:
    assert set(exception(approved_by=rights.pk)) == {"approved_by"}
    assert exception() == {}


@pytest.mark.parametrize("left_out", ["reason", "during_0", "approved_by"])
def test_an_exception_needs_a_reason_a_day_and_an_approver(exception: Enter, left_out: str) -> None:
    assert set(exception(**{left_out: ""})) == {left_out.removesuffix("_0")}
    assert not MandateException.objects.exists()


def test_nobody_approves_an_exception_about_themself_or_a_relative(exception: Enter) -> None:
    head = make_tenure().person
    spouse = make_person()
    make_relatives(spouse, head)
    for person in (head, spouse):
        assert set(exception(person=head.pk, approved_by=make_user(person=person).pk)) == {"approved_by"}


def test_nobody_enters_an_exception_about_themself_or_a_relative(rights: User, exception: Enter) -> None:
    rights.person = make_person()
    rights.save(update_fields=["person"])
    head = make_tenure().person
    make_relatives(head, rights.person)
    assert set(exception(person=head.pk)) == {"person"}


def test_a_body_led_by_the_head_or_a_relative_is_not_named(exception: Enter) -> None:
    head, body = make_tenure().person, make_unit()
    make_relatives(make_tenure(post=make_post(body)).person, head)
    own = head.tenures.get().post.unit
    for unit in (body, own):
        assert set(exception(person=head.pk, body=unit.pk)) == {"body"}
    assert exception(person=head.pk, body=body.pk, effect="remove") == {}


def test_a_body_of_another_county_is_not_named(exception: Enter) -> None:
    there = make_unit("他县财政局", county=make_county("610926", "平利县"))
    assert set(exception(body=there.pk)) == {"body"}


def test_what_follows_from_a_link_is_not_taken_by_an_exception(exception: Enter) -> None:
    assert set(exception(clause="A1", effect="remove")) == {"clause"}


def test_one_exception_at_a_time(exception: Enter) -> None:
    assert exception(during_1="2026-03-01") == {}
    assert set(exception(effect="remove", during_0="2026-02-01")) == {"during"}
    assert exception(effect="remove", during_0="2026-03-01") == {}


def test_the_schedule_stands_above_the_runs(client: Client, keeper: User) -> None:
    page = client.get(reverse("admin:core_jobrun_changelist")).content.decode()
    assert "检查履职日历" in page
    assert "每日 1:10、13:10" in page


def test_a_list_takes_the_same_number_of_queries_for_one_row_and_for_forty(
    client: Client, keeper: User
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            for table in ("tenure", "person", "post"):
                client.get(reverse(f"admin:organisation_{table}_changelist"))
        return len(seen)

    make_tenure()
    queries()
    few = queries()
    for _ in range(40):
        make_tenure()
    assert queries() == few
    assert Person.objects.count() == 41


def test_everything_that_runs_by_itself_has_a_name_people_read() -> None:
    assert set(SCHEDULE_NAMES) == set(celery_app.conf.beat_schedule)
