"""三员分立 (等保 2.0, 8.1.5): system, security and audit administrators are different people, who are nothing else; superusers install and are gone."""

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from accounts.checks.superusers import superusers_left
from accounts.models import LoginSession, RoleHeld, User
from accounts.policies import are_installed, handles_rights_or_reports, holds_role
from accounts.services import end_role, give_role
from core.clock import today
from core.ledger import record
from core.models import Event
from rulebook.administration import EXCLUSIVE
from rulebook.roles import ROLES, Role
from tests.accounts.logged import is_in, log_in
from tests.factories import LONG_AGO, make_person, make_post, make_tenure, make_unit, make_user

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
THREE = sorted(EXCLUSIVE)
OTHERS = sorted(set(Role) - EXCLUSIVE)
DAY = date(2026, 3, 2)


def give(user: User, role: Role, **days: Any) -> RoleHeld:
    body = make_unit() if ROLES[role].for_body else None
    return give_role(user=user, role=role, body=body, reason="分工", by=None, on=days.pop("on", DAY), **days)


@pytest.mark.parametrize("role", THREE)
@pytest.mark.parametrize("other", sorted(Role))
def test_who_is_one_of_them_is_nothing_else_at_the_same_time(role: Role, other: Role) -> None:
    if role == other:
        return
    user = make_user()
    give(user, other)
    with pytest.raises(ValidationError) as refused:
        give(user, role, on=date(2026, 5, 1))
    words = refused.value.message_dict["role"][0]
    assert f"自2026-03-02起担任“{ROLES[other].name}”" in words
    assert f"不能同时担任“{ROLES[role].name}”" in words


@pytest.mark.parametrize("role", THREE)
@pytest.mark.parametrize("other", [*THREE, *OTHERS])
def test_postgresql_keeps_them_apart_whoever_asks_it(role: Role, other: Role) -> None:
    """Every role of the rulebook, so that one that is added later is not forgotten."""
    if role == other:
        return
    user, body = make_user(), make_unit()
    days = DateRange(DAY, None)
    RoleHeld.objects.create(user=user, role=role, body=None, during=days, reason="测试")
    with (
        pytest.raises(IntegrityError, match=f"三员分立.*{ROLES[role].name}.*{ROLES[other].name}"),
        transaction.atomic(),
    ):
        RoleHeld.objects.create(user=user, role=other, body=body, during=days, reason="测试")
    RoleHeld.objects.filter(user=user).update(during=DateRange(LONG_AGO, DAY))
    later = RoleHeld.objects.create(user=user, role=other, body=body, during=days, reason="测试")
    with pytest.raises(IntegrityError, match="三员分立"), transaction.atomic():
        RoleHeld.objects.filter(pk=later.pk).update(during=DateRange(LONG_AGO, None))


@pytest.mark.parametrize("role", THREE)
def test_one_after_the_other_is_no_conflict(role: Role) -> None:
    user = make_user()
    give(user, Role.OFFICER, until=date(2026, 5, 1))
    assert give(user, role, on=date(2026, 5, 1)).pk


@pytest.mark.parametrize("role", THREE)
def test_no_head_of_a_unit_is_one_of_them(role: Role) -> None:
    head = make_tenure(post=make_post(make_unit("县水利局")), start=date(2024, 1, 1)).person
    user = make_user(person=head)
    with pytest.raises(ValidationError, match="县水利局“一把手”"):
        give(user, role)
    with pytest.raises(IntegrityError, match="县水利局“一把手”"), transaction.atomic():
        RoleHeld.objects.create(user=user, role=role, during=DateRange(DAY, None), reason="测试")
    assert give(make_user(person=make_person()), role).pk


@pytest.mark.parametrize("role", THREE)
def test_who_comes_to_head_a_unit_has_nothing_of_the_role_meanwhile(role: Role) -> None:
    person = make_person()
    user = make_user(person=person, role=role)
    make_tenure(person, make_post(make_unit()), DAY)
    assert holds_role(user, role, on=DAY - timedelta(days=1))
    assert not holds_role(user, role, on=DAY)
    end_role(held=RoleHeld.objects.get(user=user), reason="任“一把手”", by=None, on=DAY)
    assert RoleHeld.objects.get(user=user).during.upper == DAY


@pytest.mark.parametrize("role", THREE)
def test_each_of_them_must_show_two_factors(role: Role) -> None:
    assert handles_rights_or_reports(make_user(role=role), today())


def test_the_system_administrator_imports_the_roster_and_no_case(as_user: AsUser) -> None:
    client = as_user(make_user(role=Role.ADMINISTRATOR))
    answers = {
        name: client.get(reverse(f"{name}-import")).status_code
        for name in ("roster", "division", "records", "purchases", "projects", "audits", "decisions")
    }
    assert answers == dict.fromkeys(("roster", "division"), 200) | dict.fromkeys(
        ("records", "purchases", "projects", "audits", "decisions"), 404
    )
    assert reverse("records-import") not in client.get(reverse("roster-import")).content.decode()


