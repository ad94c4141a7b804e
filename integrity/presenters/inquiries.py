"""Letters of inquiry and reminder talks as their pages show them: to the body that asks, and to the head."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import workdays
from core.attachments import files_shown
from integrity.models import Explanation, Inquiry
from integrity.procedure.inquiries import assess_due
from integrity.selectors.inquiries import party_principal
from integrity.selectors.origins import kind_of, origin_of
from integrity.services.inquiries.held import possible_steps
from rulebook.procedures.inquiry import OUTCOMES, Outcome, State, Step

TONES = {
    State.DRAFT: "muted",
    State.SUBMITTED: "soon",
    State.APPROVED: "soon",
    State.SENT: "info",
    State.RECEIVED: "info",
    State.ANSWERED: "soon",
    State.ASSESSED: "soon",
    State.CLOSED: "ok",
    State.DROPPED: "muted",
}
BEING_WEIGHED = gettext_lazy("已说明，正在研究")
# Steps taken by a button with a question; the others have pages of their own.
ASKED: tuple[tuple[Step, Any, Any, Any, str], ...] = (
    (Step.RECEIVE, gettext_lazy("签收"), gettext_lazy("签收这份通知？"), gettext_lazy("签收后可以阅读内容，说明期限从签收之日起计算。"), "primary"),
    (Step.SUBMIT, gettext_lazy("提请批准"), gettext_lazy("提请主要负责人批准？"), gettext_lazy("提请后内容不能再修改，除非退回。"), "primary"),
    (Step.APPROVE, gettext_lazy("批准"), gettext_lazy("批准发出？"), gettext_lazy("批准后由承办人编号发出。"), "primary"),
    (Step.RETURN, gettext_lazy("退回修改"), gettext_lazy("退回修改？"), "", "danger"),
    (Step.SEND, gettext_lazy("编号发出"), gettext_lazy("编号发出？"), gettext_lazy("发出后不能修改，本人可以在自己的页面签收。"), "primary"),
    (Step.DECIDE, gettext_lazy("批准处置"), gettext_lazy("批准处置建议？"), gettext_lazy("批准后办结，存入廉政档案，不能再改。"), "primary"),
    (Step.RECONSIDER, gettext_lazy("退回重新评估"), gettext_lazy("退回重新评估？"), "", "danger"),
    (Step.DROP, gettext_lazy("撤销"), gettext_lazy("撤销这件函询？"), gettext_lazy("没有发出的可以撤销，记录保留。"), "danger"),
)  # fmt: skip
PAGES = (
    (Step.ANSWER, "inquiry-answer", gettext_lazy("书面说明"), "edit"),
    (Step.TALK, "inquiry-talk", gettext_lazy("登记谈话"), "talk"),
    (Step.ASSESS, "inquiry-assess", gettext_lazy("评估并提出处置建议"), "check"),
)
NEEDS_REASON = frozenset({Step.RETURN, Step.RECONSIDER, Step.DROP})
# What the head is told of what was done.
HEADS_STEPS = frozenset({Step.SEND, Step.RECEIVE, Step.ANSWER, Step.TALK})


def rows_of(rows: Iterable[Inquiry], user: User) -> list[dict[str, Any]]:
    """Cases as a list shows them."""
    found = []
    for row in rows:
        tone, words = state_of(row, is_own=row.person_id == user.person_id)
        done = row.answered_on or (row.assessed_on if row.person_id != user.person_id else None)
        found.append({"inquiry": row, "tone": tone, "state": words, "done": done})
    return found


def state_of(row: Inquiry, *, is_own: bool) -> tuple[str, str | Promise]:
    """Tone and words of the state. A head is not told that an outcome was proposed, nor of one that is kept from them."""
    state = State(row.state)
    if is_own and (state in {State.ANSWERED, State.ASSESSED} or (state == State.CLOSED and not _told(row))):
        return "info", BEING_WEIGHED
    if state == State.CLOSED:
        return ("late" if row.outcome == Outcome.ADMONISH else "ok"), _(OUTCOMES[Outcome(row.outcome)].title)
    return TONES[state], row.get_state_display()


def page_of_inquiry(row: Inquiry, user: User, on: date) -> dict[str, Any]:
    """What the page of a case shows to who works on it, or approves its outcome."""
    origin, kind = origin_of(user, row.origin, row.origin_row, on), kind_of(row.origin)
    return _shared(row, user, on, is_own=False) | {
        "origin": origin,
        "origin_kind": kind.title if kind else "",
        "origin_kept": kind is not None and kind.is_confidential,
        "assess_due": assess_due(row.answered_on, workdays.shown()) if row.answered_on else None,
        "may_edit": row.state == State.DRAFT and Step.SUBMIT in possible_steps(row, user, on),
        "following": Inquiry.objects.filter(previous=row).first(),
    }


def own_page_of_inquiry(row: Inquiry, user: User, on: date) -> dict[str, Any]:
    """What the head sees: once signed for what was asked, their own words, what came of it as far as it is told; never the origin of
    a confidential kind.
    """
    kind = kind_of(row.origin)
    origin = None if kind is None or kind.is_confidential else origin_of(user, row.origin, row.origin_row, on)
    return _shared(row, user, on, is_own=True) | {
        "origin": origin,
        "is_read": row.received_on is not None or row.state not in {State.SENT},
        "principal": party_principal(row, on) if row.is_letter else None,
        "is_told": row.state == State.CLOSED and _told(row),
    }


def _shared(row: Inquiry, user: User, on: date, *, is_own: bool) -> dict[str, Any]:
    tone, words = state_of(row, is_own=is_own)
    explanation = Explanation.objects.filter(inquiry=row).select_related("by__person").first()
    files = explanation.attachments.select_related("added_by__person") if explanation else ()
    possible = possible_steps(row, user, on)
    admonition = getattr(row, "admonition", None)
    return {
        "inquiry": row,
        "tone": tone,
        "state": words,
        "today": on,
        "explanation": explanation,
        "files": files_shown(files),
        "buttons": [_button(row, one) for one in ASKED if one[0] in possible],
        "pages": [
            {"url": reverse(name, args=[row.pk]), "label": label, "icon": icon}
            for step, name, label, icon in PAGES
            if step in possible
        ],
        "steps": _steps(row, is_own=is_own),
        "admonition": admonition,
        "criticism": getattr(admonition, "criticism", None),
    }


def _button(row: Inquiry, told: tuple[Step, Any, Any, Any, str]) -> dict[str, Any]:
    step, label, title, text, tone = told
    url = reverse("inquiry-step", args=[row.pk, step])
    reason = _("理由") if step in NEEDS_REASON else ""
    return {"url": url, "label": label, "title": title, "text": text, "tone": tone, "reason": reason}


def _steps(row: Inquiry, *, is_own: bool) -> list[dict[str, Any]]:
    """What was done, the latest first; to the head only what passed between them and the body, and without names of officers."""
    found = row.steps.select_related("by__person").order_by("-pk")
    if is_own:
        found = found.filter(kind__in=HEADS_STEPS)
    return [
        {
            "on": one.on,
            "title": one.get_kind_display(),
            "text": one.reason,
            "who": "" if is_own else str(one.by or ""),
        }
        for one in found
    ]


def _told(row: Inquiry) -> bool:
    return bool(row.outcome) and OUTCOMES[Outcome(row.outcome)].told
