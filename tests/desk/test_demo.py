"""The demo county: the same at every load, with something true on every page for every kind of user."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import RoleHeld, User
from appointments.models import Case, PersonnelAction
from appointments.selectors.actions import unconsulted_actions
from appointments.selectors.cases import unconsulted_files
from audits.models import Audit, AuditFinding, Rectification
from audits.selectors.overview import overview_of
from audits.selectors.plans import audits_planned
from complaints.models import Complaint
from complaints.policies import own_notices
from core import credit_code
from core.evidence.verifying import faults
from decisions.choices import ExecutionKind, FlagChoice, ItemState, MatterState, MeetingState, Outcome
from decisions.models import (
    AccountabilityCase,
    AgendaItem,
    Bylaw,
    Candidate,
    Doubt,
    Emergency,
    Execution,
    Matter,
    MatterList,
    Meeting,
    MeetingFile,
    PublicComment,
    Resolution,
    Stance,
    Threshold,
)
from decisions.policies import published_drafts
from decisions.selectors.checking import SOURCE as MATTERS
from decisions.services.closing import broken_seals
from desk.demo import decisions
from desk.demo.loader import load, settle
from desk.demo.logins import LOGINS, PASSPHRASE, PASSWORD
from desk.demo.people import moved_rows
from finance.models import Flag, FundUse, Purchase
from inspections.models import Inspection
from inspections.policies import own_memberships
from integrity.choices import Answer, Origin, RecordState
from integrity.models import FollowUp, Participation, Record
from organisation.models import Person, Tenure, Unit
from projects.policies import watched_interference
from rulebook.division import CODES as DIVISION
from rulebook.establishment import Category
from rulebook.procedures.decisions import MatterCategory
from rulebook.tenure import TenureKind
from supervision.choices import Closure, DutyState, FindingState, Reason
from supervision.models import Charge, Duty, Escalation, Finding
from supervision.policies import answerable_findings

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


def fingerprint() -> list[list[object]]:
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
        sorted(Matter.objects.values_list("unit__name", "number", "title", "summary", "state", "proposed_on")),
        sorted(Meeting.objects.values_list("unit__name", "kind", "at", "state", "circulated_at", "opened_at"), key=str),
        sorted(Stance.objects.values_list("item__matter__title", "seat__person__staff_no", "words", "vote", "spoke"), key=str),
        sorted(Resolution.objects.values_list("number", "on", "outcome", "text")),
        sorted(Execution.objects.values_list("matter__title", "kind", "on", "text", "due", "done_on"), key=str),
        sorted(Charge.objects.values_list("unit__name", "field", "person__staff_no", "during", "basis"), key=str),
        sorted(
            Finding.objects.values_list("unit__name", "title", "code", "state", "raised_on", "closed_on", "answered_at"), key=str
        ),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def cheap_passwords() -> None:
    """The county is loaded once, with the product's own hashes, before the settings of any one test apply."""


@pytest.fixture(scope="module")
def county(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[list[list[object]]]]:
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
def demo(county: list[list[list[object]]], db: None) -> None:
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


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2027, 1, 4), date(2028, 2, 29), date(2026, 10, 3)])
def test_the_units_decide_whatever_the_day_the_county_is_loaded_for(day: date) -> None:
    decisions.tell(settle(today=day), day)
    meeting = Meeting.objects.filter(state=MeetingState.OPEN)
    assert {timezone.localdate(one.at) for one in meeting} == {day}
    assert Matter.objects.count() == 51
    assert set(Matter.objects.values_list("state", flat=True)) == set(MatterState.values)
    assert published_drafts(day).filter(until__gte=day).exists()
    assert len(set(Finding.objects.values_list("code", flat=True))) == 17
    assert Doubt.objects.get().state == "pending"
    assert broken_seals(Resolution.objects.all()) == []


def test_two_loads_for_the_same_day_give_the_same_county(county: list[list[list[object]]]) -> None:
    for first, second in zip(*county, strict=True):
        ours, theirs = Counter(map(repr, first)), Counter(map(repr, second))
        assert (ours - theirs, theirs - ours) == (Counter(), Counter())


def test_a_second_load_says_so_and_changes_nothing(demo: None) -> None:
    before = fingerprint()
    said = StringIO()
    call_command("load_demo", stdout=said)
    assert "没有改动" in said.getvalue()
    assert fingerprint() == before


def test_the_evidence_of_the_county_fits(demo: None) -> None:
    assert [str(fault) for fault in faults()] == []


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
        assert client.get(entry.url, follow=True).status_code == 200, entry.url
    assert client.get(reverse("my-rights")).status_code == 200


