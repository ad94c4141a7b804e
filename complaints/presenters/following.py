"""What a complaint led to, as its officers see it: letters of inquiry, what leaders said of a major matter, a head cleared."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import Complaint, MajorNotice
from complaints.policies import own_key
from complaints.services import clarifying
from complaints.services.coincidences import alike
from complaints.services.conditions import led_to
from complaints.services.inquiring import may_inquire
from complaints.services.links import INQUIRY, SPARED, links_of
from complaints.services.opening import Keys, with_merged
from core import sealing
from integrity.models import Inquiry
from integrity.policies.inquiries import handled_inquiries
from integrity.presenters.inquiries import TONES
from rulebook.procedures.clarification import SCOPES, Scope
from rulebook.procedures.clarification import State as ClarificationState
from rulebook.procedures.complaints import OVER
from rulebook.procedures.inquiry import OUTCOMES, Outcome, State

CLARIFICATION_TONES: dict[str, str] = {
    ClarificationState.DRAFT: "muted",
    ClarificationState.ASKED: "info",
    ClarificationState.WISHED: "soon",
    ClarificationState.APPROVED: "soon",
    ClarificationState.DONE: "ok",
    ClarificationState.CLOSED: "muted",
}
# A letter can still be worded anew; afterwards what it has in common with the report cannot be helped.
NOT_SENT = frozenset({State.DRAFT, State.SUBMITTED, State.APPROVED})


def following_of(
    found: Complaint, keys: Keys, user: User, on: date, together: Mapping[int, Keys]
) -> dict[str, Any]:
    """The parts of a complaint's page beside its steps; `together` are the keys of those merged into it."""
    clarification = clarifying.clarified(found, keys)
    return {
        "inquiries": inquiries_of(found, keys, user, on, together),
        "may_inquire": may_inquire(found, keys),
        "notices": notices_of(found, keys),
        "may_escalate": found.major and found.state not in OVER,
        "clarification": clarification,
        "clarification_tone": CLARIFICATION_TONES[clarification.state] if clarification else "",
        "clarification_wish": _(SCOPES[Scope(clarification.wish)])
        if clarification and clarification.wish
        else "",
        "spared": [one.why for one in links_of(found, keys, SPARED)],
        "may_clarify": clarifying.may_clarify(found)
        and (clarification is None or clarification.state == ClarificationState.DRAFT),
    }


def inquiries_of(
    found: Complaint, keys: Keys, user: User, on: date, together: Mapping[int, Keys]
) -> list[dict[str, Any]]:
    """The letters and talks it led to, how far each is, and what those not sent yet have in common with the report."""
    rows = led_to(found, keys)
    handled = set(
        handled_inquiries(user, on).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True)
    )
    reasons = {one.row: one.why for one in links_of(found, keys, INQUIRY)}
    return [
        {
            "inquiry": row,
            "may_open": row.pk in handled,
            "tone": TONES[State(row.state)],
            "outcome": _outcome(row),
            "why": reasons.get(row.pk, ""),
            "alike": alike(found, with_merged(found, keys, together), f"{row.matters} {row.grounds}")
            if row.state in NOT_SENT
            else [],
        }
        for row in rows
    ]


def _outcome(row: Inquiry) -> str:
    if row.state != State.CLOSED:
        return ""
    told = _(OUTCOMES[Outcome(row.outcome)].title)
    return (
        _("%(outcome)s，可以提出初步核实的处置意见") % {"outcome": told}
        if row.outcome == Outcome.VERIFY
        else told
    )


def notices_of(found: Complaint, keys: Keys) -> list[dict[str, Any]]:
    """What was put before leaders, the latest first, with what each said."""
    rows = found.notices.select_related("post__unit", "leader__person", "above", "acknowledged_by__person")
    return [_notice(row, keys) for row in rows.order_by("-round", "pk")]


def _notice(row: MajorNotice, keys: Keys) -> dict[str, Any]:
    own = sealing.unlock(keys.content, bytes(row.for_body))
    current = own_key(row.leader) if row.leader and row.instruction is None else None
    said = sealing.unlock_words(own, bytes(row.instruction)) if row.instruction else {}
    return {
        "notice": row,
        "to": f"{row.post.title} {row.name}" if row.post else str(row.above),
        "summary": sealing.unlock_words(own, bytes(row.summary))["text"],
        "instruction": said.get("text", ""),
        "is_stale": row.for_leader is not None and current is not None and current.pk != row.key_id,
    }
