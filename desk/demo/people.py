"""The demo's users, and what the roster form has no column for: kinship, absences, an earlier link, an exception by hand."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random

from django.contrib.auth.models import Permission
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models.functions import Now
from guardian.shortcuts import assign_perm

from accounts.models import User
from accounts.services import end_role, give_role, make_user
from core.importing import Report
from core.models import Job
from desk.demo.dates import moved, start_of
from desk.demo.logins import LOGINS, PASSWORD, Login
from desk.selectors.units import holds
from organisation.choices import AbsenceKind, LinkKind, RelativeKind
from organisation.models import Absence, LeaderLink, Person, Relative, Tenure, Unit
from organisation.policies import counties_of
from rulebook.establishment import Function
from rulebook.roles import Role
from supervision.models import MandateException
from supervision.policies import GRANTED_BY_HAND

FOLDER = Path(__file__).resolve().parent
WRITTEN_DAYS = ("任职日期", "离任日期", "日期", "审计期间止")


@dataclass
class Cast:
    """Who acts in the demo's history: users by log-in name, by person, and an officer for each body."""

    logins: dict[str, User] = field(default_factory=dict)
    of_person: dict[int, User] = field(default_factory=dict)
    officers: dict[int, User] = field(default_factory=dict)
    leaders: dict[int, list[Tenure]] = field(default_factory=dict)

    def speaker(self, body: int, day: date, by: Random) -> str:
        """Who of the body's leaders speaks for it on `day`: name and post; 县委 speaks by its secretary."""
        seated = [tenure for tenure in self.leaders.get(body, []) if holds(tenure, day)]
        first = [tenure for tenure in seated if tenure.post.unit.function == Function.COUNTY_COMMITTEE][:1]
        if not seated:
            return "本单位负责同志"
        tenure = first[0] if first else by.choice(seated)
        return f"{tenure.person.name}（{tenure.post.title}）"


