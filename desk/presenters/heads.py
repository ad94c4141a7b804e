"""Tenures, absences and the five-year count, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.wording import cn_date
from desk.selectors.units import holds
from organisation.models import Absence, Tenure
from supervision.selectors.five_years import Service


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """The five-year count of one post: how far it is on the day asked about."""

    service: Service
    is_complete: bool
    days_left: int
    percent: int


def span(during: Any) -> str:
    """2021年3月1日至2024年5月9日 (both held), or 2021年3月1日起."""
    if during.upper is None:
        return _("%(first)s起") % {"first": cn_date(during.lower)}
    last = date.fromordinal(during.upper.toordinal() - 1)
    return _("%(first)s至%(last)s") % {"first": cn_date(during.lower), "last": cn_date(last)}


def tenure_entries(tenures: Iterable[Tenure], on: date) -> list[dict[str, Any]]:
    """A head's tenures as a timeline, the day's own marked."""
    return [
        {
            "on": tenure.during.lower,
            "title": f"{tenure.post.unit} {_section(tenure)}{tenure.post.title}",
            "text": f"{tenure.get_kind_display()} · {span(tenure.during)}",
            "tone": "ok" if holds(tenure, on) else "muted",
        }
        for tenure in tenures
    ]


def _section(tenure: Tenure) -> str:
    return f"{tenure.post.section.name} " if tenure.post.section else ""


def absence_entries(absences: Iterable[Absence]) -> list[dict[str, Any]]:
    """Approved absences as a timeline."""
    return [
        {
            "on": absence.during.lower,
            "title": str(absence.get_kind_display()),
            "text": _("%(span)s，%(by)s批准") % {"span": span(absence.during), "by": absence.approved_by},
        }
        for absence in absences
    ]


def service_rows(services: Iterable[Service], on: date) -> list[ServiceRow]:
    """Where each five-year count stands on `on`."""
    found = []
    for service in services:
        whole = max(1, (service.complete_on - service.counted_from).days)
        left = (service.complete_on - on).days
        found.append(
            ServiceRow(service, left <= 0, max(0, left), min(100, max(0, service.days) * 100 // whole))
        )
    return found
