"""Kinds of argument that several commands take."""

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """Read a date YYYY-MM-DD. Raises ArgumentTypeError (exit code 2) for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}”不是日期，应为 YYYY-MM-DD") from error
