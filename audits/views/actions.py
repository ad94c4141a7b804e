"""What can be done in a rectification, by whom, on which form; one row an action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.forms import stages as forms
from audits.models import Rectification
from audits.policies.stages import (
    answered_rectifications,
    checked_rectifications,
    confirmed_rectifications,
)
from audits.services.stages import rectifications as services
from core import uploads

Acting = Callable[[HttpRequest, Any, Rectification, User, date, UUID], list[str]]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: its address, what it is called, what is said when it is done, on which form, who may, and the deed."""

    key: str
    title: str | Promise
    done: Any
    form_class: type[Form]
    allowed: Callable[[User, Rectification, date], bool]
    act: Acting
    files: bool = False
    icon: str = "edit"

    def may(self, user: User, row: Rectification, on: date) -> bool:
        """Whether `user` can do it now."""
        return not row.is_over and row.finding.withdrawn_on is None and self.allowed(user, row, on)

    def form(self, data: Any, *, user: User, row: Rectification, on: date) -> Form:
        """The form, beginning with what is stored."""
        initial = {
            "measures": row.measures,
            "owner": row.owner_id,
            "due": row.due,
            "recovered": row.recovered,
        }
        form = self.form_class(data, initial=initial)
        if "owner" in form.fields:
            owner: Any = form.fields["owner"]
            owner.queryset = services.owners_offered(row.finding.audit, on)
        return form


def _answers(user: User, row: Rectification, on: date) -> bool:
    return answered_rectifications(user, on).filter(pk=row.pk).exists()


def _owns(user: User, row: Rectification) -> bool:
    return user.person_id is not None and row.owner_id == user.person_id


def _confirms(user: User, row: Rectification, on: date) -> bool:
    return confirmed_rectifications(user, on).filter(pk=row.pk).exists()


def _may_plan(user: User, row: Rectification, on: date) -> bool:
    return row.done_on is None and _answers(user, row, on)


def _may_tell(user: User, row: Rectification, on: date) -> bool:
    return _owns(user, row) or _answers(user, row, on)


def _may_finish(user: User, row: Rectification, on: date) -> bool:
    return row.done_on is None and _owns(user, row)


def _may_check(user: User, row: Rectification, on: date) -> bool:
    """Also offered to the owner, who is told why it is for another."""
    waits = row.done_on is not None and row.checked_on is None and user.person_id is not None
    return waits and (_owns(user, row) or checked_rectifications(user, on).filter(pk=row.pk).exists())


def _may_confirm(user: User, row: Rectification, on: date) -> bool:
    return row.checked_on is not None and _confirms(user, row, on)


def _plan(request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID) -> list[str]:
    services.plan_rectification(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


def _tell(request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID) -> list[str]:
    services.add_progress(token=token, finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    files = request.FILES.getlist("files")
    return services.keep_evidence(finding=row.finding_id, files=files, by=by, on=on)


def _finish(
    request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID
) -> list[str]:
    services.report_done(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


def _check(request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID) -> list[str]:
    services.check_rectification(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


def _confirm(
    request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID
) -> list[str]:
    services.confirm_rectification(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


def _extend(
    request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID
) -> list[str]:
    services.set_due(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


def _accept(
    request: HttpRequest, form: Any, row: Rectification, by: User, on: date, token: UUID
) -> list[str]:
    services.accept_risk(finding=row.finding_id, **form.cleaned_data, by=by, on=on)
    return []


ACTIONS = (
    Action("plan", _("制定整改措施"), _("整改措施已保存。"), forms.PlanForm, _may_plan, _plan),
    Action("progress", _("登记进展"), _("进展已登记。"), forms.ProgressForm, _may_tell, _tell, files=True, icon="plus"),
    Action(
        "done", _("报告整改完成"), _("已报告整改完成，请他人复核。"), forms.DoneForm, _may_finish, _finish, icon="check"
    ),
    Action(
        "check", _("复核"), _("已复核，报审计机关核验。"), forms.CheckForm, _may_check, _check, icon="check"
    ),
    Action("confirm", _("核验"), _("核验结论已登记。"), forms.ConfirmForm, _may_confirm, _confirm, icon="check"),
    Action("extend", _("调整期限"), _("整改期限已调整。"), forms.ExtendForm, _confirms, _extend, icon="calendar"),
    Action("accept", _("不再整改"), _("已登记不再整改。"), forms.AcceptForm, _confirms, _accept, icon="close"),
)  # fmt: skip


def uploading(action: Action) -> dict[str, str]:
    """What the page needs where files come with the action."""
    return {"accept": uploads.ACCEPT} if action.files else {}
