"""How the demo's heads take on responsibility: lists signed, carried out and reviewed in some units, incidents, gifts, declarations."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from core import workdays
from core.workdays import WorkdayCalendar
from desk.demo.people import Cast
from integrity.models import CountyItem, Extension, ResponsibilityList
from integrity.selectors.lists import items_in_force
from integrity.services.carrying_out import attach_evidence, enter_evidence, review_list
from integrity.services.declarations import declare
from integrity.services.gifts import Received, enter_gift, receive_gift
from integrity.services.incidents import Report, enter_incident
from integrity.services.judging import JUDGING, check_all
from integrity.services.lists import (
    begin_change,
    draft_list,
    return_list,
    save_item,
    sign_as_head,
    sign_from_above,
)
from organisation.models import Tenure, Unit
from rulebook.division import Field
from rulebook.duties import RESPONSIBILITY_LIST
from rulebook.procedures.integrity import Review
from supervision.choices import OPEN_STATES
from supervision.models import Duty
from supervision.selectors.bodies import Directory
from supervision.services import Done, fulfil

OWN = ("管好惠农资金和项目资金", "每季度抽查一次资金发放和项目进度，发现问题当月整改。")
SAID = (
    "召开专题会议研究党风廉政建设，明确分工和时限。",
    "与班子成员逐一谈话，交换意见并记录。",
    "到内设机构和下属单位检查，指出问题并限期整改。",
    "召开家庭助廉座谈，报告家庭有关情况。",
    "对三重一大事项集体决策情况进行自查。",
)
CARRIED = "县水利局"
REACHES = {
    "县林业局": "draft", "县教育体育和科技局": "returned", "县中医医院": "waiting", "县交通运输局": "changed",
    "城关镇": "reviewed", "曾家镇": "signed", CARRIED: "carried",
}  # fmt: skip


def year_of(today: date) -> int:
    """The year whose lists the demo tells of: this one, or in its first months the last."""
    return today.year if today.month > 2 else today.year - 1


def sign_on_paper(year: int, *, shown: int, today: date) -> None:
    """Before the product kept lists they were signed on paper: every open duty of `year` but those of the units told of here, whose lists
    are of the year `shown`.
    """
    if year > shown:
        return
    told = {shown: tuple(REACHES), shown - 1: (CARRIED,)}.get(year, ())
    open_duties = Duty.objects.filter(kind=RESPONSIBILITY_LIST.kind, period=str(year), state__in=OPEN_STATES)
    by_day: dict[date, list[Done]] = defaultdict(list)
    calendar = workdays.load()
    for duty in open_duties.exclude(unit__name__in=told).order_by("pk"):
        day = calendar.on_or_after(max(date(year, 1, 22), duty.owed_from + timedelta(days=10)))
        if day <= min(duty.due, today):
            by_day[day].append(Done(duty.person_id, duty.subject, str(year)))
    for day, heads in sorted(by_day.items()):
        fulfil(proof=RESPONSIBILITY_LIST.kind, heads=heads, held_on=day, record=None, on=today)


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each on the day it names; then judge all of it as of `today`."""
    with JUDGING.together():
        _enter(cast, today)
    check_all(on=today)


def _enter(cast: Cast, today: date) -> None:
    year, calendar = year_of(today), workdays.load()
    county = Unit.objects.get(name="县委").county
    CountyItem.objects.create(
        county=county, title="移风易俗", text="本人和家庭不大操大办婚丧喜庆事宜，带动干部职工移风易俗。", since_year=year,
        basis=f"镇办发〔{year}〕1号",
    )  # fmt: skip
    for name, reaches in REACHES.items():
        teller = _teller(cast, name, year, today, calendar)
        if teller is not None:
            if reaches == "carried":
                _last_year(teller)
            teller.bring(reaches)
    _incidents(cast, year, today)
    _gifts(cast, today)
    _declarations(cast, today)


