"""Giving and ending roles, once two people agreed (accounts/services/changes.py). Who gave a role, why, and from when to when stays in the role's history and in the ledger."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.choices import SessionEnd
from accounts.models import RoleHeld, User
from accounts.policies.tables import ADMINISTERING
from accounts.services.sessions import end_sessions
from core.ledger import record, service
from organisation.models import Tenure, Unit
from rulebook.administration import EXCLUSIVE
from rulebook.roles import ROLES, Role


@service("role.given")
def give_role(
    *, user: User, role: str, body: Unit | None, reason: str, by: Any, on: date, until: date | None = None
) -> RoleHeld:
    """Give `user` a role for `body` from `on` up to, not including, `until`.

    Raises ValidationError naming the field where the reason or the body is missing, the end is not after the beginning, the role
    is already held for that body on one of these days, a head were to keep the books of the own unit, or an administrator were to be
    anything else besides.
    """
    held = RoleHeld(user=user, role=role, body=body, during=DateRange(on, until), reason=reason.strip())
    check_role(held)
    held._change_reason = reason.strip()[:100]  # type: ignore[attr-defined]
    held.save()
    _keep_staff_flag(user, on)
    return held


def check_role(held: RoleHeld) -> None:
    """Raise ValidationError, by field, for a role that may not be given as it stands."""
    rule = ROLES.get(Role(held.role)) if held.role in set(Role) else None
    if rule is None:
        raise ValidationError({"role": _("没有这个角色")})
    if rule.for_body and held.body is None:
        raise ValidationError({"body": _("“%(role)s”须指明所在机构") % {"role": rule.name}})
    if not held.reason.strip():
        raise ValidationError({"reason": _("请写明授予理由")})
    first, end = held.during.lower, held.during.upper
    if first is None:
        raise ValidationError({"during": _("请填写开始日期")})
    if end is not None and end <= first:
        raise ValidationError({"during": _("截止日期须晚于开始日期")})
    if rule.role == Role.BOOKKEEPER and _heads(held, first):
        raise ValidationError({"user": _("“一把手”不得担任本单位的财务人员（B3）。")})
    check_apart(held)
    same = RoleHeld.objects.filter(
        user=held.user, role=held.role, body=held.body, during__overlap=held.during
    )
    if same.exclude(pk=held.pk).exists():
        raise ValidationError({"during": _("该用户在这段时间已有同一角色")})


def check_apart(held: RoleHeld) -> None:
    """Raise ValidationError where an administrator would hold another role, or head a unit, on one of these days (三员分立)."""
    rule = ROLES[Role(held.role)]
    others = RoleHeld.objects.filter(user=held.user, during__overlap=held.during).exclude(role=held.role)
    if rule.role not in EXCLUSIVE:
        others = others.filter(role__in=EXCLUSIVE)
    other = others.order_by("during").first()
    if other is not None:
        told = {"role": rule.name, "other": other.get_role_display(), "days": _days(other.during)}
        raise ValidationError(
            {"role": _("三员分立：该用户%(days)s担任“%(other)s”，不能同时担任“%(role)s”。") % told}
        )
    if rule.role in EXCLUSIVE and held.user.person_id is not None:
        rows = Tenure.objects.filter(person=held.user.person_id, post__is_head=True)
        led = rows.filter(during__overlap=held.during).select_related("post__unit").order_by("during").first()
        if led is not None:
            told = {"role": rule.name, "unit": led.post.unit.name, "days": _days(led.during)}
            words = _("三员分立：该用户%(days)s任%(unit)s“一把手”，不能同时担任“%(role)s”。")
            raise ValidationError({"role": words % told})


def _days(during: Any) -> str:
    if during.upper is None:
        return _("自%(since)s起") % {"since": during.lower or "—"}
    return _("%(since)s至%(until)s（不含）") % {"since": during.lower or "—", "until": during.upper}


def _heads(held: RoleHeld, day: date) -> bool:
    """Whether who is given the role heads that body on `day`."""
    rows = Tenure.objects.filter(post__unit=held.body, post__is_head=True, during__contains=day)
    return held.user.person_id is not None and rows.filter(person=held.user.person_id).exists()


def end_role(*, held: RoleHeld, reason: str, by: Any, on: date) -> None:
    """End a role: `on` is the first day it is no longer held. One given on that very day is taken back altogether.

    Raises ValidationError without a reason or where the role has already ended.
    """
    if not reason.strip():
        raise ValidationError({"reason": _("请写明收回理由")})
    if held.during.upper is not None and held.during.upper <= on:
        raise ValidationError(_("该角色已于%(day)s结束") % {"day": held.during.upper})
    _end(held=held, reason=reason.strip(), by=by, on=on)


@service("role.ended")
def _end(*, held: RoleHeld, reason: str, by: Any, on: date) -> None:
    held._change_reason = reason[:100]  # type: ignore[attr-defined]
    record("role.end-reason", by=by, target=held, facts={"reason": reason, "on": on.isoformat()})
    user = held.user
    if held.during.lower is not None and held.during.lower >= on:
        held.delete()
    else:
        held.during = DateRange(held.during.lower, on)
        held.save()
    _keep_staff_flag(user, on)


def _keep_staff_flag(user: User, on: date) -> None:
    """Let into the administration pages who holds, or will hold, a role that works there."""
    held = RoleHeld.objects.filter(user=user, role__in=ADMINISTERING)
    lasting = held.filter(Q(during__endswith__gt=on) | Q(during__upper_inf=True))
    wanted = user.is_superuser or lasting.exists()
    if user.is_staff != wanted:
        user.is_staff = wanted
        user.save(update_fields=["is_staff"])
    user.__dict__.pop("_grants", None)
    # What a session may do is settled at its log-in: with another role one logs in anew.
    end_sessions(user, SessionEnd.ROLE)
