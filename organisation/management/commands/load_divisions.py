"""`manage.py load_divisions [--county CODE …]`: store the administrative divisions the product is delivered with."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from organisation.services import load_divisions


class Command(BaseCommand):
    """Load the divisions; done by `migrate` already, again only after the data files changed."""

    help = "载入全国行政区划（省、市、县、乡四级）；重复执行不会产生变化"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--county", action="append", help="只载入该县（六位代码），可重复")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say how many rows changed."""
        self.stdout.write(f"新增或更新 {load_divisions(counties=options['county'])} 个行政区划")