@dataclass
class Teller:
    """One head's list of a year: who signs, and from which day on."""

    unit: Unit
    head: User
    above: User
    year: int
    today: date
    calendar: WorkdayCalendar
    since: date

    def day(self, month: int, number: int) -> date:
        """A working day of the year's list, not before the head came nor after today."""
        meant = max(date(self.year, month, number), self.since)
        return self.calendar.on_or_before(min(meant, self.today))

    def bring(self, reaches: str) -> ResponsibilityList:
        """Bring the list as far as it goes in this unit."""
        first, signed = self.day(1, 15), self.day(1, 19)
        found = draft_list(unit=self.unit.pk, year=self.year, by=self.head, on=first)
        save_item(found=found.pk, number=None, title=OWN[0], text=OWN[1], by=self.head, on=first)
        if reaches == "draft":
            return found
        sign_as_head(found=found.pk, by=self.head, on=first)
        if reaches == "returned":
            words = "请写明与班子成员谈话的次数和时限。"
            return_list(found=found.pk, words=words, by=self.above, on=signed)
        elif reaches != "waiting":
            sign_from_above(found=found.pk, by=self.above, on=signed)
            self._carry_out(found, 3 if reaches == "signed" else 6)
        if reaches in {"reviewed", "carried"} and self.today >= date(self.year, 7, 10):
            self.review(
                found, Review.MID_YEAR, self.day(7, 10), {3: ("under-way", "下属单位还有两家没有检查。")}
            )
        if reaches == "changed" and self.today >= date(self.year, 6, 1):
            on = self.day(6, 1)
            begin_change(found=found.pk, reason="班子分工调整，相应调整第二项。", by=self.head, on=on)
            text = "新进班子成员到任一个月内谈话，其他成员每半年谈话一次。"
            save_item(found=found.pk, number=2, title="管好班子成员", text=text, by=self.head, on=on)
            sign_as_head(found=found.pk, by=self.head, on=on)
        return found

    def review(
        self, found: ResponsibilityList, kind: Review, on: date, apart: dict[int, tuple[str, str]]
    ) -> None:
        """Let the body above review it: everything done but what is told `apart`."""
        said = {item.number: apart.get(item.number, ("done", "")) for item in items_in_force(found)}
        review_list(found=found.pk, kind=kind, said=said, by=self.above, on=on)

    def _carry_out(self, found: ResponsibilityList, number: int) -> None:
        for at, item in enumerate(items_in_force(found)[:number]):
            on = self.day(2 + at, 12)
            row = enter_evidence(
                token=token(f"evidence {found.pk} {item.number}"), found=found.pk, number=item.number, day=on,
                text=SAID[at % len(SAID)], by=self.head, on=on,
            )  # fmt: skip
            if at == 0:
                paper = SimpleUploadedFile("会议记录.txt", "会议记录（演示）".encode(), "text/plain")
                attach_evidence(evidence=row.pk, files=[paper], by=self.head, on=on)


def _last_year(teller: Teller) -> None:
    """The list of the year before, closed with one item left open, which is carried over."""
    year = teller.year - 1
    owed = Duty.objects.filter(
        kind=RESPONSIBILITY_LIST.kind, person=teller.head.person, subject=teller.unit.pk, period=str(year)
    )
    if teller.since > date(year, 1, 15) or not owed.exists():
        return
    before = Teller(
        teller.unit, teller.head, teller.above, year, date(year, 12, 28), teller.calendar, teller.since
    )
    found = before.bring("signed")
    own = max(item.number for item in items_in_force(found))
    apart = {own: ("not-done", "第四季度没有抽查资金发放。"), 4: ("under-way", "家庭助廉座谈尚未召开。")}
    before.review(found, Review.YEAR_END, before.day(12, 21), apart)


