"""The form of an audit under way: which steps were taken when, what was objected to. Absent or null: it did not happen."""

from datetime import date

from msgspec import Struct, field


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
    """An audit: its period, its steps by rulebook Step, what was objected; `issues` is how many findings stand."""

    since: date
    until: date
    issues: int = 0
    steps: dict[str, Step] = field(default_factory=dict)
    objections: list[Objection] = field(default_factory=list)

    def day(self, step: str) -> date | None:
        """The day a step was taken."""
        found = self.steps.get(step)
        return found.on if found is not None else None
