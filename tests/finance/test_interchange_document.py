"""docs/interchange.md says what red_flags does: it names every field that is read and every setting, and its codes are the rulebook's."""

import re
from io import StringIO
from pathlib import Path

import msgspec
from django.core.management import call_command

from finance.procedure.flags.form import Release
from finance.procedure.flags.settings import Settings

SECTION = (
    (Path(__file__).resolve().parents[2] / "docs/interchange.md").read_text().partition("\n# Red flags")[2]
)
READ = SECTION.partition("## What is read")[2].partition("## How ours")[0]
SETTINGS = SECTION.partition("## Settings")[2].partition("## How far")[0]


def fields(form: type[msgspec.Struct]) -> dict[str, set[str]]:
    """By the name of a part, its fields as written."""
    schema = msgspec.json.schema(form)
    return {name: set(part.get("properties", ())) for name, part in schema["$defs"].items()}


def named(text: str) -> set[str]:
    """The names in code marks, each step of a path by itself."""
    return {step for mark in re.findall(r"`([^`]+)`", text) for step in re.findall(r"[\w-]+", mark)}


def test_every_field_that_is_read_is_named() -> None:
    for part, names in fields(Release).items():
        assert names <= named(READ), part


def test_every_setting_is_named() -> None:
    for part, names in fields(Settings).items():
        assert names <= named(SETTINGS), part


def test_the_tables_of_codes_and_numbers_are_those_the_rulebook_gives() -> None:
    out = StringIO()
    call_command("describe_flags", stdout=out)
    assert SECTION.endswith(out.getvalue()), "write them anew with bin/manage describe_flags"
