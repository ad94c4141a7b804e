"""What apps declare: functions of PostgreSQL that say what the reader holds, and tables with the condition on which they may read and write a row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

PREFIX = "rows_"
READS_ALL = "(SELECT current_setting('supervision.reader', true)) = '*'"


def words(values: Iterable[str]) -> str:
    """SQL for a list of words of our own."""
    return ", ".join(f"'{word}'" for word in sorted(values))


@dataclass(frozen=True, slots=True)
class Function:
    """A function that answers from the reader and the day told, past all conditions: `query` is an expression of type `returns`.

    It is asked once a statement, not once a row, where a condition writes it as `asked()` does.
    """

    name: str
    returns: str
    query: str
    takes: str = ""

    @property
    def body(self) -> str:
        """What PostgreSQL keeps of it. In plpgsql, which plans it once a connection."""
        return f"\nBEGIN RETURN ({self.query}); END "

    def asked(self, *arguments: Iterable[str]) -> str:
        """SQL for its answer, reckoned once a statement; each of `arguments` is a list of words."""
        lists = (f"ARRAY[{words(given)}]::text[]" for given in arguments)
        return f"(SELECT {self.name}({', '.join(lists)}))::{self.returns}"


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a table that the reader may read and write: `condition`, in SQL, names its columns. The product reads all."""

    table: str
    condition: str

    @property
    def policy(self) -> str:
        """The name of its policy."""
        return f"{PREFIX}{self.table}"[:63]

    @property
    def whole(self) -> str:
        """The condition as PostgreSQL is given it."""
        return f"{READS_ALL} OR ({self.condition})"

    @property
    def mark(self) -> str:
        """Another one where the condition is."""
        return sha256(self.whole.encode()).hexdigest()


def following(table: str, parent: str, column: str) -> Rows:
    """The rows of `table` whose `column` names a row of `parent` that the reader may read."""
    return Rows(table, f"EXISTS (SELECT FROM {parent} parent WHERE parent.id = {table}.{column})")


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one app declares. `excepted`: its tables that everybody reads, each with the reason."""

    functions: tuple[Function, ...] = ()
    rows: tuple[Rows, ...] = ()
    excepted: dict[str, str] = field(default_factory=dict)


_declared: dict[str, Declaration] = {}


def register(app: str, declaration: Declaration) -> None:
    """Have PostgreSQL follow `declaration`; called in AppConfig.ready()."""
    _declared[app] = declaration


def declarations() -> dict[str, Declaration]:
    """What each app declares."""
    return dict(_declared)
