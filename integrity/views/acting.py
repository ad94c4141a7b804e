"""What is done to a record once it stands: answer, withdraw, mark follow-ups done."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.requests import user_of
from core import clock
from integrity import policies, selectors, services
from integrity.choices import Answer, RecordState
from integrity.forms import AnswerForm, FollowUpDoneForm
from integrity.models import FollowUp
from integrity.views.reading import page_of_record, readable_or_404


@require_POST
def record_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """A head confirms the record, or objects to it with words; once."""
    on, user = clock.today(), user_of(request)
    line = get_object_or_404(policies.own_participations(user), record=pk)
    form = AnswerForm(request.POST)
    try:
        services.answer_record(
            participation=line.pk,
            answer=form.data.get("answer", ""),
            words=form.data.get("words", "")[:2000],
            by=user,
            on=on,
        )
    except services.AlreadySettled:
        messages.info(request, _("您对这条记录的意见此前已经提交，或者记录已经作废。"))
    except ValidationError as error:
        form.is_valid()
        for name, words in error.message_dict.items():
            form.add_error(name, words)
        context = page_of_record(request, readable_or_404(request, pk), answer=form)
        return render(request, "integrity/record.html", context, status=422)
    else:
        confirmed = form.data.get("answer") == Answer.CONFIRMED
        told = _("已确认这条记录。") if confirmed else _("异议已提交，主持机构会看到。")
        messages.success(request, told)
    return redirect("record", pk)


@require_POST
def record_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Declare a record void, with the reason."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    if found.state == RecordState.RECORDED:
        get_object_or_404(policies.withdrawable_records(user, on), pk=pk)
    try:
        services.withdraw_record(record=found.pk, reason=request.POST.get("reason", "")[:300], by=user, on=on)
    except services.AlreadySettled:
        messages.info(request, _("这条记录此前已经作废。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("记录已作废；原来办结的事项已恢复为未办结，已告知本人。"))
    return redirect("record", pk)


@require_POST
def follow_up_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that what was agreed was done."""
    on, user = clock.today(), user_of(request)
    row: FollowUp = get_object_or_404(selectors.actionable_follow_ups(user, on), pk=pk)
    form = FollowUpDoneForm(request.POST, prefix=f"done-{pk}")
    try:
        if form.is_valid():
            found = form.cleaned_data
            services.finish_follow_up(
                follow_up=pk, done_on=found["done_on"], result=found["result"], by=user, on=on
            )
            messages.success(request, _("后续事项已办结。"))
    except services.AlreadySettled:
        messages.info(request, _("这个后续事项此前已经办结。"))
    except ValidationError as error:
        for name, words in error.message_dict.items():
            form.add_error(name, words)
    if form.errors:
        context = page_of_record(request, readable_or_404(request, row.record_id), done=(pk, form))
        return render(request, "integrity/record.html", context, status=422)
    return redirect(reverse("record", args=[row.record_id]) + "#follow-ups")
