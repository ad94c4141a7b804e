"""Separation of the three administrators (三员分立) and how rights are given (授权).

Source: GB/T 22239-2019 (等保 2.0), level 3, 8.1.5.1 system management, 8.1.5.2 audit management, 8.1.5.3 security management: each by an administrator
of its own; 分级保护 names them 系统管理员, 安全保密管理员, 安全审计员. That a right takes effect by two people, and within which time, the standard
leaves to whoever runs the product.
"""

from rulebook.establishment import Function
from rulebook.procedures.major import LeaderRule
from rulebook.roles import Role
from rulebook.types import LOCAL_DEFAULT, Limit

# Each by itself (互斥): beside one of them no other role, and no heading of a unit.
EXCLUSIVE: frozenset[Role] = frozenset(
    {Role.ADMINISTRATOR, Role.SECURITY_ADMINISTRATOR, Role.AUDIT_ADMINISTRATOR}
)

# Who confirms where no other security administrator may: the first of these leaders who may, being neither concerned nor a relative.
STAND_INS: tuple[LeaderRule, ...] = (
    LeaderRule(Function.DISCIPLINE, "书记"),
    LeaderRule(Function.COUNTY_COMMITTEE, "书记"),
)

CONFIRM_WITHIN = Limit(
    "role-change-days", "L83", "角色授予、收回提出后，由第二人确认的期限，期满没有确认的自动失效", 15, "天", LOCAL_DEFAULT,
    at_least=3, at_most=30,
)  # fmt: skip

LIMITS: tuple[Limit, ...] = (CONFIRM_WITHIN,)
