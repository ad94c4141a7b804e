"""Figures drawn by static/js/charts.js, always with the same numbers in a table. A template builtin."""

from collections.abc import Mapping
from itertools import zip_longest
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()

SCRIPTS = ("vendor/echarts-5.6.0/echarts.min.js", "js/charts.js")


def _rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The chart read across: one row a category, one cell a series, each with the address of its list where known."""
    series = [*data["series"], *data.get("beside", ())]
    addresses = data.get("urls") or []
    rows = []
    for at, (category, url) in enumerate(zip_longest(data["categories"], addresses, fillvalue="")):
        cells = [
            {"value": one["values"][at], "url": (one.get("urls") or {at: ""})[at], "name": one["name"]}
            for one in series
        ]
        rows.append({"category": category, "url": url, "cells": cells})
    return rows


@register.inclusion_tag("_components/chart.html")
def chart(name: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """A figure called `name` (unique on the page): drawing and table; the shape of `data` is told in the README. `beside` in it are series
    that stand in the table alone.
    """
    columns = [*data["series"], *data.get("beside", ())]
    drawn = {key: value for key, value in data.items() if key != "beside"}
    return {"name": name, "data_id": f"{name}-data", "data": drawn, "columns": columns, "rows": _rows(data)}


@register.simple_tag
def chart_scripts() -> SafeString:
    """The scripts a page with charts needs, for its block `scripts`."""
    return format_html_join("\n", '<script src="{}" defer></script>', ((static(path),) for path in SCRIPTS))