def test_nobody_who_is_not_the_security_administrator_keeps_log_ins(as_user: AsUser) -> None:
    answers = {}
    for role in THREE:
        user = make_user(role=role)
        User.objects.filter(pk=user.pk).update(is_staff=True)
        answers[role] = (
            as_user(User.objects.get(pk=user.pk)).get(reverse("admin:accounts_user_changelist")).status_code
        )
    assert answers == {
        Role.ADMINISTRATOR: 403,
        Role.SECURITY_ADMINISTRATOR: 200,
        Role.AUDIT_ADMINISTRATOR: 302,
    }


# What an audit administrator reads, and that it is all they do.


@pytest.fixture
def auditor() -> User:
    return make_user("shenji", role=Role.AUDIT_ADMINISTRATOR)


def test_the_audit_administrator_sends_nothing_but_what_concerns_their_own_log_in(
    as_user: AsUser, auditor: User
) -> None:
    client = as_user(auditor)
    refused = client.post(reverse("inbox-digest"), {"digest": "on"})
    assert refused.status_code == 403
    assert "审计管理员只查看记录" in refused.content.decode()
    assert client.post(reverse("admin:core_calendarexception_add"), {"day": "2026-01-01"}).status_code == 403
    assert client.post(reverse("password-change"), {}).status_code == 200
    assert client.post(reverse("account-codes"), {}).status_code == 422
    assert client.post(reverse("logout")).status_code == 302


def lines_of(answer: Any) -> list[list[str]]:
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_log_is_narrowed_by_day_person_and_action(as_user: AsUser, auditor: User) -> None:
    one, other = make_user("yi", person=make_person("柏望舒")), make_user("er")
    record("role.given", by=one)
    record("record.begin", by=other)
    client = as_user(auditor)

    def shown(**asked: str) -> list[str]:
        rows = client.get(reverse("log", args=["events"]), asked).context["rows"]
        return [row[2][2] for row in rows if row[1][1] != "shenji"]

    assert shown() == ["record.begin", "role.given"]
    assert shown(who="bws") == ["role.given"]
    assert shown(action="record.") == ["record.begin"]
    assert shown(until=(today() - timedelta(days=1)).isoformat()) == []
    assert len(shown(since=today().isoformat(), until=today().isoformat())) == 2


def test_what_is_exported_holds_no_formula_and_stands_in_the_log(as_user: AsUser, auditor: User) -> None:
    record("role.given", by=make_user("=cmd|x"))
    rows = lines_of(as_user(auditor).get(reverse("log-export", args=["events"]), {"action": "role."}))
    assert rows[0][:4] == ["时间", "操作人", "操作", "操作代码"]
    assert rows[1][1] == "'=cmd|x"
    assert Event.objects.filter(action="log.export", actor=auditor).exists()


def test_the_log_says_in_words_what_was_done_with_the_code_behind(as_user: AsUser, auditor: User) -> None:
    record("appointment.open", by=make_user())
    record("abacus.moved", by=make_user())  # of an earlier release, say
    page = as_user(auditor).get(reverse("log", args=["events"]))
    words = page.content.decode()
    assert '开立任用档案 <span class="quiet">appointment.open</span>' in words
    assert words.count("abacus.moved") == 1
    headings = [str(heading) for heading, _cell, _behind in page.context["rows"][0]]
    assert headings == ["时间", "操作人", "操作", "对象", "编号", "说明"]
    assert [words.count(f'<th scope="col">{heading}</th>') for heading in (*headings, "操作代码")] == [
        *[1] * 6,
        0,
    ]


def test_what_was_done_is_found_by_words_of_its_title_and_by_its_code(as_user: AsUser, auditor: User) -> None:
    for action in ("appointment.open", "appointments.imported", "role.given", "abacus.moved"):
        record(action, by=make_user())
    client = as_user(auditor)

    def found(action: str) -> set[str]:
        return {
            row[2][2] or row[2][1]
            for row in client.get(reverse("log", args=["events"]), {"action": action}).context["rows"]
        }

    assert found("任用") == {"appointment.open", "appointments.imported"}
    assert found("开立任用") == {"appointment.open"}
    assert found("appointment.") == {"appointment.open"}
    assert found("role.given") == {"role.given"}
    assert found("abacus") == {"abacus.moved"}
    assert found("无此操作") == set()


def test_words_and_code_are_two_columns_of_what_is_taken_away(as_user: AsUser, auditor: User) -> None:
    for action in ("appointment.open", "role.given", "abacus.moved"):
        record(action, by=make_user())
    client = as_user(auditor)
    lines = lines_of(client.get(reverse("log-export", args=["events"])))
    assert lines[0] == ["时间", "操作人", "操作", "操作代码", "对象", "编号", "说明"]
    told = {line[3]: line[2] for line in lines[1:]}
    assert (told["appointment.open"], told["abacus.moved"]) == ("开立任用档案", "abacus.moved")
    narrowed = lines_of(client.get(reverse("log-export", args=["events"]), {"action": "任用"}))
    assert [line[3] for line in narrowed[1:]] == ["appointment.open"]


