"""Reading responsibility lists, and the steps until both sides signed (B6, C1)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse
from integrity.choices import ItemOrigin
from integrity.forms.responsibility import ItemForm, ListFilterForm
from integrity.models import ResponsibilityList
from integrity.policies.lists import lists_from_above, own_lists, sees_lists, visible_lists
from integrity.presenters import lists as shown
from integrity.selectors import lists as selectors
from integrity.services import lists as services
from organisation.models import Unit
from supervision.policies import scope_of

CLOSED = gettext_lazy("没有保存：责任清单的状态已经变化，或者其他人已经办理。请核对后再试。")


@require_safe
def responsibility_lists(request: HttpRequest) -> HttpResponse:
    """Lists the user may read, filtered and paged; a head begins the lists still missing from here."""
    on, user = clock.today(), user_of(request)
    if not sees_lists(user, on):
        raise Http404
    form = ListFilterForm(request.GET, on=on)
    page = page_of(selectors.lists_matching(user, on, form.query()), request.GET.get("page"))
    headed = Unit.objects.filter(pk__in=sorted(scope_of(user, on).heads_units)).order_by("pk")
    begun = set(own_lists(user).values_list("unit", "year"))
    years = [year for year in services.years_to_draft(on) if year >= on.year]
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(list(page.object_list)),
        "tabs": shown.tabs_of(user, on, "responsibility-lists"),
        "to_begin": [(unit, year) for unit in headed for year in years if (unit.pk, year) not in begun],
    }
    return render(request, "integrity/responsibility_lists.html", context)


@require_POST
def responsibility_new(request: HttpRequest) -> HttpResponse:
    """Begin the user's own list of a year."""
    unit, year = request.POST.get("unit", ""), request.POST.get("year", "")
    if not (unit.isdecimal() and year.isdecimal() and len(unit) < 19 and len(year) == 4):
        raise Http404
    try:
        made = services.draft_list(unit=int(unit), year=int(year), by=user_of(request), on=clock.today())
    except services.NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("responsibility-lists")
    return redirect(made)


@require_safe
def responsibility(request: HttpRequest, pk: int) -> HttpResponse:
    """One list: items with evidence and reviews, signatures, attached incidents; fit to print."""
    found = readable_or_404(request, pk)
    context = shown.page_of_list(found, user_of(request), clock.today())
    return render(request, "integrity/responsibility.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_item(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Word an item of the user's own draft, or add one."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(selectors.with_parts(own_lists(user)), pk=pk)
    waiting = selectors.pending(found)
    items = {item.number: item for item in waiting.items.all()} if waiting and waiting.is_draft else {}
    item = items.get(number) if number is not None else None
    if not items or (number is not None and item is None):
        raise Http404
    fixed = item is not None and item.origin not in {ItemOrigin.OWN, ItemOrigin.CARRIED}
    initial = {"title": item.title, "text": item.text} if item else {}
    form = ItemForm(request.POST or None, initial=initial, keeps_title=fixed)
    if request.method == "POST" and form.is_valid():
        try:
            services.save_item(found=found.pk, number=number, **form.cleaned_data, by=user, on=on)
        except services.NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(found.get_absolute_url() + "#draft")
    context = {"list": found, "form": form, "item": item}
    return render(request, "integrity/responsibility_item.html", context, status=422 if form.errors else 200)


@require_POST
def responsibility_drop(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Take an item of the unit's own out of the draft."""
    own = own_lists(user_of(request))
    return _acted(request, own, pk, services.drop_item, _("责任事项已删除。"), number=number)


@require_POST
def responsibility_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign: the head their own list, then the body above."""
    user, own = user_of(request), own_lists(user_of(request))
    if own.filter(pk=pk).exists():
        return _acted(request, own, pk, services.sign_as_head, _("已签字，待上级党组织签字。"))
    above = lists_from_above(user, clock.today())
    return _acted(request, above, pk, services.sign_from_above, _("已签字，责任清单生效。"))


@require_POST
def responsibility_return(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a list back to the head, saying why."""
    above, words = lists_from_above(user_of(request), clock.today()), request.POST.get("reason", "")
    done = _("已退回，请“一把手”修改后重新签字。")
    return _acted(request, above, pk, services.return_list, done, words=words)


@require_POST
def responsibility_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a new version of a list in force."""
    own, reason = own_lists(user_of(request)), request.POST.get("reason", "")
    done = _("已开始调整，双方重新签字前原清单继续有效。")
    return _acted(request, own, pk, services.begin_change, done, reason=reason)


def readable_or_404(request: HttpRequest, pk: int) -> ResponsibilityList:
    """The list with its parts if this user may read it, or 404."""
    rows = visible_lists(user_of(request), clock.today())
    return get_object_or_404(selectors.with_parts(rows), pk=pk)


def _acted(
    request: HttpRequest,
    rows: QuerySet[ResponsibilityList],
    pk: int,
    service: Callable[..., Any],
    done: str,
    **given: Any,
) -> HttpResponse:
    """Call `service` on the list among `rows` and tell how it went; 404 where it is not among them."""
    found = get_object_or_404(rows.select_related("unit", "person"), pk=pk)
    try:
        service(found=found.pk, **given, by=user_of(request), on=clock.today())
    except services.NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, done)
    return redirect(found)
