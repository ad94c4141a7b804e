"""docs/interchange.md says what the product does: its example is in order, it names every field, its codes are the rulebook's."""

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from decisions.procedure.reading import schema
from tests.decisions.cases import found

DOCUMENT = (
    (Path(__file__).resolve().parents[2] / "docs/interchange.md")
    .read_text()
    .partition("\n# Complaints of earlier years")[0]
)
FORM = DOCUMENT.partition("## The form")[2].partition("## How it is judged")[0]


def fields(form: dict[str, Any], name: str) -> set[str]:
    return set(form["$defs"][name]["properties"])


def test_the_example_is_a_decision_in_which_nothing_is_found() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", FORM, re.DOTALL)
    assert found(json.loads(example)) == {}


def test_every_field_of_the_form_is_named() -> None:
    named = set(re.findall(r"`(?:\w+\.)?(\w+)(?:\[\])?`", FORM))
    for part in schema()["$defs"]:
        assert fields(schema(), part) <= named, part


def test_every_choice_of_the_form_is_named() -> None:
    choices = {
        one for found in re.findall(r'"enum": (\[[^]]*\])', json.dumps(schema())) for one in json.loads(found)
    }
    assert {choice for choice in choices if choice not in FORM} == set()


def test_the_table_of_codes_is_the_one_the_rulebook_gives() -> None:
    out = StringIO()
    call_command("describe_decision_codes", stdout=out)
    assert DOCUMENT.endswith(out.getvalue()), "write it anew with bin/manage describe_decision_codes"