def test_the_log_tells_nothing_that_stands_in_a_case(as_user: AsUser, auditor: User) -> None:
    record("case.viewed", by=make_user(), target=make_unit(), facts={"fields": ["name"]})
    Event.objects.filter(action="case.viewed")
    record("matter.change", by=make_user(), facts={"reason": "不给看的话"})
    page = as_user(auditor).get(reverse("log", args=["events"])).content.decode()
    assert "不给看的话" not in page
    assert "fields=" in page


def test_log_ins_failures_and_changes_are_read_too(as_user: AsUser, auditor: User) -> None:
    log_in(Client(), "shenji", "wrong-Qingshan-9")
    unit = make_unit("县水利局")
    client = as_user(auditor)
    sessions = client.get(reverse("log", args=["sessions"])).content.decode()
    assert "shenji" in sessions
    assert "shenji" in client.get(reverse("log", args=["failures"])).content.decode()
    changes = client.get(reverse("log", args=["changes"]), {"table": "organisation.unit"}).context["rows"]
    assert [str(row[3][1]) for row in changes] == [str(unit.pk)]
    assert "县水利局" not in str(changes)


@pytest.mark.parametrize("key", ["events", "sessions", "failures", "changes"])
def test_the_log_costs_the_same_however_long(
    as_user: AsUser, auditor: User, key: str, django_assert_max_num_queries: Any
) -> None:
    for _number in range(30):
        user = make_user()
        record("role.given", by=user, target=user)
        give(user, Role.OFFICER)
    client = as_user(auditor)
    client.get(reverse("log", args=[key]))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("log", args=[key])).status_code == 200


@pytest.mark.parametrize("role", [*sorted(set(Role) - {Role.AUDIT_ADMINISTRATOR}), None])
def test_nobody_else_reads_the_log(as_user: AsUser, role: Role | None) -> None:
    body = make_unit() if role and ROLES[role].for_body else None
    client = as_user(make_user(role=role, body=body))
    for key in ("events", "sessions", "failures", "changes"):
        assert client.get(reverse("log", args=[key])).status_code == 404
        assert client.get(reverse("log-export", args=[key])).status_code == 404


# Installation.


def install(**names: str) -> None:
    call_command(
        "install_administrators", **({"system": "xitong", "security": "anquan", "audit": "shenji"} | names)
    )


@pytest.fixture
def root() -> User:
    return User.objects.create_superuser("root", password="Qingshan-lvshui-1")  # noqa: S106


def test_installing_names_the_three_and_switches_every_superuser_off(
    root: User, capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    session = log_in(client, "root")
    assert session.status_code == 302
    assert is_in(client)
    install()
    root.refresh_from_db()
    assert (root.is_active, root.is_superuser, root.is_staff) == (False, False, False)
    assert not is_in(client)
    assert LoginSession.objects.get(user=root).end == "deactivated"
    assert are_installed(today())
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [(name, username) for name, username, _password in printed] == [
        ("系统管理员", "xitong"), ("安全管理员", "anquan"), ("审计管理员", "shenji"),
    ]  # fmt: skip
    for _name, username, password in printed:
        answer = log_in(Client(), username, password)
        assert answer.status_code == 302, username
    assert User.objects.get(username="anquan").temporary_until is not None
    assert Event.objects.filter(action="superuser.switched-off", target_id=root.pk).exists()
    assert Event.objects.filter(action="administrators.installed").exists()


def test_installing_twice_or_in_part_is_refused_and_changes_nothing(root: User) -> None:
    for names in ({"audit": ""}, {"audit": "anquan"}, {"audit": "root"}):
        with pytest.raises(CommandError):
            install(**names)
    assert User.objects.count() == 1
    assert User.objects.get().is_superuser
    install()
    with pytest.raises(CommandError, match="无"):
        install()


def test_one_of_them_who_is_missing_is_named_again(root: User) -> None:
    install()
    User.objects.filter(username="anquan").update(is_active=False)
    with pytest.raises(CommandError, match="安全管理员"):
        install()
    call_command("install_administrators", security="anquan-er")
    assert holds_role(User.objects.get(username="anquan-er"), Role.SECURITY_ADMINISTRATOR, on=today())


def test_a_superuser_made_after_the_installation_neither_logs_in_nor_stays_in(client: Client) -> None:
    install()
    late = User.objects.create_superuser("late", password="Qingshan-lvshui-1")  # noqa: S106
    refused = log_in(client, "late")
    assert refused.status_code == 200
    assert "超级用户只用于安装" in refused.content.decode()
    client.force_login(late, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("admin:index")).status_code == 302
    assert not is_in(client)


def test_the_check_before_deploying_names_superusers_who_are_left(root: User) -> None:
    found = superusers_left(None)
    assert [one.id for one in found] == ["accounts.W001"]
    assert "root" in found[0].msg
    install()
    assert superusers_left(None) == []
