"""Something found: by which rule, on which facts."""

from typing import Any

from msgspec import Struct

from core.sentences import in_words
from rulebook.procedures import inquiry, integrity
from rulebook.types import FindingRule

CODES = integrity.CODES | inquiry.CODES


class Found(Struct, frozen=True, kw_only=True):
    """A fault with its rule and the facts it rests on, fit for JSON."""

    rule: FindingRule
    facts: dict[str, Any]

    @property
    def message(self) -> str:
        """The facts in a sentence, in Chinese."""
        words = {
            name: "、".join(value) if isinstance(value, list) else value for name, value in self.facts.items()
        }
        return in_words(self.rule.message.format_map(words))


def found(code: str, **facts: Any) -> Found:
    """What `code` stands for, on `facts`."""
    return Found(rule=CODES[code], facts=facts)
