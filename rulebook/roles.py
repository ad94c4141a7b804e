"""Who uses the product (角色), each with a sentence a lay reader understands, and what the role may do.

Most of what a person may see follows by itself: a head from the tenure, a linked leader from the link, a unit member from
the unit, an officer from the mandates of the body they work for. Only the last and the administrators are given by hand.
"""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """Roles given by hand (授予的角色)."""

    OFFICER = "officer"  # 监督机构工作人员
    REGISTRAR = "registrar"  # 名册管理员
    SECRETARY = "secretary"  # 议事秘书
    BOOKKEEPER = "bookkeeper"  # 财务人员
    OVERSEER = "overseer"  # 全县督查（县纪委监委、县委督查）
    ADMINISTRATOR = "administrator"  # 系统管理员
    SECURITY_ADMINISTRATOR = "security"  # 安全管理员（安全保密管理员）
    AUDIT_ADMINISTRATOR = "audit"  # 审计管理员（安全审计员）


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A role: its name, the sentence shown beside it, and whether it is held for one body (unit)."""

    role: Role
    name: str
    sentence: str
    for_body: bool


ROLES: dict[Role, RoleRule] = {
    rule.role: rule
    for rule in (
        RoleRule(
            Role.OFFICER,
            "监督工作人员",
            "代表所在机构对其监督范围内的“一把手”开展工作、登记记录。",
            True,
        ),
        RoleRule(Role.REGISTRAR, "名册管理员", "导入和维护本县机构、岗位和任职名册。", True),
        RoleRule(
            Role.SECRETARY,
            "议事秘书",
            "为本单位登记决策事项、送达议程、记录会议，不参加表决。",
            True,
        ),
        RoleRule(
            Role.BOOKKEEPER,
            "财务人员",
            "登记本单位的预算、审批单、资金台账、“小金库”自查和采购，不由“一把手”担任；决策事项仍由议事秘书登记。",
            True,
        ),
        RoleRule(
            Role.OVERSEER,
            "全县督查",
            "查看全县履职日历和完成情况，不办理具体事项。",
            True,
        ),
        RoleRule(
            Role.ADMINISTRATOR,
            "系统管理员",
            "维护系统运行和基础数据，看不到任何监督事项，也不管理用户和权限。",
            False,
        ),
        RoleRule(
            Role.SECURITY_ADMINISTRATOR,
            "安全管理员",
            "管理登录用户，提出角色的授予和收回，由第二人确认后生效；不维护系统，不查看操作记录。",
            False,
        ),
        RoleRule(
            Role.AUDIT_ADMINISTRATOR,
            "审计管理员",
            "查看操作、登录和修改的记录，什么都不能改动。",
            False,
        ),
    )
}
