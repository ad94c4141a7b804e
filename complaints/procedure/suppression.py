"""Small numbers that would tell who: kept from everybody outside the receiving body (L53)."""

from collections.abc import Mapping

from rulebook.procedures.complaints import LEAST_SHOWN


def shown(counts: Mapping[str, int], least: int = LEAST_SHOWN.value) -> dict[str, int | None]:
    """`counts` with those below `least`, but for none at all, as None.

    Where only one would be left out, the next smallest is, too: the sum of all would give it away.
    """
    hidden = {name for name, count in counts.items() if 0 < count < least}
    rest = sorted((count, name) for name, count in counts.items() if count >= least)
    if len(hidden) == 1 and rest:
        hidden.add(rest[0][1])
    return {name: None if name in hidden else count for name, count in counts.items()}
