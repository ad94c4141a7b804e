"""Destruction lists with their approval, and what is left of what was deleted."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from core import clock
from core.naming import table_title
from core.paging import page_of
from retention.choices import ListState
from retention.forms.destruction import DeclineForm, TombstoneFilterForm
from retention.models import DestructionList
from retention.policies import (
    approves,
    approving_functions,
    handles,
    knows_somebody_on,
    shown_items,
    visible_lists,
)
from retention.presenters.words import rule_title
from retention.selectors.lists import lists_listed, tombstones_listed
from retention.services import lists as services
from rulebook.establishment import NAMES, Function
from rulebook.retention import RULES


@require_safe
def destruction_lists(request: HttpRequest) -> HttpResponse:
    """All lists the user may see, those that wait first."""
    on, user = clock.today(), user_of(request)
    if not approves(user, on):
        raise Http404
    page = page_of(lists_listed(user, on), request.GET.get("page"))
    rows = [
        {"row": row, "title": rule_title(row.rule), "asked": len(RULES[row.rule].approved_by)} for row in page
    ]
    return render(request, "retention/lists.html", {"page": page, "rows": rows})


@require_safe
def destruction_list(request: HttpRequest, pk: int) -> HttpResponse:
    """One list with what it names, and the answer the user may give."""
    user = user_of(request)
    return _shown(request, _list(user, pk), DeclineForm())


@require_POST
def destruction_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve the list, or decline it with a reason."""
    on, user = clock.today(), user_of(request)
    row = _list(user, pk)
    approve = request.POST.get("do") == "approve"
    form = DeclineForm(request.POST)
    if not approve and not form.is_valid():
        return _shown(request, row, form)
    try:
        if approve:
            row = services.approve(of=row.pk, by=user, on=on)
        else:
            row = services.decline(of=row.pk, reason=form.cleaned_data["reason"], by=user, on=on)
    except services.NotPossible:
        messages.error(request, _("清册已经办结，没有办理。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _answered(row))
    return redirect("destruction-list", row.pk)


@require_safe
def tombstones(request: HttpRequest) -> HttpResponse:
    """What was deleted: which row, by which rule, when, its digest."""
    on, user = clock.today(), user_of(request)
    if not handles(user, on):
        raise Http404
    form = TombstoneFilterForm(request.GET)
    page = page_of(tombstones_listed(user, on, **form.query()), request.GET.get("page"))
    rows = [{"row": row, "title": rule_title(row.rule), "what": table_title(row.table)} for row in page]
    return render(request, "retention/tombstones.html", {"form": form, "page": page, "rows": rows})


def _list(user: User, pk: int) -> DestructionList:
    rows = visible_lists(user, clock.today()).select_related("declined_by__person")
    found: DestructionList = get_object_or_404(rows, pk=pk)
    return found


def _answered(row: DestructionList) -> str:
    return {
        ListState.DONE.value: _("已经批准并销毁，留有销毁凭证。"),
        ListState.DECLINED.value: _("已记录不同意，没有销毁任何材料。"),
    }.get(row.state, _("已经批准，等待另一机关批准。"))


def _shown(request: HttpRequest, row: DestructionList, form: DeclineForm) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    page = page_of(shown_items(user, on, row).select_related("person"), request.GET.get("page"))
    listed = [(item.table, item.key) for item in page]
    gone = set(row.tombstones.filter(key__in=[key for _table, key in listed]).values_list("table", "key"))
    approvals = list(row.approvals.select_related("by__person"))
    barred = knows_somebody_on(user, on, row)
    functions = approving_functions(user, on, row)
    context = {
        "list": row, "title": rule_title(row.rule), "rule": RULES[row.rule], "page": page, "form": form, "barred": barred,
        "rows": [{"row": item, "what": table_title(item.table), "gone": (item.table, item.key) in gone} for item in page],
        "approvals": [{"row": one, "body": _(NAMES[Function(one.function)])} for one in approvals],
        "asked": "、".join(_(NAMES[function]) for function, _clause in RULES[row.rule].approved_by),
        "may_answer": row.state == ListState.WAITING and not barred and bool(functions),
        "may_approve": bool(functions - {one.function for one in approvals}) and user.pk not in {one.by_id for one in approvals},
    }  # fmt: skip
    return render(request, "retention/list.html", context, status=422 if form.errors else 200)
