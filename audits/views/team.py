"""The team of an audit: taking on, declaring independence, leaving."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from audits.choices import UNREPORTED
from audits.forms.team import MemberForm
from audits.models import Audit
from audits.policies import conducted_audits, visible_audits
from audits.selectors.audits import people_offered
from audits.services.states import NotPossible
from audits.services.team import add_member, declare_independence, leave_team
from audits.views.audits import readable_or_404
from core import clock
from core.sending import refuse


@require_http_methods(["GET", "HEAD", "POST"])
def team_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Take somebody into the team, or tell why not."""
    on, user = clock.today(), user_of(request)
    rows = conducted_audits(user, on).filter(state__in=UNREPORTED)
    found: Audit = get_object_or_404(rows.select_related("person", "unit", "post", "body"), pk=pk)
    form = MemberForm(request.POST or None, people=people_offered(found, on))
    if request.method == "POST" and form.is_valid():
        try:
            row = add_member(audit=pk, **form.cleaned_data, by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("%(who)s已列入审计组，请本人签署独立性声明。") % {"who": row.person.name}
            )
            return redirect(reverse("audit", args=[pk]) + "#team")
    context = {"audit": found, "form": form}
    return render(request, "audits/team_add.html", context, status=422 if form.errors else 200)


@require_POST
def team_declare(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Sign the own declaration of independence."""
    found = readable_or_404(request, pk)
    try:
        declare_independence(member=member, by=user_of(request), on=clock.today())
    except NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("独立性声明已签署。"))
    return redirect(reverse("audit", args=[found.pk]) + "#team")


@require_POST
def team_leave(request: HttpRequest, pk: int, member: int) -> HttpResponse:
    """Note that a member leaves the team."""
    readable_or_404(request, pk)
    try:
        leave_team(member=member, by=user_of(request), on=clock.today())
    except NotPossible as error:
        raise Http404 from error
    messages.success(request, _("已退出审计组。"))
    still_seen = visible_audits(user_of(request), clock.today()).filter(pk=pk).exists()
    return redirect(reverse("audit", args=[pk]) + "#team" if still_seen else reverse("audit-list"))
