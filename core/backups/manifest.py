"""What a backup says of itself, and what is compared after a restore: rows of each table, the ledger's digest, a hash of every part."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from core.ledger.digest import evidence_digest

FORM = 1


@dataclass(slots=True)
class Manifest:
    """The contents of a backup."""

    made_at: str
    postgres: str
    migrations: list[str]
    rows: dict[str, int]
    evidence: str
    sealed: str = ""  # number and chained value of the last batch of the evidence; empty where there is none
    database: dict[str, str] = field(default_factory=dict)  # name of the part → SHA-256
    files: dict[str, str] = field(default_factory=dict)  # path in the store → SHA-256
    form: int = FORM

    def written(self) -> bytes:
        """As it stands in the backup."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def read(cls, written: bytes) -> "Manifest":
        """From a backup. Raises ValueError, TypeError for what is none."""
        return cls(**json.loads(written))


def looked_at(opened: "psycopg.Connection[Any]", made_at: str) -> Manifest:
    """What the transaction of `opened` sees."""
    rows = {name: count(opened, name) for name in tables(opened)}
    migrations = opened.execute("SELECT app || '.' || name FROM django_migrations ORDER BY id").fetchall()
    return Manifest(
        made_at=made_at,
        postgres=str(opened.info.server_version),
        migrations=[name for (name,) in migrations],
        rows=rows,
        evidence=evidence_digest(opened.cursor),
        sealed=_sealed(opened),
    )


def _sealed(opened: "psycopg.Connection[Any]") -> str:
    """The last chained value, which stands for all entries before it."""
    known = opened.execute("SELECT to_regclass('core_evidencebatch')").fetchone()
    if known is None or known[0] is None:
        return ""  # a release without evidence
    last = opened.execute(
        "SELECT number, encode(chained, 'hex') FROM core_evidencebatch ORDER BY number DESC LIMIT 1"
    ).fetchone()
    return f"{last[0]} {last[1]}" if last else ""


def tables(opened: "psycopg.Connection[Any]") -> list[str]:
    """Every table of the product."""
    found = opened.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
    return [name for (name,) in found.fetchall()]


def count(opened: "psycopg.Connection[Any]", table: str) -> int:
    """Rows of a table."""
    found = opened.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return int(found[0]) if found else 0


def differences(said: Manifest, found: Manifest) -> list[str]:
    """What a restored database has otherwise than the backup says, in Chinese."""
    wrong = [
        f"表 {name}：备份时 {said.rows.get(name)} 行，恢复后 {found.rows.get(name)} 行"
        for name in sorted(said.rows.keys() | found.rows.keys())
        if said.rows.get(name) != found.rows.get(name)
    ]
    if said.evidence != found.evidence:
        wrong.append("操作记录的摘要不一致")
    if said.sealed != found.sealed:
        wrong.append("存证的链值不一致")
    if said.migrations != found.migrations:
        wrong.append("数据库迁移记录不一致")
    return wrong
