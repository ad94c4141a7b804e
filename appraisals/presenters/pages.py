"""Appraisals as their pages show them: to who organises, reads by mandate, the head, the unit's people."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal
from appraisals.policies import (
    checked_appraisals,
    closed_to_others,
    followed_appraisals,
    kept_meetings,
    organised_appraisals,
    sealed_appraisals,
)
from appraisals.presenters.ballots import turnout_of
from appraisals.presenters.statements import statement_read, statement_shown
from appraisals.services.appraisals import closes_on, opens_from
from rulebook.procedures.appraisals import (
    CANCELLABLE,
    SIGNS,
    Sign,
    State,
    Step,
)

TONES = {
    State.SET_UP: "soon",
    State.PUBLISHED: "info",
    State.VOTING: "soon",
    State.CLOSED: "soon",
    State.SEALED: "ok",
    State.CANCELLED: "muted",
}
# What the unit's people are told of what was done.
TOLD_STEPS = frozenset({Step.PUBLISH, Step.MEET, Step.OPEN, Step.CLOSE, Step.SEAL})


def state_of(row: Appraisal) -> tuple[str, str]:
    """Tone and words of where an appraisal stands; a statement handed in waits for being published."""
    if row.state == State.SET_UP and row.stated_on is not None:
        return "info", _("述职述廉报告已提交，待公布")
    return TONES[State(row.state)], str(row.get_state_display())


def rows_of(rows: Iterable[Appraisal]) -> list[dict[str, Any]]:
    """Appraisals as a list shows them."""
    found = []
    for row in rows:
        tone, state = state_of(row)
        waits = row.state == State.SET_UP
        found.append(
            {
                "appraisal": row, "tone": tone, "state": state, "due": row.round.statements_due if waits else None,
                "signs": signs_of(row),
            }
        )  # fmt: skip
    return found


def signs_of(row: Appraisal) -> list[str]:
    """Why a sealed result calls for a talk, in words."""
    return [_(SIGNS[Sign(sign)]) for sign in row.signs]


def page_of_appraisal(row: Appraisal, user: User, on: date) -> dict[str, Any]:
    """What the page of an appraisal shows `user`; a constant number of queries."""
    organises = organised_appraisals(user, on).filter(pk=row.pk).exists()
    is_own = user.person_id == row.person_id
    follows = organises or followed_appraisals(user, on).filter(pk=row.pk).exists()
    checks = organises or checked_appraisals(user, on).filter(pk=row.pk).exists()
    tone, state = state_of(row)
    statement = getattr(row, "statement", None)
    return {
        "appraisal": row,
        "round": row.round,
        "tone": tone,
        "state": state,
        "today": on,
        "is_own": is_own,
        "follows": follows,
        "statement": statement_read(row) if checks or is_own or follows else statement_shown(row),
        "returned": statement.returned if statement and is_own and row.stated_on is None else "",
        "may_state": is_own and row.state == State.SET_UP and row.stated_on is None,
        "may_meet": kept_meetings(user, on).filter(pk=row.pk).exists() and not _is_fixed(row),
        "meeting": getattr(row, "meeting", None),
        "polls": turnout_of(row) if follows or is_own or row.state == State.SEALED else [],
        "takes_ballots": organises and row.state == State.VOTING,
        "opens_from": opens_from(row) if row.state == State.PUBLISHED else None,
        "closes_on": closes_on(row) if row.state == State.VOTING else None,
        "sees_result": not closed_to_others(user, on, row),
        "buttons": [*_checking(row, organises=organises, checks=checks), *_running(row, on, organises=organises)],
        "may_seal": row.state == State.CLOSED and sealed_appraisals(user, on).filter(pk=row.pk).exists(),
        "signs": signs_of(row),
        "steps": _steps(row, everything=follows),
    }  # fmt: skip


def _is_fixed(row: Appraisal) -> bool:
    """Whether the meeting was written down and the ballot is closed: then it stays."""
    return row.state == State.CLOSED and hasattr(row, "meeting")


def _checking(row: Appraisal, *, organises: bool, checks: bool) -> list[dict[str, Any]]:
    """Publishing a statement handed in, or giving it back."""
    if row.state != State.SET_UP or row.stated_on is None:
        return []
    found = []
    if organises:
        text = _("公布后本单位人员和评议主体都能看到，报告不能再改。")
        found.append(_button(row, Step.PUBLISH, _("公布报告"), _("公布述职述廉报告？"), text))
    if checks:
        text = _("退回后由本人修改，重新提交。")
        found.append(_button(row, Step.RETURN, _("退回"), _("退回述职述廉报告？"), text, reason=True))
    return found


def _running(row: Appraisal, on: date, *, organises: bool) -> list[dict[str, Any]]:
    """Opening and closing by hand, calling off."""
    if not organises:
        return []
    found = []
    if row.state == State.PUBLISHED and on >= opens_from(row):
        text = _("评议主体现在起可以投票。")
        found.append(_button(row, Step.OPEN, _("开始评议"), _("开始评议？"), text))
    if row.state == State.VOTING:
        text = _("截止后不能再投票，立即计票；结果审定前，除审定人外任何人都看不到。")
        found.append(_button(row, Step.CLOSE, _("截止评议"), _("截止评议并计票？"), text))
    if row.state in CANCELLABLE:
        text = _("取消后不能恢复；需要时可以重新列入。")
        found.append(_button(row, Step.CANCEL, _("取消"), _("取消这次测评？"), text, reason=True))
    return found


def _button(
    row: Appraisal, step: Step, label: str, title: str, text: str, *, reason: bool = False
) -> dict[str, Any]:
    return {
        "url": reverse("appraisal-step", args=[row.pk, step]), "label": label, "title": title, "text": text,
        "reason": _("理由") if reason else "", "tone": "danger" if step == Step.CANCEL else "primary",
    }  # fmt: skip


def _steps(row: Appraisal, *, everything: bool) -> list[dict[str, Any]]:
    """What was done, the latest first; to the unit's people without names of officers and reasons."""
    found = row.steps.select_related("by__person").order_by("-pk")
    if not everything:
        found = found.filter(kind__in=TOLD_STEPS)
    return [
        {
            "on": one.on, "title": one.get_kind_display(), "text": one.reason if everything else "",
            "who": str(one.by or "") if everything else "",
        }
        for one in found
    ]  # fmt: skip
