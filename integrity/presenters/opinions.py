"""Opinions on heads as their list and page show them (N46)."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.models import User
from integrity.models import IntegrityOpinion
from integrity.policies.files import drafted_opinions
from integrity.presenters.files import OPINION_TONES
from integrity.services.opinions import possible_steps
from rulebook.procedures.files import Conclusion, State, Step

CONCLUSION_TONES = {Conclusion.CLEAR: "ok", Conclusion.AFFECTED: "late", Conclusion.PENDING: "soon"}
# Steps taken by a button with a question: label, question, what follows, tone, whether a reason is asked for.
ASKED: tuple[tuple[Step, Any, Any, Any, str, Any], ...] = (
    (Step.SUBMIT, gettext_lazy("提请签发"), gettext_lazy("提请主要负责人签发？"), gettext_lazy("提请后内容不能再修改，除非退回。"), "primary", ""),
    (Step.SIGN, gettext_lazy("签发"), gettext_lazy("签发这份廉政意见？"), gettext_lazy("签发后编号生效，不能再改。"), "primary", ""),
    (Step.RETURN, gettext_lazy("退回修改"), gettext_lazy("退回修改？"), "", "danger", gettext_lazy("理由")),
    (Step.DROP, gettext_lazy("撤销"), gettext_lazy("撤销这份廉政意见？"), gettext_lazy("没有签发的可以撤销，记录保留。"), "danger", gettext_lazy("理由")),
)  # fmt: skip
NEEDS_REASON = frozenset({Step.RETURN, Step.DROP})


def rows_of(rows: Iterable[IntegrityOpinion], on: date) -> list[dict[str, Any]]:
    """Opinions as a list shows them."""
    return [
        {
            "opinion": row,
            "tone": OPINION_TONES[State(row.state)],
            "conclusion_tone": CONCLUSION_TONES[Conclusion(row.conclusion)],
            "over": row.state == State.SIGNED and not row.is_in_force(on),
        }
        for row in rows
    ]


def page_of_opinion(row: IntegrityOpinion, user: User, on: date) -> dict[str, Any]:
    """What the page of an opinion shows: what the file told and who drafted it only to the body that gives it."""
    possible, (shown,) = possible_steps(row, user, on), rows_of([row], on)
    gives = drafted_opinions(user, on).filter(pk=row.pk).exists()
    return shown | {
        "gives": gives,
        "may_edit": gives and row.state == State.DRAFT,
        "buttons": [_button(row, *one) for one in ASKED if one[0] in possible],
        "today": on,
    }


def _button(
    row: IntegrityOpinion, step: Step, label: Any, title: Any, text: Any, tone: str, reason: Any
) -> dict[str, Any]:
    url = reverse("integrity-opinion-step", args=[row.pk, step])
    return {"url": url, "label": label, "title": title, "text": text, "tone": tone, "reason": reason}
