"""The inbox and the daily mail: every item with its reason, its day and its address."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.models import Case
from appointments.selectors.cases import opinions_due, probation_ending, publicity_ending
from core.templatetags.wording import cn_date, period_label
from decisions.choices import MeetingState
from decisions.models import AccountabilityCase, Emergency, Execution, Seat
from decisions.policies import cases_to_close
from decisions.selectors.ahead import days_to_report, emergencies_to_report, seats_waiting
from desk.presenters.duties import DutyRow, duty_rows
from desk.presenters.findings import title_of
from desk.selectors.findings import to_answer, to_assess
from desk.selectors.inbox import duty_parts, objections_to_settle, snoozes_of, tasks_due, unstated_cases
from integrity.models import FollowUp, Participation
from integrity.selectors import follow_ups_due, records_awaiting_answer
from supervision.choices import DutyState, FindingState
from supervision.models import Finding, MandateException
from supervision.policies import exceptions_to_confirm

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: what, why it is here, until when, where; `row` and `until` where it is a duty that can be put off."""

    title: str
    reason: str
    url: str
    due: date | None = None
    row: DutyRow | None = None
    put_off_until: date | None = None


@dataclass(frozen=True, slots=True)
class ShownPart:
    """Items that are here for one reason: the first SHOWN of `total`, and the list of all."""

    key: str
    title: str | Promise
    reason: str | Promise
    total: int
    more_url: str
    items: list[Item] = field(default_factory=list)

    @property
    def rest(self) -> int:
        """How many are not shown here."""
        return self.total - len(self.items)


def inbox_parts(user: User, on: date, *, reminding: bool = False) -> list[ShownPart]:
    """The groups that hold something, the most pressing first; `reminding`: for the mail, without what was put off."""
    parts = [
        *_duties(user, on, reminding),
        *_findings(user, on),
        *_decisions(user, on),
        *_exceptions(user, on),
        *_appointments(user, on),
        *_records(user, on),
    ]
    return [part for part in parts if part.items]


def _duties(user: User, on: date, reminding: bool) -> list[ShownPart]:
    put_off = {} if reminding else snoozes_of(user, on)
    found = []
    for part in duty_parts(user, on, reminding=reminding):
        rows = duty_rows(user, part.rows[: SHOWN + 1], on)
        total = part.rows.order_by().count() if len(rows) > SHOWN else len(rows)
        items = [
            Item(
                title=_("%(head)s（%(unit)s%(post)s） %(kind)s %(period)s")
                % {
                    "head": row.duty.person.name,
                    "unit": row.duty.unit.name,
                    "post": row.duty.post.title,
                    "kind": row.duty.get_kind_display(),
                    "period": period_label(row.duty.period),
                },
                reason=_reason(row, part.key, on),
                url=row.url,
                due=row.duty.due,
                row=row,
                put_off_until=put_off[row.duty.pk].until if row.duty.pk in put_off else None,
            )
            for row in rows[:SHOWN]
        ]
        more = f"{reverse('duty-list')}?{part.link}"
        found.append(ShownPart(part.key, part.title, part.reason, total, more, items))
    return found


def _reason(row: DutyRow, key: str, on: date) -> str:
    asked = {"clause": row.clause, "who": row.acting_names, "due": cn_date(row.duty.due)}
    if key == "escalated":
        return _("承办机构（%(who)s）逾期未办，已上报上级；期限 %(due)s（%(clause)s）") % asked
    if row.state == DutyState.OVERDUE:
        days = {"days": (on - row.duty.due).days}
        if key == "own":
            return _("要求您办理，已逾期 %(days)s 天；承办机构：%(who)s（%(clause)s）") % (asked | days)
        return _("应由%(who)s办理，已逾期 %(days)s 天（%(clause)s）") % (asked | days)
    if key == "own":
        return _("要求您办理，期限 %(due)s；承办机构：%(who)s（%(clause)s）") % asked
    return _("应由%(who)s办理，期限 %(due)s（%(clause)s）") % asked


def _records(user: User, on: date) -> list[ShownPart]:
    """Records to answer, objections to settle, things agreed to follow up."""
    listed = reverse("record-list")
    return [
        _part(
            "answers",
            _("待我确认的记录"),
            _("谈话、报告、恳谈会记录需要您本人确认"),
            records_awaiting_answer(user).select_related("record"),
            f"{listed}?answer=pending",
            _to_answer,
        ),
        _part(
            "objections",
            _("对方有异议的记录"),
            _("您所在机构登记的记录，本人提出了异议"),
            objections_to_settle(user, on).select_related("record", "person"),
            f"{listed}?answer=objected",
            _objected,
        ),
        _part(
            "follow-ups",
            _("后续事项"),
            _("谈话和恳谈会定下的事项，尚未办结"),
            follow_ups_due(user, on).select_related("record", "person"),
            f"{reverse('follow-up-list')}?state=pressing",
            _agreed,
        ),
    ]


