"""A record named on the command line: app.model:pk."""

from django.core.management.base import CommandError

from core.evidence.tables import Table, table_of


def record(text: str) -> tuple[Table, str]:
    """Its table and key. Raises CommandError (exit code 2)."""
    label, _, key = text.partition(":")
    try:
        table = table_of(label)
    except KeyError as error:
        raise CommandError(
            f"“{label}”不是存证的数据表，应为 app.model，例如 decisions.matter", returncode=2
        ) from error
    if not key:
        raise CommandError(f"“{text}”没有主键，应为 app.model:主键", returncode=2)
    return table, key