@pytest.mark.parametrize("name", ["xinfang", "jiwei"])
def test_what_citizens_reported_opens_with_the_demos_passphrase_alone(
    demo: None, client: Client, name: str
) -> None:
    client.force_login(User.objects.get(username=name))
    listed = reverse("complaint-list")
    assert client.get(listed).status_code == 302
    client.post(reverse("complaint-open"), {"passphrase": PASSPHRASE})
    assert "安置房分配不公开" in client.get(listed).content.decode()


def test_a_mail_waits_two_complaints_are_one_matter_and_those_of_earlier_years_are_shown(
    demo: None, client: Client
) -> None:
    client.force_login(User.objects.get(username="xinfang"))
    client.post(reverse("complaint-open"), {"passphrase": PASSPHRASE})
    assert "反映村里低保评议的问题" in client.get(reverse("complaint-mails")).content.decode()
    merged = Complaint.objects.get(state="merged")
    assert merged.number in client.get(reverse("complaint", args=[merged.into_id])).content.decode()
    past = Complaint.objects.exclude(former=None)
    assert past.count() == 3
    assert "历史台账原编号" in client.get(reverse("complaint", args=[past[0].pk])).content.decode()


def test_a_leader_has_an_instruction_to_give_a_head_is_cleared_in_public_and_another_asked(
    demo: None, client: Client
) -> None:
    client.force_login(User.objects.get(username="shuji"))
    assert client.get(reverse("complaint-notices")).content.decode().count("待阅") == 1
    notice = own_notices(User.objects.get(username="shuji"), TODAY).get(instruction=None)
    client.post(reverse("complaint-open"), {"passphrase": PASSPHRASE})
    assert "核对台账" in client.get(reverse("complaint-notice", args=[notice.pk])).content.decode()
    client.force_login(User.objects.get(username="yuanzhang"))
    assert "评先评优" in client.get(reverse("inbox")).content.decode()
    client.logout()
    assert "通村道路工程" in client.get(reverse("clarifications-public")).content.decode()


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


def test_the_units_decided_matters_of_every_kind_and_every_state(demo: None) -> None:
    assert set(Matter.objects.values_list("category", flat=True)) == {one.value for one in MatterCategory}
    assert set(Matter.objects.values_list("state", flat=True)) == set(MatterState.values)
    flags = {flag for flags in Matter.objects.values_list("flags", flat=True) for flag in flags}
    assert flags == set(FlagChoice.values)
    outcomes = set(Resolution.objects.values_list("outcome", flat=True))
    assert outcomes == set(Outcome.values)
    assert Matter.objects.exclude(changes=None).exists()
    assert len(set(Matter.objects.values_list("unit", flat=True))) > 5


def test_lists_and_thresholds_have_a_past_and_one_list_is_being_changed(demo: None) -> None:
    adopted = MatterList.objects.exclude(adopted_on=None)
    assert adopted.filter(unit__name="城关镇").count() == 2
    assert MatterList.objects.filter(adopted_on=None).count() == 1
    assert Threshold.objects.filter(unit__name="城关镇").count() == 2


def test_a_draft_is_open_for_comment_and_others_are_closed_with_a_summary(demo: None) -> None:
    drafts = published_drafts(TODAY)
    assert drafts.filter(until__gte=TODAY, text="").count() == 1
    assert drafts.filter(until__lt=TODAY).exclude(text="").exclude(adoption="").count() >= 4
    assert drafts.filter(until__lt=TODAY, text="").exists()
    assert PublicComment.objects.filter(matter__preparations__in=drafts.filter(until__gte=TODAY)).count() > 4


def test_two_meetings_go_on_today_one_in_discussion_one_at_the_vote(demo: None) -> None:
    going_on = Meeting.objects.filter(state=MeetingState.OPEN)
    assert {timezone.localdate(meeting.at) for meeting in going_on} == {TODAY}
    states = AgendaItem.objects.filter(meeting__in=going_on).values_list("meeting__unit__name", "state")
    assert set(states) >= {
        ("城关镇", ItemState.DISCUSSING),
        ("城关镇", ItemState.DECIDED),
        ("县交通运输局", ItemState.VOTING),
    }
    for name, state in (("weiyuan", ItemState.DISCUSSING), ("ganbu", ItemState.VOTING)):
        person = User.objects.get(username=name).person
        waiting = Stance.objects.filter(seat__person=person, item__state=state, item__meeting__in=going_on)
        assert waiting.filter(vote="", spoke=None).exists() or waiting.filter(voted=False).exists(), name
    assert Meeting.objects.filter(state=MeetingState.PLANNED, circulated_at__isnull=False).exists()