def _findings(user: User, on: date) -> list[ShownPart]:
    """Findings to answer as a head, and to assess for a body."""
    listed = reverse("finding-list")
    return [
        _part(
            "findings-to-answer",
            _("待我答复的问题"),
            _("在您任“一把手”的单位发现的问题，请在期限前说明情况"),
            to_answer(user),
            f"{listed}?whose=own&state=open",
            _finding_to_answer,
        ),
        _part(
            "findings-to-assess",
            _("待评议的问题"),
            _("“一把手”已经答复，或者逾期没有答复，请监督机构评议"),
            to_assess(user, on),
            f"{listed}?whose=assess&state=",
            _finding_to_assess,
        ),
    ]


def _decisions(user: User, on: date) -> list[ShownPart]:
    """Meetings called to, emergencies to tell a meeting of, tasks from resolutions, and cases over losses."""
    days = days_to_report(list(emergencies_to_report(user, on)[:SHOWN]))
    return [
        _part(
            "meetings",
            _("请我参加的会议"),
            _("会议正在进行，或者议程和材料已经送达、您还没有打开"),
            seats_waiting(user, on),
            reverse("meeting-list"),
            _meeting,
        ),
        _part(
            "emergencies",
            _("待向会议报告的紧急处置"),
            _("本单位按特殊紧急情况先行处置的事项，应在期限内向会议报告"),
            emergencies_to_report(user, on),
            reverse("matter-list"),
            lambda row: _emergency(row, days),
        ),
        _part(
            "tasks",
            _("交办给我的任务"),
            _("本单位决议交办给您的任务即将到期，或者已经逾期"),
            tasks_due(user, on),
            reverse("home"),
            _task,
        ),
        _part(
            "cases",
            _("责任追究"),
            _("程序缺失的决策造成损失，由您所在机构办理"),
            cases_to_close(user, on).select_related("matter__unit", "chair").order_by("opened_on", "pk"),
            reverse("case-list"),
            _case,
        ),
        _part(
            "own-cases",
            _("请我陈述的责任追究"),
            _("您主持的决策造成损失，办理机构须听取您的陈述"),
            unstated_cases(user).select_related("matter__unit", "chair").order_by("opened_on", "pk"),
            reverse("case-list"),
            _case,
        ),
    ]


def _exceptions(user: User, on: date) -> list[ShownPart]:
    """Exceptions to the mandates that name the user as approver."""
    return [
        _part(
            "exceptions",
            _("待我批准的例外"),
            _("监督职责例外由您批准后才生效"),
            exceptions_to_confirm(user, on).select_related("body", "person", "entered_by__person"),
            reverse("inbox"),
            _to_confirm,
        )
    ]


def _appointments(user: User, on: date) -> list[ShownPart]:
    """Opinions the discipline body owes, publicity and probation that end (B2)."""
    listed = reverse("appointment-list")
    return [
        _part(
            "opinions",
            _("待出具的廉洁意见"),
            _("组织部门任用干部前征求本机关意见"),
            opinions_due(user, on),
            reverse("appointment-opinions"),
            _opinion,
        ),
        _part(
            "publicity",
            _("公示期满的任用"),
            _("任职前公示即将结束或者已经结束，请处理反映的问题后办理任职"),
            publicity_ending(user, on),
            f"{listed}?state=open",
            lambda row: _file(row, _("任职前公示结束后才能任职（B2）")),
        ),
        _part(
            "probation",
            _("试用期满的干部"),
            _("试用期一年即将届满或者已经届满，请考核"),
            probation_ending(user, on),
            f"{listed}?state=appointed",
            lambda row: _file(row, _("试用期一年，期满考核（B2）")),
        ),
    ]


def _part(
    key: str, title: str, reason: str, rows: QuerySet[Any], more_url: str, item: Callable[[Any], Item]
) -> ShownPart:
    shown = list(rows[: SHOWN + 1])
    total = rows.order_by().count() if len(shown) > SHOWN else len(shown)
    return ShownPart(key, title, reason, total, more_url, [item(row) for row in shown[:SHOWN]])


