"""The list of duties, one duty, the export, and putting off a reminder."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from core.clock import today
from core.exporting import workbook_response
from core.paging import page_of
from core.templatetags.wording import cn_date
from desk.forms.lists import DutyFilterForm
from desk.forms.reminders import SnoozeForm
from desk.presenters.duties import duty_rows, export_headings, export_rows, with_list
from desk.presenters.history import reason_in_words, steps_of
from desk.selectors.duties import listed_duties
from desk.selectors.duty import duty_for, stay_of
from integrity.policies import entered_kinds
from organisation.models import Person, Unit
from rulebook.duties import BY_KIND, REMINDER_TALK
from supervision.models import Duty, Snooze
from supervision.policies import visible_people, visible_units
from supervision.selectors.duties import in_batches
from supervision.services.reminders import snooze

EXPORTED_AT_MOST = 50_000
TABS = [
    ("open", gettext_lazy("未办结")),
    ("week", gettext_lazy("本周到期")),
    ("due-soon", gettext_lazy("即将到期")),
    ("overdue", gettext_lazy("逾期")),
    ("done", gettext_lazy("已完成")),
    ("", gettext_lazy("全部")),
]


@require_safe
def duty_list(request: HttpRequest) -> HttpResponse:
    """The duties the user may see, narrowed, sorted, paged."""
    user, on, asked = user_of(request), today(), _asked(request)
    form = DutyFilterForm(asked, on=on)
    query = form.query()
    page = page_of(listed_duties(user, on, query), request.GET.get("page"))
    rows = duty_rows(user, page.object_list, on)
    context = {
        "today": on,
        "form": form,
        "page": page,
        "rows": rows,
        "may_batch": any(row.can_record for row in rows),
        "may_talk": REMINDER_TALK.kind in entered_kinds(user, on),
        "chips": list(_chips(request, user, form)),
        "export_url": f"{reverse('duty-export')}?{asked.urlencode()}",
        "tabs": [_tab(asked, value, str(label)) for value, label in TABS],
    }
    return render(request, "desk/duty_list.html", context)


@require_safe
def duty_export(request: HttpRequest) -> HttpResponseBase:
    """The rows of the list, all pages of it, as a workbook."""
    user, on, asked = user_of(request), today(), _asked(request)
    form = DutyFilterForm(asked, on=on)
    duties = listed_duties(user, on, form.query())
    list(_chips(request, user, form))
    if not form.is_valid() or duties.order_by()[: EXPORTED_AT_MOST + 1].count() > EXPORTED_AT_MOST:
        words = _("一次最多导出 %(most)s 项，请先用筛选条件缩小范围。") % {"most": EXPORTED_AT_MOST}
        messages.error(request, words if form.is_valid() else _("筛选条件有误，没有导出。"))
        return redirect(f"{reverse('duty-list')}?{asked.urlencode()}")
    rows = (row for batch in in_batches(duties) for row in export_rows(batch, on))
    name = _("履职事项-%(day)s.xlsx") % {"day": f"{on:%Y%m%d}"}
    return workbook_response(name, _("履职事项"), export_headings(), rows)


@require_safe
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what, for whom, by whom, until when, how it came to its state."""
    user, on = user_of(request), today()
    found = _found(user, pk)
    return render(request, "desk/duty.html", _page(user, found, SnoozeForm(on=on)))


@require_POST
def duty_snooze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put off the reminders of a duty; the duty itself does not move."""
    user, on = user_of(request), today()
    found = _found(user, pk)
    form = SnoozeForm(request.POST, on=on)
    if form.is_valid():
        try:
            kept = snooze(by=user, on=on, duty=found, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            words = _("已暂缓提醒至 %(day)s，期限不变。") % {"day": cn_date(kept.until)}
            messages.success(request, words)
            return redirect("duty", pk=pk)
    return render(request, "desk/duty.html", _page(user, found, form), status=422)


def _found(user: User, pk: int) -> Duty:
    found = duty_for(user, pk, today())
    if found is None:
        raise Http404
    return found


def _page(user: User, found: Duty, form: SnoozeForm) -> dict[str, Any]:
    on, stay = today(), stay_of(found)
    row = with_list(duty_rows(user, [found], on)[0], user, on)
    return {
        "today": on,
        "duty": found,
        "row": row,
        "rule": BY_KIND[found.kind],
        "stay": stay,
        "reason": reason_in_words(found, stay),
        "steps": steps_of(found, on),
        "snoozed": Snooze.objects.filter(user=user, duty=found, until__gt=on).first(),
        "form": form,
        "may_open_head": visible_people(user, on).filter(pk=found.person_id).exists(),
        "may_open_unit": visible_units(user, on).filter(pk=found.unit_id).exists(),
    }


def _asked(request: HttpRequest) -> QueryDict:
    """The conditions in the address; without any state the open duties are meant."""
    asked = request.GET.copy()
    asked.setdefault("state", "open")
    asked.pop("page", None)
    return asked


def _chips(request: HttpRequest, user: User, form: DutyFilterForm) -> Iterator[dict[str, str]]:
    """The unit or head the list is narrowed to, each with the address without it. Raises Http404 for a foreign one."""
    on, asked = today(), form.asked
    if "unit" in asked:
        unit: Unit = get_object_or_404(visible_units(user, on), pk=asked["unit"])
        yield {"label": unit.name, "url": _without(request, "unit")}
    if "head" in asked:
        head: Person = get_object_or_404(visible_people(user, on), staff_no=asked["head"])
        yield {"label": head.name, "url": _without(request, "head")}


def _without(request: HttpRequest, name: str) -> str:
    left = request.GET.copy()
    left.pop(name, None)
    left.pop("page", None)
    return f"{reverse('duty-list')}?{left.urlencode()}"


def _tab(asked: QueryDict, value: str, label: str) -> dict[str, Any]:
    kept = asked.copy()
    kept["state"] = value
    return {
        "label": label,
        "url": f"{reverse('duty-list')}?{urlencode(list(kept.lists()), doseq=True)}",
        "current": asked["state"] == value,
    }
