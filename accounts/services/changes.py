"""Roles are given and ended by two: a security administrator proposes with a reason, a second person confirms. Until then nothing changes."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm, remove_perm

from accounts.choices import BY_HAND, RoleChangeKind, RoleChangeOutcome
from accounts.models import RoleChange, RoleHeld, User
from accounts.policies import proposes, waiting_changes
from accounts.services.roles import check_role, end_role, give_role
from core.clock import now
from core.ledger import service
from organisation.models import Unit
from rulebook.administration import CONFIRM_WITHIN


class NotToDecide(Exception):
    """It was decided already, lapsed, or is not this user's to decide."""


@service("role-change.proposed")
def propose_role(
    *,
    user: User,
    role: str,
    body: Unit | None,
    reason: str,
    by: User,
    on: date,
    since: date,
    until: date | None,
) -> RoleChange:
    """Propose to give `user` a role from `since` up to, not including, `until`. Nothing is held before somebody else confirms it.

    Raises ValidationError by field for what could not be given as it stands, NotToDecide for who may not propose.
    """
    _check_proposer(user, by, on)
    if since < on:
        raise ValidationError({"during": _("开始日期不能早于今天：角色经确认后才生效。")})
    if role == BY_HAND:
        _check_by_hand(user, body, until)
    else:
        held = RoleHeld(user=user, role=role, body=body, during=DateRange(since, until), reason=reason)
        check_role(held)
    change = RoleChange(
        kind=RoleChangeKind.GIVE, user=user, role=role, body=body, during=DateRange(since, until)
    )
    return _proposed(change, reason, by, on)


@service("role-change.proposed")
def propose_end(*, held: RoleHeld, reason: str, by: User, on: date, last: date) -> RoleChange:
    """Propose to end a role, `last` being the first day it is no longer held. Raises as `propose_role`."""
    _check_proposer(held.user, by, on)
    if last < on:
        raise ValidationError({"last": _("收回日期不能早于今天。")})
    if held.during.upper is not None and held.during.upper <= last:
        raise ValidationError({"last": _("该角色已于%(day)s结束") % {"day": held.during.upper}})
    change = RoleChange(
        kind=RoleChangeKind.END, user=held.user, role=held.role, body=held.body, during=DateRange(last, None),
        held=held,
    )  # fmt: skip
    return _proposed(change, reason, by, on)


@service("role-change.proposed")
def propose_end_by_hand(*, user: User, body: Unit | None, reason: str, by: User, on: date) -> RoleChange:
    """Propose to take the supervision of a unit, given by hand, back again. Raises as `propose_role`."""
    _check_proposer(user, by, on)
    if body is None or not user.has_perm("organisation.supervise_unit", body):
        raise ValidationError({"body": _("该用户没有对这个单位的个别授权")})
    change = RoleChange(
        kind=RoleChangeKind.END, user=user, role=BY_HAND, body=body, during=DateRange(on, None)
    )
    return _proposed(change, reason, by, on)


def _check_proposer(user: User, by: User, on: date) -> None:
    if not proposes(by, on):
        raise NotToDecide
    if user == by:
        raise ValidationError({"user": _("不能为自己提出角色变更，请由另一名安全管理员提出。")})


def _check_by_hand(user: User, body: Unit | None, until: date | None) -> None:
    if body is None:
        raise ValidationError({"body": _("个别授权须指明被监督的单位")})
    if until is not None:
        raise ValidationError({"during": _("个别授权不定截止日期，不再需要时收回。")})
    if user.has_perm("organisation.supervise_unit", body):
        raise ValidationError({"body": _("该用户已有对这个单位的个别授权")})


def _proposed(change: RoleChange, reason: str, by: User, on: date) -> RoleChange:
    user = User.objects.select_for_update(of=("self",)).get(pk=change.user_id)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明理由")})
    same = RoleChange.objects.filter(user=user, role=change.role, body=change.body, outcome="")
    same.filter(lapses_on__lte=on).update(outcome=RoleChangeOutcome.LAPSED, decided_at=now())
    if same.exists():
        raise ValidationError({"user": _("该用户的这一角色已有待确认的申请。")})
    change.reason, change.proposed_by, change.proposed_at = reason.strip(), by, now()
    change.lapses_on = on + timedelta(days=CONFIRM_WITHIN.value)
    change.save()
    return change


@service("role-change.confirmed")
def confirm_change(*, change: int, by: User, on: date) -> RoleChange:
    """Confirm what another proposed; it takes effect, from today at the earliest.

    Raises NotToDecide, and ValidationError for what has come to stand against it since.
    """
    found = _waiting(change, by, on)
    if found.role == BY_HAND:
        _take_or_give(found)
    elif found.kind == RoleChangeKind.GIVE:
        _give(found, by, on)
    else:
        _end(found, by, on)
    return _decided(found, RoleChangeOutcome.CONFIRMED, by)


def _give(found: RoleChange, by: User, on: date) -> None:
    if found.during.upper is not None and found.during.upper <= on:
        raise ValidationError(_("申请的截止日期已过，请不予同意，由提出人重新提出。"))
    give_role(
        user=found.user, role=found.role, body=found.body, reason=found.reason, by=by,
        on=max(found.during.lower, on), until=found.during.upper,
    )  # fmt: skip


def _end(found: RoleChange, by: User, on: date) -> None:
    held = RoleHeld.objects.select_for_update(of=("self",)).filter(pk=found.held_id or 0).first()
    if held is None:
        raise ValidationError(_("这一角色已经不在，请不予同意。"))
    end_role(held=held, reason=found.reason, by=by, on=max(found.during.lower, on))


def _take_or_give(found: RoleChange) -> None:
    act = assign_perm if found.kind == RoleChangeKind.GIVE else remove_perm
    act("organisation.supervise_unit", found.user, found.body)


@service("role-change.refused")
def refuse_change(*, change: int, words: str, by: User, on: date) -> RoleChange:
    """Say no to what another proposed. Raises NotToDecide, and ValidationError where no reason is given."""
    found = _waiting(change, by, on)
    if not words.strip():
        raise ValidationError({"words": _("请写明不同意的理由。")})
    found.words = words.strip()
    return _decided(found, RoleChangeOutcome.REFUSED, by)


@service("role-change.withdrawn")
def withdraw_change(*, change: int, by: User, on: date) -> RoleChange:
    """Take back what one proposed oneself. Raises NotToDecide."""
    rows = RoleChange.objects.select_for_update(of=("self",)).filter(outcome="", proposed_by=by)
    found = rows.filter(pk=change).first()
    if found is None:
        raise NotToDecide
    return _decided(found, RoleChangeOutcome.WITHDRAWN, by)


def _waiting(change: int, by: User, on: date) -> RoleChange:
    rows = waiting_changes(by, on).select_for_update(of=("self",)).select_related("user")
    found: RoleChange | None = rows.filter(pk=change).first()
    if found is None:
        raise NotToDecide
    return found


def _decided(found: RoleChange, outcome: RoleChangeOutcome, by: User) -> RoleChange:
    found.outcome, found.decided_by, found.decided_at = outcome, by, now()
    found.save(update_fields=["outcome", "decided_by", "decided_at", "words"])
    return found
