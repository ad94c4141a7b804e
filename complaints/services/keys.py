"""A body's keys: the ceremony, who is granted them, what two custodians can give back, how one is exchanged for the next.

The private half of a body's key exists in the memory of one request at a time: when it is made, and when an officer passes it on. What is
stored of it is sealed to officers, and locked with a key whose two parts are sealed to two custodians.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import KeyState
from complaints.models import (
    BodyKey,
    ComplaintKey,
    CustodianShare,
    KeyGrant,
    Mail,
    PastFile,
    PersonalKey,
    ReceivingBody,
    Recovery,
    RecoveryShare,
)
from complaints.policies import may_be_custodian, own_grants, own_key, own_shares, receiving_bodies
from complaints.services.clearing import clear
from complaints.services.opening import Opener
from core import clock, sealing
from core.ledger import service
from core.rows import as_product


def key_in_force(body: ReceivingBody) -> BodyKey | None:
    """What is sealed to `body` now; None where its ceremony was not held."""
    return body.keys.filter(state=KeyState.IN_FORCE).first()


@service("complaints.key-made")
def make_body_key(
    *,
    body: ReceivingBody,
    officers: Sequence[User],
    custodians: Sequence[User],
    reason: str,
    by: User,
    on: date,
) -> BodyKey:
    """Make a pair for `body`, sealed to `officers`, its parts to two `custodians`. It is in force once both confirm.

    Raises ValidationError by field: somebody without a pair of their own, a custodian who is an officer of the body, not two of them.
    """
    _require_officer(by, body, on)
    body = ReceivingBody.objects.select_for_update().get(pk=body.pk)
    if body.keys.filter(state=KeyState.PROPOSED).exists():
        raise ValidationError(_("已经有一把机关密钥在等保管人确认。"))
    if not officers:
        raise ValidationError({"officers": [_("至少授权一人。")]})
    if len({one.pk for one in custodians}) != 2:  # noqa: PLR2004 - the two parts of a key
        raise ValidationError({"custodians": [_("须有两名不同的保管人。")]})
    for one in custodians:
        if not one.is_active or not may_be_custodian(one, body, on):
            raise ValidationError(
                {"custodians": [_("%(name)s是受理机关的工作人员，不能做保管人。") % {"name": one}]}
            )
    for one in officers:
        if not receiving_bodies(one, on).filter(pk=body.pk).exists():
            raise ValidationError({"officers": [_("%(name)s不是受理机关的工作人员。") % {"name": one}]})
    holders, keepers = _pairs(officers, "officers"), _pairs(custodians, "custodians")
    pair, opening = sealing.new_pair(), sealing.new_key()
    made = BodyKey.objects.create(
        body=body,
        generation=body.keys.count() + 1,
        public=pair.public,
        recovery=sealing.lock(opening, pair.private),
        reason=reason,
        made_by=by,
    )
    KeyGrant.objects.bulk_create(
        KeyGrant(
            key=made, holder=holder, sealed=sealing.seal(bytes(holder.public), pair.private), given_by=by
        )
        for holder in holders
    )
    CustodianShare.objects.bulk_create(
        CustodianShare(
            key=made, holder=keeper, number=number, sealed=sealing.seal(bytes(keeper.public), part)
        )
        for number, (keeper, part) in enumerate(zip(keepers, sealing.split(opening), strict=True), start=1)
    )
    return made


@service("complaints.share-confirmed")
def confirm_share(*, share: CustodianShare, private: bytes, by: User) -> BodyKey:
    """A custodian proves that the part opens; with both the key is in force, and the former one is retired.

    Raises ValidationError where it does not open, or is another's.
    """
    key = BodyKey.objects.select_for_update().get(pk=share.key_id)
    mine = own_shares(by).filter(pk=share.pk).first()
    if mine is None or key.state != KeyState.PROPOSED:
        raise ValidationError(_("这份恢复份额不由您确认。"))
    _opened(private, bytes(mine.sealed))
    now = clock.now()
    CustodianShare.objects.filter(pk=mine.pk, confirmed_at=None).update(confirmed_at=now)
    if not key.shares.filter(confirmed_at=None).exists():
        BodyKey.objects.filter(body=key.body_id, state=KeyState.IN_FORCE).update(
            state=KeyState.RETIRED, retired_at=now
        )
        key.state, key.in_force_at = KeyState.IN_FORCE, now
        key.save(update_fields=["state", "in_force_at"])
    return key


@service("complaints.key-withdrawn")
def drop_proposed_key(*, key: BodyKey, by: User, on: date) -> BodyKey:
    """Give up a key that is not in force yet, with what was sealed of it."""
    _require_officer(by, key.body, on)
    key = BodyKey.objects.select_for_update().get(pk=key.pk)
    if key.state != KeyState.PROPOSED:
        raise ValidationError(_("这把机关密钥已经启用，不能撤销，只能更换。"))
    key.grants.all().delete()
    key.shares.all().delete()
    key.state, key.retired_at = KeyState.RETIRED, clock.now()
    key.save(update_fields=["state", "retired_at"])
    return key


@service("complaints.key-granted")
def grant_key(*, body: ReceivingBody, to: User, private: bytes, by: User, on: date) -> KeyGrant:
    """Pass the keys of `body` that `by` holds on to another officer, who is checked against all that was received so far (N31).

    Raises ValidationError by field.
    """
    _require_officer(by, body, on)
    if not receiving_bodies(to, on).filter(pk=body.pk).exists():
        raise ValidationError({"to": [_("%(name)s不是受理机关的工作人员。") % {"name": to}]})
    (holder,) = _pairs([to], "to")
    held = own_grants(by, on).filter(key__body=body).select_related("key")
    given = None
    for grant in held.order_by("key__generation"):
        content = _opened(private, bytes(grant.sealed))
        given, _made = KeyGrant.objects.get_or_create(
            key=grant.key,
            holder=holder,
            defaults={"sealed": sealing.seal(bytes(holder.public), content), "given_by": by},
        )
    if given is None:
        raise ValidationError(_("您没有这个机关的密钥，不能授权他人。"))
    clear(of=to, opener=Opener(by, private, on), by=by, on=on)
    return given


@service("complaints.grant-withdrawn")
def withdraw_grants(*, body: ReceivingBody, of: User, by: User, on: date) -> ReceivingBody:
    """Take the keys of `body` from an officer. The last holder keeps theirs: what nobody opens would be lost. Raises ValidationError."""
    _require_officer(by, body, on)
    body = ReceivingBody.objects.select_for_update().get(pk=body.pk)
    live = KeyGrant.objects.filter(key__body=body, holder__replaced_at=None)
    if not live.filter(key__state=KeyState.IN_FORCE).exclude(holder__owner=of).exists():
        raise ValidationError(_("至少须有一人能够开启，不能收回最后一人的授权。"))
    live.filter(holder__owner=of).delete()
    return body


@service("complaints.rotation-finished")
def finish_rotation(*, body: ReceivingBody, private: bytes, by: User, on: date) -> BodyKey:
    """Seal every complaint of `body` to the key in force, and drop what is sealed to former ones, their grants and parts with it.

    Needs somebody who holds both. Raises ValidationError where a complaint's key does not open.
    """
    _require_officer(by, body, on)
    current = BodyKey.objects.select_for_update().filter(body=body, state=KeyState.IN_FORCE).first()
    if current is None or not own_grants(by, on).filter(key=current).exists():
        raise ValidationError(_("您没有正在使用的机关密钥。"))
    with as_product("all the body received is sealed to its new key, also what this officer may not see"):
        for grant in (
            own_grants(by, on).filter(key__body=body, key__state=KeyState.RETIRED).select_related("key")
        ):
            body_private = _opened(private, bytes(grant.sealed))
            _seal_anew(grant.key, body_private, current)
        left = ComplaintKey.objects.filter(key__body=body).exclude(key=current)
        is_left = left.exists() or body.mails.exclude(sealed=b"").exclude(key=current).exists()
    if is_left:
        raise ValidationError(_("还有检举控告只能用以前的密钥开启，请由持有该密钥的人办理。"))
    former = BodyKey.objects.filter(body=body, state=KeyState.RETIRED)
    KeyGrant.objects.filter(key__in=former).delete()
    RecoveryShare.objects.filter(recovery__key__in=former).delete()
    CustodianShare.objects.filter(key__in=former).delete()
    former.update(recovery=b"")
    return current


def _seal_anew(former: BodyKey, private: bytes, current: BodyKey) -> None:
    rows = list(ComplaintKey.objects.select_for_update().filter(key=former))
    known = set(ComplaintKey.objects.filter(key=current).values_list("complaint", flat=True))
    public = bytes(current.public)
    ComplaintKey.objects.bulk_create(
        ComplaintKey(
            complaint_id=row.complaint_id,
            key=current,
            sealed=sealing.seal(public, _opened(private, bytes(row.sealed))),
        )
        for row in rows
        if row.complaint_id not in known
    )
    ComplaintKey.objects.filter(key=former).delete()
    PastFile.objects.filter(key=former).delete()
    for mail in Mail.objects.select_for_update().filter(key=former).exclude(sealed=b""):
        mail.sealed, mail.key = sealing.seal(public, _opened(private, bytes(mail.sealed))), current
        mail.save(update_fields=["sealed", "key"])


@service("complaints.recovery-asked")
def ask_recovery(*, body: ReceivingBody, reason: str, by: User, on: date) -> Recovery:
    """An officer with a new pair asks the custodians for the key in force. Raises ValidationError by field."""
    _require_officer(by, body, on)
    key = key_in_force(body)
    holder = own_key(by)
    if key is None or holder is None:
        raise ValidationError(_("请先设置新的密钥口令。"))
    if own_grants(by, on).filter(key=key).exists():
        raise ValidationError(_("您已经能够开启，不需要恢复。"))
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明事由。")]})
    asked, _made = Recovery.objects.get_or_create(
        key=key, holder=holder, done_at=None, defaults={"reason": reason.strip()}
    )
    return asked


@service("complaints.share-released")
def release_share(*, recovery: Recovery, private: bytes, by: User) -> RecoveryShare:
    """A custodian opens the own part and seals it to who asked. Raises ValidationError."""
    recovery = Recovery.objects.select_for_update().select_related("key", "holder__owner").get(pk=recovery.pk)
    share = own_shares(by).filter(key=recovery.key_id).first()
    if share is None or recovery.done_at is not None or recovery.holder.owner_id == by.pk:
        raise ValidationError(_("这份恢复份额不由您交出。"))
    part = _opened(private, bytes(share.sealed))
    sealed = sealing.seal(bytes(recovery.holder.public), part)
    released, _made = RecoveryShare.objects.get_or_create(
        recovery=recovery, share=share, defaults={"sealed": sealed, "by": by}
    )
    return released


@service("complaints.key-recovered")
def finish_recovery(*, recovery: Recovery, private: bytes, by: User, on: date) -> KeyGrant:
    """Put both parts together and take the body's key. What was put together is forgotten at once. Raises ValidationError."""
    recovery = Recovery.objects.select_for_update().select_related("key__body", "holder").get(pk=recovery.pk)
    _require_officer(by, recovery.key.body, on)
    if recovery.holder.owner_id != by.pk or recovery.holder.replaced_at or recovery.done_at:
        raise ValidationError(_("这项恢复不由您完成。"))
    parts = [_opened(private, bytes(row.sealed)) for row in recovery.released.order_by("share__number")]
    if len(parts) != 2:  # noqa: PLR2004 - the two parts of a key
        raise ValidationError(_("两名保管人都交出份额以后才能恢复。"))
    body_private = sealing.unlock(sealing.joined(*parts), bytes(recovery.key.recovery))
    given, _made = KeyGrant.objects.get_or_create(
        key=recovery.key,
        holder=recovery.holder,
        defaults={"sealed": sealing.seal(bytes(recovery.holder.public), body_private), "given_by": by},
    )
    recovery.released.all().delete()
    recovery.done_at = clock.now()
    recovery.save(update_fields=["done_at"])
    return given


def _pairs(users: Iterable[User], field: str) -> list[PersonalKey]:
    found = []
    for user in users:
        key = own_key(user)
        if key is None:
            raise ValidationError({field: [_("%(name)s还没有设置密钥口令。") % {"name": user}]})
        found.append(key)
    return found


def _opened(private: bytes, sealed: bytes) -> bytes:
    try:
        return sealing.unseal(private, sealed)
    except sealing.DoesNotOpen as error:
        raise ValidationError(_("密钥不能开启，请由保管人恢复。")) from error


def _require_officer(user: User, body: ReceivingBody, on: date) -> None:
    if not receiving_bodies(user, on).filter(pk=body.pk).exists():
        raise ValidationError(_("只有受理机关的工作人员可以办理。"))
