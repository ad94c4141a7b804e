"""Responsibility lists as rows, and one list with its items, signatures, evidence, reviews and what is attached to it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.attachments import files_shown
from integrity.checks.lists import forms_of
from integrity.choices import ItemOrigin, ListState
from integrity.models import Attribution, ListItem, ListVersion, ResponsibilityList
from integrity.policies.declarations import declares, reads_declarations
from integrity.policies.gifts import sees_gifts
from integrity.policies.incidents import enters_incidents
from integrity.policies.lists import lists_from_above, own_lists, sees_lists, shown_for_lists
from integrity.procedure import ListForm, StepState, checklist, review_opens
from integrity.selectors.incidents import attached_to, findings_of
from integrity.selectors.lists import duty_of, in_force, items_in_force, pending
from rulebook.procedures.integrity import REVIEWS, Outcome
from supervision.models import Finding
from supervision.policies import visible_findings

STEP_TONES = {
    StepState.DONE: ("ok", gettext_lazy("已完成")),
    StepState.MISSING: ("late", gettext_lazy("缺")),
    StepState.AHEAD: ("info", gettext_lazy("待进行")),
    StepState.NOT_NEEDED: ("muted", gettext_lazy("不需要")),
}
OUTCOME_TONES = {Outcome.DONE: "ok", Outcome.UNDER_WAY: "soon", Outcome.NOT_DONE: "late"}
SIGNS = "#signatures"


@dataclass(frozen=True, slots=True)
class Row:
    """A list in the table: how it stands, for how many items something was shown."""

    list: ResponsibilityList
    tone: str
    state: str | Promise
    items: int
    shown: int
    reviews: Sequence[Any]


def tabs_of(user: User, on: date, current: str) -> list[dict[str, Any]]:
    """The pages of integrity `user` may open."""
    possible = (
        ("responsibility-lists", _("责任清单"), sees_lists(user, on)),
        ("incidents", _("问题事件"), enters_incidents(user, on) or bool(own_lists(user)[:1])),
        ("gifts", _("礼品登记"), sees_gifts(user, on)),
        ("declarations", _("个人有关事项"), reads_declarations(user, on) or declares(user, on)),
    )
    return [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, label, may in possible
        if may or name == current
    ]


def rows_of(lists: Sequence[ResponsibilityList]) -> list[Row]:
    """`lists` (loaded with their parts) as rows; no queries."""
    return [_row(one) for one in lists]


def _row(found: ResponsibilityList) -> Row:
    tone, state = standing_of(found)
    numbers = {item.number for item in items_in_force(found)}
    shown = {row.number for row in found.evidence.all()} & numbers
    return Row(found, tone, state, len(numbers), len(shown), list(found.reviews.all()))


def standing_of(found: ResponsibilityList) -> tuple[str, str | Promise]:
    """Tone and words for where a list stands: what it waits for comes before what it is."""
    waiting = pending(found)
    if waiting is not None and found.state != ListState.CLOSED:
        words = _("待“一把手”签字") if waiting.is_draft else _("待上级签字")
        return "soon", _("调整%(state)s") % {"state": words} if waiting.number > 1 else words
    tone = "ok" if found.state == ListState.IN_FORCE else "muted"
    return tone, found.get_state_display()


def page_of_list(found: ResponsibilityList, user: User, on: date) -> dict[str, Any]:
    """What the page of `found` (loaded with its parts) shows `user`."""
    version, waiting, duty = in_force(found), pending(found), duty_of(found)
    form = forms_of([found])[found.pk]
    own = found.person_id == user.person_id and own_lists(user).filter(pk=found.pk).exists()
    above = lists_from_above(user, on).filter(pk=found.pk).exists()
    shows = shown_for_lists(user, on).filter(pk=found.pk).exists()
    tone, state = standing_of(found)
    attached = attached_to(found, user, on)
    return {
        "list": found,
        "tone": tone,
        "state": state,
        "today": on,
        "duty": duty,
        "version": version,
        "waiting": waiting,
        "steps": [
            (line, *STEP_TONES[line.state]) for line in checklist(form, on, duty.due if duty else None)
        ],
        "items": items_shown(found, version, may_show=shows),
        "draft_items": waiting.items.all() if waiting else [],
        "versions": [one for one in found.versions.all() if one.is_sealed],
        "attached": _attached(attached, user, on),
        "findings": _findings_of(found, user, on),
        "reviews": [_review(found, one) for one in found.reviews.all()],
        "may_draft": own and waiting is not None and waiting.is_draft,
        "may_sign_above": above and waiting is not None and not waiting.is_draft,
        "may_change": own and waiting is None and found.state == ListState.IN_FORCE,
        "to_review": _to_review(found, form, on) if above else [],
    }


def items_shown(
    found: ResponsibilityList, version: ListVersion | None, *, may_show: bool
) -> list[dict[str, Any]]:
    """The items in force, each with its evidence and what reviews said of it."""
    evidence: dict[int, list[Any]] = defaultdict(list)
    for row in found.evidence.all():
        evidence[row.number].append({"row": row, "files": files_shown(row.attachments.all())})
    said: dict[int, list[Any]] = defaultdict(list)
    for review in found.reviews.all():
        for line in review.lines.all():
            said[line.number].append((review, line, OUTCOME_TONES[Outcome(line.outcome)]))
    items = version.items.all() if version else ()
    return [
        {
            "item": item,
            "origin": origin_of(item),
            "evidence": evidence[item.number],
            "said": said[item.number],
            "url": reverse("responsibility-evidence", args=[found.pk, item.number]) if may_show else "",
        }
        for item in items
    ]


def origin_of(item: ListItem) -> str:
    """Where an item comes from, in words."""
    if item.origin == ItemOrigin.CARRIED:
        told = {"year": item.carried_year, "n": item.carried_number}
        return _("%(year)s 年第 %(n)s 项结转") % told
    return str(item.get_origin_display())


def _attached(rows: list[Attribution], user: User, on: date) -> list[dict[str, Any]]:
    findings = findings_of(rows)
    readable = set(
        visible_findings(user, on)
        .filter(pk__in=[one.pk for one in findings.values()])
        .values_list("pk", flat=True)
        if findings
        else ()
    )
    return [
        {"row": row, "finding": one if (one := findings.get(row.pk)) and one.pk in readable else None}
        for row in rows
    ]


def _findings_of(found: ResponsibilityList, user: User, on: date) -> list[Finding]:
    source = ResponsibilityList._meta.label_lower
    rows = visible_findings(user, on).filter(Q(source=source, source_id=found.pk))
    return list(rows.order_by("pk"))


def _review(found: ResponsibilityList, review: Any) -> dict[str, Any]:
    counted = [line.outcome for line in review.lines.all()]
    numbers = [
        (OUTCOME_TONES[outcome], outcome, counted.count(outcome))
        for outcome in Outcome
        if counted.count(outcome)
    ]
    labels = dict(type(review.lines.all()[0])._meta.get_field("outcome").choices) if counted else {}
    return {"row": review, "counted": [(tone, f"{labels[outcome]} {n}") for tone, outcome, n in numbers]}


def _to_review(found: ResponsibilityList, form: ListForm, on: date) -> list[tuple[str, str]]:
    """Label and address of the reviews that may be made now."""
    if found.state != ListState.IN_FORCE:
        return []
    return [
        (_(rule.title), reverse("responsibility-review", args=[found.pk, review]))
        for review, rule in REVIEWS.items()
        if review not in form.reviews and on >= review_opens(found.year, review)
    ]
