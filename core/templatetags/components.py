"""The parts every page is built from; how to use each is told in templates/_components/README.md. A template builtin."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core import rechecks
from core.templatetags.wording import cn_date, short_date
from core.workdays import working_days_between
from rulebook.clauses import CLAUSES

register = template.Library()

DEADLINE_ICONS = {"late": "alert", "ok": "check"}
TONE_ICONS = {"ok": "check", "soon": "clock", "late": "alert", "info": "info", "muted": "minus"}
# The words are those of L20; supervision.choices.DutyState gives the same ones to forms and exports.
DUTY_STATES = {
    "planned": ("info", "calendar", gettext_lazy("未到期")),
    "due-soon": ("soon", "clock", gettext_lazy("即将到期")),
    "overdue": ("late", "alert", gettext_lazy("逾期")),
    "done": ("ok", "check", gettext_lazy("已完成")),
    "waived": ("muted", "minus", gettext_lazy("免予")),
    "cancelled": ("muted", "close", gettext_lazy("已取消")),
}
ALERT_TONES = {
    "success": ("ok", "check", gettext_lazy("成功")),
    "info": ("info", "info", gettext_lazy("说明")),
    "debug": ("info", "info", gettext_lazy("说明")),
    "warning": ("soon", "alert", gettext_lazy("注意")),
    "error": ("late", "alert", gettext_lazy("错误")),
}
SOON_WORKING_DAYS = 5


@register.simple_tag
@cache
def icon(name: str, label: str = "") -> SafeString:
    """An icon of the sprite; hidden from readers of the screen unless it has a label of its own."""
    address = f"{static('img/icons.svg')}#{name}"
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}"/></svg>', label, address
        )
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}"/></svg>', address
    )


@register.simple_tag
def being_judged(kind: str, subject: object) -> bool:
    """Whether `subject` waits to be judged anew in the background."""
    return rechecks.is_waiting(kind, subject)


@register.inclusion_tag("_components/crumbs.html")
def crumbs(*trail: Any) -> dict[str, Any]:
    """Breadcrumbs: pairs of label and address, and last the page itself, which has none."""
    links = [(_("首页"), reverse("home")), *zip(trail[0:-1:2], trail[1:-1:2], strict=True)]
    return {"links": links, "here": trail[-1]}


# Badges, deadlines and icons stand in every row of a list: as templates of their own they were half the time of a page.
@register.simple_tag
def badge(tone: str, word: str, name: str = "") -> SafeString:
    """A state in a word, an icon and a colour; `name` another icon than the tone's own."""
    return format_html('<span class="state state-{}">{}{}</span>', tone, icon(name or TONE_ICONS[tone]), word)


@register.simple_tag
def duty_state(state: str, late: bool = False) -> SafeString:
    """The state of a duty on a day (L20)."""
    tone, name, word = DUTY_STATES[state]
    if state == "done" and late:
        return badge("soon", _("逾期完成"), name)
    return badge(tone, str(word), name)


@register.inclusion_tag("_components/clause.html")
def clause(clause_id: str, short: bool = False) -> dict[str, Any]:
    """A citation that discloses the words of the clause."""
    return {"clause": CLAUSES[clause_id], "short": short}


@register.inclusion_tag("_components/clause_text.html")
def clause_text(clause_id: str) -> dict[str, Any]:
    """The words of the clause, quoted in full."""
    return {"clause": CLAUSES[clause_id]}


def _day_seen_from(day: date, today: date) -> str:
    """The day without its year where that is this year's."""
    return short_date(day) if day.year == today.year else cn_date(day)


def _days_left(due: date, today: date) -> tuple[str, str]:
    """Tone and words for an open deadline: working days before it, calendar days after it."""
    day = _day_seen_from(due, today)
    if due < today:
        days = (today - due).days
        return "late", ngettext("逾期 %(count)s 天（%(day)s）", "逾期 %(count)s 天（%(day)s）", days) % {
            "count": days,
            "day": day,
        }
    if due == today:
        return "soon", _("今天到期（%(day)s）") % {"day": day}
    left = working_days_between(today, due)
    tone = "soon" if left <= SOON_WORKING_DAYS else "plain"
    words = ngettext("还剩 %(count)s 个工作日（%(day)s）", "还剩 %(count)s 个工作日（%(day)s）", left)
    return tone, words % {"count": left, "day": day}


