"""Reading a file line by line, numbered as an editor numbers them, in memory that does not grow with the file."""

from collections.abc import Iterator
from typing import IO

LONGEST = 32 * 1024 * 1024  # bytes of one line
BOM = b"\xef\xbb\xbf"


def numbered_lines(file: IO[bytes], longest: int = LONGEST) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number of each line that is not blank, with its bytes, or None where it is longer than `longest`."""
    number, parts = 0, 0
    while part := file.readline(longest + 1):
        parts += 1
        ended = part.endswith(b"\n")
        if parts == 1:
            number += 1
            if number == 1:
                part = part.removeprefix(BOM)
        if not ended and len(part) > longest:
            continue
        if parts > 1:
            yield number, None
        elif not part.isspace() and part:
            yield number, part
        parts = 0
    if parts:
        yield number, None
