"""Pure judgement of what units keep in supervision: no table, no clock."""

from supervision.procedure.division import (
    Division,
    Found,
    Held,
    Standing,
    State,
    Stretch,
    Term,
    judge,
    standing_of,
)

__all__ = ["Division", "Found", "Held", "Standing", "State", "Stretch", "Term", "judge", "standing_of"]
