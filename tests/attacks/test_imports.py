"""An attacker has somebody import a file of theirs. Whatever it is, it is refused in words, nothing is stored, and no more memory is taken than a file may."""

import tracemalloc
from collections.abc import Callable
from functools import cache
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bench.sheets import LINES as BY_LINE
from complaints.models import ReceivingBody
from complaints.services.past import import_past
from core import jobs
from core.models import Job
from organisation.presenters import imports
from tests.attacks import bombs
from tests.attacks.bombs import BOOK, ENTITY, KINDS, LAUGHS, MAIN, MB, SHEET, STRINGS, STYLES, deep, sheet_of
from tests.attacks.offered import ClientOf
from tests.attacks.poison import CHINESE
from tests.attacks.writing import written
from tests.desk.test_every_url_as_every_role import EXPECTED, Things
from tests.desk.test_imports_prove import IMPORTS
from tests.desk.world import DAY

MOST_MEMORY = 96 * MB  # of Python's own, for a file of a megabyte or so
PACKED = 4 * MB
ROW = b"<worksheet " + MAIN + b'><sheetData><row r="1">'
MANY = 64 * MB
BOMBS: dict[str, Callable[[], bytes]] = {
    "a list of kinds without end": lambda: bombs.with_part(KINDS, b"<Types>", b" ", b"</Types>", MANY),
    "styles without end": lambda: bombs.with_part(STYLES, b"<styleSheet " + MAIN + b"><fonts>", b"<font/>", b"</fonts></styleSheet>", MANY),
    "a workbook without end": lambda: bombs.with_part(BOOK, b"<workbook " + MAIN + b"><sheets>", b'<sheet name="a"/>', b"</sheets></workbook>", MANY),
    "a row without end": lambda: bombs.with_part(SHEET, ROW, b"<c/>", b"</row></sheetData></worksheet>", MANY),
    "a cell without end": lambda: bombs.with_part(SHEET, ROW + b'<c t="str"><v>', b"A", b"</v></c></row></sheetData></worksheet>", MANY),
    "shared texts without end": lambda: bombs.with_part(STRINGS, b"<sst " + MAIN + b">", b"<si><t>ab</t></si>", b"</sst>", 300 * MB),
    "a part that says it has four gigabytes": lambda: bombs.lying(SHEET, 2**32 - 16),
    "a part that says it is small": lambda: bombs.lying(SHEET, 100),
    "a part that says it is small, of the whole": lambda: bombs.lying(STYLES, 100),
}  # fmt: skip
WORKBOOKS: dict[str, Callable[[], bytes]] = {
    "an entity of a file in the sheet": lambda: _part(SHEET, ENTITY + sheet_of(b'<row r="1"><c t="inlineStr"><is><t>&x;</t></is></c></row>')),
    "laughs in the sheet": lambda: _part(SHEET, LAUGHS + sheet_of(b'<row r="1"><c t="inlineStr"><is><t>&l9;</t></is></c></row>')),
    "laughs behind a long comment": lambda: _part(SHEET, b"<!--" + b" " * 9000 + b"-->" + LAUGHS + sheet_of(b"&l9;")),
    "laughs in UTF-16": lambda: _part(SHEET, ("<?xml version='1.0' encoding='UTF-16'?>" + (LAUGHS + sheet_of(b"&l9;")).decode()).encode("utf-16")),
    "laughs in the workbook": lambda: _part(BOOK, LAUGHS + b"<workbook " + MAIN + b">&l9;</workbook>"),
    "laughs in the list of kinds": lambda: _part(KINDS, LAUGHS + b"<Types>&l9;</Types>"),
    "laughs in the styles": lambda: _part(STYLES, LAUGHS + b"<styleSheet " + MAIN + b">&l9;</styleSheet>"),
    "tags within tags": lambda: _part(SHEET, sheet_of(deep(b"<c>", b"</c>"))),
    "a sheet from another place": lambda: _part("xl/_rels/workbook.xml.rels", b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="http://evil.example/a.xml" TargetMode="External"/></Relationships>'),
    "a number of a million digits": lambda: _part(SHEET, sheet_of(b'<row r="1"><c><v>' + b"9" * 1_000_000 + b"</v></c></row>")),
    "a column beyond all": lambda: _part(SHEET, sheet_of(b'<row r="1"><c r="ZZZ1"><v>1</v></c></row>')),
    "a row beyond all": lambda: _part(SHEET, sheet_of(b'<row r="99999999999"><c><v>1</v></c></row>')),
    "nothing but its beginning": lambda: bombs.workbook()[:200],
    "another kind of archive": lambda: _archive("a.txt"),
    "a way out of the folder": lambda: _archive("../../../../tmp/owned.txt"),
    "a picture before it": lambda: b"GIF89a" + bombs.workbook(),
    "a document before it": lambda: b"%PDF-1.7\n" + bombs.workbook(),
    "a page before it": lambda: b"<html><script>alert(1)</script></html>" + bombs.workbook(),
    "macros": lambda: bombs.with_parts(xl__vbaProject_bin=b"x"),
}  # fmt: skip
TEXTS: dict[str, Callable[[], bytes]] = {
    "a line without end": lambda: b"a" * (20 * MB),
    "commas without end": lambda: b"," * (20 * MB),
    "a first line and commas without end": lambda: "单位名称\n".encode() + b"," * (20 * MB),
    "a cell without end": lambda: b'"' + b"a\n" * (5 * MB),
    "no text": lambda: b"\x00\x01\x02" * 1000,
    "another encoding": lambda: "单位名称,姓名\n".encode("utf-16"),
    "no encoding": lambda: b"\xff\xfe\xfd\x80\x81" * 100,
    "half a sign": lambda: "单位".encode()[:-1],
    "a page": lambda: b"<html><script>alert(1)</script></html>",
    "other headings": lambda: b"is_superuser,state\n1,sealed\n",
}
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "brackets within brackets": lambda: deep(b"[", b"]"),
    "objects within objects": lambda: deep(b'{"a":', b"}"),
    "a release of brackets": lambda: b'{"ocid": "a", "tender": ' + deep(b"[", b"]") + b"}",
    "a number of a million digits": lambda: b'{"ocid": "a", "id": ' + b"9" * 1_000_000 + b"}",
    "an amount of a million digits": lambda: b'{"ocid": "a", "buyer": {"name": "x"}, "tender": {"value": {"amount": ' + b"9" * 1_000_000 + b'}}}',
    "an exponent beyond all": lambda: b'{"ocid": "a", "tender": {"value": {"amount": 1e999999999}}}',
    "half a sign": lambda: b'{"ocid": "\xe5\x8d"}',
    "half a pair": lambda: b'{"ocid": "\\ud800", "id": "\\udfff"}',
    "the end of a string": lambda: b'{"ocid": "a\\u0000", "id": "b\\u0000"}',
    "no object": lambda: b"null",
    "half an object": lambda: b'{"ocid": "a", ',
    "a line without end": lambda: b'{"ocid": "' + b"a" * (40 * MB) + b'"}',
    "another encoding": lambda: '{"ocid": "采"}'.encode("utf-16"),
}  # fmt: skip
ATTACKS = {
    **{name: (".xlsx", made) for name, made in (BOMBS | WORKBOOKS).items()},
    **{f"csv: {name}": (".csv", made) for name, made in TEXTS.items()},
    **{f"json: {name}": (".jsonl", made) for name, made in DOCUMENTS.items()},
}
NAMES = ("../../../etc/passwd", "a\r\nSet-Cookie: x=1", "<img src=x onerror=alert(1)>")


