"""Child processes that hear what their parent is told and do not outlive it."""

import ctypes
import signal
import subprocess
from pathlib import Path
from types import FrameType

SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)
_libc = ctypes.CDLL(None)


def end_with_parent() -> None:
    """Run in a child before its program: the kernel asks it to end when the parent is gone, even by kill -9."""
    _libc.prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGTERM)


def run_through(command: list[str], environment: dict[str, str], cwd: Path) -> int:
    """Run `command` on our own standard streams and wait; what asks us to end is passed on. Returns its exit code."""
    child = subprocess.Popen(command, env=environment, cwd=cwd, preexec_fn=end_with_parent)  # noqa: PLW1509 (no threads here)

    def pass_on(number: int, frame: FrameType | None) -> None:
        child.send_signal(number)

    def leave_to_child(number: int, frame: FrameType | None) -> None:
        """Ctrl-C reaches the child by itself, from the terminal."""

    old = {
        signal.SIGINT: signal.signal(signal.SIGINT, leave_to_child),
        signal.SIGTERM: signal.signal(signal.SIGTERM, pass_on),
        signal.SIGHUP: signal.signal(signal.SIGHUP, pass_on),
    }
    try:
        code = child.wait()
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code
