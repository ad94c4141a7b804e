"""Something found: by which rule, on which facts."""

from typing import Any

from msgspec import Struct

from core.sentences import in_words
from rulebook.types import FindingRule


class Found(Struct, frozen=True, kw_only=True):
    """A fault with its rule and the facts it rests on, fit for JSON."""

    rule: FindingRule
    facts: dict[str, Any]

    @property
    def message(self) -> str:
        """The facts in a sentence, in Chinese; of a list all its parts."""
        words = {
            name: "、".join(value) if isinstance(value, list) else value for name, value in self.facts.items()
        }
        return in_words(self.rule.message.format_map(words))
