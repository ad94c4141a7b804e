"""What becomes of a resolution: tasks and how they go, the head's supervision, payments and changes, closing."""

from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from decisions import policies
from decisions.choices import DECIDED_STATES
from decisions.forms.following import (
    CarryingOutForm,
    CoverForm,
    DoneForm,
    ProgressForm,
    SupervisionForm,
    TaskForm,
)
from decisions.models import Execution, Matter
from decisions.selectors import following as selectors
from decisions.services import following as services
from decisions.services.states import NotPossible
from decisions.views.saving import saved


@require_safe
def execution(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything recorded about carrying out a decided matter, with the forms of whoever may record."""
    return render(request, "decisions/execution.html", _page(request, _visible(request, pk)))


@require_POST
def task_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task."""
    user, on = user_of(request), clock.today()
    matter = _followed(request, pk)
    form = TaskForm(request.POST, prefix="task", matter=matter, on=on)

    def act(owner: Any, **values: Any) -> Execution:
        return services.give_task(matter=matter.pk, owner=owner.pk, by=user, on=on, **values)

    if saved(request, form, act, _("任务已交办。")):
        return redirect(_address(matter))
    return render(request, "decisions/execution.html", _page(request, matter, task=form), status=422)


@require_POST
def supervision_note(request: HttpRequest, pk: int) -> HttpResponse:
    """The head's own entry."""
    matter = get_object_or_404(policies.supervised_matters(user_of(request), clock.today()), pk=pk)
    form = SupervisionForm(request.POST, prefix="supervision")
    act = partial(services.note_supervision, matter=matter.pk, by=user_of(request), on=clock.today())
    if saved(request, form, act, _("督办情况已登记。")):
        return redirect(_address(matter))
    return render(request, "decisions/execution.html", _page(request, matter, supervision=form), status=422)


@require_POST
def entry_note(request: HttpRequest, pk: int) -> HttpResponse:
    """A payment, contract, appointment or change."""
    user, on = user_of(request), clock.today()
    matter = _followed(request, pk)
    form = CarryingOutForm(request.POST, prefix="entry", matter=matter, user=user, on=on)

    def act(by_decision: Any, **values: Any) -> Execution:
        covering = by_decision.pk if by_decision else None
        return services.note_carrying_out(matter=matter.pk, by_decision=covering, by=user, on=on, **values)

    if saved(request, form, act, _("执行情况已登记。")):
        return redirect(_address(matter))
    return render(request, "decisions/execution.html", _page(request, matter, entry=form), status=422)


@require_POST
def entry_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Put what departed to the later decision that covers it."""
    user, on = user_of(request), clock.today()
    row: Execution = get_object_or_404(policies.carried_out_entries(user, on).select_related("matter"), pk=pk)
    form = CoverForm(request.POST, prefix=f"cover-{pk}", matter=row.matter, user=user, on=on)

    def act(by_decision: Matter) -> Execution:
        return services.cover_departure(entry=row.pk, by_decision=by_decision.pk, by=user, on=on)

    if saved(request, form, act, _("已注明依据的新决议。")):
        return redirect(_address(row.matter))
    return render(
        request, "decisions/execution.html", _page(request, row.matter, cover=(pk, form)), status=422
    )


@require_POST
def matter_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a matter whose tasks are done."""
    matter = _followed(request, pk)
    try:
        services.close_matter(matter=matter.pk, by=user_of(request), on=clock.today())
    except NotPossible:
        messages.info(request, _("这个事项此前已经办结，或者没有通过。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("事项已办结。"))
    return redirect(_address(matter))


@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One task: what, by whom, until when, how it goes."""
    return render(request, "decisions/execution_task.html", _task_page(request, _task(request, pk)))


@require_POST
def task_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """Note how a task goes."""
    row = _kept_task(request, pk)
    form = ProgressForm(request.POST, prefix="progress")
    act = partial(services.note_progress, task=row.pk, by=user_of(request), on=clock.today())
    if saved(request, form, act, _("进展已登记。")):
        return redirect("task", pk)
    return render(
        request, "decisions/execution_task.html", _task_page(request, row, progress=form), status=422
    )


@require_POST
def task_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a task is done."""
    row = _kept_task(request, pk)
    form = DoneForm(request.POST, prefix="done")
    act = partial(services.finish_task, task=row.pk, by=user_of(request), on=clock.today())
    if saved(request, form, act, _("任务已完成。")):
        return redirect("task", pk)
    return render(request, "decisions/execution_task.html", _task_page(request, row, done=form), status=422)


def _visible(request: HttpRequest, pk: int) -> Matter:
    rows = policies.visible_matters(user_of(request), clock.today())
    return get_object_or_404(rows.filter(state__in=DECIDED_STATES).select_related("unit"), pk=pk)


def _followed(request: HttpRequest, pk: int) -> Matter:
    rows = policies.followed_matters(user_of(request), clock.today())
    return get_object_or_404(rows.select_related("unit"), pk=pk)


def _address(matter: Matter) -> str:
    return reverse("execution", args=[matter.pk])


def _page(
    request: HttpRequest,
    matter: Matter,
    cover: tuple[int, CoverForm] | None = None,
    **bound: forms.Form,
) -> dict[str, Any]:
    """What the page of `matter` shows; `bound` are forms to show again with their errors."""
    user, on = user_of(request), clock.today()
    after = selectors.following_of(user, matter, on)
    fresh: dict[str, forms.Form] = {}
    if after.may_task:
        fresh["task"] = TaskForm(prefix="task", matter=matter, on=on)
    if after.may_supervise:
        fresh["supervision"] = SupervisionForm(prefix="supervision", initial={"day": on})
    if after.may_record:
        fresh["entry"] = CarryingOutForm(prefix="entry", matter=matter, user=user, on=on, initial={"day": on})
    covering = selectors.covering_matters(user, matter, on).exists() if after.may_record else False
    again = dict([cover]) if cover else {}
    covers = [
        (row, again.get(row.pk) or CoverForm(prefix=f"cover-{row.pk}", matter=matter, user=user, on=on))
        for row in (after.departed if covering or again else ())
    ]
    return {
        "matter": matter,
        "today": on,
        "after": after,
        "covers": covers,
        "forms": fresh | bound,
        "bound": [*bound.values(), *again.values()],
    }


def _task(request: HttpRequest, pk: int) -> Execution:
    rows = policies.visible_tasks(user_of(request), clock.today()).select_related("matter__unit", "owner")
    return get_object_or_404(rows.prefetch_related("progress__entered_by__person"), pk=pk)


def _kept_task(request: HttpRequest, pk: int) -> Execution:
    get_object_or_404(policies.kept_tasks(user_of(request), clock.today()), pk=pk)
    return _task(request, pk)


def _task_page(request: HttpRequest, row: Execution, **bound: forms.Form) -> dict[str, Any]:
    user, on = user_of(request), clock.today()
    may_report = policies.reportable_tasks(user, on).filter(pk=row.pk).exists()
    fresh: dict[str, forms.Form] = (
        {
            "progress": ProgressForm(prefix="progress", initial={"day": on}),
            "done": DoneForm(prefix="done", initial={"done_on": on}),
        }
        if may_report
        else {}
    )
    return {
        "task": row,
        "today": on,
        "sees_matter": policies.visible_matters(user, on).filter(pk=row.matter_id).exists(),
        "forms": fresh | bound,
        "bound": list(bound.values()),
    }
