"""Files that commands read."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.core.management.base import CommandError


@contextmanager
def opened(file: str) -> Iterator[IO[bytes]]:
    """FILE for reading, “-” for standard input. Raises CommandError (exit code 2) where it cannot be opened."""
    if file == "-":
        yield sys.stdin.buffer
        return
    try:
        source = open(file, "rb")  # noqa: SIM115 - what happens while it is read is not ours to word
    except OSError as error:
        raise CommandError(f"无法读取文件“{file}”：{error.strerror}", returncode=2) from error
    with source:
        yield source
