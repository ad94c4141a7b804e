"""Scheduled work of funds and purchases. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from finance.models import Purchase
from finance.services.checking import check_county
from finance.services.funds.checking import check_county_funds
from organisation.models import Unit

JOB = "check-of-purchases"


@shared_task
def check_purchases_today(day: str | None = None) -> None:
    """Reckon the signs of every county's purchases as of today, or `day`, and bring the register of findings to them."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(JOB, on) as result:
        for county in Purchase.objects.order_by("county").values_list("county", flat=True).distinct():
            # Once a month everything, so that what stands in the register follows the wording of the rulebook.
            for name, number in check_county(county=county, on=on, afresh=on.day == 1).items():
                result[name] = result.get(name, 0) + number


FUNDS_JOB = "check-of-funds"


@shared_task
def check_funds_today(day: str | None = None) -> None:
    """Plan self-checks and bring the register of findings to every county's funds as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(FUNDS_JOB, on) as result:
        for county in Unit.objects.order_by("county").values_list("county", flat=True).distinct():
            for name, number in check_county_funds(county=county, on=on).items():
                result[name] = result.get(name, 0) + number
