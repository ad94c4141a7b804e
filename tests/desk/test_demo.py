"""The demo county: the same at every load, with something true on every page for every kind of user."""

from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import RoleHeld, User
from core import credit_code
from desk.demo.loader import load
from desk.demo.logins import LOGINS, PASSWORD
from desk.demo.people import moved_rows
from integrity.choices import Answer, Origin, RecordState
from integrity.models import FollowUp, Participation, Record
from organisation.models import Person, Tenure, Unit
from rulebook.tenure import TenureKind
from supervision.choices import DutyState, Reason
from supervision.models import Duty, Escalation

TODAY = date(2026, 11, 24)
TOWNS = {
    "城关镇": "610927100",
    "曾家镇": "610927101",
    "牛头店镇": "610927102",
    "钟宝镇": "610927103",
    "上竹镇": "610927105",
    "华坪镇": "610927106",
    "曙坪镇": "610927108",
}


def fingerprint() -> list[object]:
    """What the county consists of, without numbers and moments of storing."""
    return [
        sorted(Tenure.objects.values_list("person__staff_no", "post__unit__name", "post__title", "during", "kind")),
        sorted(
            Duty.objects.values_list("kind", "person__staff_no", "unit__name", "period", "state", "due", "late")
        ),
        sorted(
            Participation.objects.values_list(
                "record__kind", "record__state", "record__held_on", "person__staff_no", "record__summary",
                "record__problems", "record__measures", "statement", "answer",
            )
        ),
        sorted(FollowUp.objects.values_list("text", "due", "done_on", "result", "person__staff_no"), key=str),
        sorted(User.objects.values_list("username", "person__staff_no", "is_staff")),
        sorted(RoleHeld.objects.values_list("user__username", "role", "body__name", "reason")),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def cheap_passwords() -> None:
    """The county is loaded once, with the product's own hashes, before the settings of any one test apply."""


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[list[object]]]:
    """The county loaded twice, the second time left standing; the fingerprints of both."""
    with django_db_blocker.unblock(), transaction.atomic():
        with transaction.atomic():
            load(today=TODAY)
            first = fingerprint()
            transaction.set_rollback(True)
        load(today=TODAY)
        yield [first, fingerprint()]
        transaction.set_rollback(True)


@pytest.fixture
def demo(county: list[list[object]], db: None) -> None:
    """A test of the loaded county."""


# First what needs no county: it stays loaded from the first test that asks for it to the end of this file.


@pytest.mark.django_db
def test_without_the_demo_no_log_ins_are_printed() -> None:
    said = StringIO()
    call_command("demo_logins", stdout=said)
    assert PASSWORD not in said.getvalue()


@pytest.mark.django_db
def test_the_demo_is_refused_where_its_known_password_would_be_a_danger(settings) -> None:
    settings.LOCAL = False
    with pytest.raises(CommandError, match="口令是公开的"):
        call_command("load_demo", stdout=StringIO())
    assert not Unit.objects.exists()


@pytest.mark.django_db
def test_the_demo_is_not_mixed_with_other_data() -> None:
    User.objects.create(username="someone")
    call_command("load_demo", "--if-empty", stdout=StringIO())
    with pytest.raises(CommandError, match="空数据库"):
        call_command("load_demo", stdout=StringIO())
    assert not Person.objects.exists()


def test_two_loads_for_the_same_day_give_the_same_county(county: list[list[object]]) -> None:
    assert county[0] == county[1]


def test_a_second_load_says_so_and_changes_nothing(demo: None) -> None:
    before = fingerprint()
    said = StringIO()
    call_command("load_demo", stdout=said)
    assert "没有改动" in said.getvalue()
    assert fingerprint() == before


def test_the_seven_towns_are_the_real_ones_with_two_heads_each(demo: None) -> None:
    towns = Unit.objects.filter(category="镇")
    assert dict(towns.values_list("name", "division_id")) == TOWNS
    heads = towns.filter(posts__is_head=True).annotate(heads=Count("posts"))
    assert set(heads.values_list("heads", flat=True)) == {2}


def test_institutions_stand_under_their_departments_one_two_levels_down(demo: None) -> None:
    parents = Unit.objects.get(name="县医疗急救中心").affiliations.get().parent
    assert parents.name == "县医院"
    assert parents.affiliations.get().parent.name == "县卫生健康局"


def test_the_county_shows_every_kind_of_case(demo: None) -> None:
    assert set(Tenure.objects.values_list("kind", flat=True)) == {kind.value for kind in TenureKind}
    assert set(Duty.objects.values_list("state", flat=True)) >= {
        DutyState.PLANNED, DutyState.OVERDUE, DutyState.DONE, DutyState.WAIVED, DutyState.CANCELLED,
    }  # fmt: skip
    reasons = set(Duty.objects.values_list("reason", flat=True))
    assert reasons >= {Reason.TOO_FEW_DAYS, Reason.ABSENT, Reason.LEFT}
    assert Duty.objects.filter(late=True).exists()
    audits = Duty.objects.filter(kind="term-audit")
    assert set(audits.values_list("state", flat=True)) >= {
        DutyState.PLANNED,
        DutyState.OVERDUE,
        DutyState.DONE,
    }
    assert not audits.filter(unit__name="县农业农村局").exists()
    assert set(Escalation.objects.values_list("level", flat=True)) == {1, 2}
    assert (
        Tenure.objects.filter(during__contains=TODAY, post__unit__name="县统计局", post__is_head=True).count()
        == 0
    )


