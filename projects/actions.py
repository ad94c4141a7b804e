"""What the ledger's log calls what was done to building projects (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "interest.declare": _("申报利益关联"),
    "interest.end": _("登记利益申报终止"),
    "interest.viewed": _("查看利益申报"),
    "interference.accept": _("受理插手干预登记"),
    "interference.close": _("办结插手干预登记"),
    "interference.enter": _("登记插手干预"),
    "interference.examine": _("登记插手干预核查情况"),
    "interference.source-viewed": _("查看插手干预登记人"),
    "interference.viewed": _("查看插手干预登记"),
    "project.attach": _("上传项目材料"),
    "project.change": _("修改项目"),
    "project.change-part": _("修改标段"),
    "project.check-by-head": _("登记“一把手”监督检查"),
    "project.enter": _("登记项目"),
    "project.enter-part": _("登记标段"),
    "project.enter-sum": _("登记工程变更、验收计量或者支付"),
    "project.export": _("导出项目"),
    "project.give-up": _("终止项目"),
    "project.recuse": _("登记项目回避"),
    "project.remove-sum": _("撤销误登的工程变更、验收计量或者支付"),
    "project.save-record": _("登记项目阶段材料"),
    "project.save-stage": _("登记阶段进度"),
    "projects.imported": _("导入项目"),
}