def _teller(cast: Cast, name: str, year: int, today: date, calendar: WorkdayCalendar) -> Teller | None:
    unit = Unit.objects.get(name=name)
    held = Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=today)
    for tenure in held.select_related("person").order_by("post_id"):
        duty = Duty.objects.filter(
            kind=RESPONSIBILITY_LIST.kind, person=tenure.person, subject=unit.pk, period=str(year)
        ).first()
        since = max(tenure.during.lower, date(year - 1, 1, 1))
        if duty is None or since > today - timedelta(days=60):
            continue
        acting = Directory(counties=[unit.county_id], on=today).acting(duty)
        officer = next((cast.officers[body.unit] for body in acting if body.unit in cast.officers), None)
        head = cast.of_person.get(tenure.person_id)
        if officer is not None and head is not None:
            return Teller(unit, head, officer, year, today, calendar, since)
    return None


def _incidents(cast: Cast, year: int, today: date) -> None:
    by = cast.logins["jiwei"]
    town, other = Unit.objects.get(name="城关镇"), Unit.objects.get(name="曾家镇")
    on = min(date(year, 11, 10), today)
    first = Report(
        town, min(date(year, 9, 8), today - timedelta(days=20)), "subordinate", "农业综合服务站负责人虚报工程量，多结算工程款三万元。",
        "audit", Field.CONSTRUCTION,
    )  # fmt: skip
    day = min(date(year, 8, 3), today - timedelta(days=30))
    head = Tenure.objects.filter(post__unit=other, post__is_head=True, during__contains=day).order_by(
        "post_id"
    )
    second = Report(
        other, day, "spouse", "配偶在本镇辖区承揽绿化管护业务，没有报告。", "patrol",
        head=head[0].person.staff_no,
    )  # fmt: skip
    for at, report in enumerate((first, second)):
        enter_incident(token=token(f"incident {at}"), report=report, by=by, on=on)


def _gifts(cast: Cast, today: date) -> None:
    """One handed in in time, one late, one entered and still to be taken in."""
    enter = partial(_gift, cast, today)
    enter("zhenwei", "土特产两箱", 600, "served", ago=120, handed_in=112)
    enter("juzhang", "购物卡", 2000, "supplier", ago=150, handed_in=80)
    enter("zhenwei", "茶叶礼盒", 900, "other", ago=6)


def _gift(
    cast: Cast,
    today: date,
    login: str,
    item: str,
    value: int,
    giver: str,
    *,
    ago: int,
    handed_in: int | None = None,
) -> None:
    head = cast.logins[login]
    held = Tenure.objects.filter(person=head.person, post__is_head=True, during__contains=today)
    unit = held.select_related("post__unit").order_by("post_id")[0].post.unit
    received = Received(unit, item, Decimal(value), giver, today - timedelta(days=ago))
    made = enter_gift(token=token(f"gift {login} {item}"), received=received, by=head, on=today)
    if handed_in is not None:
        day = today - timedelta(days=handed_in)
        receive_gift(
            gift=made.pk, handed_in_on=day, receipt=f"镇纪收{ago:03d}号", by=cast.logins["jiwei"], on=today
        )


def _declarations(cast: Cast, today: date) -> None:
    """The county extended the duty to its heads at the beginning of the year, so that the first yearly one comes with the next."""
    since = date(today.year, 1, 2)
    if today <= since:
        return
    county = Unit.objects.get(name="县委").county
    Extension.objects.create(county=county, during=DateRange(since, None), basis=f"镇委发〔{since.year}〕1号")
    for login, event, ago, words in (
        ("zhenwei", "work", 10, "子女入职县外私营企业，任财务人员"),
        ("juzhang", "travel", 75, ""),
    ):
        day = max(today - timedelta(days=ago), since)
        declare(
            token=token(f"declaration {login}"), event=event, happened_on=day, words=words, by=cast.logins[login],
            on=today,
        )  # fmt: skip


def token(name: str) -> UUID:
    """The same at every load."""
    return uuid5(NAMESPACE_OID, f"demo {name}")
