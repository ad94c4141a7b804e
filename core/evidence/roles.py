"""The PostgreSQL role of the running product: it adds to ledger, earlier versions and evidence, and cannot alter them; it owns nothing, and so
can neither switch a trigger off nor empty a table. Whoever migrates is another role, the owner.
"""

from collections.abc import Iterable

from django.db import connection, transaction
from psycopg import sql

from core.evidence.tables import evidenced

ADDED_TO = ("core_event", "core_evidenceentry", "core_evidencebatch", "core_evidenceday")


# Earlier versions that go with their record by an approved list alone: their own trigger looks whether it is.
BY_LIST = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'deleted_by_list'"


class Unfit(Exception):
    """The role cannot be the product's. Says why in Chinese."""


def only_added() -> list[str]:
    """Tables the product only adds to: ledger, evidence, all earlier versions."""
    return [*ADDED_TO, *(table.name for table in evidenced() if table.is_history)]


def grant(role: str, *, password: str = "") -> None:
    """Give `role` what the running product needs, and nothing else; with a password it is made where it is missing. Repeated after every migration.

    Raises Unfit for a role that is missing, owns the tables, or is a superuser.
    """
    named = sql.Identifier(role)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolsuper, pg_has_role(current_user, oid, 'MEMBER') AND rolname = current_user FROM pg_roles WHERE rolname = %s",
            [role],
        )
        found = cursor.fetchone()
        if found is None and not password:
            raise Unfit(
                f"没有数据库角色“{role}”：请先 createuser --pwprompt {role}，或者设置 PRODUCT_PASSWORD 由本命令建立"
            )
        if found and any(found):
            raise Unfit(f"“{role}”是超级用户或者数据表的所有者，不能用作运行角色；请另建一个角色")
        if found is None:
            cursor.execute(sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(named, sql.Literal(password)))
        added = only_added()
        cursor.execute(BY_LIST)
        by_list = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            sql.SQL(
                "GRANT USAGE ON SCHEMA public TO {role};"
                "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role};"
                "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};"
                "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};"
                "REVOKE UPDATE ON {added} FROM {role};"
                "REVOKE DELETE ON {never_deleted} FROM {role};"
                "REVOKE UPDATE ON core_pendingevidence FROM {role};"
                "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}"
            ).format(
                role=named,
                added=_tables(added),
                never_deleted=_tables(name for name in added if name not in by_list),
            )
        )


def _tables(names: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(name) for name in names)
