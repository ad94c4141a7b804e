"""Reading spreadsheets of strangers: what is read, what is refused, each with words that say why."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook, load_workbook

from core.exporting import guarded, workbook_response
from core.importing import CellError, Column, Refused, Table, delimited, read_table, workbook
from core.importing import tables as limits
from core.importing.cells import code, day, flag, person_name, text
from core.importing.templates import template_response

COLUMNS = (
    Column("姓名", person_name(10), required=True),
    Column("工号", code(10), required=True),
    Column("任职日期", day),
    Column("备注", text(20)),
)


def read(content: bytes | str, name: str = "") -> Table:
    return read_table(content.encode() if isinstance(content, str) else content, name, COLUMNS)


def values(content: bytes | str) -> list[tuple[object, ...]]:
    table = read(content)
    assert table.errors == []
    return [tuple(row[column.name] for column in COLUMNS) for row in table.rows]


def book(*rows: list[object], change: Callable[[Workbook], None] | None = None) -> bytes:
    made = Workbook()
    sheet = made.worksheets[0]
    for row in rows:
        sheet.append(row)
    if change:
        change(made)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def changed_parts(content: bytes, parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return out.getvalue()


def part(content: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(content)) as archive:
        return archive.read(name)


HEADER: list[object] = ["姓名", "工号", "任职日期", "备注"]
SIMPLE = book(HEADER, ["云知远", "A1", "2026-03-01", ""])


def refusal(content: bytes, name: str = "") -> str:
    with pytest.raises(Refused) as refused:
        read(content, name)
    assert refused.value.errors == [CellError(1, "", refused.value.message)]
    return refused.value.message


@pytest.mark.parametrize(
    "header",
    ["姓名,工号,任职日期", "姓名*,工号*,任职日期", " 姓名＊ ,工号 *,任职日期(第一天)*", "姓名（真实姓名）*,工号*（唯一）,任职\u3000日期", "备注,任职日期,工号,姓名"],
)  # fmt: skip
def test_a_heading_is_known_with_or_without_asterisk_hint_and_spaces(header: str) -> None:
    assert read(header + "\n").errors == []


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        ("姓名,任职日期", ["工号"]),
        ("姓名,工号,工号*", ["工号"]),
        ("姓名,工号,电话", ["电话"]),
        ("甲,乙", ["", "乙", "姓名", "工号", "甲"]),
    ],
)
def test_missing_doubled_and_unknown_headings_are_errors_of_the_first_row(
    header: str, columns: list[str]
) -> None:
    found = read(header + "\n云知远,A1,2026-03-01\n").errors
    assert sorted(error.column for error in found) == columns
    assert {error.row for error in found} == {1}


@pytest.mark.parametrize(
    "typed",
    ["2026-03-01", "2026/3/1", "2026.3.1", "2026年3月1日", "20260301", "２０２６－３－１", " 2026-03-01 00:00:00 ", "2026 年 3 月 1 日", date(2026, 3, 1), datetime(2026, 3, 1), 20260301],
)  # fmt: skip
def test_a_date_is_read_as_people_type_it(typed: object) -> None:
    assert day(typed) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("typed", "words"),
    [("2026-02-30", "不存在"), ("2026-13-01", "不存在"), ("20260230", "不存在"), ("2026-3", "不是日期"), ("45352", "不是日期"), (45352, "不是日期"), ("明天", "不是日期"), ("0026-03-01", "年份"), (datetime(2026, 3, 1, 8), "时间")],
)  # fmt: skip
def test_what_is_no_date_is_said_so(typed: object, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        day(typed)


@pytest.mark.parametrize(
    ("typed", "read_as"), [(1001, "1001"), (1001.0, "1001"), ("0012", "0012"), ("Ａ１", "A1"), (1.5, "1.5")]
)
def test_a_code_is_text_however_it_is_typed(typed: object, read_as: str) -> None:
    assert code(10)(typed) == read_as


def test_a_number_longer_than_a_spreadsheet_keeps_is_refused() -> None:
    with pytest.raises(ValueError, match="15 位"):
        code(32)(123456789012345678.0)


@pytest.mark.parametrize("typed", ["Y", "true", True, "1", "是的"])
def test_yes_and_no_are_exactly_that(typed: object) -> None:
    with pytest.raises(ValueError, match="“是”或“否”"):
        flag(typed)


def test_control_characters_and_long_texts_are_refused() -> None:
    assert "控制字符" in read("姓名,工号\n云\x07远,A1\n").errors[0].message
    assert "10 个字" in read("姓名,工号\n" + "云" * 11 + ",A1\n").errors[0].message


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    table = read('姓名,工号,备注\n云知远,A1,"第一行\n第二行"\n\n,,\n石怀谷,A2,\n江听澜,,\n')
    assert [row.number for row in table.rows] == [2, 5, 6]
    assert table.errors == [CellError(6, "工号", "不能为空")]


@pytest.mark.parametrize("delimiter", ["\t", ";"])
def test_other_delimiters_are_recognised(delimiter: str) -> None:
    assert values("姓名,工号,任职日期\n云知远,A1,20260301\n".replace(",", delimiter))[0][1] == "A1"


def test_a_cell_without_a_heading_is_an_error_and_not_lost() -> None:
    errors = read("姓名,工号\n云知远,A1,多余\n").errors
    assert [(error.row, error.column) for error in errors] == [(2, "第 C 列")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_of_offices_are_read(encoding: str) -> None:
    assert values("姓名,工号\n龘知远,A1\n".encode(encoding))[0][0] == "龘知远"


def test_a_workbook_is_read_by_its_first_sheet() -> None:
    def second(made: Workbook) -> None:
        made.create_sheet("其他").append(["别的"])

    content = book(HEADER, ["云知远", 1001, datetime(2026, 3, 1), None], change=second)
    assert values(content) == [("云知远", "1001", date(2026, 3, 1), None)]


def test_blank_rows_of_a_workbook_keep_their_place() -> None:
    table = read(book(HEADER, [], [None, " "], ["云知远", None]))
    assert table.errors == [CellError(4, "工号", "不能为空")]


def test_a_chinese_date_format_that_stands_in_no_workbook_is_a_date() -> None:
    content = book(HEADER, ["云知远", "A1", 46082, None], change=lambda made: made.worksheets[0].cell(2, 3).__setattr__("number_format", "yyyy-mm-dd"))  # fmt: skip
    styles = part(content, "xl/styles.xml").replace(b'numFmtId="164"', b'numFmtId="31"', 2)
    spoilt = changed_parts(content, {"xl/styles.xml": styles.replace(b'<numFmt numFmtId="31" formatCode="yyyy-mm-dd"/>', b"")})  # fmt: skip
    assert values(spoilt)[0][2] == date(2026, 3, 1)


def test_formulas_count_by_their_value_and_without_one_are_errors() -> None:
    content = book(HEADER, ["云知远", "=A1", "2026-03-01", None])
    errors = read(content).errors
    assert [(error.row, error.column) for error in errors] == [(2, "工号")]
    assert "公式" in errors[0].message
    sheet = part(content, "xl/worksheets/sheet1.xml").replace(b"<f>A1</f><v></v>", b"<f>A1</f><v>7</v>")
    sheet = sheet.replace(b"<f>A1</f><v />", b"<f>A1</f><v>7</v>").replace(
        b"<f>A1</f><v/>", b"<f>A1</f><v>7</v>"
    )
    assert values(changed_parts(content, {"xl/worksheets/sheet1.xml": sheet}))[0][1] == "7"


def test_an_error_value_is_named() -> None:
    assert "#REF!" in read(book(HEADER, ["云知远", "#REF!"])).errors[0].message


def test_an_empty_file_is_refused() -> None:
    assert "空" in refusal(b"")
    assert "空" in refusal(b" \n ")


def test_a_header_alone_is_an_empty_table() -> None:
    assert read("姓名,工号\n") == Table()


def test_an_old_xls_and_an_encrypted_workbook_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
    assert ".xls" in refusal(ole)
    assert "密码" in refusal(ole + "EncryptedPackage".encode("utf-16-le"))


def test_macros_are_refused_by_name_part_and_type() -> None:
    assert "宏" in refusal(SIMPLE, "名册.xlsm")
    assert "宏" in refusal(changed_parts(SIMPLE, {"xl/vbaProject.bin": b"x"}))
    types = part(SIMPLE, "[Content_Types].xml").replace(b"sheet.main", b"sheet.macroEnabled.main")
    assert "宏" in refusal(changed_parts(SIMPLE, {"[Content_Types].xml": types}))


@pytest.mark.parametrize("content", [SIMPLE[:400], SIMPLE[:-30], b"PK\x03\x04" + bytes(100)])
def test_a_broken_workbook_is_refused(content: bytes) -> None:
    assert "损坏" in refusal(content)


def test_a_broken_part_is_refused() -> None:
    assert "损坏" in refusal(changed_parts(SIMPLE, {"xl/worksheets/sheet1.xml": b"<worksheet"}))


def test_a_file_that_only_calls_itself_a_workbook_is_refused() -> None:
    assert ".xlsx" in refusal("姓名,工号\n".encode(), "名册.xlsx")


@pytest.mark.parametrize("content", [b"%PDF-1.7", b"\x89PNG\r\n", b"<html><table></table></html>", b"Rar!xx"])
def test_other_kinds_of_file_are_refused(content: bytes) -> None:
    assert "不是 .xlsx 或 .csv" in refusal(content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "不是 Excel 工作簿" in refusal(out.getvalue())


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "LARGEST_UNPACKED", 1024 * 1024)
    assert "过大" in refusal(changed_parts(SIMPLE, {"xl/media/a.bin": bytes(1024 * 1024 + 1)}))


def test_a_sheet_is_as_long_as_it_likes_but_no_row_and_no_other_part_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(workbook, "LARGEST_TREE", 20_000)
    monkeypatch.setattr(workbook, "PIECE", 3_000)
    rows: list[list[object]] = [["云知远", f"A{number}", "2026-03-01", "备注"] for number in range(1000)]
    content = book(HEADER, *rows)
    assert len(part(content, "xl/worksheets/sheet1.xml")) > 100_000
    assert len(read(content).rows) == 1000
    long = book(HEADER, ["云知远", "A1", "2026-03-01", "长" * 7000])
    assert "过大" in refusal(long)
    styles = part(SIMPLE, "xl/styles.xml") + b" " * 20_000
    assert "过大" in refusal(changed_parts(SIMPLE, {"xl/styles.xml": styles}))
    # A part is what the list of kinds says it is, whatever it is called.
    kinds = part(content, "[Content_Types].xml").replace(b"worksheet+xml", b"styles+xml")
    assert "过大" in refusal(changed_parts(content, {"[Content_Types].xml": kinds}))


def test_external_entities_are_refused() -> None:
    evil = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    sheet = part(SIMPLE, "xl/worksheets/sheet1.xml")
    assert "外部实体" in refusal(changed_parts(SIMPLE, {"xl/worksheets/sheet1.xml": evil + sheet}))
    hidden = b"<!--" + b" " * 5000 + b"-->" + evil.split(b"?>", 1)[1]
    assert "外部实体" in refusal(changed_parts(SIMPLE, {"xl/worksheets/sheet1.xml": hidden + sheet}))


def test_a_file_too_large_or_too_long_or_too_wide_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (limits.LARGEST_FILE, limits.MOST_ROWS) == (200 * 1024 * 1024, 1_000_000)
    monkeypatch.setattr(limits, "LARGEST_FILE", 2 * 1024 * 1024)
    assert "2 MB" in refusal(b"x" * (limits.LARGEST_FILE + 1))
    monkeypatch.setattr(limits, "MOST_ROWS", 1000)
    assert "1,000 行" in refusal(("姓名,工号\n" + "云知远,A1\n" * 1001).encode())
    assert "列数" in refusal(("姓名,工号" + ",x" * 300 + "\n").encode())
    monkeypatch.setattr(delimited, "LONGEST_LINE", 100)
    assert "列数过多" in refusal(("姓名,工号\n" + "," * 101).encode())


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("姓名,工号\n云\0远,A1\n".encode(), "空字节"),
        ("姓名,工号\n".encode("utf-16"), "UTF-16"),
        (b"\xff\xffabc\x80", "编码"),
        ('姓名,工号\n"云知远,A1\n'.encode(), "引号"),
        ('姓名,工号\n"云知远"远,A1\n'.encode(), "引号"),
    ],
)
def test_text_that_cannot_be_read_is_refused(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_an_exported_cell_is_never_a_formula() -> None:
    rows = [["=1+1", -3, date(2026, 3, 1)], ["@x", None, "正文\x00"]]
    answer = workbook_response("清单.xlsx", "清单", ["甲", "乙", "丙"], rows)
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]  # type: ignore[arg-type]
    cells = [[cell.value for cell in row] for row in sheet]
    assert cells == [["甲", "乙", "丙"], ["'=1+1", -3, datetime(2026, 3, 1)], ["'@x", None, "正文"]]
    assert not any(cell.data_type == "f" for row in sheet for cell in row)
    assert [guarded(start + "1")[0] for start in "=+-@\t\r"] == ["'"] * 6


def test_the_template_is_read_by_its_own_importer_and_explains_itself() -> None:
    answer = template_response("模板.xlsx", "名册", COLUMNS)
    content = b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert read(content) == Table()
    assert load_workbook(BytesIO(content)).sheetnames == ["名册", "说明"]
