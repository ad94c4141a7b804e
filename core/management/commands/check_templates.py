"""`manage.py check_templates`: every template of the project compiles."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.template import TemplateSyntaxError
from django.template.loader import get_template


class Command(BaseCommand):
    """Compile every template."""

    help = "编译全部模板，发现语法错误"

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError naming each template that does not compile."""
        folder = Path(settings.BASE_DIR) / "templates"
        wrong = []
        for path in sorted(folder.rglob("*.html")) + sorted(folder.rglob("*.txt")):
            name = str(path.relative_to(folder))
            try:
                get_template(name)
            except TemplateSyntaxError as error:
                wrong.append(f"{name}: {error}")
        if wrong:
            raise CommandError("\n".join(wrong))
