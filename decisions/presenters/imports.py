"""The page of the import of decisions recorded elsewhere: what it is called and which form it takes."""

from django.utils.translation import gettext_lazy as _

from decisions.services.importing import NOUN
from organisation.presenters.imports import ImportKind

DECISIONS = ImportKind(
    kind="decisions",
    title=_("导入决策"),
    intro=_(
        "导入其他系统记录的决策（.jsonl，每行一个 JSON 对象，字段见格式说明）：事项、会前程序、会议、表决、决议和执行。先检查并预览变化，确认后才保存；"
        "有任何错误则全部不保存。"
    ),
    page="decisions-import",
    template_page="decision-schema",
    template_label=_("查看格式说明"),
    sheet=_("决策"),
    columns=(),
    nouns={NOUN: _("决策事项")},
    next_page="matter-list",
    next_label=_("查看决策事项"),
    suffixes=(".jsonl",),
)
