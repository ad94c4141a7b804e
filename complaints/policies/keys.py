"""Whose keys are whose."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import RoleHeld, User
from accounts.policies import grants_of
from complaints.choices import KeyState
from complaints.models import BodyKey, CustodianShare, KeyGrant, PersonalKey, ReceivingBody, Recovery
from rulebook.procedures.complaints import RECEIVING
from rulebook.roles import Role


def own_key(user: User) -> PersonalKey | None:
    """The pair `user` holds now."""
    return PersonalKey.objects.filter(owner=user, replaced_at=None).first()


def receiving_bodies(user: User, on: date) -> QuerySet[ReceivingBody]:
    """The receiving bodies whose officer `user` is; no query for who is officer of no body that receives."""
    bodies = [
        grant.body.pk
        for grant in grants_of(user, on)
        if grant.body and grant.role == Role.OFFICER and grant.body.function in RECEIVING
    ]
    return ReceivingBody.objects.filter(unit__in=bodies) if bodies else ReceivingBody.objects.none()


def officers_of(body: ReceivingBody, on: date) -> QuerySet[User]:
    """The officers of a receiving body on `on`, whom `receiving_bodies` gives it."""
    held = RoleHeld.objects.filter(role=Role.OFFICER, body=body.unit_id, during__contains=on)
    return User.objects.filter(is_active=True, pk__in=held.values("user"))


def keeps_keys(user: User, on: date) -> bool:
    """Whether `user` makes and passes on keys of a body."""
    return receiving_bodies(user, on).exists()


def own_grants(user: User, on: date) -> QuerySet[KeyGrant]:
    """What `user` may open the keys of: granted to the pair held now, by a body whose officer they still are."""
    return KeyGrant.objects.filter(
        holder__owner=user,
        holder__replaced_at=None,
        key__body__in=receiving_bodies(user, on),
        key__state__in=[KeyState.IN_FORCE, KeyState.RETIRED],
    )


def own_shares(user: User) -> QuerySet[CustodianShare]:
    """The parts of keys `user` keeps, of keys proposed or in force."""
    return CustodianShare.objects.filter(holder__owner=user, holder__replaced_at=None).exclude(
        key__state=KeyState.RETIRED
    )


def handles_reports(user: User, on: date) -> bool:
    """Whether `user` is an officer of a body that receives reports, or keeps a part of its key."""
    return keeps_keys(user, on) or own_shares(user).exists()


def may_be_custodian(user: User, key: BodyKey | ReceivingBody, on: date) -> bool:
    """A custodian (保管人) is nobody who opens what the body receives: no officer of it."""
    body = key.body if isinstance(key, BodyKey) else key
    return not receiving_bodies(user, on).filter(pk=body.pk).exists()


def shares_to_release(user: User) -> QuerySet[Recovery]:
    """Recoveries that wait for `user`'s part; nobody's own."""
    return (
        Recovery.objects.filter(done_at=None, key__shares__in=own_shares(user))
        .exclude(released__by=user)
        .exclude(holder__owner=user)
        .distinct()
    )


def holders_of_keys() -> QuerySet[PersonalKey, int]:
    """The numbers of the users who set a passphrase."""
    return PersonalKey.objects.filter(replaced_at=None).values_list("owner", flat=True)
