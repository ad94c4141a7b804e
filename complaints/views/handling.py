"""The officers' pages: the list, one complaint with its steps and answers, its files. What is shown was opened for this request alone."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from complaints import policies
from complaints.choices import MailState
from complaints.forms.officers import AnswerForm, ComplaintFilterForm, ReasonForm, StepForm
from complaints.models import Complaint
from complaints.presenters.following import following_of
from complaints.presenters.handling import likely_lines, lines_of, merged_parts, page_of_complaint
from complaints.services import clearing, handling, merging
from complaints.services.days import begun_on, taken_in
from complaints.services.opening import Keys
from complaints.views.sessions import Closed, ask_to_open, opener
from core import clock, sealing, uploads
from core.paging import page_of
from core.sending import refuse
from rulebook.procedures.complaints import OVER, State, Step, StepRule

View = Callable[..., HttpResponseBase]


def opened(view: View) -> View:
    """A page for who may open complaints, once the passphrase was given."""

    @never_cache
    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not policies.opens_complaints(user_of(request), clock.today()):
            raise Http404
        try:
            return sensitive_post_parameters()(view)(request, *args, **kwargs)
        except Closed:
            return ask_to_open(request)

    return show


@require_safe
@opened
def complaint_list(request: HttpRequest) -> HttpResponse:
    """What was received: by state and deadline, each with its summary."""
    on, user = clock.today(), user_of(request)
    with_keys = opener(request, user, on)
    form = ComplaintFilterForm(request.GET or None, initial={"state": "open"})
    found = policies.visible_complaints(user, on).filter(_narrowed(form, on)).select_related("body")
    page = page_of(found.order_by("due", "-received_on", "-pk"), request.GET.get("page"))
    rows = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "lines": lines_of(rows, with_keys.summaries(rows)),
        "today": on,
        "handed_on": policies.handed_on_by(user, on).filter(receipt="").count(),
        "mails": policies.visible_mails(user, on).filter(state=MailState.WAITING).count(),
    }
    return render(request, "complaints/list.html", context)


def _narrowed(form: ComplaintFilterForm, on: Any) -> Q:
    form.is_valid()
    asked = form.cleaned_data if form.is_bound else {"state": "open"}
    where, state = Q(), asked.get("state", "open")
    if state == "open":
        where &= ~Q(state__in=OVER)
    elif state:
        where &= Q(state=state)
    if asked.get("channel"):
        where &= Q(channel=asked["channel"])
    return where & Q(due__lt=on) if asked.get("late") else where


@require_safe
@opened
def complaint(request: HttpRequest, pk: int) -> HttpResponse:
    """One complaint. Who read it is noted."""
    return _show(request, complaint_or_404(request, pk), noted=True)


@require_POST
@opened
def complaint_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take a step."""
    on, user, found = clock.today(), user_of(request), complaint_or_404(request, pk)
    if kind not in set(Step):
        raise Http404
    form = StepForm(request.POST, kind=Step(kind), prefix=kind)
    keys = keys_or_404(request, found)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if "into" in given:
            other = (
                policies.visible_complaints(user, on)
                .filter(body=found.body_id, number=given["into"].strip())
                .first()
            )
            given["into"] = other.pk if other else 0
        try:
            merged = merged_keys(request, found)
            handling.take_step(
                complaint=found.pk, kind=Step(kind), keys=keys, together=merged, by=user, on=on, **given
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已办理，并记录在案。"))
            return redirect("complaint", pk)
    return _show(request, found, step=form, kind=kind)


@require_POST
@opened
def complaint_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to the reporter."""
    found, form = complaint_or_404(request, pk), AnswerForm(request.POST)
    keys = keys_or_404(request, found)
    if form.is_valid():
        given = {"complaint": found.pk, "text": form.cleaned_data["text"]}
        user, on = user_of(request), clock.today()
        try:
            if form.cleaned_data["everyone"]:
                merging.answer_all(**given, opener=opener(request, user, on), by=user, on=on)
            else:
                handling.answer(**given, keys=keys, by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已答复，检举控告人凭查询码可以看到。"))
            return redirect("complaint", pk)
    return _show(request, found, answer=form)


@require_POST
@opened
def complaint_stand_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Stand back from one complaint, for a reason the roster does not know."""
    found, form = complaint_or_404(request, pk), ReasonForm(request.POST)
    keys = keys_or_404(request, found)
    if form.is_valid():
        given = {"complaint": found.pk, "reason": form.cleaned_data["reason"]}
        try:
            clearing.stand_back(**given, keys=keys, by=user_of(request), on=clock.today())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已回避，这件检举控告您不再看到。"))
            return redirect("complaint-list")
    return _show(request, found, away=form)


@require_safe
@opened
def complaint_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """An attachment, opened and sent as a download; nothing of it is written anywhere."""
    found = complaint_or_404(request, pk)
    row = get_object_or_404(found.files.select_related("message"), pk=file)
    keys = keys_or_404(request, found)
    key, locked = (keys.talk, row.message.content) if row.message else (keys.content, found.content)
    name = sealing.unlock_words(key, bytes(locked))["files"][row.position]
    try:
        with default_storage.open(str(row.file.name)) as stored:
            content = sealing.unlock(key, stored.read())
    except FileNotFoundError as error:
        raise Http404 from error
    handling.note_view(complaint=found, by=user_of(request), what="file")
    return uploads.download(BytesIO(content), name)


def complaint_or_404(request: HttpRequest, pk: int) -> Complaint:
    """The complaint, where it is the user's to open."""
    on, user = clock.today(), user_of(request)
    rows = policies.visible_complaints(user, on).select_related("body__above", "into")
    return get_object_or_404(rows.prefetch_related("messages__by__person"), pk=pk)


def merged_keys(request: HttpRequest, found: Complaint) -> dict[int, Keys]:
    """The keys of those merged into a complaint, as far as they open. Raises Closed."""
    on, user = clock.today(), user_of(request)
    return opener(request, user, on).keys(merging.merged_into(found, user, on))


def keys_or_404(request: HttpRequest, found: Complaint) -> Keys:
    """The keys of a complaint, where they open. Raises Closed."""
    keys = opener(request, user_of(request), clock.today()).keys([found]).get(found.pk)
    if keys is None:
        raise Http404
    return keys


def _first(found: Complaint, rules: list[StepRule]) -> str:
    """The step that stands open: the next one; none while it is handled in a way that may be studied anew."""
    if not rules or (found.state == State.DISPOSED and rules[0].step == Step.PROPOSE):
        return ""
    return rules[0].step


def _show(
    request: HttpRequest,
    found: Complaint,
    *,
    step: StepForm | None = None,
    kind: str = "",
    answer: AnswerForm | None = None,
    away: ReasonForm | None = None,
    noted: bool = False,
) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    with_keys = opener(request, user, on)
    keys = with_keys.keys([found]).get(found.pk)
    if keys is None:
        raise Http404
    merged = merging.merged_into(found, user, on)
    keys_of_merged = with_keys.keys(merged)
    for row in (found, *merged) if noted else ():
        handling.note_view(complaint=row, by=user)
    rules = handling.possible_now(found, taken_in(found), user)
    alike = []
    if any(rule.step in (Step.REGISTER, Step.MERGE) for rule in rules):
        alike = merging.likely(complaint=found, opener=with_keys, by=user, on=on)
    asked = request.GET.get("into", "")
    kind = kind or (Step.MERGE if asked else "")
    forms = [
        {
            "rule": rule,
            "form": step
            if rule.step == kind and step
            else StepForm(kind=rule.step, prefix=rule.step.value, initial={"day": on, "into": asked}),
        }
        for rule in rules
    ]
    context = {
        "complaint": found,
        **page_of_complaint(found, keys),
        **following_of(found, keys, user, on, keys_of_merged),
        "merged": merged_parts(merged, keys_of_merged),
        "likely": likely_lines(alike),
        "can_merge": any(rule.step == Step.MERGE for rule in rules),
        "unanswered": "、".join(merging.unanswered(found)),
        "begun_on": begun_on(found),
        "forms": forms,
        "open_step": kind or _first(found, rules),
        "answer": answer or AnswerForm(),
        "away": away or ReasonForm(),
        "today": on,
    }
    return render(
        request, "complaints/complaint.html", context, status=422 if step or answer or away else 200
    )
