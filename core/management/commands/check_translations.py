"""`manage.py check_translations`: the English catalogue is complete and compiled from what the code says now."""

import os
import re
import subprocess
import sys
import tempfile
from gettext import GNUTranslations
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.terms import official_terms

ENTRY = re.compile(
    r'^msgid (".*"(?:\n".*")*)\n(?:msgid_plural .*\n(?:".*"\n)*)?msgstr(?:\[0\])? (".*"(?:\n".*")*)', re.M
)


def _text(quoted: str) -> str:
    return "".join(line.strip()[1:-1] for line in quoted.splitlines())


class Command(BaseCommand):
    """Check the English catalogue."""

    help = "检查英文翻译是否完整"

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError naming what is untranslated, fuzzy, or said in the code but not in the catalogue."""
        catalogue = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
        said = catalogue.read_text()
        translated = {_text(m[1]): _text(m[2]) for m in ENTRY.finditer(said)}
        wrong = [f"untranslated: {key}" for key, value in translated.items() if key and not value]
        wrong += ["there are fuzzy entries"] if "#, fuzzy" in said.split("\n\n", 1)[1] else []
        wrong += [] if self._is_compiled(catalogue) else ["django.mo is not what django.po says: compile it"]
        wrong += [
            f"not in the catalogue: {key}"
            for key in sorted((self._in_code() | set(official_terms())) - set(translated))
        ]
        if wrong:
            raise CommandError("\n".join(wrong))

    @staticmethod
    def _is_compiled(catalogue: Path) -> bool:
        """Whether the compiled catalogue beside `catalogue` says the same: it alone is what a reader sees."""
        with tempfile.TemporaryDirectory() as folder:
            fresh = Path(folder) / "django.mo"
            subprocess.run(["msgfmt", "--check-format", "-o", str(fresh), str(catalogue)], check=True)
            return _compiled(fresh) == _compiled(catalogue.with_suffix(".mo"))

    @staticmethod
    def _in_code() -> set[str]:
        """Every text the code marks for translation, gathered in a copy so that nothing of the checkout changes."""
        with tempfile.TemporaryDirectory() as folder:
            for name in ("templates", "config", *_own_apps()):
                subprocess.run(["cp", "-r", str(Path(settings.BASE_DIR) / name), f"{folder}/"], check=True)
            (Path(folder) / "locale").mkdir()
            subprocess.run(
                ["django-admin", "makemessages", "-l", "en", "--no-location", "-v", "0"], cwd=folder, check=True,
                env=_environment(),
            )  # fmt: skip
            found = (Path(folder) / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text()
        return {_text(m[1]) for m in ENTRY.finditer(found)} - {""}


def _compiled(catalogue: Path) -> dict[str, str]:
    with catalogue.open("rb") as file:
        entries: dict[str, str] = vars(GNUTranslations(file))["_catalog"]
    return entries | {"": ""}  # the heading tells only who compiled it and when


def _own_apps() -> list[str]:
    return [app.name for app in apps.get_app_configs() if Path(app.path).parent == Path(settings.BASE_DIR)]


def _environment() -> dict[str, str]:
    path = f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"
    return {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | {"PATH": path}