def test_meetings_were_held_here_and_entered_from_paper_and_every_resolution_is_as_it_was_sealed(
    demo: None,
) -> None:
    closed = Meeting.objects.filter(state=MeetingState.CLOSED)
    assert set(closed.values_list("entered_later", flat=True)) == {True, False}
    assert Resolution.objects.count() > 25
    assert broken_seals(Resolution.objects.all()) == []


def test_members_dissented_withdrew_outvoted_the_head_and_voted_in_secret_on_each_candidate(
    demo: None,
) -> None:
    stances = Stance.objects.filter(item__meeting__state=MeetingState.CLOSED)
    assert stances.filter(vote="against").exists()
    assert stances.filter(recused=True).exclude(recusal_ground="").count() == 2
    rejected = stances.filter(seat__is_head=True, vote="for", item__outcome=Outcome.REJECTED)
    assert rejected.exists()
    assert stances.filter(seat__is_head=True, vote="against", item__outcome=Outcome.PASSED).exists()
    assert AgendaItem.objects.exclude(reasons="").exists()
    (secret,) = AgendaItem.objects.filter(secret=True)
    assert [one["outcome"] for one in secret.tally["candidates"].values()] == [
        Outcome.PASSED,
        Outcome.REJECTED,
    ]
    assert set(Stance.objects.filter(item=secret).values_list("vote", flat=True)) == {""}
    assert Candidate.objects.count() > 4


def test_one_emergency_was_reported_and_one_is_still_to_be(demo: None) -> None:
    assert Emergency.objects.filter(reported_on=None).count() == 1
    assert Emergency.objects.exclude(reported_on=None).count() == 1


def test_resolutions_are_carried_out_stalled_departed_from_and_one_caused_a_loss(demo: None) -> None:
    assert set(Execution.objects.values_list("kind", flat=True)) == set(ExecutionKind.values)
    tasks = Execution.objects.filter(kind=ExecutionKind.TASK)
    assert tasks.filter(done_on=None, due__lt=TODAY).exists()
    assert tasks.filter(done_on=None, due__gte=TODAY).exists()
    assert tasks.exclude(done_on=None).exists()
    assert Execution.objects.filter(departs=True, by_decision=None).count() == 1
    assert Execution.objects.filter(departs=True).exclude(by_decision=None).count() == 1
    (case,) = AccountabilityCase.objects.all()
    assert set(case.bodies.values_list("name", flat=True)) == {"县纪委监委", "县审计局"}


def test_what_was_found_is_open_answered_judged_and_mended(demo: None) -> None:
    assert set(Finding.objects.values_list("state", flat=True)) == set(FindingState.values)
    closures = set(Finding.objects.filter(state=FindingState.CLOSED).values_list("closure", flat=True))
    assert closures == set(Closure.values)
    assert len(set(Finding.objects.values_list("clause", flat=True))) >= 7
    for name in ("zhenwei", "juzhang"):
        assert (
            answerable_findings(User.objects.get(username=name)).filter(state=FindingState.OPEN).exists()
        ), name


def test_nothing_is_held_against_a_meeting_that_goes_on(demo: None) -> None:
    going_on = Matter.objects.filter(items__meeting__state=MeetingState.OPEN)
    assert not Finding.objects.filter(source=MATTERS, source_id__in=going_on.values("pk")).exists()


def test_every_unit_with_deputies_divides_its_work_and_two_do_it_badly(demo: None) -> None:
    wrong = Finding.objects.filter(code__in=DIVISION).exclude(state=FindingState.CLOSED)
    assert sorted(wrong.values_list("unit__name", "code")) == [
        ("县农业农村局", "no-deputy-construction"),
        ("曾家镇", "head-holds-finance"),
    ]
    towns = Unit.objects.filter(category=Category.TOWN)
    assert Charge.objects.filter(unit__in=towns).values("unit").distinct().count() == towns.count()


def test_units_have_the_bylaws_they_must_but_for_two_and_a_meeting_lacks_its_minutes(demo: None) -> None:
    lacking = Finding.objects.filter(code="bylaws-incomplete").exclude(state=FindingState.CLOSED)
    named = set(lacking.exclude(person=None).values_list("unit__name", flat=True))
    assert named == {"华坪镇", "县信访局"}
    assert Bylaw.objects.filter(unit__name="县林业局", kind="procedure").count() == 2
    assert Finding.objects.filter(code="minutes-late").exists()
    assert MeetingFile.objects.filter(paper="minutes").exists()


