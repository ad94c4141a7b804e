"""The page of the import of divisions of work: what it is called and which form it takes."""

from django.utils.translation import gettext_lazy as _

from organisation.presenters.imports import ImportKind
from supervision.services.division.importing import COLUMNS, NOUN

DIVISION = ImportKind(
    kind="division",
    title=_("导入班子分工"),
    intro=_(
        "导入各单位的班子分工（.xlsx、.csv）：单位、分管工作、分管领导、起始日期和依据，一行一项工作。先检查并预览变化，确认后才保存；"
        "有任何错误则全部不保存。"
    ),
    page="division-import",
    template_page="division-template",
    sheet=_("班子分工"),
    columns=COLUMNS,
    nouns={NOUN: _("分工")},
    next_page="unit-list",
    next_label=_("查看单位"),
    of_cases=False,
)
