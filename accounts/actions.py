"""What the ledger's log calls what was done to log-ins and roles (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "administrators.installed": _("设立三员管理员"),
    "api-key.made": _("生成接口密钥"),
    "api-key.revoked": _("收回接口密钥"),
    "log.export": _("导出日志"),
    "password.changed": _("修改密码"),
    "recovery-code.used": _("使用恢复码登录"),
    "recovery-codes.made": _("生成恢复码"),
    "recovery.confirmed": _("确认重置登录"),
    "recovery.declined": _("不同意重置登录"),
    "recovery.proposed": _("提出重置登录"),
    "recovery.told": _("阅知登录重置情况"),
    "role-change.confirmed": _("确认角色变更"),
    "role-change.proposed": _("提出角色变更"),
    "role-change.refused": _("不同意角色变更"),
    "role-change.withdrawn": _("撤回角色变更"),
    "role.end-reason": _("记录终止角色的理由"),
    "role.ended": _("终止角色"),
    "role.given": _("授予角色"),
    "second-factor.added": _("添加第二验证方式"),
    "second-factor.removed": _("移除第二验证方式"),
    "session.ended": _("结束一处登录"),
    "sessions.ended": _("结束全部登录"),
    "superuser.switched-off": _("停用超级用户"),
    "user.changed": _("修改用户"),
    "user.digest_chosen": _("设置每日邮件提醒"),
    "user.made": _("新增用户"),
    "user.unlocked": _("解除登录锁定"),
}
