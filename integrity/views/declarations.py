"""Personal events declared: the head's own page, the list of those who may read, who saw what (N48)."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from integrity.forms.gifts import DeclarationFilterForm, DeclarationForm
from integrity.policies.declarations import declares, reads_declarations, visible_yearly, watches_declarations
from integrity.presenters import lists as shown
from integrity.selectors import declarations as selectors
from integrity.services import declarations as services
from integrity.services.lists import NotPossible


@require_safe
def declaration_list(request: HttpRequest) -> HttpResponse:
    """Declarations the user may read, filtered and paged; every view of another's is noted."""
    on, user = clock.today(), user_of(request)
    reads, own = reads_declarations(user, on), declares(user, on)
    if not (reads or own):
        raise Http404
    form = DeclarationFilterForm(request.GET, on=on)
    page = page_of(selectors.declarations_matching(user, on, form.query()), request.GET.get("page"))
    services.note_viewing(declarations=page, by=user)
    yearly = page_of(
        visible_yearly(user, on).select_related("person").order_by("-year", "-confirmed_on", "-pk"),
        request.GET.get("yearly"),
    )
    context = {
        "form": form,
        "page": page,
        "yearly": yearly,
        "may_declare": own,
        "reads": reads,
        "year_to_confirm": selectors.year_to_confirm(user, on),
        "watches": watches_declarations(user, on),
        "tabs": shown.tabs_of(user, on, "declarations"),
    }
    return render(request, "integrity/declarations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def declaration_new(request: HttpRequest) -> HttpResponse:
    """Declare a change."""
    on, user = clock.today(), user_of(request)
    if not declares(user, on):
        raise Http404
    form, token = DeclarationForm(request.POST or None), token_of(request) if request.POST else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            services.declare(token=token, **form.cleaned_data, by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已报告。"))
            return redirect("declarations")
    context = {"form": form, "token": token}
    return render(request, "integrity/declaration_new.html", context, status=422 if form.errors else 200)


@require_POST
def declaration_confirm(request: HttpRequest) -> HttpResponse:
    """Confirm that this year's declaration was made to the organisation department."""
    try:
        services.confirm_year(by=user_of(request), on=clock.today())
    except NotPossible as error:
        raise Http404 from error
    messages.success(request, _("已确认本年度集中报告。"))
    return redirect("declarations")


@require_safe
def declaration_viewings(request: HttpRequest) -> HttpResponse:
    """Who saw whose declarations when, for the discipline body."""
    on, user = clock.today(), user_of(request)
    if not watches_declarations(user, on):
        raise Http404
    page = page_of(selectors.viewings_watched(user, on), request.GET.get("page"))
    owners = selectors.owners_of([event.target_id for event in page if event.target_id])
    rows = [{"event": event, "owner": owners.get(event.target_id or 0)} for event in page]
    return render(request, "integrity/declaration_viewings.html", {"page": page, "rows": rows})
