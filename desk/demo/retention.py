"""What the demo county keeps, holds and deletes: one hold, a list that waits for the discipline body, what is left of a log-in of years ago."""

from datetime import date, datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from accounts.models import LoginSession
from desk.demo.people import Cast
from integrity.models import Declaration
from organisation.models import Person, Post, Tenure
from retention.models import DestructionList
from retention.services.deleting import delete_due
from retention.services.holds import Order, place
from retention.services.lists import approve, list_due
from rulebook.retention import LEAVING_YEARS, LOGIN_DAYS

RETIRED = "喻望舒"  # a head who retired before the calendar of the demo begins
TOKEN = uuid5(NAMESPACE_URL, "demo:retention")


def tell(cast: Cast, today: date) -> None:
    """Hold one head's material; list the declarations of one who retired, approved by one of two; let the night delete."""
    order = Order(
        person=cast.logins["juzhang"].person, reason="核查工程款拨付问题，需要保全有关材料", ordered_by=f"县纪委监委，镇纪调〔{today.year}〕3号"
    )  # fmt: skip
    place(order=order, token=TOKEN, by=cast.logins["jiwei"], on=today)
    _old_log_in(cast, today)
    delete_due(on=today)
    county = _retired(cast, today)
    list_due(on=today)
    waiting = DestructionList.objects.get(county=county, rule="declarations")
    approve(of=waiting.pk, by=cast.logins["zuzhibu"], on=today)


def _retired(cast: Cast, today: date) -> str:
    """Somebody who left the roster longer ago than the period, and what they had declared; the county's code."""
    left = today - timedelta(days=366 * LEAVING_YEARS.value + 30)
    person = Person.objects.create(staff_no="ZP-T001", name=RETIRED)
    unit = (
        Tenure.objects.select_related("post__unit").filter(person=cast.logins["juzhang"].person)[0].post.unit
    )
    post = Post.objects.create(unit=unit, title="调研员")
    Tenure.objects.create(person=person, post=post, during=DateRange(left - timedelta(days=2000), left))
    for event, days in (("marriage", 900), ("travel", 400)):
        on = left - timedelta(days=days)
        Declaration.objects.create(
            person=person, county_id=unit.county_id, event=event, happened_on=on, reported_on=on + timedelta(days=9),
            token=uuid5(NAMESPACE_URL, f"demo:declaration:{event}"),
        )  # fmt: skip
    return unit.county_id


def _old_log_in(cast: Cast, today: date) -> None:
    """A log-in whose days are over."""
    at = timezone.make_aware(datetime.combine(today - timedelta(days=LOGIN_DAYS.value + 40), time(9)))
    LoginSession.objects.create(
        user=cast.logins["mishu"], key="demo-old-log-in", device="Windows 电脑", begun_at=at, seen_at=at, lapses_at=at, ended_at=at,
        end="logged-out",
    )  # fmt: skip
