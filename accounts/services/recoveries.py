"""Letting somebody in again: a security administrator proposes with a reason, a second person confirms, neither is the one let in. What opens is
shown once.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.choices import RecoveryOutcome, RecoveryScope, SessionEnd
from accounts.models import AccountRecovery, User
from accounts.policies import proposes, recoverable, waiting_recoveries
from accounts.services import locks
from accounts.services.passwords import make_temporary, new_password
from accounts.services.sessions import end_sessions
from core.clock import now
from core.ledger import record, service


class NotPossible(Exception):
    """It was decided already, or is not this user's to decide."""


@service("recovery.proposed")
def propose(*, username: str, scope: str, reason: str, by: User, on: date) -> AccountRecovery:
    """Propose to let somebody in again. Raises ValidationError by field, NotPossible for who may not."""
    if not proposes(by, on):
        raise NotPossible
    if username == by.username:
        raise ValidationError({"username": _("不能为自己提出找回，请由另一名管理员提出。")})
    user = recoverable(by).select_for_update().filter(username=username).first()
    if user is None:
        raise ValidationError({"username": _("没有用户名为“%(name)s”的在用账号。") % {"name": username}})
    if not reason.strip():
        raise ValidationError({"reason": _("请写明理由，以及怎样核对了本人身份。")})
    if scope not in RecoveryScope.values:
        raise ValidationError({"scope": _("请选择找回内容。")})
    if user.recoveries.filter(outcome="").exists():
        raise ValidationError({"username": _("该用户已有待确认的找回申请。")})
    return AccountRecovery.objects.create(
        user=user, scope=scope, reason=reason.strip(), proposed_by=by, proposed_at=now()
    )


def confirm(*, recovery: int, by: User, on: date) -> tuple[AccountRecovery, str]:
    """Confirm what another proposed; return it with the temporary password, empty where the password stays. Raises NotPossible."""
    password = new_password()
    done = _confirm(recovery=recovery, password=password, by=by, on=on)
    return done, password if done.scope != RecoveryScope.FACTOR else ""


@service("recovery.confirmed")
def _confirm(*, recovery: int, password: str, by: User, on: date) -> AccountRecovery:
    found = _open(waiting_recoveries(by, on), recovery)
    user = found.user
    if found.scope != RecoveryScope.FACTOR:
        user.set_password(password)
        make_temporary(user)
        user.save(update_fields=["password", "temporary_until"])
    if found.scope != RecoveryScope.PASSWORD:
        user.factors.all().delete()
        user.recovery_codes.all().delete()
        record("second-factor.removed", by=by, target=user)
    end_sessions(user, SessionEnd.PASSWORD, by=by)
    locks.unlock(user=user, by=by)
    return _decided(found, RecoveryOutcome.CONFIRMED, by)


@service("recovery.declined")
def decline(*, recovery: int, by: User, on: date) -> AccountRecovery:
    """Decline what another proposed, or take back what one proposed oneself. Raises NotPossible."""
    own = AccountRecovery.objects.filter(pk=recovery, proposed_by=by).exists()
    rows = AccountRecovery.objects.filter(outcome="", proposed_by=by) if own else waiting_recoveries(by, on)
    found = _open(rows, recovery)
    return _decided(found, RecoveryOutcome.WITHDRAWN if own else RecoveryOutcome.DECLINED, by)


@service("recovery.told")
def tell(*, by: User, on: date) -> User:
    """Note that `by` was told of what was done to their log-in."""
    AccountRecovery.objects.filter(user=by, outcome=RecoveryOutcome.CONFIRMED, told_at=None).update(
        told_at=now()
    )
    return by


def untold(user: User) -> list[AccountRecovery]:
    """Recoveries of which `user` was not told yet."""
    rows = user.recoveries.filter(outcome=RecoveryOutcome.CONFIRMED, told_at=None)
    return list(rows.select_related("proposed_by__person", "decided_by__person"))


def _open(rows: QuerySet[AccountRecovery], recovery: int) -> AccountRecovery:
    found = rows.select_for_update(of=("self",)).select_related("user").filter(pk=recovery).first()
    if found is None:
        raise NotPossible
    return found


def _decided(found: AccountRecovery, outcome: RecoveryOutcome, by: User) -> AccountRecovery:
    found.outcome, found.decided_by, found.decided_at = outcome, by, now()
    found.save(update_fields=["outcome", "decided_by", "decided_at"])
    return found
