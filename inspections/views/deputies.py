"""The lists of deputies, entering and changing one."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import shown, token_of
from inspections.forms.deputies import DeputyForm
from inspections.forms.lists import DeputyFilterForm
from inspections.models import Deputy
from inspections.policies import kept_deputies, kept_kinds, sees_deputies
from inspections.selectors.lists import deputies_listed
from inspections.services import deputies as services
from inspections.views.requests import acted
from supervision.policies import scope_of


@require_safe
def deputy_list(request: HttpRequest) -> HttpResponse:
    """Deputies the user may see, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_deputies(user, on):
        raise Http404
    form = DeputyFilterForm(request.GET)
    page = page_of(deputies_listed(user, on, **form.query()), request.GET.get("page"))
    kept = set(
        kept_deputies(user, on)
        .filter(pk__in=[row.pk for row in page.object_list])
        .values_list("pk", flat=True)
    )
    rows = [{"row": row, "may_edit": row.pk in kept, "serves": on in row.during} for row in page.object_list]
    context = {"form": form, "page": page, "rows": rows, "may_enter": bool(kept_kinds(user, on))}
    return render(request, "inspections/deputies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_new(request: HttpRequest) -> HttpResponse:
    """Enter a deputy."""
    on, user = clock.today(), user_of(request)
    kinds = kept_kinds(user, on)
    if not kinds:
        raise Http404
    counties = {body.county_id for body in scope_of(user, on).bodies}
    form = DeputyForm(request.POST or None, kinds=kinds, county=counties)
    if request.method == "POST" and form.is_valid():
        token, entry = token_of(request), form.entry()
        if acted(form, lambda: services.enter_deputy(token=token, entry=entry, by=user, on=on)):
            messages.success(request, _("已登记。"))
            return redirect("inspection-deputies")
    context = {"form": form, "token": request.POST.get("token") or uuid4(), "deputy": None}
    return shown(request, "inspections/deputy_edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def deputy_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct what is known of a deputy, or end their days."""
    on, user = clock.today(), user_of(request)
    found: Deputy = get_object_or_404(kept_deputies(user, on).select_related("unit", "person", "user"), pk=pk)
    form = DeputyForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        entry = form.entry()
        if acted(form, lambda: services.change_deputy(deputy=pk, entry=entry, by=user, on=on)):
            messages.success(request, _("已保存。已经公布的抽选名单不变。"))
            return redirect("inspection-deputies")
    return shown(request, "inspections/deputy_edit.html", {"form": form, "deputy": found, "token": ""})
