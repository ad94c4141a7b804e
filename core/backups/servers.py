"""The database server and its programs, as backups use them."""

import os
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection

from core.rows.reading import PRODUCT

Where = Mapping[str, str]


def own_database() -> dict[str, str]:
    """How to connect to the product's database."""
    known = connection.settings_dict
    where = {
        "host": known["HOST"],
        "port": str(known["PORT"] or ""),
        "user": known["USER"],
        "password": known["PASSWORD"],
        "dbname": known["NAME"],
    }
    given = {name: value for name, value in known.get("OPTIONS", {}).items() if name in KNOWN}
    return {name: str(value) for name, value in (where | given).items() if value}


# A backup holds every row, also where the role it is made with is shown only its reader's (core.rows).
AS_PRODUCT = f"-c supervision.reader={PRODUCT}"
# libpq's word for each, as an argument and as a variable of the environment; passwords never stand in a command.
KNOWN = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
}


def connected(where: Where) -> "psycopg.Connection[Any]":
    """A connection past Django, in one look at all of it: what others commit meanwhile is not seen."""
    opened = psycopg.connect(**where, options=AS_PRODUCT)  # type: ignore[arg-type]
    opened.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    return opened


def environment(where: Where) -> dict[str, str]:
    """The environment in which PostgreSQL's programs find `where`."""
    return os.environ | {KNOWN[name]: value for name, value in where.items()} | {"PGOPTIONS": AS_PRODUCT}


def program(name: str, opened: "psycopg.Connection[Any]") -> str:
    """The path of pg_dump or pg_restore that suits the server."""
    found: Path = programs().folder_for(opened.info.server_version // 10000)
    return str(found / name)


def programs() -> Any:
    """Where the launcher finds PostgreSQL's programs."""
    return import_module(settings.POSTGRES_PROGRAMS)
