"""Reading what strangers sent in a process of its own, which has so much memory and time and no more, and is given none of our secrets.

A file of some kilobytes can ask a parser for any amount of memory; here it is the parser that ends, not the product.
"""

import resource
import subprocess
import sys
from collections.abc import Callable

from django.conf import settings

MOST_MEMORY = 1024 * 1024 * 1024  # bytes
MOST_SECONDS = 30  # of a processor
WAITED = 90  # seconds, on a busy machine


class Failed(Exception):
    """It ended without an answer: the file is broken, or asks for more than it may have."""


def done_by(module: str, content: bytes) -> bytes:
    """What `module`, started as a program, makes of `content`. Raises Failed. Nothing touches the disk: both go through pipes."""
    try:
        ended = subprocess.run(
            [sys.executable, "-m", module], input=content, capture_output=True, cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"}, timeout=WAITED, check=True,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError) as error:
        # Not what it said: that may have words of the file in it.
        raise Failed(type(error).__name__) from None
    return ended.stdout


def serve(work: Callable[[bytes], bytes]) -> None:
    """The other side: limit this process, then do `work` once."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.buffer.write(work(sys.stdin.buffer.read()))
