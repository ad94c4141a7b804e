"""Which tables are evidenced, and how a row becomes the text that is hashed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from rulebook.evidence import BY_DAY, DRAFTS, EXCEPTED, OMITTED, WITHOUT_VERSION, ByDay

# What a row looks like as text must not depend on who asks.
AS_TEXT = {
    "timezone": "UTC", "datestyle": "ISO, YMD", "intervalstyle": "postgres", "extra_float_digits": "1", "bytea_output": "hex",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """One evidenced table."""

    model: type[models.Model]
    omitted: frozenset[str] = frozenset()
    by_day: ByDay | None = None

    @property
    def name(self) -> str:
        """Its name in PostgreSQL."""
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        """The column of its primary key."""
        return str(self.model._meta.pk.column)

    @property
    def label(self) -> str:
        """app.Model"""
        return self.model._meta.label

    @property
    def words(self) -> str:
        """What people call it."""
        return str(self.model._meta.verbose_name)

    @property
    def history(self) -> type[models.Model] | None:
        """Where earlier versions of its rows are kept."""
        kept = getattr(self.model, "history", None)
        return kept.model if kept is not None else None

    @property
    def is_history(self) -> bool:
        """Whether it keeps the earlier versions of another."""
        return hasattr(self.model, "history_object") or hasattr(self.model, "instance_type")

    @property
    def versioned(self) -> list[str]:
        """The columns every version has, and no service writes without one."""
        past: Any = self.history
        left_out = WITHOUT_VERSION.get(self.label, frozenset())
        return [field.column for field in past.tracked_fields if field.column not in left_out]

    def versions_begun(self, row: str, version: str) -> str:
        """SQL for whether `row` has to be as its `version` is; not while both are a draft."""
        if self.label not in DRAFTS:
            return "true"
        column, draft = DRAFTS[self.label]
        return f"""NOT ({row}."{column}" = '{draft}' AND {version}."{column}" = '{draft}')"""

    def text(self, row: str, columns: list[str]) -> str:
        """SQL for the text of `row`, an alias of this table's, whose columns are `columns`: JSON in their order."""
        if not self.omitted and self.by_day is None:
            return f"row_to_json({row})::text"
        chosen = ", ".join(f'{row}."{column}"' for column in self.chosen(columns))
        return f"(SELECT row_to_json(chosen)::text FROM (SELECT {chosen}) chosen)"

    def digest(self, row: str, columns: list[str]) -> str:
        """SQL for the SHA-256 of `row`."""
        return f"sha256(convert_to({self.text(row, columns)}, 'UTF8'))"

    def chosen(self, columns: list[str]) -> list[str]:
        """Those of `columns` that are evidenced."""
        if self.by_day:
            return [column for column in columns if column in self.by_day.columns]
        return [column for column in columns if column not in self.omitted]


def evidenced() -> Iterator[Table]:
    """Every evidenced table; what is not stands in the rulebook with its reason."""
    for model in every_model():
        label = model._meta.label
        if label not in EXCEPTED:
            yield Table(model, OMITTED.get(label, frozenset()), BY_DAY.get(label))


def every_model() -> Iterator[type[models.Model]]:
    """Every model that has a table of its own, those between two others included."""
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model


def table_of(label: str) -> Table:
    """The table of app.Model in any case. Raises KeyError."""
    return {table.label.lower(): table for table in evidenced()}[label.lower()]


def columns_of(cursor: Any) -> dict[str, list[str]]:
    """The columns of every table of the database, in their order."""
    cursor.execute(
        "SELECT relname, array_agg(attname::text ORDER BY attnum) FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0 AND NOT attisdropped GROUP BY relname"
    )
    return dict(cursor.fetchall())


def as_text(cursor: Any) -> None:
    """From here to the transaction's end rows are written as they were when they were noted."""
    cursor.execute(
        "SELECT " + ", ".join(f"set_config('{name}', '{value}', true)" for name, value in AS_TEXT.items())
    )
