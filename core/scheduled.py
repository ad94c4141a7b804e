"""What runs by itself (config/celery.py), as its table calls it."""

from django.utils.translation import gettext_lazy as _

SCHEDULE_NAMES = {
    "audit-proposals": _("生成审计建议"),
    "backup": _("备份"),
    "calendar-of-duties": _("检查履职日历"),
    "check-of-appointments": _("检查干部任用"),
    "check-of-audit-stages": _("检查审计和整改进度"),
    "check-of-audit-teams": _("检查审计组回避"),
    "check-of-bylaws": _("检查议事决策制度"),
    "check-of-divisions": _("检查班子分工"),
    "check-of-funds": _("检查资金使用"),
    "check-of-handovers": _("检查离任交接"),
    "check-of-inspections": _("检查视察建议答复"),
    "check-of-integrity": _("检查廉政责任"),
    "check-of-matters": _("检查决策事项"),
    "check-of-minutes": _("检查会议纪要"),
    "check-of-projects": _("检查工程项目"),
    "check-of-purchases": _("检查采购"),
    "days-of-appraisals": _("按日开始、截止评议"),
    "days-of-evidence": _("计算每日存证根值"),
    "digest": _("发送每日邮件摘要"),
    "forgetting-of-drafts": _("清除过期举报草稿"),
    "forgetting-of-slips": _("清除过期票码文件"),
    "heartbeat": _("运行心跳"),
    "jobs": _("接续后台任务"),
    "pick-up-of-mail": _("收取举报邮件"),
    "rechecks": _("核对大量变化"),
    "retention": _("清理期满材料"),
    "roots-by-mail": _("邮送每日存证根值"),
    "sealing-of-evidence": _("封存存证"),
}
