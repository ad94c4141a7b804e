"""`manage.py gather_translations`: what the code and the rulebook say, brought into the English catalogue."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from core.terms import official_terms


class Command(BaseCommand):
    """Gather the texts to translate."""

    help = "收集待翻译的文字"

    def handle(self, *args: Any, **options: Any) -> None:
        """The rulebook is plain Python and marks nothing: its terms are marked in a file that lives as long as the search."""
        marked = Path(settings.BASE_DIR) / "official_terms.py"
        marked.write_text("".join(f"_({term!r})\n" for term in official_terms()))
        try:
            call_command(
                "makemessages", locale=["en"], no_location=True, no_obsolete=True, ignore_patterns=[".venv"]
            )
        finally:
            marked.unlink()
