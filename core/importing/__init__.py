"""Importing tables from .xlsx and .csv: reading them safely, naming every error by row and column."""

from core.importing.problems import CellError, Fault, LineError, Refused, Unreadable
from core.importing.reports import Line, Report
from core.importing.tables import Column, Row, Table, read_rows, read_table, rows_in

__all__ = [
    "CellError",
    "Column",
    "Fault",
    "Line",
    "LineError",
    "Refused",
    "Report",
    "Row",
    "Table",
    "Unreadable",
    "read_rows",
    "read_table",
    "rows_in",
]
