"""Whether an audit team is independent of the head (独立性, C18): nobody related to them, nobody who was once under them.

Asked before a member is taken on, before the audit is notified, and every night, always by `ties_of`; a constant number of queries.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from audits.choices import TeamRole
from audits.models import Audit, TeamMember
from rulebook.procedures.audits import TEAM_LEAST
from supervision.selectors.ties import Pair, Service, kinships_of, services_of


@dataclass(frozen=True, slots=True)
class Tie:
    """What ties a member to the head, in words."""

    words: str


def ties_of(pairs: Iterable[Pair], on: date) -> dict[Pair, list[Tie]]:
    """What ties each member to each head as of `on`; pairs without a tie are left out."""
    asked = sorted(set(pairs))
    found: dict[Pair, list[Tie]] = {}
    for head, member in asked:
        if head == member:
            found.setdefault((head, member), []).append(Tie(_("是被审计人本人")))
    for pair, kinships in kinships_of(asked).items():
        words = _("与被审计人有登记在册的亲属关系（%(kind)s）")
        found.setdefault(pair, []).extend(Tie(words % {"kind": one.kind}) for one in kinships)
    for pair, served in services_of(asked, on).items():
        found.setdefault(pair, []).append(Tie(_once_under(served)))
    return found


def _once_under(served: Service) -> str:
    told = {"unit": served.unit, "top": served.top, "since": served.since, "until": served.until}
    if served.unit == served.top:
        words = (
            _("自 %(since)s 起在%(unit)s任职，当时被审计人任该单位“一把手”")
            if served.until is None
            else _("%(since)s 至 %(until)s 在%(unit)s任职，当时被审计人任该单位“一把手”")
        )
    else:
        words = (
            _("自 %(since)s 起在%(unit)s任职，当时被审计人任其主管部门%(top)s“一把手”")
            if served.until is None
            else _("%(since)s 至 %(until)s 在%(unit)s任职，当时被审计人任其主管部门%(top)s“一把手”")
        )
    return words % told


def ties_in(members: Iterable[TeamMember], on: date) -> dict[int, list[Tie]]:
    """The ties of `members` (loaded with their audit) to the heads they audit, by the member's number; a constant number of queries."""
    rows = list(members)
    ties = ties_of(((row.audit.person_id, row.person_id) for row in rows), on)
    return {
        row.pk: ties[row.audit.person_id, row.person_id]
        for row in rows
        if (row.audit.person_id, row.person_id) in ties
    }


def missing(audit: Audit, on: date) -> tuple[str, ...]:
    """What keeps `audit` from being notified, in words, as far as its team goes; empty where nothing does."""
    team = list(audit.team.filter(left_on=None).select_related("person", "audit").order_by("pk"))
    found: list[str] = []
    if len(team) < TEAM_LEAST.value:
        found.append(_("审计组不足 %(least)s 人") % {"least": TEAM_LEAST.value})
    if team and not any(member.role == TeamRole.LEADER for member in team):
        found.append(_("审计组没有组长"))
    found += [
        _("%(who)s尚未签署独立性声明") % {"who": member.person.name}
        for member in team
        if member.declared_on is None
    ]
    ties = ties_in(team, on)
    for member in team:
        found += [f"{member.person.name}{tie.words}" for tie in ties.get(member.pk, [])]
    return tuple(found)