def moved_rows(file: str, *, today: date) -> Iterator[dict[str, str]]:
    """Yield the rows of a data file with its days moved to `today`."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        for row in csv.DictReader(source):
            for column in WRITTEN_DAYS:
                if row.get(column):
                    row[column] = moved(date.fromisoformat(row[column]), today=today).isoformat()
            yield row


def make_cast(*, today: date) -> Cast:
    """Give log-ins to one person per role, users to every head in post, and an officer to every department with subordinates."""
    cast = Cast()
    for login in LOGINS:
        _log_in(cast, login, today)
    seated = (
        Tenure.objects.filter(during__contains=today).select_related("person", "post__unit").order_by("pk")
    )
    for tenure in seated.filter(post__is_head=True):
        _user(cast, tenure.person, today)
    parents = Unit.objects.filter(subordinates__isnull=False).distinct().order_by("pk")
    for body in parents.exclude(pk__in=cast.officers):
        clerk = seated.filter(post__unit=body, post__section__isnull=False).first()
        clerk = clerk or seated.filter(post__unit=body, post__is_head=False).first()
        if clerk is not None:
            user = _user(cast, clerk.person, today)
            give_role(
                user=user,
                role=Role.OFFICER,
                body=body,
                reason="承担对下属单位的日常监督",
                by=None,
                on=start_of(today),
            )
            cast.officers[body.pk] = user
    leading = Tenure.objects.filter(post__unit__in=cast.officers, post__section=None)
    for tenure in leading.select_related("person", "post__unit").order_by("post_id", "during"):
        cast.leaders.setdefault(tenure.post.unit_id, []).append(tenure)
    return cast


def _log_in(cast: Cast, login: Login, today: date) -> None:
    if login.unit:
        person = holder(login.unit, login.title, today=today, section=login.section)
        user = make_user(person=person, username=login.username, by=None, on=today)
        cast.of_person[person.pk] = user
    else:
        user = User(username=login.username)
    # Printed for everybody: nobody could choose it for themself, since it is a word of this place.
    user.set_password(PASSWORD)
    user.save()
    cast.logins[login.username] = user
    body = Unit.objects.get(name=login.body) if login.body else None
    for role in login.roles:
        give_role(user=user, role=role, body=body, reason="演示账号", by=None, on=start_of(today))
    if body is not None and Role.OFFICER in login.roles:
        cast.officers[body.pk] = user


def _user(cast: Cast, person: Person, today: date) -> User:
    """The person's user; a new one has no password, so that only the demo's own log-ins open."""
    if person.pk not in cast.of_person:
        cast.of_person[person.pk] = make_user(person=person, by=None, on=today)
    return cast.of_person[person.pk]


def note_import(kind: str, file_name: str, report: Report, cast: Cast) -> None:
    """Keep an import the demo made among those of the registrar, as if it had come through the page."""
    registrar = cast.logins["mingce"]
    options = {"dry_run": False, "counties": sorted(counties_of(registrar) or ())}
    Job.objects.create(
        kind=kind, owner=registrar, file_name=file_name, options=options, state=Job.State.DONE,
        result=report.in_full(), finished_at=Now(),
    )  # fmt: skip


def holder(unit: str, title: str, *, today: date, section: str = "") -> Person:
    """Who holds, on `today`, the first post of `unit` (or its section) with this title, else with one that ends so."""
    found = Tenure.objects.filter(during__contains=today, post__unit__name=unit, post__title__endswith=title)
    found = found.filter(post__section__name=section) if section else found.filter(post__section=None)
    rows = found.select_related("person", "post").order_by("post_id")
    return min(rows, key=lambda row: row.post.title != title).person


def add_circumstances(*, today: date) -> None:
    """Kinship and absences, a link that has ended, what is in charge rather than linked. Before anything is planned."""

    def day(written: str) -> date:
        return moved(date.fromisoformat(written), today=today)

    inspector = holder("县纪委监委", "主任", today=today, section="第一纪检监察室")
    Relative.objects.create(
        person=inspector, relative=holder("上竹镇", "镇长", today=today), kind=RelativeKind.SPOUSE
    )
    vice = holder("县政府", "副县长", today=today)
    linked = LeaderLink.objects.filter(leader=vice, during__contains=today).values("unit")
    kin = Tenure.objects.filter(post__unit__in=linked, post__is_head=True, during__contains=today).order_by(
        "pk"
    )[0]
    Relative.objects.create(person=vice, relative=kin.person, kind=RelativeKind.IN_LAW)
    for unit, title, kind, first, back, reason in (
        (
            "华坪镇",
            "党委书记",
            AbsenceKind.TRAINING,
            "2026-04-01",
            "2026-06-26",
            "参加市委党校中青班脱产学习",
        ),
        (
            "县退役军人事务局",
            "局长",
            AbsenceKind.LEAVE,
            "2026-10-08",
            "2026-12-21",
            "病休，由副局长主持日常工作",
        ),
    ):
        Absence.objects.create(
            person=holder(unit, title, today=today), kind=kind, during=DateRange(day(first), day(back)),
            approved_by="县委组织部", reason=reason,
        )  # fmt: skip
    water = Unit.objects.get(name="县水利局")
    now = LeaderLink.objects.filter(unit=water).values("leader")
    before = LeaderLink.objects.filter(unit__name="县财政局").exclude(leader__in=now).order_by("pk")[0].leader
    LeaderLink.objects.create(
        leader=before,
        unit=water,
        kind=LinkKind.IN_CHARGE,
        during=DateRange(day("2022-07-11"), day("2024-11-11")),
    )
    for link in LeaderLink.objects.filter(unit__category="政府部门").select_related("unit"):
        link.kind = LinkKind.IN_CHARGE
        link.save()


def add_exceptions(cast: Cast, *, today: date) -> None:
    """A mandate added by hand, a unit opened to one officer, and a role that has ended."""
    on = moved(date(2026, 3, 2), today=today)
    MandateException.objects.create(
        effect=MandateException.Effect.ADD, clause="A9", body=Unit.objects.get(name="县水利局"),
        person=holder("县国有林场", "场长", today=today), during=DateRange(on, None),
        reason="水土保持项目建设期间，由县水利局协同日常监督",
        entered_by=cast.logins["mingce"], approved_by=cast.logins["zuzhibu"], confirmed_on=on,
    )  # fmt: skip
    Permission.objects.get(content_type__app_label="organisation", codename=GRANTED_BY_HAND)
    company = Unit.objects.get(name="县城乡建设投资公司")
    assign_perm(f"organisation.{GRANTED_BY_HAND}", cast.logins["fagai"], company)
    clerk, county = cast.logins["xianweiban"], Unit.objects.get(name="县委办公室")
    held = give_role(
        user=clerk, role=Role.REGISTRAR, body=county, reason="名册首次建库期间协助录入", by=cast.logins["anquan"], on=start_of(today)
    )  # fmt: skip
    end_role(held=held, reason="首次建库完成", by=cast.logins["anquan"], on=on)
