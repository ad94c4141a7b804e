"""Builders of rows for tests. Every name is invented; what a test does not say is filled in plainly."""

from datetime import date
from functools import cache
from itertools import count

from django.contrib.auth.hashers import make_password
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import RoleHeld, User
from organisation.choices import AbsenceKind, DivisionLevel, LinkKind, RelativeKind
from organisation.models import (
    Absence,
    Affiliation,
    Division,
    LeaderLink,
    Person,
    Post,
    Relative,
    Section,
    Tenure,
    Unit,
)
from rulebook.establishment import Category, recognise
from rulebook.roles import Role
from rulebook.tenure import Management, TenureKind
from rulebook.types import PROOF_TITLES
from supervision.models import CountyCalendar, Fulfilment

ZHENPING = "610927"
LONG_AGO = date(2000, 1, 1)
PASSWORD = "Qingshan-lvshui-1"
_numbers = count(1)
SURNAMES = "柏云山石江林苗容乔温辛晏游钟祝"
GIVEN = ("望舒", "知远", "映川", "怀谷", "听澜", "若溪", "既明", "牧之", "清越", "景行")


def make_county(code: str = ZHENPING, name: str = "镇坪县") -> Division:
    """A county, with the city and province above it where they are known."""
    found, _ = Division.objects.get_or_create(
        code=code, defaults={"name": name, "level": DivisionLevel.COUNTY}
    )
    return found


def make_unit(
    name: str | None = None,
    category: str = Category.GOVERNMENT_DEPARTMENT,
    *,
    parent: Unit | None = None,
    since: date | None = None,
    county: Division | None = None,
) -> Unit:
    """A unit; its function is recognised from category and name as the importer does."""
    name = name or f"县第{next(_numbers)}局"
    function = recognise(category=category, name=name) or ""
    unit = Unit.objects.create(
        name=name, category=category, county=county or make_county(), function=function
    )
    if parent is not None:
        Affiliation.objects.create(unit=unit, parent=parent, during=DateRange(since, None))
    return unit


def make_person(name: str | None = None, staff_no: str | None = None) -> Person:
    """A person with an invented name."""
    number = next(_numbers)
    name = name or SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)]
    return Person.objects.create(name=name, staff_no=staff_no or f"T{number:05d}")


def make_post(
    unit: Unit | None = None,
    title: str = "局长",
    *,
    head: bool = True,
    managed_by: str = Management.COUNTY,
    section: str | None = None,
) -> Post:
    """A post; a head's post unless told otherwise."""
    unit = unit or make_unit()
    inner = Section.objects.get_or_create(unit=unit, name=section)[0] if section else None
    return Post.objects.create(
        unit=unit, title=title, is_head=head and inner is None, managed_by=managed_by, section=inner
    )


def make_tenure(
    person: Person | None = None,
    post: Post | None = None,
    start: date = LONG_AGO,
    end: date | None = None,
    kind: str = TenureKind.FULL,
) -> Tenure:
    """A tenure from the first day held to the first day no longer held."""
    return Tenure.objects.create(
        person=person or make_person(), post=post or make_post(), during=DateRange(start, end), kind=kind
    )


def make_head(start: date = date(2025, 1, 1), end: date | None = None, **kwargs: object) -> Person:
    """A person who heads a unit of their own."""
    return make_tenure(start=start, end=end, **kwargs).person  # type: ignore[arg-type]


def make_link(leader: Person, unit: Unit, start: date = LONG_AGO, end: date | None = None) -> LeaderLink:
    """A county leader linked to a unit."""
    return LeaderLink.objects.create(
        leader=leader, unit=unit, kind=LinkKind.LINKED, during=DateRange(start, end)
    )


def make_relatives(person: Person, other: Person, kind: str = RelativeKind.SPOUSE) -> Relative:
    """Two registered relatives."""
    return Relative.objects.create(person=person, relative=other, kind=kind)


def make_absence(person: Person, start: date, end: date, kind: str = AbsenceKind.TRAINING) -> Absence:
    """An approved absence; `end` is the first day back."""
    return Absence.objects.create(
        person=person, kind=kind, during=DateRange(start, end), approved_by="县委组织部"
    )


def make_done(
    proof: str,
    person: Person,
    on: date,
    *,
    unit: Unit | None = None,
    period: str = "",
    until: date | None = None,
) -> Fulfilment:
    """That something was done for a head, as the app that keeps the record tells the calendar."""
    if proof not in set(PROOF_TITLES):
        raise ValueError(proof)
    return Fulfilment.objects.create(proof=proof, person=person, unit=unit, on=on, period=period, until=until)


@cache
def _hashed_password() -> str:
    """PASSWORD hashed once: hashing is slow on purpose, and a county has many users."""
    return make_password(PASSWORD)


def make_user(
    username: str | None = None,
    *,
    person: Person | None = None,
    role: Role | None = None,
    body: Unit | None = None,
) -> User:
    """Someone who can log in with PASSWORD, given one role from long ago on."""
    user = User.objects.create(
        username=username or f"user{next(_numbers)}", person=person, password=_hashed_password()
    )
    if role is not None:
        RoleHeld.objects.create(
            user=user, role=role, body=body, during=DateRange(LONG_AGO, None), reason="测试"
        )
    return user


def start_calendar(on: date, county: Division | None = None) -> None:
    """Say that the county's planning begins with the period of `on` (L18)."""
    CountyCalendar.objects.update_or_create(county=county or make_county(), defaults={"starts_on": on})