def test_records_are_answered_waiting_objected_to_withdrawn_and_planned(demo: None) -> None:
    entered = Participation.objects.filter(record__origin=Origin.ENTERED, record__state=RecordState.RECORDED)
    assert set(entered.values_list("answer", flat=True)) == {
        Answer.CONFIRMED,
        Answer.PENDING,
        Answer.OBJECTED,
    }
    assert set(Record.objects.values_list("state", flat=True)) == set(RecordState.values)
    follow_ups = FollowUp.objects.filter(record__state=RecordState.RECORDED)
    assert follow_ups.filter(done_on=None, due__lt=TODAY).exists()
    assert follow_ups.filter(done_on=None, due__gte=TODAY).exists()
    assert follow_ups.exclude(done_on=None).exists()
    assert not Record.objects.exclude(state=RecordState.DRAFT).filter(held_on__gt=TODAY).exists()


def test_what_is_said_varies_and_names_the_work_of_the_unit(demo: None) -> None:
    talks = Record.objects.filter(kind="reminder-talk").exclude(summary="")
    assert talks.values("summary").distinct().count() > 150
    hospital = talks.filter(participations__unit__name="县中医医院").values_list("summary", flat=True)
    assert any("药品耗材" in summary for summary in hospital)


def test_the_talks_to_confirm_wait_for_the_heads_who_can_log_in(demo: None) -> None:
    for name in ("zhenwei", "juzhang", "yuanzhang"):
        person = User.objects.get(username=name).person
        waiting = Participation.objects.filter(
            person=person, record__origin=Origin.ENTERED, answer=Answer.PENDING
        )
        assert waiting.exists(), name


@pytest.mark.parametrize("login", LOGINS, ids=lambda login: login.username)
def test_everyone_who_logs_in_finds_something_on_their_pages(demo: None, client: Client, login) -> None:
    answer = client.post(reverse("login"), {"username": login.username, "password": PASSWORD})
    assert answer.status_code == 302, answer.context["form"].errors
    home = client.get(reverse("home"))
    assert home.status_code == 200
    for entry in home.context["chrome"]["navigation"]:
        assert client.get(entry.url).status_code == 200, entry.url
    assert client.get(reverse("my-rights")).status_code == 200


def test_only_the_listed_log_ins_have_a_password(demo: None) -> None:
    able = [user.username for user in User.objects.all() if user.has_usable_password()]
    assert sorted(able) == sorted(login.username for login in LOGINS)


def test_the_log_ins_are_printed_with_their_password_and_said_to_be_invented(demo: None) -> None:
    said = StringIO()
    call_command("demo_logins", stdout=said)
    assert PASSWORD in said.getvalue()
    assert "虚构" in said.getvalue()
    assert all(login.username in said.getvalue() for login in LOGINS)


def test_the_roster_moves_by_whole_quarters_with_the_day() -> None:
    now = next(row for row in moved_rows("roster.csv", today=TODAY) if row["职务"] == "镇长")
    later = next(row for row in moved_rows("roster.csv", today=date(2027, 2, 10)) if row["职务"] == "镇长")
    assert (now["任职日期"][:4], later["任职日期"]) == ("2024", "2024-06-11")


def test_every_credit_code_of_the_roster_has_the_right_check_digit() -> None:
    codes = {row["统一社会信用代码"] for row in moved_rows("roster.csv", today=TODAY)} - {""}
    assert len(codes) > 80
    assert all(credit_code.is_valid(code) for code in codes)


def test_whoever_spoke_for_a_body_held_a_post_in_it_on_that_day(demo: None) -> None:
    talks = Record.objects.filter(kind="reminder-talk", origin=Origin.ENTERED).select_related("body")
    assert talks.exists()
    for talk in talks:
        name = talk.host.split("（")[0]
        seats = Tenure.objects.filter(
            post__unit=talk.body, person__name=name, during__contains=min(talk.held_on, TODAY)
        )
        assert seats.exists(), (talk.body, talk.host)


def test_nobody_spoke_to_themself(demo: None) -> None:
    for line in Participation.objects.filter(record__origin=Origin.ENTERED).select_related(
        "record", "person"
    ):
        assert not line.record.host.startswith(f"{line.person.name}（")


def test_only_what_fell_due_lately_is_still_to_be_followed_up(demo: None) -> None:
    late = FollowUp.objects.filter(done_on=None, due__lt=TODAY, record__state=RecordState.RECORDED)
    assert late.exists()
    assert min(late.values_list("due", flat=True)) > TODAY - timedelta(days=60)


def test_the_registrar_finds_the_imports_that_built_the_county(demo: None, client: Client) -> None:
    client.force_login(User.objects.get(username="mingce"))
    for page in ("roster-import", "records-import"):
        (job,) = client.get(reverse(page)).context["jobs"]
        assert client.get(reverse("import-job", args=[job.pk])).status_code == 200
