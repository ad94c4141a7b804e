"""Who may read complaints. One SQL condition for lists, counts and single pages alike."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from complaints.choices import MailState
from complaints.models import Clearance, Complaint, HandedOn, Mail
from complaints.policies.circles import circle_of
from complaints.policies.keys import own_grants, receiving_bodies
from rulebook.establishment import LEADING
from supervision.policies import scope_of


def _cleared(user: User, what: str) -> Exists:
    """That `user`, with the relatives they have now, was found to have nothing to do with it (N31)."""
    return Exists(
        Clearance.objects.filter(
            **{what: OuterRef("pk")}, officer=user, circle=circle_of(user).mark, clear=True
        )
    )


def visible_complaints(user: User, on: date) -> QuerySet[Complaint]:
    """The complaints of bodies whose officer `user` is, whose key was granted to them, and that name neither them nor their relatives."""
    granted = own_grants(user, on).values("key__body")
    return Complaint.objects.filter(_cleared(user, "complaint"), body__in=granted)


def visible_mails(user: User, on: date) -> QuerySet[Mail]:
    """The mails not entered yet, waiting or set aside, that `user` may read, as with complaints."""
    granted = own_grants(user, on).values("key__body")
    kept = Mail.objects.filter(_cleared(user, "mail"), body__in=granted)
    return kept.exclude(state=MailState.ENTERED)


def opens_complaints(user: User, on: date) -> bool:
    """Whether `user` is somebody who opens complaints at all."""
    return own_grants(user, on).exists()


def counted_complaints(user: User, on: date) -> QuerySet[Complaint]:
    """The complaints of which `user` is told numbers, never less than L53: those of the county whose leading body they act for."""
    counties = {body.county_id for body in scope_of(user, on).bodies if body.function in LEADING}
    return Complaint.objects.filter(body__county__in=counties)


def told_figures(user: User, on: date) -> bool:
    """Whether `user` is told numbers of complaints."""
    return any(body.function in LEADING for body in scope_of(user, on).bodies)


def handed_on_by(user: User, on: date) -> QuerySet[HandedOn]:
    """What `user`'s bodies handed on without keeping it."""
    return HandedOn.objects.filter(by_way_of__in=receiving_bodies(user, on))
