"""`manage.py seal_evidence`: seal by hand what the scheduler seals every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand

from core.clock import now
from core.evidence.sealing import seal


class Command(BaseCommand):
    """Seal."""

    help = "立即封存待封存的存证（平时每五分钟自动封存一次）"

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal and say how many."""
        self.stdout.write(f"已封存 {seal(at=now())} 条")
