"""What may be attached is decided by what a file is."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from core import uploads

TYPES = b'<Types><Override ContentType="application/vnd.ms-excel"/></Types>'


def packed(**parts: bytes) -> bytes:
    """A zip with `parts`; `__` in a name stands for a slash."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return file.getvalue()


def office(body: str, **more: bytes) -> bytes:
    """An office file with a body part and others."""
    return packed(**{"[Content_Types].xml": TYPES, body: b"<x/>"} | more)


def workbook() -> bytes:
    """A real .xlsx."""
    file = io.BytesIO()
    Workbook().save(file)
    return file.getvalue()


def check(name: str, data: bytes) -> uploads.Checked:
    return uploads.check(SimpleUploadedFile(name, data))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("通报.pdf", b"%PDF-1.7\n%..."),
        ("照片.PNG", b"\x89PNG\r\n\x1a\n...."),
        ("照片.jpeg", b"\xff\xd8\xff\xe0...."),
        ("记录.docx", office("word__document.xml")),
        ("台账.xlsx", workbook()),
        ("提纲.txt", "谈话提纲\r\n".encode("gb18030")),
        ("提纲.txt", "谈话提纲".encode()),
    ],
)
def test_ordinary_files_are_accepted(name: str, data: bytes) -> None:
    checked = check(name, data)
    assert checked.size == len(data)
    assert len(checked.sha256) == 64
    assert "通报" not in checked.stored_name


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("空.txt", b"", "空文件"),
        ("程序.exe", b"MZ\x90\x00", "不是可以上传的文件"),
        ("程序.pdf", b"MZ\x90\x00", "不是可以上传的文件"),
        ("脚本.txt", b"#!/bin/sh\nrm", "不是可以上传的文件"),
        ("照片.jpg", b"%PDF-1.7", "与扩展名不符"),
        ("网页.html", b"<script>", "与扩展名不符"),
        ("图.svg", b'<svg onload="alert(1)"/>', "与扩展名不符"),
        (
            "宏.xlsx",
            office("xl__workbook.xml", xl__vbaProject_bin=b"").replace(b"Project_bin", b"Project.bin"),
            "宏",
        ),
        ("宏.docm", office("word__document.xml"), "与扩展名不符"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1", "旧版"),
        ("坏.docx", b"PK\x03\x04broken", "已损坏"),
        ("压缩.zip", packed(a=b"1"), "不是可以上传的文件"),
        ("脚本.pdf", b"%PDF-1.7 /JavaScript (x)", "脚本"),
        ("两面.pdf", b"%PDF-1.7\n%..." + packed(a=b"1"), "另一个文件"),
        ("两面.png", b"\x89PNG\r\n\x1a\n" + workbook(), "另一个文件"),
        ("网页.pdf", b"<script>alert(1)</script>%PDF-1.7", "与扩展名不符"),
    ],
)
def test_other_files_are_refused_by_name(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        check(name, data)
    assert words in caught.value.messages[0]
    assert name in caught.value.messages[0]


def test_a_huge_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "LARGEST", 10)
    with pytest.raises(ValidationError, match="超过"):
        check("大.txt", b"x" * 11)


def test_a_workbook_that_unpacks_beyond_measure_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "UNPACKED_LARGEST", 100)
    with pytest.raises(ValidationError, match="不是可以上传的文件"):
        check("大.xlsx", office("xl__workbook.xml", xl__big=b"0" * 1000))


def test_names_lose_paths_controls_and_tricks_of_direction() -> None:
    assert uploads.safe_name("..\\..\\a/谈话\u202eexe.txt") == "谈话exe.txt"
    assert uploads.safe_name("a\x00b.pdf") == "a_b.pdf"
    assert len(uploads.safe_name("长" * 300 + ".pdf")) == uploads.LONGEST_NAME


def test_an_office_file_of_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_PARTS", 3)
    with pytest.raises(ValidationError, match="不是可以上传的文件"):
        check("多.xlsx", office("xl__workbook.xml", xl__a=b"", xl__b=b""))


@pytest.mark.parametrize("name", ['a"\r\nSet-Cookie: x=1.txt', "a\u2028;filename=b.exe.txt", "附件\x00.txt"])
def test_a_name_in_a_download_ends_no_line_and_adds_no_header(name: str) -> None:
    answer = uploads.download(io.BytesIO(b"x"), uploads.safe_name(name))
    said = answer["Content-Disposition"]
    assert said.startswith("attachment; filename")
    assert not set("\r\n\x00") & set(said)
    assert "Set-Cookie" not in answer.headers
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
