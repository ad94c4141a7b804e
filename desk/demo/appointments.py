"""Files of appointments in the demo county: one published, one on probation, one that waits for an opinion, a faulty one from paper."""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from appointments.models import Case
from appointments.services.cases import Opening, link_matter, name_handler, open_case
from appointments.services.checking import check_cases, check_tenures
from appointments.services.records import ask_opinion, attach, give_opinion, save_record
from core import workdays
from decisions.models import Matter
from desk.demo.decisions.timeline import Days
from desk.demo.people import Cast
from organisation.models import Person, Post, Section, Tenure, Unit
from rulebook.procedures.appointments import MATERIALS, PUBLICITY_DAYS, Record

FILE = Path(__file__).resolve().parent / "appointments.csv"
PAPERS = {one.record: one.what for one in MATERIALS}
LASTS = {Record.NOTICE, Record.INSPECTION, Record.PUBLICITY}
NUMBERS = {"due", "present", "votes", "talked", "number"}


@dataclass(frozen=True, slots=True)
class Told:
    """One file: who is proposed for what by whom, when it was opened, and after how many days what else happened to it."""

    key: str
    unit: str
    person: str
    post: tuple[str, str, str]  # unit, inner section, title
    kind: str
    opened: int
    by: str
    asked: int | None = None
    decided: tuple[str, int] | None = (
        None  # the matter's title, and how many days before today the file points to it
    )
    past: bool = False
    handler: str = ""


FILES = (
    Told(
        "centre", "城关镇", "卜敏行", ("城关镇", "便民服务中心", "主任"), "promotion", 152, "mishu", asked=145,
        decided=("便民服务中心主任人选", 139),
    ),
    Told(
        "town", "城关镇", "卜敏行", ("城关镇", "", "副镇长"), "promotion", 74, "mishu", asked=44,
        decided=("提任推荐人选", 17),
    ),
    Told(
        "bureau", "县委", "鲁采薇", ("县交通运输局", "", "党组书记、局长"), "head-from-deputy", 41, "zuzhibu", asked=3,
        handler="mingce",
    ),
    Told("past", "县交通运输局", "龚椿年", ("县交通运输局", "建设养护股", "股长"), "promotion", 0, "", past=True),
)  # fmt: skip


def tell(cast: Cast, today: date) -> None:
    """Enter the files through the product's own services, each record on the day it names, and judge them as of `today`."""
    days = Days(today, workdays.load())
    for told in FILES:
        _tell(told, cast, days)
    check_cases(cases=list(Case.objects.order_by("pk").values_list("pk", flat=True)), on=today)
    check_tenures(on=today)


def _tell(told: Told, cast: Cast, days: Days) -> None:
    by = cast.logins[told.by] if told.by else _secretary(told.unit)
    case = _open(told, by, days.work(str(told.opened)))
    if told.handler:
        handler = cast.logins[told.handler].person
        name_handler(case=case.pk, staff_no=handler.staff_no if handler else "", by=by, on=case.opened_on)
    for row in _rows(told.key):
        if told.decided and row["程序"] == Record.PUBLICITY:
            _link(told, case, by, days)
        on, values = days.work(row["录入"]), _values(row, case, days)
        if row["程序"] == Record.INTEGRITY:
            ask_opinion(case=case.pk, by=by, on=days.work(str(told.asked)))
            give_opinion(case=case.pk, values=values, by=cast.logins["jiwei"], on=on)
            continue
        record = save_record(case=case.pk, kind=row["程序"], values=values, by=by, on=on)
        if row["程序"] in PAPERS and not told.past:
            name = PAPERS[row["程序"]]
            paper = SimpleUploadedFile(f"{name}.txt", f"{name}（演示）".encode(), "text/plain")
            attach(record=record.pk, files=[paper], by=by, on=on)
    if told.asked is not None:
        ask_opinion(case=case.pk, by=by, on=days.work(str(told.asked)))


def _open(told: Told, by: User, on: date) -> Case:
    unit, section, title = told.post
    home = Unit.objects.get(name=unit)
    inner = Section.objects.get_or_create(unit=home, name=section)[0] if section else None
    post = Post.objects.filter(unit=home, section=inner, title=title).order_by("seat").first()
    opening = Opening(
        unit=Unit.objects.get(name=told.unit),
        person=Person.objects.filter(name=told.person, tenures__post__unit=home).distinct().get(),
        post=post or Post.objects.create(unit=home, section=inner, title=title),
        kind=told.kind,
        past=told.past,
    )
    return open_case(token=uuid5(NAMESPACE_OID, f"appointment {told.key}"), opening=opening, by=by, on=on)


def _secretary(unit: str) -> User:
    return User.objects.filter(roles__role="secretary", roles__body__name=unit).order_by("pk")[0]


def _tenure_began(case: Case) -> date:
    tenure = Tenure.objects.filter(person=case.person, post=case.post).order_by("during").first()
    return tenure.during.lower if tenure else case.opened_on


def _link(told: Told, case: Case, by: User, days: Days) -> None:
    title, ago = told.decided or ("", 0)
    matter = Matter.objects.get(title=title, unit=case.unit)
    link_matter(case=case.pk, matter=matter.pk, by=by, on=days.work(str(ago)))


def _rows(key: str) -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as source:
        return [row for row in csv.DictReader(source) if row["档案"] == key]


def _values(row: dict[str, str], case: Case, days: Days) -> dict[str, Any]:
    """What a record says; days of a paper file are counted back from the tenure that followed, others like all days of the demo.

    Publicity lasts the working days asked for, whatever holidays lie in it; of the paper file it was too short.
    """
    began = _tenure_began(case) if case.past else None

    def day(ago: str) -> date:
        return began - timedelta(days=int(ago)) if began else days.work(ago)

    values: dict[str, Any] = {"text": row["内容"]} if row["内容"] else {}
    for pair in filter(None, row["数据"].split(";")):
        name, _equals, value = pair.partition("=")
        values[name] = value.split("、") if name == "team" else int(value) if name in NUMBERS else value
    if row["程序"] not in LASTS:
        return values | {"on": day(row["天前"])}
    since, until = day(row["天前"]), day(row["止"])
    if row["程序"] == Record.PUBLICITY and not case.past:
        until = max(until, days.calendar.add(since, PUBLICITY_DAYS.value))
    return values | {"since": since, "until": until}
