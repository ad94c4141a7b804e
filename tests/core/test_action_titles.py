"""What the log calls what was done (操作名称): a title for every code that the product writes, for none that it does not, and no two alike."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.contrib import admin
from django.utils.translation import override

from core.admin import KeptAdmin
from core.ledger import titles

ROOT = Path(__file__).resolve().parents[2]
APPS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
WRITERS = {"record", "service"}
COMPOSED = {"core/admin.py"}  # names its codes by the table at hand: `kept_tables` below


@dataclass(frozen=True)
class Source:
    """A module of the product, as text and as it runs."""

    path: Path

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text())

    @property
    def module(self) -> ModuleType:
        dotted = ".".join(self.path.relative_to(ROOT).with_suffix("").parts)
        return import_module(dotted.removesuffix(".__init__"))

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


def imported(tree: ast.Module) -> dict[str, str]:
    """What each name that `tree` imports from another module is, in full."""
    return {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def in_full(node: ast.expr, names: dict[str, str]) -> str:
    """The dotted name `node` stands for, as far as it is one."""
    if isinstance(node, ast.Attribute):
        return f"{in_full(node.value, names)}.{node.attr}"
    return names.get(node.id, node.id) if isinstance(node, ast.Name) else ""


def codes(tree: ast.Module, module: ModuleType | None = None) -> Iterator[str | None]:
    """Every code that is given to the ledger in `tree`, constants of `module` resolved; None where it cannot be told before it runs."""
    names = imported(tree)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and in_full(call.func, names) in {
            f"core.ledger.{name}" for name in WRITERS
        }:
            given = [*call.args[:1], *(one.value for one in call.keywords if one.arg == "action")]
            yield from resolved(given[0], tree, module)


def resolved(node: ast.expr, tree: ast.Module, module: ModuleType | None) -> Iterator[str | None]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from resolved(node.body, tree, module)
        yield from resolved(node.orelse, tree, module)
    elif isinstance(node, ast.Name | ast.Attribute) and isinstance(found := valued(node, module), str):
        yield found
    elif isinstance(node, ast.Name) and (assigned := given_to(node.id, tree)):
        for value in assigned:
            yield from resolved(value, tree, module)
    else:
        yield None


def valued(node: ast.expr, module: Any) -> Any:
    """What a name, or an attribute of one, is in `module`; None where it has no such name."""
    if isinstance(node, ast.Attribute):
        return getattr(valued(node.value, module), node.attr, None)
    return getattr(module, node.id, None) if isinstance(node, ast.Name) else None


def given_to(name: str, tree: ast.Module) -> list[ast.expr]:
    """What is assigned to `name` inside the functions of `tree`."""
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]


def sources(app: str) -> Iterator[Source]:
    for path in sorted((ROOT / app).rglob("*.py")):
        if "migrations" not in path.parts and path.parent != ROOT / "core" / "ledger":
            yield Source(path)


def kept_tables(app: str) -> set[str]:
    """The codes that the administration pages write: whoever corrects a kept table of `app`, or enters a row of it."""
    return {
        f"{model._meta.model_name}.{done}"
        for model, page in admin.site._registry.items()
        if isinstance(page, KeptAdmin) and model._meta.app_label == app
        for done in ("changed", "entered")
    }


def written_by(app: str) -> set[str]:
    found: set[str] = kept_tables(app)
    for source in sources(app):
        if "ledger" not in source.path.read_text():
            continue
        for code in codes(source.tree, source.module):
            assert code is not None or source.name in COMPOSED, f"{source.name}: a code only known as it runs"
            found |= {code} if code is not None else set()
    return found


@pytest.fixture(scope="module")
def written() -> dict[str, set[str]]:
    return {app: written_by(app) for app in APPS}


def test_every_code_the_product_writes_is_found() -> None:
    """What the other tests rest on: decorators, calls, constants, either of two, and nothing else called alike."""
    told = ast.parse(
        "from core import ledger\n"
        "from core.ledger import record as note, service\n"
        "@service('a.one')\n"
        "def one(): note('a.two', by=None)\n"
        "@ledger.service(action='a.three')\n"
        "def two(new):\n"
        "    code = 'a.four' if new else 'a.five'\n"
        "    ledger.record(code, by=None)\n"
        "def three(name):\n"
        "    self.record('a.not')\n"
        "    note(f'{name}.six', by=None)\n"
        "    note(DAY, by=None)\n"
    )
    module = ModuleType("told")
    module.DAY = "a.seven"  # type: ignore[attr-defined]
    assert set(codes(told, module)) == {"a.one", "a.two", "a.three", "a.four", "a.five", "a.seven", None}


def test_every_code_is_given_a_title_by_the_app_that_writes_it(written: dict[str, set[str]]) -> None:
    assert sum(map(len, written.values())) > 300
    missing = {app: sorted(found - set(titles.titles_by_action())) for app, found in written.items()}
    assert {app: found for app, found in missing.items() if found} == {}


@pytest.mark.parametrize("app", APPS)
def test_an_app_gives_titles_to_what_it_writes_and_nothing_else_in_order(
    app: str, written: dict[str, set[str]]
) -> None:
    given = list(import_module(f"{app}.actions").ACTIONS) if (ROOT / app / "actions.py").exists() else []
    assert given == sorted(written[app])


def test_no_title_is_left_of_a_code_nobody_writes(written: dict[str, set[str]]) -> None:
    assert set(titles.titles_by_action()) - set().union(*written.values()) == set()


def test_events_are_written_by_the_ledger_alone() -> None:
    """So that the codes told to it are all there are."""
    makers = {"core.models.Event", *(f"core.models.Event.objects.{how}" for how in ("create", "bulk_create"))}
    for app in APPS:
        for source in sources(app):
            names = imported(tree := source.tree)
            made = {in_full(call.func, names) for call in ast.walk(tree) if isinstance(call, ast.Call)}
            assert not made & makers, source.name


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_two_things_done_are_never_called_alike(language: str) -> None:
    with override(language):
        called = Counter(str(title) for title in titles.titles_by_action().values())
    assert [title for title, times in called.items() if times > 1] == []


def test_a_title_is_a_phrase_without_a_stop() -> None:
    with override("zh-hans"):
        for action, title in titles.titles_by_action().items():
            assert str(title).strip("。，；：、.!？ ") == str(title), action
            assert action not in str(title)


def test_an_unknown_code_is_shown_as_it_is() -> None:
    with override("zh-hans"):
        assert titles.title_of("appointment.open") == "开立任用档案"
    assert titles.title_of("abacus.moved") == "abacus.moved"


def test_codes_are_found_by_the_words_the_reader_is_shown() -> None:
    with override("zh-hans"):
        found = titles.actions_called("任用")
        assert {"appointment.open", "appointment.viewed"} <= set(found)
        assert {titles.title_of(action).count("任用") for action in found} == {1}
        assert titles.actions_called("appointment file") == []
    with override("en"):
        assert "appointment.open" in titles.actions_called("OPEN an appointment")