def _finding_to_answer(row: Finding) -> Item:
    return Item(
        title=_("%(what)s：%(matter)s") % {"what": title_of(row), "matter": row.title},
        reason=_("%(message)s请在 %(due)s 前答复（%(clause)s）")
        % {"message": row.message, "due": cn_date(row.answer_due), "clause": row.clause},
        url=reverse("finding", args=[row.pk]),
        due=row.answer_due,
    )


def _finding_to_assess(row: Finding) -> Item:
    told = {"unit": row.unit.name, "head": row.person.name if row.person else "", "clause": row.clause}
    answered = row.state == FindingState.ANSWERED
    words = _("%(unit)s %(head)s 已经答复，待评议（%(clause)s）")
    late = _("%(unit)s %(head)s 逾期没有答复，可以评议（%(clause)s）")
    return Item(
        title=_("%(what)s：%(matter)s") % {"what": title_of(row), "matter": row.title},
        reason=(words if answered else late) % told,
        url=reverse("finding", args=[row.pk]),
    )


def _meeting(row: Seat) -> Item:
    goes_on = row.meeting.state == MeetingState.OPEN
    return Item(
        title=f"{row.meeting.unit.name} {row.meeting.kind}",
        reason=_("会议正在进行，请进入会议（C6）") if goes_on else _("议程和材料已送达，请在会前打开（C7）"),
        url=reverse("meeting-live" if goes_on else "meeting", args=[row.meeting_id]),
        due=localdate(row.meeting.at),
    )


def _emergency(row: Emergency, days: dict[int, date]) -> Item:
    told = {"unit": row.matter.unit.name, "day": cn_date(row.decided_on)}
    return Item(
        title=row.matter.title,
        reason=_("%(unit)s %(day)s先行处置，应向会议报告并说明理由（C7）") % told,
        url=reverse("matter", args=[row.matter_id]),
        due=days.get(row.pk),
    )


def _task(row: Execution) -> Item:
    told = {"unit": row.matter.unit.name, "number": row.matter.number}
    return Item(
        title=row.text,
        reason=_("%(unit)s决议事项 %(number)s 交办给您（C9）") % told,
        url=reverse("task", args=[row.pk]),
        due=row.due,
    )


def _case(row: AccountabilityCase) -> Item:
    told = {"unit": row.matter.unit.name, "day": cn_date(row.opened_on)}
    return Item(
        title=row.matter.title,
        reason=_("%(unit)s，%(day)s立案，尚未办结（C11）") % told,
        url=reverse("case", args=[row.pk]),
    )


def _opinion(row: Case) -> Item:
    return Item(
        title=f"{row.person.name} {row.post}",
        reason=_("%(day)s征求廉洁意见（B2）") % {"day": cn_date(row.opinion_asked_on)},
        url=reverse("appointment-opinion", args=[row.pk]),
    )


def _file(row: Any, reason: str) -> Item:
    due = row.due.date() if isinstance(row.due, datetime) else row.due
    url = reverse("appointment", args=[row.pk]) + "#checklist"
    return Item(title=f"{row.person.name} {row.post}", reason=reason, url=url, due=due)


def _to_confirm(row: MandateException) -> Item:
    return Item(
        title=_("%(effect)s%(body)s对%(head)s的监督职责")
        % {"effect": row.get_effect_display(), "body": row.body.name, "head": row.person.name},
        reason=_("%(who)s登记，请您批准或者不予批准（%(clause)s）")
        % {"who": row.entered_by, "clause": row.clause},
        url=reverse("mandate-exception", args=[row.pk]),
    )


def _to_answer(line: Participation) -> Item:
    return Item(
        title=f"{line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("该记录涉及您本人，请确认或者提出异议"),
        url=reverse("record", args=[line.record_id]),
    )


def _objected(line: Participation) -> Item:
    return Item(
        title=f"{line.person.name} {line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("本人提出异议：%(words)s") % {"words": line.answer_words},
        url=reverse("record", args=[line.record_id]),
    )


def _agreed(row: FollowUp) -> Item:
    told = {"kind": row.record.get_kind_display(), "day": cn_date(row.record.held_on)}
    reason = _("%(kind)s（%(day)s）定下的后续事项") % told
    return Item(
        title=row.text,
        reason=f"{reason} · {row.person.name}" if row.person else reason,
        url=reverse("record", args=[row.record_id]),
        due=row.due,
    )
