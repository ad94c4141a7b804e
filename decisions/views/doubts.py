"""Pages of doubts (疑点核实): what only a person can tell is looked into before it is asked of a head."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, ledger
from core.paging import page_of
from core.sending import refuse
from core.sentences import in_words
from decisions import policies
from decisions.choices import DoubtState
from decisions.forms.doubts import SettleForm
from decisions.models import Doubt
from decisions.presenters.doubts import TONES, steps_of
from decisions.services.settling import AlreadySettled, settle_doubt


@require_safe
def doubt_list(request: HttpRequest) -> HttpResponse:
    """What waits to be looked into; with `?tab=settled` what was."""
    on, settled = clock.today(), request.GET.get("tab") == "settled"
    wanted = Q(state=DoubtState.PENDING)
    rows = policies.visible_doubts(user_of(request), on).filter(~wanted if settled else wanted)
    rows = rows.select_related("matter__unit", "settled_by__person").defer(
        "matter__search_keys", "matter__form", "matter__unit__search_keys"
    )
    page = page_of(rows.order_by("-raised_on", "-pk"), request.GET.get("page"))
    for row in page.object_list:
        row.tone = TONES[DoubtState(row.state)]
    listed = reverse("doubt-list")
    tabs = [
        {"label": _("待核实"), "url": listed, "current": not settled},
        {"label": _("已核实"), "url": f"{listed}?tab=settled", "current": settled},
    ]
    return render(request, "decisions/doubts.html", {"page": page, "tabs": tabs, "today": on})


@require_safe
def doubt(request: HttpRequest, pk: int) -> HttpResponse:
    """One doubt: the facts, what was said to it."""
    return _show(request, _found(request, pk))


@require_POST
def doubt_settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm or dismiss it, with words."""
    found, form = _found(request, pk), SettleForm(request.POST)
    if form.is_valid():
        given, user, on = form.cleaned_data, user_of(request), clock.today()
        try:
            settle_doubt(
                doubt=pk,
                is_true=given["verdict"] == "true",
                words=given["words"],
                seen=request.POST.get("seen", ""),
                by=user,
                on=on,
            )
        except AlreadySettled:
            words = _("这个疑点已经核实，或者事实有变化；您刚才填写的内容没有保存：%(words)s")
            messages.warning(request, words % {"words": given["words"]})
            return redirect("doubt", pk)
        except ValidationError as error:
            refuse(form, error)
        else:
            told = (
                _("已确认，列为问题，请“一把手”答复。")
                if given["verdict"] == "true"
                else _("已登记，不列为问题。")
            )
            messages.success(request, told)
            return redirect("doubt", pk)
    return _show(request, found, form=form, status=422)


def _found(request: HttpRequest, pk: int) -> Doubt:
    rows = policies.visible_doubts(user_of(request), clock.today())
    found: Doubt = get_object_or_404(
        rows.select_related("matter__unit", "person", "settled_by__person"), pk=pk
    )
    if found.matter.is_personnel:
        ledger.record("doubt.viewed", by=user_of(request), target=found)
    return found


def _show(
    request: HttpRequest, found: Doubt, *, form: SettleForm | None = None, status: int = 200
) -> HttpResponse:
    user, on = user_of(request), clock.today()
    context = {
        "doubt": found,
        "tone": TONES[DoubtState(found.state)],
        "facts": found.facts,
        "other_on": in_words(found.facts["other_on"]),
        "held": [in_words(one) for one in found.facts["held"]],
        "sees_matter": policies.visible_matters(user, on).filter(pk=found.matter_id).exists(),
        "steps": steps_of(found),
        "form": form or SettleForm(),
        "may_settle": found.state == DoubtState.PENDING,
        "today": on,
    }
    return render(request, "decisions/doubt.html", context, status=status)
