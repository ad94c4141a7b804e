"""Inspections as their pages show them: to the organiser, to who reads by mandate, to the head and the unit."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from inspections.models import Inspection, Suggestion
from inspections.policies import answered_inspections, followed_inspections, organised_inspections
from inspections.selectors.lists import statements_of, verdicts_of
from inspections.selectors.signs import ask_url
from inspections.services.judging import waiting_for
from inspections.services.replying import adopted
from inspections.services.visiting import members_of
from rulebook.procedures.inspections import (
    OWING_REPLY,
    REPLACEABLE,
    Adoption,
    Grade,
    State,
    Step,
)

TONES = {
    State.PLANNED: "muted",
    State.LISTED: "info",
    State.DRAWN: "soon",
    State.CALLED: "info",
    State.VISITED: "soon",
    State.SENT: "soon",
    State.REPLIED: "info",
    State.AGAIN: "late",
    State.FOLLOWED: "info",
    State.CLOSED: "ok",
    State.DROPPED: "muted",
}
GRADE_TONES = {Grade.SATISFIED: "ok", Grade.FAIRLY: "info", Grade.NOT: "late"}
ADOPTION_TONES = {Adoption.YES: "ok", Adoption.PARTLY: "info", Adoption.NO: "muted"}
# What the head and the unit are told of what was done.
TOLD_STEPS = frozenset(
    {Step.CALL, Step.VISIT, Step.SEND, Step.REPLY, Step.ASK_AGAIN, Step.SETTLE, Step.CLOSE}
)
# What a deputy does is told with their name, not that of their log-in.
OF_DEPUTIES = frozenset({Step.HAND_IN, Step.JUDGE})
# Steps taken on a page of their own: state → address, words, icon.
PAGES = {
    State.PLANNED: ("inspection-list-publish", "公布抽选名单", "people"),
    State.LISTED: ("inspection-draw", "抽选", "people"),
    State.DRAWN: ("inspection-call", "确定日期并通知", "bell"),
    State.CALLED: ("inspection-visit", "登记视察", "check"),
    State.VISITED: ("inspection-gather", "汇总建议", "edit"),
}


def rows_of(rows: Iterable[Inspection]) -> list[dict[str, Any]]:
    """Inspections as a list shows them."""
    return [
        {"inspection": row, "tone": TONES[State(row.state)], "state": row.get_state_display()} for row in rows
    ]


def page_of_inspection(row: Inspection, user: User, on: date) -> dict[str, Any]:
    """What the page of an inspection shows `user`: everything to who organises or reads by mandate, to the unit what concerns it."""
    organises = organised_inspections(user, on).filter(pk=row.pk).exists()
    answers = answered_inspections(user, on).filter(pk=row.pk).exists()
    is_theirs = not followed_inspections(user, on).filter(pk=row.pk).exists()
    return {
        "inspection": row,
        "tone": TONES[State(row.state)],
        "state": row.get_state_display(),
        "today": on,
        "organises": organises,
        "is_theirs": is_theirs,
        "pages": _pages(row) if organises else [],
        "buttons": _buttons(row, on) if organises else [],
        "may_reply": answers and row.state in OWING_REPLY,
        "may_follow": answers and row.state == State.FOLLOWED,
        "members": [] if is_theirs else _members(row, organises=organises),
        "drawn": [one for one in members_of(row) if one.left_on is None] if is_theirs else [],
        "statements": [] if is_theirs else list(statements_of(row)),
        "suggestions": _suggestions(row, user, on, is_theirs=is_theirs),
        "replies": list(row.replies.order_by("-round")),
        "verdicts": [
            {
                "row": one,
                "tone": GRADE_TONES[Grade(one.grade)],
                "who": "" if is_theirs else one.member.deputy.name,
            }
            for one in verdicts_of(row)
        ],
        "unjudged": waiting_for(row) if row.state == State.REPLIED else 0,
        "steps": _steps(row, is_theirs=is_theirs),
    }


def _pages(row: Inspection) -> list[dict[str, str]]:
    found = PAGES.get(State(row.state))
    if found is None:
        return []
    name, words, icon = found
    return [{"url": reverse(name, args=[row.pk]), "label": _(words), "icon": icon}]


def _buttons(row: Inspection, on: date) -> list[dict[str, Any]]:
    """Steps taken by a button with a question."""
    asked: list[tuple[Step, str, str, str]] = []
    if row.state == State.VISITED and row.suggestions.exists():
        asked.append(
            (
                Step.SEND,
                _("送达视察建议"),
                _("送达被视察单位？"),
                _("送达后建议不能再改，答复期限从今天起计算。"),
            )
        )
    if row.state == State.REPLIED and row.judge_due is not None and on > row.judge_due:
        asked.append((Step.SETTLE, _("结束评价"), _("结束评价？"), _("评价期限已过，按已经作出的评价办理。")))
    if row.state == State.FOLLOWED:
        asked.append(
            (Step.CLOSE, _("办结"), _("办结这次视察？"), _("采纳的建议都已落实的才能办结，办结后不能再改。"))
        )
    return [
        {"url": reverse("inspection-step", args=[row.pk, step]), "label": label, "title": title, "text": text}
        for step, label, title, text in asked
    ]


def _members(row: Inspection, *, organises: bool) -> list[dict[str, Any]]:
    may_replace = organises and row.state in REPLACEABLE
    return [
        {
            "row": one,
            "handed_in": getattr(one, "statement", None),
            "replace_url": reverse("inspection-replace", args=[row.pk, one.pk])
            if may_replace and one.left_on is None
            else "",
        }
        for one in members_of(row)
    ]


def _suggestions(row: Inspection, user: User, on: date, *, is_theirs: bool) -> list[dict[str, Any]]:
    """Each suggestion with its answers, the latest first, and how far it came; before they are sent the organiser's alone."""
    if is_theirs and row.sent_on is None:
        return []
    followed = {one.pk for one in adopted(row)} if row.state in {State.FOLLOWED, State.CLOSED} else set()
    found = row.suggestions.prefetch_related("answers__reply", "progress__by__person").order_by("number")
    return [
        {
            "row": one,
            "answers": [
                {"row": answer, "tone": ADOPTION_TONES[Adoption(answer.adoption)]}
                for answer in sorted(one.answers.all(), key=lambda answer: -answer.reply.round)
            ],
            "progress": list(one.progress.all()),
            "is_followed": one.pk in followed,
            "is_done": any(step.done for step in one.progress.all()),
            "ask_url": _ask(one, user, on, row) if not is_theirs else "",
        }
        for one in found
    ]


def _ask(one: Suggestion, user: User, on: date, row: Inspection) -> str:
    if row.sent_on is None:
        return ""
    one.inspection = row
    return ask_url(one, user, on)


def _steps(row: Inspection, *, is_theirs: bool) -> list[dict[str, Any]]:
    """What was done, the latest first; to the unit without names of deputies and officers."""
    found = row.steps.select_related("by__person").order_by("-pk")
    if is_theirs:
        found = found.filter(kind__in=TOLD_STEPS)
    return [
        {
            "on": one.on,
            "title": one.get_kind_display(),
            "text": "" if is_theirs else one.reason,
            "who": "" if is_theirs or one.kind in OF_DEPUTIES else str(one.by or ""),
        }
        for one in found
    ]
