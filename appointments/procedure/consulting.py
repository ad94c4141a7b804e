"""Whether what was concluded about a person had been consulted by the day something was decided about them (C14, C20): of every kind of file."""

from collections.abc import Iterable
from datetime import date

from appointments.procedure.form import Conclusion


def unconsulted(conclusions: Iterable[Conclusion], on: date) -> list[Conclusion]:
    """The conclusions in force on `on` that nobody had consulted by then, recently enough."""
    return [
        one
        for one in conclusions
        if one.since <= on and (one.until is None or on < one.until) and not one.was_consulted(on)
    ]


def missed(conclusions: Iterable[Conclusion], on: date) -> dict[str, list[str]]:
    """Titles of the same, by the code of what is found where something was decided without them."""
    found: dict[str, list[str]] = {}
    for one in unconsulted(conclusions, on):
        found.setdefault(one.code, []).append(one.title)
    return found
