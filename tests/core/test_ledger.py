"""The ledger (操作记录): what was done, once for each time it was done, and nothing for what was not."""

import ast
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core import ledger
from core.models import Event
from organisation.models import Unit
from tests import factories

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[2]
NO_SERVICE = {"tests", "bench", "config", ".venv"}


@ledger.service("unit.seen")
def see(*, unit: Unit, seen: list[Any], by: Any) -> Unit:
    if unit.pk in seen:
        raise ledger.Again(unit)
    seen.append(unit.pk)
    if not unit.name:
        raise ValidationError("无名")
    return unit


def test_what_is_done_leaves_one_event_of_whom_and_what() -> None:
    unit, user = factories.make_unit(), factories.make_user("officer")
    assert see(unit=unit, seen=[], by=user) == unit
    event = Event.objects.get(action="unit.seen")
    assert (event.actor, event.target_type, event.target_id) == (user, "organisation.unit", unit.pk)


def test_the_same_form_twice_gives_what_stands_and_leaves_one_event() -> None:
    unit, user, seen = factories.make_unit(), factories.make_user("officer"), list[Any]()
    assert see(unit=unit, seen=seen, by=user) == see(unit=unit, seen=seen, by=user) == unit
    assert Event.objects.filter(action="unit.seen").count() == 1


def test_what_is_refused_leaves_none() -> None:
    unit = factories.make_unit()
    unit.name = ""
    with pytest.raises(ValidationError):
        see(unit=unit, seen=[], by=None)
    assert not Event.objects.filter(action="unit.seen").exists()


def test_no_service_tells_of_a_form_that_came_before_as_if_it_were_new() -> None:
    """A row found by its `token` is raised as Again; returned, it would be noted as done a second time."""
    wrong = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in sorted(ROOT.glob("*/services/**/*.py"))
        if path.relative_to(ROOT).parts[0] not in NO_SERVICE
        for line in told_twice(ast.parse(path.read_text()))
    ]
    assert wrong == []


def told_twice(tree: ast.Module) -> list[int]:
    """Lines of services that return what they found by a token."""
    return [
        back.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and any("service(" in ast.unparse(one) for one in function.decorator_list)
        for found in found_by_token(function)
        for back in ast.walk(function)
        if isinstance(back, ast.Return) and isinstance(back.value, ast.Name) and back.value.id == found
    ]


def found_by_token(function: ast.FunctionDef) -> set[str]:
    """Names given to what a query by token finds."""
    return {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and "token=" in ast.unparse(node.value) and ".first()" in ast.unparse(node.value)
        for target in node.targets
        if isinstance(target, ast.Name)
    }  # fmt: skip


def test_a_service_that_would_is_found() -> None:
    code = "@ledger.service('a')\ndef enter(token):\n    row = Row.objects.filter(token=token).first()\n    if row:\n        return row\n"
    assert told_twice(ast.parse(code)) == [5]
    assert told_twice(ast.parse(code.replace("return row", "raise Again(row)"))) == []
