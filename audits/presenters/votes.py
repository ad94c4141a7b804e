"""How the decisions a finding rests on were made: what every member said and voted, the audited head's own first (N18)."""

from collections import defaultdict
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import AuditFinding
from audits.selectors.stages import stances_on
from decisions.choices import View
from decisions.models import Matter, Stance
from decisions.policies import visible_matters


def matters_shown(finding: AuditFinding, user: User, on: date) -> list[dict[str, Any]]:
    """The decisions of `finding`, each with its members; those the reader may not open are named without their votes."""
    matters = list(finding.matters.order_by("proposed_on", "pk"))
    numbers = [one.pk for one in matters]
    seen = set(visible_matters(user, on).filter(pk__in=numbers).values_list("pk", flat=True))
    stances: dict[int, list[Stance]] = defaultdict(list)
    for stance in stances_on(numbers, user, on):
        stances[stance.item.matter_id].append(stance)
    head = finding.audit.person_id
    return [_matter(one, stances[one.pk], head, opens=one.pk in seen) for one in matters]


def _matter(matter: Matter, stances: list[Stance], head: int, *, opens: bool) -> dict[str, Any]:
    members = [_member(one, head) for one in stances]
    return {
        "matter": matter,
        "url": reverse("matter", args=[matter.pk]) if opens else "",
        "members": members,
        "own": next((one for one in members if one["is_head"]), None),
        "secret": any(one.item.secret for one in stances),
    }


def _member(stance: Stance, head: int) -> dict[str, Any]:
    secret = stance.item.secret
    return {
        "name": stance.seat.person.name,
        "is_head": stance.seat.person_id == head,
        "said": _said(stance),
        "objected": stance.view == View.DISAGREE,
        "vote": _("无记名") if secret and stance.voted else stance.get_vote_display() or "—",
    }


def _said(stance: Stance) -> str:
    if not stance.is_there:
        return _("未参加")
    if stance.recused:
        return _("回避")
    if not stance.spoke:
        return _("没有发言")
    view = stance.get_view_display() or _("无意见")
    told = {"place": stance.spoke, "view": view}
    said = _("第%(place)s个发言：%(view)s") % told
    return f"{said}。{stance.words}" if stance.words else said
