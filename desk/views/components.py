"""The page that shows every part of the visual language in use, with invented values."""

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseStopPolling

from core import clock
from core.models import Job
from core.templatetags.components import DUTY_STATES

PAGES = 12
SPRITE = Path(settings.BASE_DIR) / "static" / "img" / "icons.svg"


class SampleFilter(forms.Form):
    """What a list can be narrowed by."""

    name = forms.CharField(label=gettext_lazy("姓名"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("状态"),
        required=False,
        choices=[("", gettext_lazy("全部"))]
        + [(key, word) for key, (_tone, _icon, word) in DUTY_STATES.items()],
    )
    since = forms.DateField(label=gettext_lazy("起始日期"), required=False)


class SampleForm(forms.Form):
    """One field of each sort."""

    place = forms.CharField(
        label=gettext_lazy("地点"), help_text=gettext_lazy("写到会议室，例如“县纪委三楼会议室”。")
    )
    held_on = forms.DateField(label=gettext_lazy("日期"))
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=[("", "—"), ("talk", gettext_lazy("提醒约谈")), ("report", gettext_lazy("履职报告"))],
    )
    form_of = forms.ChoiceField(
        label=gettext_lazy("方式"),
        widget=forms.RadioSelect,
        choices=[("single", gettext_lazy("个别谈话")), ("group", gettext_lazy("集体谈话"))],
    )
    points = forms.CharField(label=gettext_lazy("谈话要点"), widget=forms.Textarea, required=False)
    minutes = forms.FileField(label=gettext_lazy("附件"), required=False)
    confirmed = forms.BooleanField(label=gettext_lazy("双方已核对记录"), required=False)


def _job(state: str, done: int) -> SimpleNamespace:
    """A job that is no row, with the face of one."""
    seen = Job(pk=1, state=state, done=done, total=5000, file_name=_("名册.xlsx"))
    return SimpleNamespace(
        pk=1,
        state=seen.state,
        get_state_display=seen.get_state_display,
        is_over=seen.is_over,
        percent=seen.percent,
        done=done,
        total=5000,
        file_name=seen.file_name,
    )


def _charts() -> dict[str, dict[str, Any]]:
    """The same invented numbers, drawn in the three ways."""
    here = reverse("components")
    quarters = [_("2025年第四季度"), _("2026年第一季度"), _("2026年第二季度"), _("2026年第三季度")]
    done = {"name": _("按期完成"), "values": [41, 44, 47, 38], "tone": "ok", "urls": [here] * 4}
    late = {"name": _("逾期完成"), "values": [6, 4, 3, 2], "tone": "soon", "urls": [here] * 4}
    open_ = {"name": _("逾期"), "values": [0, 0, 1, 5], "tone": "late", "urls": [here] * 4}
    shared = {"categories": quarters, "head": _("季度"), "unit": _("项")}
    return {
        "stacked": {
            **shared,
            "title": _("提醒约谈完成情况"),
            "kind": "stacked",
            "series": [done, late, open_],
        },
        "bars": {**shared, "title": _("按期完成"), "kind": "bar", "series": [{**done, "tone": "primary"}]},
        "line": {**shared, "title": _("逾期趋势"), "kind": "line", "series": [late, open_]},
    }


def _lists(request: HttpRequest) -> dict[str, Any]:
    """Rows, events, files and tabs of the page."""
    today = clock.today()
    here = reverse("components")
    offsets = {"planned": 40, "due-soon": 3, "overdue": -5, "done": -10, "waived": -20, "cancelled": -30}
    rows = [
        {
            "number": number,
            "state": state,
            "due": today + timedelta(days=days),
            "done": today + timedelta(days=days - 2) if state == "done" else None,
        }
        for number, (state, days) in enumerate(offsets.items(), start=1)
    ]
    return {
        "rows": rows,
        "page": Paginator(range(PAGES * 20), 20).get_page(request.GET.get("page")),
        "entries": [
            {"on": today - timedelta(days=30), "title": _("纳入计划"), "tone": "muted"},
            {
                "on": today - timedelta(days=4),
                "title": _("逾期，提请县纪委"),
                "tone": "late",
                "who": _("系统"),
            },
            {"on": today, "title": _("登记谈话记录"), "text": _("指出问题 2 项"), "tone": "ok", "url": here},
        ],
        "files": [
            {"name": _("谈话记录.docx"), "url": here, "size": 48_231, "at": today},
            {"name": _("整改清单.xlsx"), "url": here, "size": 1_204_224, "by": _("李四维")},
        ],
        "tab_items": [
            {"label": _("本季度"), "url": here, "current": True, "count": 12},
            {"label": _("已完成"), "url": f"{here}?tab=done", "count": 38},
            {"label": _("说明"), "url": f"{here}?tab=about"},
        ],
    }


@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Show all parts; `?part=job` answers the progress bar's question as a finished job, status 286."""
    if request.GET.get("part") == "job":
        drawn = render(request, "_partials/job.html", {"job": _job("done", 5000), "url": ""})
        return HttpResponseStopPolling(drawn.content)
    return render(
        request,
        "desk/components.html",
        {
            "today": clock.today(),
            "filters": SampleFilter(request.GET or None),
            "form": SampleForm(),
            "wrong": SampleForm({"place": "", "held_on": "2026-13-40", "form_of": "single"}, prefix="wrong"),
            "job": _job("running", 2140),
            "job_url": f"{reverse('components')}?part=job",
            "charts": _charts(),
            "icon_names": re.findall(r'symbol id="([a-z-]+)"', SPRITE.read_text()),
            **_lists(request),
        },
    )
