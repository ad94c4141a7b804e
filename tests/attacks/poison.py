"""Hostile words in every text that people write: each column of each table of the product that holds words, and the words inside its JSON."""

import re
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models, transaction

# Columns that hold no words of people: what the product itself makes up and reads again.
MADE_BY_THE_PRODUCT = {
    "digest", "sha256", "hash", "content_hash", "list_hash", "key", "code", "item_code", "token", "secret", "promise", "seed", "mark", "period", "kind",
    "clause", "source", "source_number", "source_id", "subject", "chapter", "entry", "table", "rule", "function", "question", "origin", "start", "choice",
    "staff_no", "password", "spoken", "pinyin", "search", "state", "email", "initials",
}  # fmt: skip
# Tables whose words are the product's own, or are read again as they were written.
OWN_WORDS = {"core.Event", "core.ScheduledRun", "core.CalendarException"}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
Words = Callable[[int | None], str]


def columns() -> dict[type[models.Model], list[models.Field]]:
    """Of every table of the product the columns whose texts people write."""
    own = {app.rsplit(".", 1)[0] if app.endswith("Config") else app for app in settings.OWN_APPS}
    return {
        model: fields
        for model in apps.get_models()
        if model._meta.managed
        and model._meta.app_label in own
        and model._meta.label not in OWN_WORDS
        and (fields := [field for field in model._meta.local_concrete_fields if _is_written(field)])
    }


def _is_written(field: models.Field) -> bool:
    if isinstance(field, models.JSONField):
        return True
    plain = type(field) in {models.CharField, models.TextField}
    return plain and not field.choices and not field.primary_key and field.name not in MADE_BY_THE_PRODUCT


def poison(words: Words) -> None:
    """Write `words` of the length that fits into every such column of every row, and after each Chinese word inside JSON."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # what is sealed is poisoned, too
        for model, fields in columns().items():
            for field in fields:
                if isinstance(field, models.JSONField):
                    _inside(model, field, words)
                else:
                    _fill(cursor, model, field, words)
        cursor.execute("SET LOCAL session_replication_role = origin")


def _fill(cursor: Any, model: type[models.Model], field: models.Field, words: Words) -> None:
    """Into every row; where a rule of the table forbids that, into those that have words there."""
    quote = connection.ops.quote_name
    column, room = quote(field.column), field.max_length
    value, given = "%s", words(room)
    if field.name in _unique(model):
        room = (room or 1000) - 8
        value, given = f"%s || {quote(model._meta.pk.column)}", words(room)[:room]
    for condition in ("true", f"{column} <> ''"):
        try:
            with transaction.atomic():
                cursor.execute(
                    f"UPDATE {quote(model._meta.db_table)} SET {column} = {value} WHERE {condition}", [given]
                )
                return
        except IntegrityError:
            continue


def _unique(model: type[models.Model]) -> set[str]:
    names = {field.name for field in model._meta.local_concrete_fields if field.unique}
    for rule in model._meta.constraints:
        names |= (
            set(getattr(rule, "fields", ()) or ()) if isinstance(rule, models.UniqueConstraint) else set()
        )
    return names


def _inside(model: type[models.Model], field: models.Field, words: Words) -> None:
    for pk, value in model._base_manager.values_list("pk", field.name):
        if value:
            model._base_manager.filter(pk=pk).update(**{field.name: _poisoned(value, words)})


def _poisoned(value: Any, words: Words) -> Any:
    if isinstance(value, dict):
        return {name: _poisoned(inner, words) for name, inner in value.items()}
    if isinstance(value, list):
        return [_poisoned(inner, words) for inner in value]
    return words(None) if isinstance(value, str) and CHINESE.search(value) else value
