"""The page of the import of earlier audits: what it is called and which form it takes."""

from django.utils.translation import gettext_lazy as _

from audits.services.importing import COLUMNS, FOUND, NOUN
from organisation.presenters.imports import ImportKind

AUDITS = ImportKind(
    kind="audits",
    title=_("导入历史审计"),
    intro=_(
        "导入系统启用前的经济责任审计、审计发现问题和整改（.xlsx、.csv），一行一个问题。任满五年的计算和结论运用以导入的审计为准。先检查并预览变化，确认后才保存；有任何错误则全部不保存。"
    ),
    page="audits-import",
    template_page="audits-template",
    sheet=_("历史审计台账"),
    columns=COLUMNS,
    nouns={NOUN: _("审计"), FOUND: _("问题")},
    next_page="audit-list",
    next_label=_("查看经济责任审计"),
)
