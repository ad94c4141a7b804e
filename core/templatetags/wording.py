"""How dates, periods, sums and sizes are worded on a page. A template builtin: no `{% load %}` needed."""

import re
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django import template
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from rulebook.duties import HANDOVER

register = template.Library()

QUARTER = re.compile(r"^(\d{4})Q([1-4])$")
YEAR = re.compile(r"^\d{4}$")


@lru_cache(maxsize=4096)
def _day_worded(day: date, form: str, language: str | None) -> str:
    return date_format(day, form)


def _worded(day: date, form: str) -> str:
    """`day` written by `form`. Lists name few days many times, so these are kept; moments are not: equal ones may lie on
    different days, by the clock of the place.
    """
    return date_format(day, form) if isinstance(day, datetime) else _day_worded(day, form, get_language())


@register.filter(expects_localtime=True)
def cn_date(day: date | None) -> str:
    """2026年11月27日; nothing for no day. On a page a moment shows the day it was where the county is."""
    return _worded(day, pgettext("date format", "Y年n月j日")) if day else ""


@register.filter(expects_localtime=True)
def short_date(day: date | None) -> str:
    """11月27日, where the year goes without saying; nothing for no day."""
    return _worded(day, pgettext("date format", "n月j日")) if day else ""


@register.filter
def period_label(period: str, kind: str = "") -> str:
    """Name a period by its key: 2026Q3, 2026, or a day (2026-03-01): of leaving where `kind` is the handover's, else that on which five
    years are complete.
    """
    quarter = QUARTER.match(period or "")
    if quarter:
        year, number = quarter[1], int(quarter[2])
        return _("%(year)s年第%(numeral)s季度") % {
            "year": year,
            "numeral": pgettext("numerals one to four", "一二三四")[number - 1],
            "number": number,
        }
    if YEAR.match(period or ""):
        return _("%(year)s年") % {"year": period}
    try:
        complete = date.fromisoformat(period or "")
    except ValueError:
        return period
    if kind == HANDOVER.kind:
        return _("离任（%(day)s）") % {"day": cn_date(complete)}
    return _("满五年（%(day)s）") % {"day": cn_date(complete)}


@register.filter
def term(words: object) -> str:
    """A word of the rulebook or the roster's own forms (正式, 政府部门, 每季度提醒约谈) in the reader's language."""
    said = str(words or "")
    return _(said) if said else ""


@register.filter
def money(yuan: Decimal | int | None) -> str:
    """1,234,567.80 元, always with 分; nothing for no sum. Units of 万元 are for the reader's head, not for accounts."""
    return "" if yuan is None else _("%(sum)s 元") % {"sum": f"{Decimal(yuan):,.2f}"}


@register.filter
def file_size(size: int | None) -> str:
    """1.2 MB, from a number of bytes; nothing where it is not known."""
    return "" if size is None else filesizeformat(size)


@register.filter
def minutes(seconds: int) -> int:
    """Whole minutes, rounded up, from a number of seconds."""
    return -(-seconds // 60)
