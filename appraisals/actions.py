"""What the ledger's log calls what was done to appraisals (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "appraisal.cancel": _("取消测评"),
    "appraisal.close": _("截止投票并计票"),
    "appraisal.comment": _("提交对测评结果的说明"),
    "appraisal.compare-papers": _("核对纸质票入箱"),
    "appraisal.meet": _("登记述职述廉会议"),
    "appraisal.open": _("开始投票"),
    "appraisal.order-slips": _("印制票码"),
    "appraisal.publish": _("公布述职述廉报告"),
    "appraisal.result-viewed": _("查看测评结果"),
    "appraisal.return": _("退回述职述廉报告"),
    "appraisal.round.add": _("补充列入年度测评"),
    "appraisal.round.move": _("调整年度测评日期"),
    "appraisal.round.set-up": _("布置年度测评"),
    "appraisal.seal": _("审定公布测评结果"),
    "appraisal.state": _("提交述职述廉报告"),
    "appraisal.take-slips": _("下载并销毁票码文件"),
    "appraisal.type-paper": _("录入纸质票"),
}