def _part(name: str, content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(bombs.workbook())) as old, ZipFile(out, "w") as new:
        for other in old.namelist():
            new.writestr(other, content if other == name else old.read(other))
    return out.getvalue()


def _archive(name: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr(name, "x")
    return out.getvalue()


@cache
def file_of(attack: str) -> bytes:
    return ATTACKS[attack][1]()


def uploaded(kind: str, attack: str, client_of: ClientOf, things: Things) -> tuple[Job | None, str]:
    """The job that the upload page started, or None and what the page said against the file."""
    shown = imports._kinds[kind]
    page = "fund-import" if kind == "ledger" else shown.page
    client = client_of(min(EXPECTED[page].who))
    name = NAMES[len(attack) % len(NAMES)] + ATTACKS[attack][0]
    sent = {"file": SimpleUploadedFile(name, file_of(attack)), "unit": things.world.units["town"].pk}
    answer = client.post(reverse(page), sent)
    if answer.status_code == 422:
        return None, answer.content.decode()
    assert answer.status_code == 302
    return Job.objects.latest("pk"), ""


def cases() -> list[tuple[str, str]]:
    """Every kind of import there is with pages, and every attack by a file it may be given."""
    return [
        (kind, attack)
        for kind, shown in sorted(imports._kinds.items())
        for attack, (ending, _made) in ATTACKS.items()
        if ending in shown.suffixes or (ending == ".jsonl" and ".json" in shown.suffixes)
    ]


@pytest.mark.parametrize(("kind", "attack"), cases())
def test_no_hostile_file_is_imported_by_any_import(
    things: Things, client_of: ClientOf, kind: str, attack: str
) -> None:
    content = file_of(attack)
    job, words = uploaded(kind, attack, client_of, things)
    if job is None:
        assert CHINESE.search(words)
        return
    tracemalloc.start()
    with written() as rows:
        outcome = jobs._kinds[kind](job, lambda _done, _total: None)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    errors = outcome.result["errors"]
    assert outcome.refused
    assert errors
    assert all(CHINESE.search(error["message"]) for error in errors)
    assert rows == []
    assert peak < MOST_MEMORY + 3 * len(content)


@pytest.mark.parametrize("attack", [name for name, (ending, _made) in ATTACKS.items() if ending != ".jsonl"])
def test_no_hostile_file_is_imported_as_a_register_of_earlier_years(things: Things, attack: str) -> None:
    body, user = ReceivingBody.objects.order_by("pk").first(), things.world.users["discipline-officer"]
    with written() as rows:
        report = import_past(content=file_of(attack), name=f"a{ATTACKS[attack][0]}", body=body, by=user, on=DAY, dry_run=False)  # fmt: skip
    assert report.errors
    assert all(CHINESE.search(error.message) for error in report.errors)
    assert rows == []


def test_every_import_there_is_was_attacked_with_every_kind_of_file() -> None:
    attacked: dict[str, set[str]] = {}
    for kind, attack in cases():
        attacked.setdefault(kind, set()).add(ATTACKS[attack][0])
    assert set(attacked) == set(imports._kinds)
    assert set(attacked) | {"releases"} == set(IMPORTS)
    assert all(".jsonl" in attacked[kind] for kind in set(attacked) & set(BY_LINE))
    assert all(len(file_of(name)) < PACKED for name in BOMBS)
