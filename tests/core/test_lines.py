"""Reading a file line by line: numbers as an editor shows them, whatever the ends of its lines."""

import io

import pytest

from core.importing.lines import numbered_lines


def lines(content: bytes, longest: int = 100) -> list[tuple[int, bytes | None]]:
    return [
        (number, line if line is None else line.strip())
        for number, line in numbered_lines(io.BytesIO(content), longest)
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_lines_are_numbered_from_one(end: bytes) -> None:
    assert lines(end.join((b"a", b"b", b""))) == [(1, b"a"), (2, b"b")]


def test_the_last_line_needs_no_end() -> None:
    assert lines(b"a\nb") == [(1, b"a"), (2, b"b")]


def test_blank_lines_are_counted_and_left_out() -> None:
    assert lines(b"\n\na\n  \t\r\n\nb\n\n") == [(3, b"a"), (6, b"b")]


def test_a_byte_order_mark_is_no_part_of_the_first_line() -> None:
    assert lines(b"\xef\xbb\xbfa\nb") == [(1, b"a"), (2, b"b")]
    assert lines(b"\xef\xbb\xbf\na") == [(2, b"a")]


def test_an_empty_file_has_no_lines() -> None:
    assert lines(b"") == lines(b"\xef\xbb\xbf") == []


@pytest.mark.parametrize("length", [101, 102, 103, 250, 1000])
def test_a_line_that_is_too_long_is_named_and_the_next_one_read(length: int) -> None:
    assert lines(b"a\n" + b"x" * length + b"\nb\n") == [(1, b"a"), (2, None), (3, b"b")]
    assert lines(b"x" * length) == [(1, None)]


def test_the_longest_line_allowed_is_read() -> None:
    assert lines(b"x" * 100 + b"\nb") == [(1, b"x" * 100), (2, b"b")]
    assert lines(b"x" * 100) == [(1, b"x" * 100)]
