"""The page of the import of projects: what it is called and which form it takes."""

from django.utils.translation import gettext_lazy as _

from organisation.presenters.imports import ImportKind
from projects.services.checking import OF_COUNTY
from projects.services.importing import COLUMNS
from projects.services.importing.storing import NOUN, PART_NOUN

PROJECTS = ImportKind(
    kind="projects",
    title=_("导入工程项目"),
    intro=_(
        "导入工程项目台账（.xlsx、.csv）：项目、各阶段计划和实际日期、标段和付款。先检查并预览变化，确认后才保存；有任何错误则全部不保存。"
    ),
    page="projects-import",
    template_page="projects-template",
    sheet=_("工程项目台账"),
    columns=COLUMNS,
    nouns={NOUN: _("项目"), PART_NOUN: _("标段")},
    next_page="project-list",
    next_label=_("查看工程项目"),
    rechecks=(OF_COUNTY,),
)
