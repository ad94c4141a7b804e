"""Kinds of argument that several commands take."""

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """Read a date YYYY-MM-DD. Raises ArgumentTypeError (exit code 2) for anything else."""
    try:
        read = date.fromisoformat(text)
        if (
            read.isoformat() != text
        ):  # 20260301 and 2026-W09-7 are dates, but not in the form of the interchange
            raise ValueError(text)
        return read
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，应为 YYYY-MM-DD") from error
