"""Installation: the first three administrators are named, and no superuser is left."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.choices import SessionEnd
from accounts.models import User
from accounts.policies.roles import administrators, are_installed
from accounts.services.passwords import make_temporary
from accounts.services.roles import give_role
from accounts.services.sessions import end_sessions
from core.clock import today
from core.ledger import record, service
from rulebook.administration import EXCLUSIVE
from rulebook.roles import ROLES, Role


def vacant(on: date) -> list[Role]:
    """Which of the three administrators nobody is."""
    return [role for role in ROLES if role in EXCLUSIVE and not administrators(role, on).exists()]


def is_left_over(user: User) -> bool:
    """Whether `user` is a superuser of a product that is installed: nothing opens to them any more."""
    return user.is_superuser and are_installed(today())


@service("administrators.installed")
def install(*, names: Mapping[Role, str], passwords: Mapping[Role, str], by: Any, on: date) -> None:
    """Make a log-in for each administrator nobody is yet, by `names`, with a temporary password, and switch every superuser off.

    Raises ValidationError where a name is missing, given for a role that is held, taken, or given twice.
    """
    wanted = vacant(on)
    if set(names) != set(wanted) or not wanted:
        told = "、".join(ROLES[role].name for role in wanted) or _("无")
        raise ValidationError(_("须指定且只能指定尚无人担任的管理员：%(roles)s。") % {"roles": told})
    if len(set(names.values())) != len(names):
        raise ValidationError(_("三员须由不同的用户担任。"))
    for role, name in names.items():
        if User.objects.filter(username=name).exists():
            raise ValidationError(_("用户名“%(name)s”已被使用") % {"name": name})
        user = User(username=name)
        user.full_clean(exclude=["password"])
        user.set_password(passwords[role])
        make_temporary(user)
        user.save()
        give_role(user=user, role=role, body=None, reason=_("安装时指定"), by=by, on=on)
    for user in User.objects.select_for_update().filter(is_superuser=True):
        user.is_active = user.is_superuser = user.is_staff = False
        user.save(update_fields=["is_active", "is_superuser", "is_staff"])
        end_sessions(user, SessionEnd.DEACTIVATED)
        record("superuser.switched-off", by=by, target=user)
