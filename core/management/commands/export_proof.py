"""`manage.py export_proof app.model:pk`: the proof of a record, for deploy/check_proof.py."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.evidence.proving import NotSealed, prove
from core.management.records import record


class Command(BaseCommand):
    """Print a proof."""

    help = "导出一条记录的存证证明（JSON），可用 deploy/check_proof.py 脱离本系统核对"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("record", help="app.model:主键，例如 decisions.matter:12")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it. Raises CommandError where there is nothing to prove (exit code 1), or no such table (2)."""
        try:
            self.stdout.write(json.dumps(prove(*record(options["record"])), ensure_ascii=False, indent=1))
        except NotSealed as error:
            raise CommandError(str(error), returncode=1) from error
