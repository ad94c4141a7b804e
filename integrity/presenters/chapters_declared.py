"""Chapters of the integrity file on what a head enters of themself: gifts handed in, personal events declared (B6, N48, C14)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import workdays
from core.templatetags.wording import cn_date, money
from integrity.models import Declaration, Gift, YearlyDeclaration
from integrity.policies.declarations import visible_declarations, visible_yearly
from integrity.policies.gifts import visible_gifts
from integrity.procedure.events import year_due
from integrity.selectors.declarations import owed_years_of
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading


def gifts(reading: Reading) -> Iterator[Entry]:
    """Gifts entered, with whether they were handed in."""
    rows = (
        visible_gifts(reading.user, reading.on)
        .filter(person=reading.person)
        .select_related("unit", "receiver")
    )
    for row in rows.order_by("received_on", "pk"):
        facts = [(_("价值"), money(row.value)), (_("送礼人类别"), str(row.get_giver_display()))]
        if row.handed_in_on:
            facts.append(
                (_("上交"), f"{cn_date(row.handed_in_on)} {row.receiver or ''} {row.receipt}".strip())
            )
        yield Entry(
            kind="gift",
            row=row.pk,
            day=row.received_on,
            title=row.item,
            facts=facts,
            states=[("ok", _("已上交")) if row.handed_in_on else ("soon", _("没有上交"))],
            url=reverse("gifts"),
        )


def _held_gifts(reading: Reading) -> int:
    return Gift.objects.filter(person=reading.person).count()


def declarations(reading: Reading) -> Iterator[Entry]:
    """Personal events declared, by kind and day alone, and yearly declarations."""
    page = reverse("declarations")
    for row in (
        visible_declarations(reading.user, reading.on)
        .filter(person=reading.person)
        .order_by("reported_on", "pk")
    ):
        facts = [(_("发生日期"), cn_date(row.happened_on)), (_("报告日期"), cn_date(row.reported_on))]
        yield Entry(
            kind="declaration",
            row=row.pk,
            day=row.reported_on,
            title=str(row.get_event_display()),
            facts=facts,
            url=page,
        )
    for year in visible_yearly(reading.user, reading.on).filter(person=reading.person).order_by("year", "pk"):
        title = _("%(year)s年个人有关事项年度报告") % {"year": year.year}
        yield Entry(kind="yearly", row=year.pk, day=year.confirmed_on, title=title, url=page)


def _held_declarations(reading: Reading) -> int:
    declared = Declaration.objects.filter(person=reading.person).count()
    return declared + YearlyDeclaration.objects.filter(person=reading.person).count()


def _bearing_declarations(reading: Reading) -> Iterator[Bearing]:
    calendar = workdays.shown()
    for year in owed_years_of(reading.person, reading.on):
        if reading.on <= year_due(year, calendar):
            continue
        yield Bearing(words=_("%(year)s年个人有关事项没有年度报告。") % {"year": year})


DECLARED = (
    Chapter(key="gifts", order=140, title=gettext_lazy("礼品登记上交"), clause="B6", entries=gifts, held=_held_gifts),
    Chapter(
        key="declarations", order=150, title=gettext_lazy("个人有关事项报告"), clause="B6", entries=declarations,
        held=_held_declarations, bearings=_bearing_declarations,
    ),
)  # fmt: skip
