"""Holds: the list, placing one, lifting one."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock
from core.naming import table_title
from core.paging import page_of
from core.sending import acted, shown, token_of
from retention.forms.holds import HoldFilterForm, HoldForm, LiftForm
from retention.models import LegalHold
from retention.policies import holding_bodies, liftable_holds
from retention.selectors.lists import holds_listed
from retention.services import holds as services


@require_safe
def hold_list(request: HttpRequest) -> HttpResponse:
    """Holds the user may see, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    bodies = {body.pk for body in holding_bodies(user, on)}
    if not bodies:
        raise Http404
    form = HoldFilterForm(request.GET)
    page = page_of(holds_listed(user, on, **form.query()), request.GET.get("page"))
    rows = [
        {"row": row, "subject": _subject(row), "may_lift": row.lifted_on is None and row.body_id in bodies}
        for row in page
    ]
    return render(request, "retention/holds.html", {"form": form, "page": page, "rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
def hold_new(request: HttpRequest) -> HttpResponse:
    """Place one."""
    on, user = clock.today(), user_of(request)
    bodies = holding_bodies(user, on)
    if not bodies:
        raise Http404
    form = HoldForm(request.POST or None, county={body.county_id for body in bodies})
    if request.method == "POST" and form.is_valid():
        done = acted(
            form,
            lambda: services.place(order=form.order(), token=token_of(request), by=user, on=on),
            closed=services.NotPossible,
            words=_("没有办理。"),
        )
        if done:
            messages.success(request, _("已经暂停销毁，解除以前不再删除其材料。"))
            return redirect("hold-list")
    return shown(
        request, "retention/hold_new.html", {"form": form, "token": request.POST.get("token") or uuid4()}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def hold_lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift one, with a reason."""
    on, user = clock.today(), user_of(request)
    rows = liftable_holds(user, on).select_related("person", "unit", "body", "placed_by__person")
    row: LegalHold = get_object_or_404(rows, pk=pk)
    form = LiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = acted(
            form,
            lambda: services.lift(hold=row.pk, reason=form.cleaned_data["reason"], by=user, on=on),
            closed=services.NotPossible,
            words=_("已经解除。"),
        )
        if done:
            messages.success(request, _("已经解除，期满的材料按规则处理。"))
            return redirect("hold-list")
    return shown(request, "retention/hold_lift.html", {"form": form, "hold": row, "subject": _subject(row)})


def _subject(row: LegalHold) -> str:
    """Whose material, in words."""
    if row.person:
        return f"{row.person.name}（{row.person.staff_no}）"
    if row.unit:
        return str(row.unit.name)
    return f"{table_title(row.table)} {row.key}"
