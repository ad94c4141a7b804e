"""The form of an audit under way: which steps were taken when, what was objected to. Absent or null: it did not happen."""

from datetime import date

from msgspec import Struct, field

from rulebook.procedures.auditing import WITHOUT_THE_UNIT


class Piece(Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """A piece of the form; every field may be absent."""


class Step(Piece):
    """A step: its day, who approved what needs approval, whether nobody said anything in time."""

    on: date
    approval: str | None = None
    silent: bool = False
    delivered_on: date | None = None


class Objection(Piece):
    """An objection to the report."""

    filed_on: date
    due: date
    answered_on: date | None = None


class Audit(Piece):
    """An audit: its period, its steps by rulebook Step, what was objected; `issues` is how many findings stand. `alone`: nobody speaks for the
    unit, because a deputy is audited before a post is taken.
    """

    since: date
    until: date
    issues: int = 0
    alone: bool = False
    steps: dict[str, Step] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)

    def day(self, step: str) -> date | None:
        """The day a step was taken."""
        found = self.steps.get(step)
        return found.on if found is not None else None

    def asks(self, step: str) -> bool:
        """Whether a step is asked for in such an audit at all."""
        return not (self.alone and step in WITHOUT_THE_UNIT)
