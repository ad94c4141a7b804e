"""How a duty came to its state, in words: the steps it went through, and why nothing is asked any more."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from core.templatetags.wording import cn_date, period_label, short_date
from desk.selectors.duty import Run, Stay, states_of
from organisation.choices import AbsenceKind
from rulebook.duties import BY_KIND
from supervision.choices import DutyState, Reason
from supervision.models import Duty, Escalation
from supervision.selectors import Directory

Step = dict[str, Any]
TONES = {
    DutyState.OVERDUE: "late",
    DutyState.DUE_SOON: "soon",
    DutyState.DONE: "ok",
    DutyState.WAIVED: "muted",
    DutyState.CANCELLED: "muted",
}


def steps_of(duty: Duty, on: date) -> list[Step]:
    """The timeline of `duty`, newest first. Each step stands under the day it came true, not the day it was computed."""
    steps: list[Step] = []
    before = None
    for row in states_of(duty):
        steps += _changes(before, row)
        before = row
    escalations = list(duty.escalations.all())
    directory = Directory.of([duty] if escalations else [], on)
    steps += [_escalated(duty, escalation, directory) for escalation in escalations]
    order = sorted(enumerate(steps), key=lambda item: (item[1]["on"], item[0]), reverse=True)
    return [step for _place, step in order]


def _changes(before: Any, row: Any) -> Iterable[Step]:
    """What one history row says against the one before it."""
    if before is None:
        words = {"unit": row.unit, "post": row.post.title, "due": cn_date(row.due)}
        text = _("%(unit)s %(post)s，期限 %(due)s") % words
        yield {"on": max(row.opens, row.owed_from), "title": _("列入履职日历"), "text": text}
        if row.state != DutyState.PLANNED:
            yield _entered(row)
        return
    noted = timezone.localdate(row.history_date)
    if before.post_id != row.post_id:
        yield {"on": noted, "title": _("改列在另一岗位之下"), "text": f"{row.unit} {row.post.title}"}
    if before.due != row.due:
        text = _("由 %(old)s 改为 %(new)s") % {"old": cn_date(before.due), "new": cn_date(row.due)}
        yield {"on": noted, "title": _("期限调整"), "text": text}
    if (before.state, before.reason) != (row.state, row.reason):
        yield _entered(row)


def _entered(row: Any) -> Step:
    """That the duty came into the state of a history row."""
    noted, state = timezone.localdate(row.history_date), DutyState(row.state)
    words = {
        DutyState.PLANNED: _("重新列为未到期"),
        DutyState.DUE_SOON: _("即将到期"),
        DutyState.OVERDUE: _("逾期"),
        DutyState.DONE: _("逾期后补办") if row.late else _("已完成"),
        DutyState.WAIVED: _("免予办理"),
        DutyState.CANCELLED: _("取消"),
    }
    days = {
        DutyState.DUE_SOON: max(row.owed_from, row.due - timedelta(days=BY_KIND[row.kind].warn_days)),
        DutyState.OVERDUE: row.due + timedelta(days=1),
        DutyState.DONE: row.closed_on,
        DutyState.CANCELLED: row.closed_on,
    }
    text = str(Reason(row.reason).label) if row.reason else ""
    if state == DutyState.DONE and noted > row.closed_on:
        text = _("于 %(day)s 登记") % {"day": cn_date(noted)}
    return {"on": days.get(state, noted), "title": words[state], "text": text, "tone": TONES.get(state, "")}


def _escalated(duty: Duty, escalation: Escalation, directory: Directory) -> Step:
    bodies = directory.acting(duty)
    if escalation.level > 1:
        bodies = list(dict.fromkeys(directory.superior(body, duty) for body in bodies))
    title = _("逾期，提请承办机构办理") if escalation.level == 1 else _("逾期，上报承办机构的上级")
    return {
        "on": escalation.on,
        "title": title,
        "text": "、".join(body.name for body in bodies),
        "tone": "late",
    }


def reason_in_words(duty: Duty, stay: Stay | None) -> str:
    """Why nothing is asked any more, with the days and dates it rests on; empty for any other state."""
    if duty.reason == Reason.TOO_FEW_DAYS and stay is not None:
        least = BY_KIND[duty.kind].least_days
        return _("%(period)s在任 %(days)s 天%(runs)s，不足 %(least)s 天，免予办理（规则 L1）。") % {
            "period": period_label(duty.period, duty.kind),
            "days": stay.days,
            "runs": _runs(stay.runs),
            "least": least,
        }
    if duty.reason == Reason.ABSENT and stay is not None:
        return _("%(period)s经批准离岗 %(days)s 天%(kinds)s，超过 %(most)s 天，免予办理（规则 L7）。") % {
            "period": period_label(duty.period, duty.kind),
            "days": stay.days_absent,
            "kinds": _absences(stay),
            "most": BY_KIND[duty.kind].absence_days,
        }
    if duty.reason == Reason.LEFT:
        return _("%(day)s已离任，办结前不再在任，事项取消，接任者另行计算（规则 L19）。") % {
            "day": cn_date(duty.closed_on)
        }
    if duty.reason == Reason.CORRECTED:
        return _("任职或者审计信息更正后，该事项不再有依据，于%(day)s取消（规则 L6）。") % {
            "day": cn_date(duty.closed_on)
        }
    return ""


def _runs(runs: list[Run]) -> str:
    spans = "、".join(
        _("%(first)s至%(last)s") % {"first": short_date(first), "last": short_date(last)}
        for first, last in runs
    )
    return _("（%(spans)s）") % {"spans": spans} if spans else ""


def _absences(stay: Stay) -> str:
    spans = "、".join(
        _("%(kind)s，%(first)s起") % {"kind": AbsenceKind(one.kind).label, "first": cn_date(one.during.lower)}
        for one in stay.absences
    )
    return _("（%(spans)s）") % {"spans": spans} if spans else ""
