"""What several pages ask of a request: the signed-in user and the day it is about."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest

from accounts.models import User
from accounts.views.requests import user_of
from core.clock import today
from desk.forms.days import DayForm


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, today's date, the day asked about, and the form that asks for another."""

    user: User
    today: date
    on: date
    form: DayForm

    @property
    def is_past(self) -> bool:
        """Whether the page shows another day than today."""
        return self.on != self.today

    def context(self) -> dict[str, Any]:
        """What the templates of pages with a day need."""
        return {"today": self.today, "on": self.on, "is_past": self.is_past, "day_form": self.form}


def asked(request: HttpRequest) -> Asked:
    """Read who asks about which day; a day that is none is explained on the page, which then shows today."""
    now = today()
    form = DayForm(request.GET, today=now)
    return Asked(user_of(request), now, form.day, form)
