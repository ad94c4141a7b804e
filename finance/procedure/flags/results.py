"""What was flagged: group → identifier → code → value."""

from collections.abc import Callable, Iterator

import msgspec

from rulebook.procedures.procurement import Group

Put = Callable[[Group, str, str, float], None]


class Results:
    """What was flagged so far. Where a code is put twice the higher value stays, so that the order of lines does not matter."""

    def __init__(self) -> None:
        # By code inside: a dictionary for each of very many identifiers would take more memory than all they hold.
        self._groups: dict[Group, dict[str, dict[str, float]]] = {group: {} for group in Group}

    def put(self, group: Group, identifier: str, code: str, value: float) -> None:
        """Flag `identifier` by `code`."""
        flagged = self._groups[group].setdefault(code, {})
        known = flagged.get(identifier)
        if known is None or value > known:
            flagged[identifier] = value

    def as_json(self) -> dict[str, dict[str, dict[str, float]]]:
        """The stable form of the interchange: groups in which nothing was flagged are left out, names are in order."""
        answer: dict[str, dict[str, dict[str, float]]] = {}
        for group, name, codes in self:
            answer.setdefault(group.value, {})[name] = codes
        return answer

    def written(self) -> Iterator[str]:
        """The same as text, one identifier after another, without the bracket that closes it."""
        last: Group | None = None
        for group, name, codes in self:
            before = "," if group is last else ("{" if last is None else "},") + f'"{group.value}":{{'
            yield f"{before}{_text(name)}:{_text(codes)}"
            last = group
        yield "{" if last is None else "}"

    @property
    def is_empty(self) -> bool:
        """Whether nothing was flagged."""
        return not any(self._groups.values())

    def counts(self) -> list[tuple[str, Group, int]]:
        """By code and group: how many were flagged."""
        return sorted(
            (code, group, len(flagged))
            for group, codes in self._groups.items()
            for code, flagged in codes.items()
        )

    def names(self, group: Group) -> set[str]:
        """Everyone flagged in `group`."""
        return set[str]().union(*self._groups[group].values())

    def each(self) -> Iterator[tuple[Group, str, str, float]]:
        """Group, code, identifier and value of everything flagged, in no order."""
        for group, codes in self._groups.items():
            for code, flagged in codes.items():
                for name, value in flagged.items():
                    yield group, code, name, value

    def __iter__(self) -> Iterator[tuple[Group, str, dict[str, float]]]:
        for group, codes in self._groups.items():
            ordered = sorted(codes.items())
            for name in sorted(set[str]().union(*codes.values())):
                yield group, name, {code: flagged[name] for code, flagged in ordered if name in flagged}


def _text(value: object) -> str:
    return msgspec.json.encode(value).decode()
