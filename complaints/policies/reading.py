"""Who may read complaints. One SQL condition for lists, counts and single pages alike."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from complaints.choices import KeyState, MailState
from complaints.models import Clearance, Complaint, HandedOn, KeyGrant, Mail, ReceivingBody
from complaints.policies.circles import circle_of, circles_of
from complaints.policies.keys import officers_of, own_grants, receiving_bodies
from core.rows import as_product
from rulebook.establishment import LEADING
from rulebook.procedures.complaints import OVER
from supervision.policies import scope_of


def _cleared(user: User, what: str) -> Exists:
    """That `user`, with the relatives they have now, was found to have nothing to do with it (N31)."""
    return Exists(
        Clearance.objects.filter(
            **{what: OuterRef("pk")}, officer=user, circle=circle_of(user).mark, clear=True
        )
    )


def visible_complaints(user: User, on: date) -> QuerySet[Complaint]:
    """The complaints of bodies whose officer `user` is, whose key was granted to them, and that name neither them nor their relatives.

    Nor does one that was merged into it: what is handled for both is handled by who may see both.
    """
    granted, cleared = own_grants(user, on).values("key__body"), _cleared(user, "complaint")
    closed = Complaint.objects.filter(into=OuterRef("pk")).exclude(cleared)
    return Complaint.objects.filter(cleared, ~Exists(closed), body__in=granted)


def visible_mails(user: User, on: date) -> QuerySet[Mail]:
    """The mails not entered yet, waiting or set aside, that `user` may read, as with complaints."""
    granted = own_grants(user, on).values("key__body")
    kept = Mail.objects.filter(_cleared(user, "mail"), body__in=granted)
    return kept.exclude(state=MailState.ENTERED)


@as_product("a number alone of what nobody may see, so that somebody else is granted the key")
def unattended(body: ReceivingBody, on: date) -> int:
    """How many open complaints of a body nobody who holds its key may see: a number alone, so that somebody else is granted the key."""
    held = KeyGrant.objects.filter(key__body=body, key__state=KeyState.IN_FORCE, holder__replaced_at=None)
    holders = officers_of(body, on).filter(pk__in=held.values("holder__owner")).select_related("person")
    seen = Clearance.objects.none()
    for circle in circles_of(holders).values():
        seen |= Clearance.objects.filter(officer=circle.user, circle=circle.mark)
    checked = seen.filter(complaint=OuterRef("pk"))
    rows = body.complaints.exclude(state__in=OVER).filter(Exists(checked))
    return rows.exclude(Exists(checked.filter(clear=True))).count()


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
