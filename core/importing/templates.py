"""The empty form to fill in: a workbook with the header, lists to choose from, and a sheet that explains."""

from collections.abc import Sequence
from tempfile import TemporaryFile

from django.http import FileResponse
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from core.exporting import XLSX
from core.importing.cells import day
from core.importing.tables import MOST_ROWS, Column

BOLD = Font(bold=True)
TEXT_FORMAT, DATE_FORMAT = "@", "yyyy-mm-dd"


def template_response(filename: str, sheet: str, columns: Sequence[Column]) -> FileResponse:
    """Answer with the empty form as a download named `filename` (ends in .xlsx)."""
    book = Workbook()
    form = book.worksheets[0]
    form.title = sheet
    _fill_form(form, columns)
    _fill_notes(book.create_sheet(_("说明")), columns)
    file = TemporaryFile()  # noqa: SIM115 - the response closes it
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=filename, content_type=XLSX)


def _heading(column: Column) -> str:
    return f"{column.name}*" if column.required else column.name


def _fill_form(form: Worksheet, columns: Sequence[Column]) -> None:
    form.freeze_panes = "A2"
    for place, column in enumerate(columns, start=1):
        letter = get_column_letter(place)
        form.cell(1, place, _heading(column)).font = BOLD
        width = form.column_dimensions[letter]
        width.width = max(12, 2 * len(column.name) + 4)
        width.number_format = DATE_FORMAT if column.read is day else TEXT_FORMAT
        if column.options:
            choices = DataValidation(type="list", formula1=f'"{",".join(column.options)}"', allow_blank=True)
            choices.showErrorMessage = True
            choices.error = _("请从列表中选择")
            choices.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            form.add_data_validation(choices)


def _fill_notes(notes: Worksheet, columns: Sequence[Column]) -> None:
    rows = [(_("列名"), _("是否必填"), _("填写说明"))]
    for column in columns:
        hint = str(column.hint) or (_("从列表中选择") if column.options else "")
        words = "；".join(part for part in (hint, "、".join(column.options)) if part)
        rows.append((column.name, _("必填") if column.required else _("选填"), words))
    rows += [("", "", _("第一行是列名，不要修改；列的顺序不限，选填的列可以删除。"))]
    for row in rows:
        notes.append(row)
    for cell in notes[1]:
        cell.font = BOLD
    for letter, width in (("A", 20), ("B", 10), ("C", 80)):
        notes.column_dimensions[letter].width = width
    for (cell,) in notes.iter_rows(min_col=3, max_col=3):
        cell.alignment = Alignment(wrap_text=True, vertical="top")
