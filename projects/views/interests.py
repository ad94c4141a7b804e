"""Declared interests: one's own, for the discipline body those of the county's leaders, who saw them. Every view is noted."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.forms import DayField
from core.paging import page_of
from core.sending import refuse, token_of
from projects import policies
from projects.forms.confidential import InterestForm
from projects.models import Interest, Interference
from projects.selectors import confidential as selectors
from projects.services import interests as services
from projects.services.states import NotPossible

WHAT = {
    "interest.viewed": gettext_lazy("查看利益申报"),
    "interference.viewed": gettext_lazy("查看插手干预登记"),
    "interference.source-viewed": gettext_lazy("查看登记人"),
}


@require_safe
def interest_list(request: HttpRequest) -> HttpResponse:
    """The interests the user declared; for the discipline body all it may see, and the bidders they are in."""
    on, user = clock.today(), user_of(request)
    declares = policies.may_declare_for(user, on).exists()
    watches = policies.watches(user, on)
    if not (declares or watches or policies.own_interests(user).exists()):
        raise Http404
    page = page_of(selectors.interests_listed(user, on), request.GET.get("page"))
    services.note_viewing(interests=list(page.object_list), by=user)
    matches = page_of(selectors.matches_listed(user, on), request.GET.get("matches"))
    context = {"page": page, "matches": matches, "may_declare": declares, "watches": watches, "today": on}
    return render(request, "projects/interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def interest_new(request: HttpRequest) -> HttpResponse:
    """Declare an interest."""
    on, user = clock.today(), user_of(request)
    if not policies.may_declare_for(user, on).exists():
        raise Http404
    form = InterestForm(request.POST or None, user=user, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare_interest(token=token_of(request), declaration=form.declaration(), by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("利益申报已登记，只有您本人和纪检监察机关可以看到。"))
            return redirect("interest-list")
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "projects/interest_new.html", context, status=422 if form.errors else 200)


@require_POST
def interest_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that an interest is over."""
    on, user = clock.today(), user_of(request)
    mine = selectors.interests_listed(user, on)
    row: Interest = get_object_or_404(mine, pk=pk)
    try:
        until = DayField(label="").clean(request.POST.get("until", ""))
        services.end_interest(interest=row.pk, until=until, by=user, on=on)
    except NotPossible:
        messages.error(request, _("这项利益关系已经登记终止。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("终止日期已登记。"))
    return redirect("interest-list")


@require_safe
def viewings(request: HttpRequest) -> HttpResponse:
    """Who saw which declaration or entry, and when, for the discipline body."""
    on, user = clock.today(), user_of(request)
    if not policies.watches(user, on):
        raise Http404
    page = page_of(selectors.viewings_watched(user, on), request.GET.get("page"))
    events = list(page.object_list)
    entries = dict(
        Interference.objects.filter(
            pk__in=[one.target_id for one in events if one.target_type == selectors.ENTRIES]
        ).values_list("pk", "number")
    )
    declared = dict(
        Interest.objects.filter(
            pk__in=[one.target_id for one in events if one.target_type == selectors.INTERESTS]
        ).values_list("pk", "person__name")
    )
    rows = [
        {
            "event": one,
            "what": WHAT[one.action],
            "of": (entries if one.target_type == selectors.ENTRIES else declared).get(one.target_id or 0, ""),
        }
        for one in events
    ]
    return render(request, "projects/viewings.html", {"page": page, "rows": rows})
