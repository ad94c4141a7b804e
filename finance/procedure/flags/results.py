"""What was flagged: group → identifier → code → value."""

from collections import Counter
from collections.abc import Callable, Iterator

from rulebook.procedures.procurement import Group

Put = Callable[[Group, str, str, float], None]


class Results:
    """What was flagged so far. Where a code is put twice the higher value stays, so that the order of lines does not matter."""

    def __init__(self) -> None:
        self._groups: dict[Group, dict[str, dict[str, float]]] = {group: {} for group in Group}

    def put(self, group: Group, identifier: str, code: str, value: float) -> None:
        """Flag `identifier` by `code`."""
        codes = self._groups[group].setdefault(identifier, {})
        known = codes.get(code)
        if known is None or value > known:
            codes[code] = value

    def as_json(self) -> dict[str, dict[str, dict[str, float]]]:
        """The stable form of the interchange: groups in which nothing was flagged are left out, names are in order."""
        return {
            group.value: {name: dict(sorted(codes.items())) for name, codes in sorted(found.items())}
            for group, found in self._groups.items()
            if found
        }

    def counts(self) -> Counter[tuple[str, Group]]:
        """By code and group: how many were flagged."""
        return Counter((code, group) for group, _name, codes in self for code in codes)

    def __iter__(self) -> Iterator[tuple[Group, str, dict[str, float]]]:
        for group, found in self._groups.items():
            for name, codes in sorted(found.items()):
                yield group, name, codes
