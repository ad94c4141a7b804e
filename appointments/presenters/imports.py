"""The page of the import of past files: what it is called, which form it takes, who imports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from appointments.policies import deciding_units
from appointments.services.checking import OF_COUNTY
from appointments.services.importing import COLUMNS, NOUN
from core import clock
from organisation.presenters.imports import ImportKind


def _keeps_files(user: Any) -> bool:
    return deciding_units(user, clock.today()).exists()


APPOINTMENTS = ImportKind(
    kind="appointments",
    title=_("导入历史任用档案"),
    intro=_(
        "导入过去已经办完的任用（.xlsx、.csv），一行一份，写明各程序的日期和结果。先检查并预览变化，确认后才保存；有任何错误则全部不保存。"
        "导入的档案标明“历史导入”，缺的程序同样列为问题。"
    ),
    page="appointments-import",
    template_page="appointments-template",
    sheet=_("历史任用档案"),
    columns=COLUMNS,
    nouns={NOUN: _("任用档案")},
    next_page="appointment-list",
    next_label=_("查看干部任用"),
    open_to=_keeps_files,
    rechecks=(OF_COUNTY,),
)
