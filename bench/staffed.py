"""A county to import into."""

from collections.abc import Iterable
from datetime import date
from typing import Any

UNIT = "城关镇"
HEADS = 1000  # of one unit
DIVIDED = 200  # units with a head and two deputies


def world() -> tuple[Any, Any]:
    """A unit with a thousand heads, two hundred with a head and two deputies each, a bureau of audit, and who may import what."""
    from django.conf import settings
    from django.db import connection

    from rulebook.roles import Role
    from tests import factories

    county = factories.make_county()
    settings.COUNTY_CODE = county.pk
    unit = factories.make_unit(UNIT, "镇", county=county)
    factories.make_unit("县审计局", county=county)
    user = factories.make_user("bench", role=Role.SECRETARY, body=unit)
    _staff([(unit, f"镇长{at}", True, f"H{at:04d}") for at in range(HEADS)])
    _divided(county)
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE organisation_unit, organisation_person, organisation_post, organisation_tenure"
        )
    return user, unit


def _divided(county: Any) -> None:
    from organisation.models import Unit

    units = [Unit(name=f"测试镇{at}", category="镇", county=county, search_keys=[]) for at in range(DIVIDED)]
    _staff(
        (unit, title, title == "镇长", f"D{at:04d}{number}")
        for at, unit in enumerate(Unit.objects.bulk_create(units))
        for number, title in enumerate(("副镇长", "二级主任科员", "镇长"))
    )


def _staff(wanted: Iterable[tuple[Any, str, bool, str]]) -> None:
    """Let somebody hold a post: of which unit, called what, whether its head, and under which number."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    from organisation.models import Person, Post, Tenure

    rows = list(wanted)
    people = Person.objects.bulk_create(
        [Person(staff_no=number, name="云知远", search_keys=[]) for _unit, _title, _head, number in rows]
    )
    posts = Post.objects.bulk_create(
        [Post(unit=unit, title=title, is_head=head) for unit, title, head, _number in rows]
    )
    ever = DateRange(date(2005, 1, 1), None)
    Tenure.objects.bulk_create(
        [Tenure(person=one, post=post, during=ever) for one, post in zip(people, posts, strict=True)]
    )
