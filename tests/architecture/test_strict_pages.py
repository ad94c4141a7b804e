"""What the strict content policy and old Chromium (90) forbid is not written in the first place."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted(ROOT.glob("templates/**/*.html"))
STYLES = sorted(ROOT.glob("static/css/*.css"))
SCRIPTS = sorted(ROOT.glob("static/js/*.js"))
VENDORED = sorted(path for path in ROOT.glob("static/vendor/*/*") if path.suffix in {".js", ".css"})

INLINE = {
    "a script without src": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a style attribute": re.compile(r"\sstyle=", re.I),
    "an event attribute": re.compile(r"\son[a-z]+=\"", re.I),
    "an address that is script": re.compile(r"javascript:", re.I),
    "another host": re.compile(r"(?:src|href)=\"(?:https?:)?//", re.I),
    "htmx that needs eval": re.compile(r"hx-on|hx-vals=.js:|hx-trigger=\"[^\"]*\["),
}
TOO_NEW = re.compile(r"oklch|color-mix|:has\(|@layer|@container|\bnesting\b|inset:|\d[sld]vh\b")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_template_has_nothing_inline_and_asks_no_other_host(path: Path) -> None:
    text = path.read_text()
    assert [name for name, pattern in INLINE.items() if pattern.search(text)] == []


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_sheet_is_understood_by_chromium_90(path: Path) -> None:
    assert TOO_NEW.findall(path.read_text()) == []


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_makes_no_code_and_no_markup_from_text(path: Path) -> None:
    assert re.findall(r"\beval\(|new Function|innerHTML|document\.write", path.read_text()) == []


@pytest.mark.parametrize("path", VENDORED, ids=lambda path: path.name)
def test_a_vendored_file_names_no_source_map(path: Path) -> None:
    assert "sourceMappingURL" not in path.read_text()


def test_every_icon_asked_for_is_drawn() -> None:
    drawn = set(re.findall(r'symbol id="([a-z-]+)"', (ROOT / "static/img/icons.svg").read_text()))
    asked = {
        name for path in TEMPLATES for name in re.findall(r"\{% icon ['\"]([a-z-]+)['\"]", path.read_text())
    }
    assert asked - drawn == set()
