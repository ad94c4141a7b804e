"""Carrying out an audit: the bureau and its team take the steps, the head and the unit their own, the bodies entitled receive the result.

Findings are the team's and the bureau's until the draft is sent, then the head's and the unit's too, from the report on everybody's who
may see the audit. Whoever owns a rectification sees that. Working papers are the team's alone. Nobody by office what is about
themself or a registered relative (N14).
"""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from audits.models import Audit, AuditFinding, Delivery, Rectification, Step
from audits.policies.audits import (
    answered_audits,
    conducted_audits,
    own_audits,
    own_memberships,
    unit_audits,
    visible_audits,
    without_the_unit,
)
from rulebook.procedures.auditing import Actor
from rulebook.procedures.auditing import Step as Kind
from supervision.policies import scope_of


def person_of(user: User | AnonymousUser) -> int | None:
    """The person `user` is, by number of the row."""
    return user.person_id if isinstance(user, User) else None


def team_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` is in the team of now."""
    mine = own_memberships(user).filter(audit=OuterRef("pk"))
    return Audit.objects.filter(Exists(mine)).exclude(person__in=sorted(scope_of(user, on).barred))


def written_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits whose steps `user` takes for the bureau: by its mandate, or in the team; never one of themself or a relative."""
    return conducted_audits(user, on) | team_audits(user, on)


def answering_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` answers to: as the head, or for the unit."""
    return own_audits(user, on) | unit_audits(user, on)


def reported() -> Exists:
    """Audits whose report was issued and stands."""
    return _taken(Kind.REPORT)


def drafted() -> Exists:
    """Audits whose draft was sent and stands."""
    return _taken(Kind.DRAFT)


def _taken(kind: Kind) -> Exists:
    return Exists(Step.objects.filter(audit=OuterRef("pk"), kind=kind, void_on=None))


def written_findings(user: User | AnonymousUser, on: date) -> QuerySet[AuditFinding]:
    """Findings `user` writes for the bureau or the team."""
    return AuditFinding.objects.filter(audit__in=written_audits(user, on).order_by().values("pk"))


def visible_audit_findings(user: User | AnonymousUser, on: date) -> QuerySet[AuditFinding]:
    """Findings `user` may see, by how far the audit came."""
    written = Q(audit__in=written_audits(user, on).order_by().values("pk"))
    heard = Q(audit__in=answering_audits(user, on).filter(drafted()).order_by().values("pk"))
    told = Q(audit__in=visible_audits(user, on).filter(reported()).order_by().values("pk"))
    found = written | heard | told
    person = person_of(user)
    if person is not None:
        found |= Q(rectification__owner=person)
    return AuditFinding.objects.filter(found)


def visible_rectifications(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    """Rectifications of findings `user` may see."""
    return Rectification.objects.filter(finding__in=visible_audit_findings(user, on).order_by().values("pk"))


def answered_rectifications(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    """Rectifications `user` plans, and checks where another owns them: as the head, or for the unit."""
    theirs = answering_audits(user, on).order_by().values("pk")
    return Rectification.objects.filter(finding__audit__in=theirs)


def owned_rectifications(user: User | AnonymousUser) -> QuerySet[Rectification]:
    """Rectifications `user` carries out."""
    person = person_of(user)
    return Rectification.objects.filter(owner=person) if person else Rectification.objects.none()


def confirmed_rectifications(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    """Rectifications `user` confirms, or accepts as a risk, for the bureau."""
    return Rectification.objects.filter(finding__in=written_findings(user, on).order_by().values("pk"))


def checked_rectifications(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    """Rectifications `user` may check where another owns them: as the head, for the unit, or, where nobody speaks for it, for the bureau."""
    alone = without_the_unit("finding__audit__")
    return answered_rectifications(user, on) | confirmed_rectifications(user, on).filter(alone)


def own_deliveries(user: User | AnonymousUser, on: date) -> QuerySet[Delivery]:
    """Results sent to a body `user` acts for, of nobody they stand back from."""
    scope = scope_of(user, on)
    bodies = [body.pk for body in scope.bodies]
    return Delivery.objects.filter(body__in=bodies).exclude(audit__person__in=sorted(scope.barred))


# What bodies that use an audit's results may read of it; the head and the unit read all but what goes to those above them.
TOLD = frozenset(
    {Kind.NOTICE, Kind.REPORT, Kind.DECISION, Kind.RESULT, Kind.SUMMARY, Kind.PUBLICATION, Kind.TERMINATION}
)


@dataclass(frozen=True, slots=True)
class Part:
    """What a user is in one audit: writes for the bureau, is in its team, is the head audited, speaks for the unit."""

    writes: bool
    in_team: bool
    is_head: bool
    speaks: bool

    @property
    def answers(self) -> bool:
        """Whether the audit asks something of the user."""
        return self.is_head or self.speaks

    def takes(self, actor: Actor) -> bool:
        """Whether the user takes steps of `actor`."""
        return {Actor.BUREAU: self.writes, Actor.HEAD: self.is_head, Actor.UNIT: self.speaks}[actor]

    def reads(self, step: str) -> bool:
        """Whether a step that was taken is for the user to read; whoever may open the audit at all reads what is told."""
        if self.writes:
            return True
        if self.answers:
            return step != Kind.RESULT
        return step in TOLD


def part_in(user: User, audit: Audit, on: date) -> Part:
    """What `user` is in `audit`; kept on the user object for the same day."""
    kept: dict[tuple[int, date], Part] = user.__dict__.setdefault("_parts_in_audits", {})
    key = (audit.pk, on)
    if key not in kept:
        kept[key] = Part(
            writes=written_audits(user, on).filter(pk=audit.pk).exists(),
            in_team=team_audits(user, on).filter(pk=audit.pk).exists(),
            is_head=own_audits(user, on).filter(pk=audit.pk).exists(),
            speaks=answered_audits(user, on).filter(pk=audit.pk).exists(),
        )
    return kept[key]
