"""Whether an officer must stand back from what was reported (回避, N31): asked when it comes in, and again whenever a circle is another."""

from collections.abc import Mapping, Sequence
from typing import Any

from complaints.checks.routing import Held, people_called
from complaints.policies import Circle


def words_of(said: Mapping[str, Any]) -> str:
    """Everything a complaint says by hand, without gaps."""
    parts = (said.get(name) or "" for name in ("facts", "unit_words", "person_words", "when", "original"))
    return "".join("".join(parts).split())


def is_concerned(circle: Circle, said: Mapping[str, Any], held: Sequence[Held]) -> bool:
    """Whether `said` names the officer or a relative: chosen from the list, called by post on its day (`held`), or written by name."""
    written = said.get("person_words") or ""
    person = said.get("person")
    people = frozenset({person}) if person else people_called(written, said.get("unit"), held)
    if circle.people & people:
        return True
    return is_named(circle, words_of(said))


def is_named(circle: Circle, words: str) -> bool:
    """Whether `words` hold the name of the officer or of a relative."""
    together = "".join(words.split())
    return any(name and name in together for name in (circle.name, *circle.relatives.values()))
