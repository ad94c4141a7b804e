"""Locks between processes, kept by the kernel: a process that dies, however, lets go of them."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold `path` alone; waits for whoever holds it."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def take(path: Path, *, alone: bool) -> IO[str] | None:
    """Take `path`, alone or beside others, without waiting; None where that is not possible now. Close to let go."""
    file = path.open("a")
    try:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file
