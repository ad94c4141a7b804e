"""Audit teams: taking on a member, refusing whoever is not independent, the member's own declaration, leaving the team (C18)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import TeamRole
from audits.models import TeamMember
from audits.policies import own_memberships
from audits.procedure.independence import ties_of
from audits.services.checking import recheck_members
from audits.services.states import NotPossible, conducted
from core import ledger
from core.sentences import in_words
from organisation.models import Person


@ledger.service("audit.team.add")
def add_member(*, audit: int, person: Person, role: str, by: User, on: date) -> TeamMember:
    """Take `person` into the team. In it already with this role: nothing is changed.

    Raises ValidationError where they are not independent of the head, with the reason; NotPossible.
    """
    found = conducted(audit, by, on)
    team = {member.person_id: member for member in found.team.filter(left_on=None)}
    known = team.get(person.pk)
    if known is not None:
        if known.role == role:
            raise ledger.Again(known)
        raise ValidationError({"person": [_("已经是审计组成员。")]})
    ties = ties_of([(found.person_id, person.pk)], on).get((found.person_id, person.pk), [])
    if ties:
        words = "；".join(tie.words for tie in ties)
        told = {"who": person.name, "why": in_words(words)}
        raise ValidationError({"person": [_("%(who)s%(why)s，不能参加这项审计（C18，独立性要求）。") % told]})
    if role == TeamRole.LEADER and any(member.role == TeamRole.LEADER for member in team.values()):
        raise ValidationError({"role": [_("审计组已有组长，请先让原组长退出。")]})
    return TeamMember.objects.create(audit=found, person=person, role=role)


@ledger.service("audit.team.declare")
def declare_independence(*, member: int, by: User, on: date) -> TeamMember:
    """Sign the declaration of independence, as the member oneself. Signed already: nothing is changed. Raises ValidationError, NotPossible."""
    mine = own_memberships(by).filter(pk=member)
    row = mine.select_for_update(of=("self",)).select_related("audit", "person").first()
    if row is None:
        raise NotPossible
    if row.declared_on is not None:
        return row
    pair = (row.audit.person_id, row.person_id)
    ties = ties_of([pair], on).get(pair, [])
    if ties:
        words = in_words("；".join(tie.words for tie in ties))
        raise ValidationError(_("您%(why)s，不能声明独立，请退出审计组（C18）。") % {"why": words})
    row.declared_on = on
    row.save()
    return row


@ledger.service("audit.team.leave")
def leave_team(*, member: int, by: User, on: date) -> TeamMember:
    """Note that a member leaves the team: by whoever carries out the audit, or by the member. Has left: nothing is changed."""
    row = TeamMember.objects.select_for_update(of=("self",)).select_related("audit").filter(pk=member).first()
    if row is None:
        raise NotPossible
    if row.person_id != by.person_id:
        conducted(row.audit_id, by, on)
    if row.left_on is None:
        row.left_on = on
        row.save()
        recheck_members([row.pk], on=on)
    return row
