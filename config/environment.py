"""Reading the environment strictly: a wrong or missing variable stops the start with a hint, never a default nobody chose."""

import os
from datetime import date

from django.core.exceptions import ImproperlyConfigured


def text(name: str, *, default: str | None = None, hint: str = "") -> str:
    """Return the variable `name`; without a default it must be set. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set the environment variable {name}. {hint}".strip())
    return default


def flag(name: str, *, default: bool) -> bool:
    """Return `name` as yes/no; any spelling other than 1/0, true/false, yes/no raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "true", "yes"}:
        return True
    if value in {"0", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")


def words(name: str, *, default: list[str] | None = None, hint: str = "") -> list[str]:
    """Return `name` split at commas; without a default it must be set. Raises ImproperlyConfigured."""
    joined = None if default is None else ",".join(default)
    return [word.strip() for word in text(name, default=joined, hint=hint).split(",") if word.strip()]


def number(name: str, *, default: int) -> int:
    """Return `name` as a whole number. Raises ImproperlyConfigured."""
    value = text(name, default=str(default))
    if not value.lstrip("-").isdigit():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def between(name: str, *, default: int, least: int, most: int) -> int:
    """Return `name` as a whole number from `least` to `most`. Raises ImproperlyConfigured."""
    value = number(name, default=default)
    if not least <= value <= most:
        raise ImproperlyConfigured(f"{name} must be between {least} and {most}, not {value}.")
    return value


def one_of(name: str, *, default: str, known: tuple[str, ...]) -> str:
    """Return `name`, which is one of `known`. Raises ImproperlyConfigured."""
    value = text(name, default=default)
    if value not in known:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(known)}, not {value!r}.")
    return value


def day(name: str) -> date | None:
    """Return `name` as a day written 2026-03-31, None where it is not set. Raises ImproperlyConfigured."""
    value = os.environ.get(name, "").strip()
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a day like 2026-03-31, not {value!r}.") from error
