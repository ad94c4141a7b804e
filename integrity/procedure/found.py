"""Something found: by which rule, on which facts."""

from typing import Any

from core.found import Found
from rulebook.procedures import inquiry, integrity

CODES = integrity.CODES | inquiry.CODES


def found(code: str, **facts: Any) -> Found:
    """What `code` stands for, on `facts`."""
    return Found(rule=CODES[code], facts=facts)
