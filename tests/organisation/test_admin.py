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
from guardian.shortcuts import get_users_with_perms

from accounts.models import RoleHeld, User
from core.models import Event
from integrity.choices import RecordState
from integrity.models import Record
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
TABLES = sorted(
    (model._meta.app_label, model._meta.model_name or "")
    for model in admin.site._registry
    if model._meta.app_label not in {"auth", "sites"}
)


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
def registrar(client: Client) -> User:
    """A registrar of 镇坪县."""
    return log_in(client, Role.REGISTRAR, make_unit("县委组织部", Category.PARTY_DEPARTMENT))


def found(client: Client, table: str, words: str) -> set[str]:
    """What a search on a list finds."""
    answer = client.get(reverse(f"admin:organisation_{table}_changelist"), {"q": words})
    return {str(row) for row in answer.context["cl"].result_list}


@pytest.mark.parametrize(("app", "table"), TABLES)
def test_every_table_opens_and_offers_no_deletion(client: Client, keeper: User, app: str, table: str) -> None:
    answer = client.get(reverse(f"admin:{app}_{table}_changelist"))
    assert answer.status_code == 200
    if (app, table) != ("core", "calendarexception"):
        assert "delete_selected" not in answer.content.decode()


def test_the_front_page_names_everything_in_chinese_in_the_order_of_the_work(
    client: Client, keeper: User
) -> None:
    apps = client.get(reverse("admin:index")).context["app_list"]
    assert [app["name"] for app in apps] == [
        "机构与人员",
        "用户与权限",
        "监督与履职日历",
        "履职与廉政",
        "集体决策",
        "检举控告",
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
    for name in ("accounts_user", "supervision_duty", "integrity_record", "core_event", "accounts_roleheld"):
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


def test_only_the_administrator_grants_supervision_of_a_unit_by_hand(client: Client, registrar: User) -> None:
    unit = make_unit()
    address = reverse("admin:organisation_unit_permissions", args=[unit.pk])
    assert client.get(address).status_code == 404
    officer = make_user("shan")
    keeper = log_in(client, Role.ADMINISTRATOR)
    assert client.get(address).status_code == 200
    grant = reverse("admin:organisation_unit_permissions_manage_user", args=[unit.pk, officer.pk])
    offered = client.get(grant).context["form"].fields["permissions"].choices
    assert [name for name, _ in offered] == ["supervise_unit"]
    client.post(grant, {"permissions": ["supervise_unit"]})
    assert list(get_users_with_perms(unit)) == [officer]
    assert Event.objects.filter(action="unit.supervision-granted", actor=keeper, target_id=unit.pk).exists()


def test_the_administrator_reads_no_word_of_what_was_said(client: Client, keeper: User) -> None:
    words = "谈话内容不给管理员看"
    record = Record.objects.create(
        kind="reminder-talk",
        state=RecordState.RECORDED,
        held_on=date(2026, 3, 2),
        summary=words,
        problems=words,
    )
    for address in (
        reverse("admin:integrity_record_changelist"),
        reverse("admin:integrity_record_change", args=[record.pk]),
    ):
        answer = client.get(address)
        assert answer.status_code == 200
        assert words not in answer.content.decode()
    assert client.get(reverse("admin:integrity_record_history", args=[record.pk])).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "summary__contains",
        "problems__icontains",
        "host",
        "others__startswith",
        "participations__person__name",
    ],
)
def test_the_administrator_cannot_ask_whether_words_were_said(
    client: Client, keeper: User, asked: str
) -> None:
    address = reverse("admin:integrity_record_changelist")
    assert client.get(address, {asked: "谈"}).status_code == 400
    assert client.get(address, {"kind__exact": "reminder-talk", "held_on__year": "2026"}).status_code == 200


def test_who_holds_no_role_any_more_is_not_let_in(client: Client, registrar: User) -> None:
    assert client.get(reverse("admin:index")).status_code == 200
    RoleHeld.objects.filter(user=registrar).update(during=DateRange(date(2020, 1, 1), date(2026, 1, 1)))
    assert client.get(reverse("admin:index")).status_code == 302
    assert "基础数据" not in client.get("/").content.decode()


def test_a_role_is_given_and_ended_with_reasons_on_its_page(client: Client, keeper: User) -> None:
    user, body = make_user("shan"), make_unit()
    typed = {
        "user": user.pk,
        "role": "officer",
        "body": body.pk,
        "during_0": "2026-01-05",
        "reason": "分工调整",
    }
    refused = client.post(reverse("admin:accounts_roleheld_add"), typed | {"body": ""})
    assert "body" in refused.context["adminform"].form.errors
    assert client.post(reverse("admin:accounts_roleheld_add"), typed).status_code == 302
    held = RoleHeld.objects.get(user=user)
    address = reverse("admin:accounts_roleheld_change", args=[held.pk])
    ending = {"during_0": "2026-01-05", "during_1": "2026-03-01"}
    assert "why" in client.post(address, ending).context["adminform"].form.errors
    assert client.post(address, ending | {"why": "调离"}).status_code == 302
    assert RoleHeld.objects.get(user=user).during == DateRange(date(2026, 1, 5), date(2026, 3, 1))


@pytest.fixture
def exception(client: Client, keeper: User) -> Callable[..., dict[str, list[str]]]:
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


def test_an_exception_is_not_approved_by_whoever_enters_it(keeper: User, exception: Enter) -> None:
    assert set(exception(approved_by=keeper.pk)) == {"approved_by"}
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


def test_nobody_enters_an_exception_about_themself_or_a_relative(keeper: User, exception: Enter) -> None:
    keeper.person = make_person()
    keeper.save(update_fields=["person"])
    head = make_tenure().person
    make_relatives(head, keeper.person)
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