@pytest.mark.parametrize("name", ["mishu", "weiyuan", "zhenwei", "juzhang", "ganbu"])
def test_whoever_is_at_the_meeting_that_goes_on_finds_it_open(demo: None, client: Client, name: str) -> None:
    client.force_login(User.objects.get(username=name))
    page = client.get(reverse("meeting-list"), {"state": MeetingState.OPEN})
    (meeting,) = page.context["page"].object_list
    assert client.get(reverse("meeting-live", args=[meeting.pk])).status_code == 200


WITH_MATTERS = ("mishu", "weiyuan", "zhenwei", "juzhang", "ganbu", "jiwei", "shuji", "fuxianzhang", "shenji")


@pytest.mark.parametrize("name", WITH_MATTERS)
def test_every_list_of_decisions_has_something_for_who_should_see_it(
    demo: None, client: Client, name: str
) -> None:
    user = User.objects.get(username=name)
    client.force_login(user)
    empty = []
    for page in ("matter-list", "meeting-list", "resolution-list", "matter-lists"):
        context = client.get(reverse(page)).context
        if not context["page"].object_list:
            empty.append(page)
    assert not empty


def test_units_bought_for_two_years_and_every_catch_is_there(demo: None) -> None:
    bought = Purchase.objects.all()
    assert bought.count() >= 40
    assert bought.values("unit").distinct().count() == 5
    assert {one.year for one in bought.values_list("happened_on", flat=True)} >= {2025, 2026}
    flagged = set(Flag.objects.values_list("code", flat=True))
    assert flagged >= {
        "split-below-threshold", "R018", "near-threshold", "repeat-supplier", "addition-above-limit",
        "tender-window-short", "contract-late", "paid-before-acceptance",
    }  # fmt: skip
    found = set(Finding.objects.filter(source="finance.purchase").values_list("code", flat=True))
    assert found >= {"split-below-threshold", "head-handles-purchase"}
    assert bought.filter(flags=None).count() > 20
    assert bought.exclude(matter=None).count() >= 4


@pytest.mark.parametrize("username", ["jiwei", "shenji", "caizheng", "zhenwei", "mishu", "ganbu"])
def test_the_lists_of_purchases_have_something_for_who_should_see_them(
    demo: None, client: Client, username: str
) -> None:
    client.force_login(User.objects.get(username=username))
    assert client.get("/purchases/").context["rows"]
    assert client.get("/purchases/", {"flag": "any"}).context["rows"]
    assert any(row["number"] for row in client.get("/purchases/flags/").context["rows"])


def test_two_units_spent_for_a_year_with_faults_to_find_and_sheets_wait_for_signatures(
    demo: None, client: Client
) -> None:
    found = set(Finding.objects.filter(source__startswith="finance.").values_list("code", flat=True))
    assert found >= {
        "sheet-signature-missing", "sheet-two-roles", "head-handles-funds", "funds-split", "funds-without-resolution",
        "budget-not-collective", "self-check-overdue", "off-book-account",
    }  # fmt: skip
    clean = FundUse.objects.exclude(
        pk__in=Finding.objects.filter(source="finance.funduse").values("source_id")
    )
    assert clean.filter(origin="ledger").count() >= 6
    for username in ("jiwei", "caizheng", "zhenwei", "mishu", "ganbu"):
        client.force_login(User.objects.get(username=username))
        assert client.get("/funds/").context["rows"]
        assert client.get("/funds/self-checks/").context["page"].object_list
    waiting = FundUse.objects.get(purpose="政务服务窗口耗材")
    client.force_login(User.objects.get(person=waiting.deputy))
    assert "政务服务窗口耗材" in client.get("/inbox/").content.decode()


def test_files_of_appointments_stand_at_different_steps_and_the_faulty_one_from_paper_is_found(
    demo: None, client: Client
) -> None:
    files = Case.objects.order_by("opened_on", "pk")
    assert [(file.state, file.past) for file in files] == [
        ("appointed", False),
        ("open", False),
        ("open", False),
        ("appointed", True),
    ]
    faulty = Finding.objects.filter(source="appointments.case", source_id=files[3].pk)
    assert {"cadre-not-discussed", "cadre-integrity-unheard", "cadre-publicity-too-short"} <= {
        one.code for one in faulty
    }
    assert not Finding.objects.filter(source="appointments.case").exclude(source_id=files[3].pk).exists()
    for name, words in (("jiwei", "待出具的廉洁意见"), ("mishu", "公示期满的任用")):
        client.force_login(User.objects.get(username=name))
        assert words in client.get("/inbox/").content.decode()


