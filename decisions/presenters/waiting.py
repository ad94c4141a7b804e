"""What waits in collective decisions: meetings, emergencies to tell a meeting of, tasks from resolutions, cases over losses."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date
from decisions.checks.minutes import awaited
from decisions.choices import MeetingState
from decisions.models import AccountabilityCase, Doubt, Emergency, Execution, Meeting, Seat
from decisions.policies import cases_to_close, doubts_to_settle
from decisions.selectors.ahead import (
    days_to_report,
    emergencies_to_report,
    meetings_to_minute,
    seats_waiting,
)
from decisions.selectors.tasks import tasks_due, unstated_cases
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Meetings called to, emergencies to report, tasks, cases to close and to speak on."""
    yield Part(
        "meetings",
        _("请我参加的会议"),
        _("会议正在进行，或者议程和材料已经送达、您还没有打开"),
        seats_waiting(user, on),
        reverse("meeting-list"),
        each(_meeting),
    )
    yield Part(
        "emergencies",
        _("待向会议报告的紧急处置"),
        _("本单位按特殊紧急情况先行处置的事项，应在期限内向会议报告"),
        emergencies_to_report(user, on),
        reverse("matter-list"),
        _emergencies,
    )
    yield Part(
        "tasks",
        _("交办给我的任务"),
        _("本单位决议交办给您的任务即将到期，或者已经逾期"),
        tasks_due(user, on),
        reverse("home"),
        each(_task),
    )
    yield Part(
        "cases",
        _("责任追究"),
        _("程序缺失的决策造成损失，由您所在机构办理"),
        cases_to_close(user, on).select_related("matter__unit", "chair").order_by("opened_on", "pk"),
        reverse("case-list"),
        each(_case),
    )
    yield Part(
        "minutes",
        _("待登记的会议记录、纪要"),
        _("会议已经结束，应在期限内形成会议记录、纪要并登记"),
        meetings_to_minute(user, on),
        reverse("meeting-list"),
        _minutes,
    )
    yield Part(
        "doubts",
        _("待核实的疑点"),
        _("按记载党委（党组）会没有前置，请监督机构的人核实；属实的才列为问题"),
        doubts_to_settle(user, on).select_related("matter__unit").order_by("raised_on", "pk"),
        reverse("doubt-list"),
        each(_doubt),
    )
    yield Part(
        "own-cases",
        _("请我陈述的责任追究"),
        _("您主持的决策造成损失，办理机构须听取您的陈述"),
        unstated_cases(user).select_related("matter__unit", "chair").order_by("opened_on", "pk"),
        reverse("case-list"),
        each(_case),
    )


def _meeting(row: Seat) -> Item:
    goes_on = row.meeting.state == MeetingState.OPEN
    return Item(
        title=f"{row.meeting.unit.name} {row.meeting.kind}",
        reason=_("会议正在进行，请进入会议（C6）") if goes_on else _("议程和材料已送达，请在会前打开（C7）"),
        url=reverse("meeting-live" if goes_on else "meeting", args=[row.meeting_id]),
        due=localdate(row.meeting.at),
    )


def _emergencies(rows: Sequence[Emergency]) -> list[Item]:
    days = days_to_report(list(rows))
    return [
        Item(
            title=row.matter.title,
            reason=_("%(unit)s %(day)s先行处置，应向会议报告并说明理由（C7）")
            % {"unit": row.matter.unit.name, "day": cn_date(row.decided_on)},
            url=reverse("matter", args=[row.matter_id]),
            due=days.get(row.pk),
        )
        for row in rows
    ]


def _task(row: Execution) -> Item:
    told = {"unit": row.matter.unit.name, "number": row.matter.number}
    return Item(
        title=row.text,
        reason=_("%(unit)s决议事项 %(number)s 交办给您（C9）") % told,
        url=reverse("task", args=[row.pk]),
        due=row.due,
    )


def _minutes(rows: Sequence[Meeting]) -> list[Item]:
    told = _("会议已于%(day)s召开，请登记会议记录、纪要（C6）")
    return [
        Item(
            title=f"{row.unit.name} {row.kind}",
            reason=told % {"day": cn_date(localdate(row.at))},
            url=reverse("meeting", args=[row.pk]) + "#papers",
            due=due,
        )
        for row, due in awaited(rows)
    ]


def _doubt(row: Doubt) -> Item:
    told = {"unit": row.matter.unit.name, "party": row.facts["party"], "other": row.facts["other"]}
    return Item(
        title=row.matter.title,
        reason=_("%(unit)s，%(other)s之前没有%(party)s的记载（C6）") % told,
        url=row.get_absolute_url(),
    )


def _case(row: AccountabilityCase) -> Item:
    told = {"unit": row.matter.unit.name, "day": cn_date(row.opened_on)}
    return Item(
        title=row.matter.title,
        reason=_("%(unit)s，%(day)s立案，尚未办结（C11）") % told,
        url=reverse("case", args=[row.pk]),
    )
