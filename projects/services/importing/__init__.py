"""Importing projects (工程项目导入) from the county's list: all of it or nothing."""

from projects.services.importing.columns import COLUMNS
from projects.services.importing.running import NOUN, import_projects

__all__ = ["COLUMNS", "NOUN", "import_projects"]
