"""Something found in an audit: by which rule, on which facts."""

from typing import Any

from msgspec import Struct

from core.sentences import in_words
from rulebook.procedures.audits import CODES
from rulebook.types import FindingRule


class Found(Struct, frozen=True, kw_only=True):
    """A fault with its rule and the facts it rests on, fit for JSON."""

    rule: FindingRule
    facts: dict[str, Any]

    @property
    def message(self) -> str:
        """The facts in a sentence, in Chinese."""
        return in_words(self.rule.message.format_map(self.facts))


def found(code: str, **facts: Any) -> Found:
    """What `code` stands for, on `facts`."""
    return Found(rule=CODES[code], facts=facts)
