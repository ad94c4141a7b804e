"""docs/security-asvs.md, docs/protection-level-3.md and docs/security.md claim nothing that no test shows; and what a look at the code alone can show of them."""

import re
from itertools import chain
from pathlib import Path

import pytest

from config.local.pins import problems

ROOT = Path(__file__).resolve().parents[2]
CHECKLIST = (ROOT / "docs/security-asvs.md").read_text()
LINES = re.findall(r"^\| (\d+\.\d+\.\d+) \| (.*) \| (.*) \| (.*) \|$", CHECKLIST, re.M)
NAMED = re.compile(r"`(?:tests/)?([\w/]*test_\w+\.py)::(test_\w+)(…?)`")
ALONE = re.compile(r"`(test_\w+)(…?)`")
# What strangers' words and files go through.
REACHED = sorted(
    chain(
        (path for path in (ROOT / "complaints").rglob("*.py") if "migrations" not in path.parts),
        (ROOT / "core" / f"{name}.py" for name in ("apart", "uploads", "stripping", "stripping_pdf", "scanning", "sealing", "throttling")),
    )
)  # fmt: skip
DANGEROUS = re.compile(
    r"\.raw\(|\.extra\(|RawSQL|\bcursor\(|\beval\(|\bexec\(|\bpickle\b|\bmarshal\b|\byaml\b|os\.system|os\.popen|shell=True|mark_safe"
    r"|\brequests\b\.|urllib\.request|http\.client|httpx|\bmd5\b|\bsha1\b|^import random|^from random|\bECB\b|\bARC4\b|\bDES3?\b|verify=False",
    re.M,
)


def written_in(name: str) -> str:
    path = ROOT / "tests" / name
    path = path if path.exists() else ROOT / "tests/complaints" / name
    return path.read_text() if path.exists() else ""


@pytest.mark.parametrize("document", ["security.md", "security-asvs.md", "protection-level-3.md"])
def test_every_test_that_is_named_is_there(document: str) -> None:
    text = (ROOT / "docs" / document).read_text()
    everything = "".join(path.read_text() for path in (ROOT / "tests/complaints").glob("test_*.py"))
    missing = [
        f"{file}::{name}"
        for file, name, cut in NAMED.findall(text)
        if f"def {name}" + ("" if cut else "(") not in written_in(file)
    ]
    missing += [
        name for name, cut in ALONE.findall(text) if f"def {name}" + ("" if cut else "(") not in everything
    ]
    assert missing == []
    assert NAMED.search(text)


def test_every_line_names_a_test_or_says_that_it_is_open() -> None:
    assert len(LINES) > 130
    assert [
        number for number, _asked, _met, tests in LINES if "::" not in tests and "**open:**" not in tests
    ] == []
    assert [number for number, _asked, met, tests in LINES if "::" in tests and met == "—"] == []


def test_every_control_of_level_3_names_a_test_or_says_that_it_is_open() -> None:
    text = (ROOT / "docs/protection-level-3.md").read_text()
    lines = re.findall(r"^\| (8\.1\.\d+\.\d+\w?) \| (.*) \| (.*) \| (.*) \|$", text, re.M)
    numbers = [number for number, *_rest in lines]
    assert len(numbers) == len(set(numbers)) == len(re.findall(r"^\| 8\.1", text, re.M)) > 35
    assert [
        number for number, _asked, _met, tests in lines if "::" not in tests and "**open:**" not in tests
    ] == []


def test_no_line_stands_twice_and_all_are_read() -> None:
    numbers = [number for number, *_rest in LINES]
    assert len(numbers) == len(set(numbers))
    assert len(numbers) == len(re.findall(r"^\| \d+\.\d+\.\d+ \|", CHECKLIST, re.M))


@pytest.mark.parametrize("path", REACHED, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_strangers_reach_uses_nothing_dangerous(path: Path) -> None:
    assert DANGEROUS.findall(path.read_text()) == []


def test_every_part_is_pinned_and_explained() -> None:
    assert problems() == []
