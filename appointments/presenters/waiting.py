"""What waits in appointment files (B2): opinions owed, conclusions to be consulted (C20), publicity and probation that end."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.models import Case, PersonnelAction
from appointments.selectors.actions import unconsulted_actions
from appointments.selectors.cases import opinions_due, probation_ending, publicity_ending, unconsulted_files
from core.templatetags.wording import cn_date
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Opinions the discipline body owes, conclusions not consulted yet, publicity and probation that end."""
    listed = reverse("appointment-list")
    yield Part(
        "opinions",
        _("待出具的廉洁意见"),
        _("组织部门任用干部前征求本机关意见"),
        opinions_due(user, on),
        reverse("appointment-opinions"),
        each(_opinion),
    )
    yield Part(
        "consulting",
        _("待核对运用的结论"),
        _("人选有应当核对的结论，讨论决定以前须核对并记录运用情况"),
        unconsulted_files(user, on),
        f"{listed}?state=open",
        each(_consulting),
    )
    yield Part(
        "consulting-actions",
        _("考核奖惩待核对运用的结论"),
        _("“一把手”有应当核对的结论，作出决定以前须核对并记录运用情况"),
        unconsulted_actions(user, on),
        reverse("personnel-action-list") + "?state=open",
        each(_consulting_action),
    )
    yield Part(
        "publicity",
        _("公示期满的任用"),
        _("任职前公示即将结束或者已经结束，请处理反映的问题后办理任职"),
        publicity_ending(user, on),
        f"{listed}?state=open",
        each(_file(_("任职前公示结束后才能任职（B2）"))),
    )
    yield Part(
        "probation",
        _("试用期满的干部"),
        _("试用期一年即将届满或者已经届满，请考核"),
        probation_ending(user, on),
        f"{listed}?state=appointed",
        each(_file(_("试用期一年，期满考核（B2）"))),
    )


def _opinion(row: Case) -> Item:
    return Item(
        title=f"{row.person.name} {row.post}",
        reason=_("%(day)s征求廉洁意见（B2）") % {"day": cn_date(row.opinion_asked_on)},
        url=reverse("appointment-opinion", args=[row.pk]),
    )


def _consulting(row: Case) -> Item:
    return Item(
        title=f"{row.person.name} {row.post}",
        reason=_("讨论决定以前核对结论（C14、C20）"),
        url=reverse("appointment-consulting", args=[row.pk]),
    )


def _consulting_action(row: PersonnelAction) -> Item:
    return Item(
        title=f"{row.person.name} {row.get_kind_display()}",
        reason=_("作出决定以前核对结论（C14、C20）"),
        url=reverse("personnel-action-consulting", args=[row.pk]),
    )


def _file(reason: str) -> Callable[[Any], Item]:
    def item(row: Any) -> Item:
        due = row.due.date() if isinstance(row.due, datetime) else row.due
        url = reverse("appointment", args=[row.pk]) + "#checklist"
        return Item(title=f"{row.person.name} {row.post}", reason=reason, url=url, due=due)

    return item
