"""The log, for the audit administrator: read, narrowed by day, person and action, taken away as .csv. Nothing can be changed here."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.forms import LogForm
from accounts.models import User
from accounts.policies import holds_role
from accounts.presenters.log import LOGS, Log
from accounts.views.requests import user_of
from core import ledger
from core.clock import today
from core.exporting import LONGEST_EXPORT, chunked, csv_response
from core.paging import page_of
from core.rows import as_product
from rulebook.roles import Role

WHOLE = "the audit administrator sees that a row of any table was changed, when and by whom, and nothing that stands in it"


@require_safe
def log(request: HttpRequest, key: str) -> HttpResponse:
    """A part of the log, paged."""
    _reader(request)
    part, form = _part(request, key)
    with as_product(WHOLE):
        page = page_of(part.rows(form.query), request.GET.get("page"))
        rows = [part.shown(row) for row in page.object_list]
    asked = request.GET.urlencode()
    context = {
        "log": part,
        "form": form,
        "page": page,
        "rows": rows,
        "tabs": [
            {"label": one.title, "url": reverse("log", args=[one.key]), "current": one is part}
            for one in LOGS.values()
        ],
        "export_url": f"{reverse('log-export', args=[key])}?{asked}",
    }
    return render(request, "accounts/log.html", context)


@require_safe
def log_export(request: HttpRequest, key: str) -> HttpResponseBase:
    """The same, all pages of it; that it was taken away is in the log itself."""
    user = _reader(request)
    part, form = _part(request, key)
    rows = part.rows(form.query)
    with as_product(WHOLE):
        too_many = rows.order_by()[: LONGEST_EXPORT + 1].count() > LONGEST_EXPORT
    if not form.is_valid() or too_many:
        words = _("一次最多导出 %(most)s 项，请先用筛选条件缩小范围。") % {"most": LONGEST_EXPORT}
        messages.error(request, words if form.is_valid() else _("筛选条件有误，没有导出。"))
        return redirect("log", key)
    ledger.record("log.export", by=user, facts={"log": key, "filter": request.GET.urlencode()})
    cells = _read_whole(chunked(rows, LONGEST_EXPORT, lambda found: [part.cells(row) for row in found]))
    return csv_response(f"{part.title}-{today():%Y%m%d}.csv", [str(one) for one in part.headings], cells)


def _read_whole(cells: Iterator[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    with as_product(WHOLE):  # what is taken away is read after the page has answered
        yield from cells


def _part(request: HttpRequest, key: str) -> tuple[Log, LogForm]:
    if key not in LOGS:
        raise Http404
    part = LOGS[key]
    return part, LogForm(request.GET, of_action=part.of_action, of_table=part.of_table)


def _reader(request: HttpRequest) -> User:
    user = user_of(request)
    if not holds_role(user, Role.AUDIT_ADMINISTRATOR, on=today()):
        raise Http404
    return user