def test_an_appraisal_used_the_audit_a_reward_did_not_and_one_waits(demo: None) -> None:
    used, without, waiting = PersonnelAction.objects.order_by("opened_on")
    assert used.consultations.exists()
    assert (used.state, without.state, waiting.state) == ("decided", "decided", "open")
    finding = Finding.objects.get(source="appointments.personnelaction")
    assert (finding.source_id, finding.code, finding.unit.name) == (
        without.pk,
        "audit-not-consulted",
        "县委组织部",
    )
    assert unconsulted_actions(User.objects.get(username="zuzhibu"), TODAY).get() == waiting


def test_one_project_is_built_by_the_book_and_others_show_what_is_found(demo: None) -> None:
    found = Finding.objects.filter(source__startswith="projects.").values_list("unit__name", "code")
    assert set(found) == {
        ("县水利局", "project-paid-ahead"),
        ("县水利局", "project-change-undecided"),
        ("县水利局", "project-unsupervised"),
        ("县水利局", "project-interest"),
        ("县交通运输局", "project-stage-late"),
        ("县交通运输局", "project-unsupervised"),
    }


def test_the_head_named_in_an_entry_of_interference_sees_none_and_the_discipline_body_does(
    demo: None,
) -> None:
    head, officer = (User.objects.get(username=name) for name in ("zhenwei", "jiwei"))
    assert watched_interference(officer, TODAY).count() == 2
    assert not watched_interference(head, TODAY).exists()


def test_audits_are_under_way_one_reported_with_a_late_finding_one_waits_for_the_head_one_was_notified(
    demo: None,
) -> None:
    assert set(Audit.objects.values_list("state", flat=True)) >= {"reported", "drafted", "notified"}
    assert sorted(Rectification.objects.filter(past=False).values_list("state", flat=True)) == [
        "accepted",
        "mended",
        "ongoing",
        "ongoing",
    ]
    late = Finding.objects.get(code="audit-rectification-late")
    assert (late.unit.name, late.state) == ("城关镇", "open")
    assert AuditFinding.objects.filter(matters__title="镇区公共停车场建设项目").exists()


def test_every_audit_of_the_demo_stands_in_a_plan_that_was_approved_before_it_began(demo: None) -> None:
    planned = Audit.objects.filter(origin="planned")
    assert planned.count() >= 7
    for audit in planned:
        line = audit.plan_lines.filter(action="add").get()
        assert line.revision.plan.year == audit.year
        first = audit.steps.order_by("on").first()
        assert first is None or line.revision.approved_on <= first.on
    auditor = User.objects.get(username="shenji")
    for year in {one.year for one in planned}:
        board = overview_of(auditor, TODAY, year)
        inside = sum(board.states.values()) - board.states.get("terminated", 0)
        assert inside == audits_planned(planned[0].county_id, year).count()


def test_the_county_starts_with_its_earlier_audits_and_the_conclusion_on_a_candidate_waits(
    demo: None,
) -> None:
    assert Audit.objects.filter(origin="imported").count() >= 5
    organiser, auditor = (User.objects.get(username=name) for name in ("zuzhibu", "shenji"))
    assert unconsulted_files(organiser, TODAY).get().person.name == "鲁采薇"
    board = overview_of(auditor, TODAY, TODAY.year)
    assert board.repeated
    assert 0 < board.covered < board.all_heads


def test_deputies_inspect_one_unit_today_and_another_is_late_with_its_reply(
    demo: None, client: Client
) -> None:
    states = dict(Inspection.objects.values_list("unit__name", "state"))
    assert states == {
        "县水利局": "closed", "县教育体育和科技局": "sent", "城关镇": "called", "县林业局": "listed", "县交通运输局": "planned",
    }  # fmt: skip
    assert Finding.objects.get(code="inspection-reply-late").unit.name == "县教育体育和科技局"
    deputy = User.objects.get(username="daibiao")
    mine = own_memberships(deputy).get(inspection__state="called")
    client.force_login(deputy)
    assert client.get(reverse("inspection-task", args=[mine.pk])).status_code == 200
    assert client.get(reverse("inspection", args=[mine.inspection_id])).status_code == 404
