"""Choices of the accounts tables, from the rulebook and the ways of logging in."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from rulebook.roles import ROLES

ROLE_CHOICES = [(rule.role.value, rule.name) for rule in ROLES.values()]
# No role: a single unit opened to a single user, kept as a grant on the unit (guardian).
BY_HAND = "supervise-unit"
CHANGE_CHOICES = [*ROLE_CHOICES, (BY_HAND, _("个别授权（监督一个单位）"))]


class FactorKind(TextChoices):
    """What a user shows besides the password."""

    TOTP = "totp", _("动态口令")
    PASSKEY = "passkey", _("通行密钥")


class SessionEnd(TextChoices):
    """Why a session is over."""

    LOGGED_OUT = "logged-out", _("本人退出")
    OWN = "own", _("本人在登录会话中结束")
    IDLE = "idle", _("长时间没有操作")
    LENGTH = "length", _("超过最长登录时间")
    PASSWORD = "password", _("修改或重置密码")  # noqa: S105
    ROLE = "role", _("角色变动")
    DEACTIVATED = "deactivated", _("账号停用")
    ADMINISTRATOR = "administrator", _("管理员结束")
    REPLACED = "replaced", _("重新登录")


class RecoveryScope(TextChoices):
    """What a user lost."""

    PASSWORD = "password", _("密码")  # noqa: S105
    FACTOR = "factor", _("第二验证方式")
    BOTH = "both", _("密码和第二验证方式")


class RoleChangeKind(TextChoices):
    """What is proposed about a role."""

    GIVE = "give", _("授予角色")
    END = "end", _("收回角色")


class RoleChangeOutcome(TextChoices):
    """What became of a proposal about a role."""

    CONFIRMED = "confirmed", _("已确认")
    REFUSED = "refused", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")
    LAPSED = "lapsed", _("逾期失效")


class RecoveryOutcome(TextChoices):
    """What became of an application to let a user in again."""

    CONFIRMED = "confirmed", _("已确认")
    DECLINED = "declined", _("不同意")
    WITHDRAWN = "withdrawn", _("已撤回")
