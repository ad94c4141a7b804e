"""`manage.py import_roster FILE [--dry-run] [--json]`: import a roster, all of it or nothing."""

from core.clock import today
from core.importing import Report
from core.management.imports import ImportCommand
from organisation.services import import_roster


class Command(ImportCommand):
    """Import a roster."""

    help = "导入花名册（单位、岗位、人员、任职）；有任何错误则全部不保存"
    noun_words = {"units": "单位", "posts": "岗位", "people": "人员", "tenures": "任职"}

    def import_file(self, *, content: bytes, name: str, dry_run: bool) -> Report:
        """Import as the product itself, as of today."""
        return import_roster(content=content, name=name, by=None, on=today(), dry_run=dry_run)