@register.simple_tag
def deadline(
    due: date, today: date, done: date | None = None, clause: str = "", state: str = ""
) -> SafeString:
    """A deadline as people speak of it, with the clause behind it where given.

    `done` is the day it was done; `state` is needed only for what is waived or cancelled, where nothing runs any more.
    """
    if state in {"waived", "cancelled"}:
        tone, words = "muted", _("原期限 %(day)s") % {"day": _day_seen_from(due, today)}
    elif done:
        tone = "soon" if done > due else "ok"
        words = _("逾期完成（%(day)s）") if done > due else _("按期完成（%(day)s）")
        words = words % {"day": _day_seen_from(done, today)}
    else:
        tone, words = _days_left(due, today)
    shown = format_html(
        '<span class="deadline deadline-{}">{}<time datetime="{}" title="{}">{}</time></span>',
        tone, icon(DEADLINE_ICONS.get(tone, "clock")), f"{due:%Y-%m-%d}", cn_date(due), words,
    )  # fmt: skip
    return format_html("{} {}", shown, _clause_cited(clause)) if clause else shown


def _clause_cited(clause_id: str) -> SafeString:
    return render_to_string("_components/clause.html", {"clause": CLAUSES[clause_id], "short": True})


@register.inclusion_tag("_components/filter_bar.html", takes_context=True)
def filter_bar(context: Context, form: forms.Form, action: str = "") -> dict[str, Any]:
    """A GET form over a list; says how many conditions are in use, and clears them. Folded away on a phone."""
    request = context.get("request")
    given = request.GET if request else {}
    used = sum(1 for bound in form if given.get(bound.html_name))
    return {"form": form, "action": action or (request.path if request else ""), "used": used}


@register.inclusion_tag("_components/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any], param: str = "page", label: str = "") -> dict[str, Any]:
    """Links to the other pages of a list, keeping the rest of the address; `label` tells two on one page apart."""
    given = context["request"].GET.copy()

    def address(number: int) -> str:
        given[param] = str(number)
        return f"?{given.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "label": label,
        "links": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "previous": address(page.number - 1) if page.has_previous() else "",
        "following": address(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("_components/stat.html")
def stat(
    label: str, value: Any, url: str = "", tone: str = "", icon: str = "", hint: str = "", unit: str = ""
) -> dict[str, Any]:
    """A number with what it counts, leading to its list."""
    return {
        "label": label,
        "value": value,
        "url": url,
        "tone": tone,
        "icon_name": icon,
        "hint": hint,
        "unit": unit,
    }


@register.inclusion_tag("_components/job_progress.html")
def job_progress(job: Any, url: str) -> dict[str, Any]:
    """How far a job (core.models.Job) is; asks `url` again until it is over."""
    return {"job": job, "url": url}


@register.inclusion_tag("_components/state.html")
def empty_state(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Instead of a list that holds nothing: why, and what to do next."""
    return {"kind": "empty", "icon_name": "inbox", "title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("_components/state.html")
def error_state(title: str, text: str = "", url: str = "", label: str = "") -> dict[str, Any]:
    """Instead of a part that could not be made: what happened, and what to do next."""
    return {"kind": "error", "icon_name": "alert", "title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("_components/state.html")
def no_right(text: str = "") -> dict[str, Any]:
    """Instead of a part this user may not read; the rest of the page stays."""
    words = text or _("您的监督职责不包括这部分内容。如工作需要，请向本单位管理员申请。")
    return {"kind": "no-right", "icon_name": "lock", "title": _("您无权查看这部分内容"), "text": words}


@register.inclusion_tag("_components/loading.html")
def loading(text: str = "") -> dict[str, Any]:
    """Shown while something is being fetched."""
    return {"text": text or _("正在读取…")}


@register.inclusion_tag("_components/timeline.html")
def timeline(entries: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What happened, in order: dicts `on`, `title`, optional `text url tone who`."""
    return {"entries": entries}


@register.inclusion_tag("_components/fact.html")
def fact(label: str, value: Any, url: str = "") -> dict[str, Any]:
    """One line of a list of facts (`dl.facts`)."""
    return {"label": label, "value": value, "url": url}


@register.inclusion_tag("_components/alert.html")
def alert(tone: str, text: Any, url: str = "", label: str = "") -> dict[str, Any]:
    """A message; `tone` is a level tag of Django's messages."""
    colour, name, word = ALERT_TONES[tone]
    return {"tone": colour, "icon_name": name, "word": word, "text": text, "url": url, "label": label}


@register.inclusion_tag("_components/tabs.html")
def tabs(items: Iterable[Mapping[str, Any]], label: str = "") -> dict[str, Any]:
    """Several views of one thing, each with its own address: dicts `label url current`, optional `count`."""
    return {"items": items, "label": label}


@register.inclusion_tag("_components/file_list.html")
def file_list(files: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Files to download: dicts `name url size`, optional `at by`."""
    return {"files": files}
