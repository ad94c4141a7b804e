"""Which rows are due (期满), in SQL: one condition a table, and what a hold keeps of it. Everything else of a deletion is the same for all.

In each condition `t` is the row, `%(on)s` the day, `%(cutoff)s` the day before which the period of the rule must have begun to run.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.apps import apps

from core.periods import months_after
from rulebook.retention import RULES, RetentionRule

YEARS = "年"
MONTHS = 12
OF_USER = "t.user_id"
NO_ONE = "NULL::bigint"


def named(label: str) -> str:
    """The name in the database of the table of app.Model."""
    return apps.get_model(label)._meta.db_table


def keyed(label: str) -> str:
    """The column of its primary key."""
    return str(apps.get_model(label)._meta.pk.column)  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class Table:
    """How rows of a table come to be due: `due`; whose they are, by `person` or `user`; the children that go with them (app.Model, column).

    For what is listed, `since` is the day the period ran from, and `county` whose list it is.
    """

    label: str
    due: str
    user: str = NO_ONE
    person: str = NO_ONE
    file: str = ""
    children: tuple[tuple[str, str], ...] = ()
    since: str = ""
    county: str = ""

    @property
    def name(self) -> str:
        """Its name in the database."""
        return named(self.label)

    @property
    def key(self) -> str:
        """The column of its primary key."""
        return keyed(self.label)


# Whoever stands on the roster still is not due; who never stood there cannot be reckoned.
LEFT = """(SELECT bool_and(NOT upper_inf(te.during) AND upper(te.during) <= %(cutoff)s)
    FROM organisation_tenure te WHERE te.person_id = t.person_id)"""
LAST_DAY = "(SELECT max(upper(te.during)) FROM organisation_tenure te WHERE te.person_id = t.person_id)"
LAST_COUNTY = """(SELECT u.county_id FROM organisation_tenure te JOIN organisation_post p ON p.id = te.post_id
    JOIN organisation_unit u ON u.id = p.unit_id WHERE te.person_id = t.person_id ORDER BY upper(te.during) DESC, te.id DESC LIMIT 1)"""

TABLES: dict[str, Table] = {table.label: table for table in (
    Table("accounts.LoginSession", "coalesce(t.ended_at, t.lapses_at) < %(cutoff)s", user=OF_USER),
    Table(
        "axes.AccessAttempt", "t.attempt_time < %(cutoff)s", user="(SELECT u.id FROM accounts_user u WHERE u.username = t.username)",
        children=(("axes.AccessAttemptExpiration", "access_attempt_id"),)),
    Table(
        "sessions.Session", "t.expire_date < %(on)s",
        user="(SELECT s.user_id FROM accounts_loginsession s WHERE s.key = t.session_key LIMIT 1)"),
    Table("core.Job", "t.finished_at < %(cutoff)s", user="t.owner_id", file="file"),
    Table("accounts.ApiKey", "least(t.expires_on, t.revoked_at::date) < %(cutoff)s", user=OF_USER),
    Table("decisions.MatterDraft", "t.changed_at < %(cutoff)s", user="t.entered_by_id"),
    Table(
        "inspections.StatementDraft", "t.saved_at < %(cutoff)s",
        user="(SELECT d.user_id FROM inspections_member m JOIN inspections_deputy d ON d.id = m.deputy_id WHERE m.id = t.member_id)"),
    Table(
        "core.JobRun", "t.due < %(cutoff)s",
        user="CASE WHEN t.job ~ '^(digest|root):[0-9]+$' THEN split_part(t.job, ':', 2)::bigint END"),
    Table("integrity.Declaration", LEFT, person="t.person_id", since=LAST_DAY, county="t.county_id"),
    Table("integrity.YearlyDeclaration", LEFT, person="t.person_id", since=LAST_DAY, county="t.county_id"),
    Table(
        "projects.Interest", f"{LEFT} AND NOT EXISTS (SELECT 1 FROM projects_match m WHERE m.interest_id = t.id)", person="t.person_id",
        since=LAST_DAY, county=LAST_COUNTY, children=(("projects.HistoricalInterest", "id"),)),
)}  # fmt: skip

# Everybody of whom nothing may be deleted: held themselves, or on a post or with a role in a unit that is.
HELD = """held_people AS (
    SELECT h.person_id AS id FROM retention_legalhold h WHERE h.lifted_on IS NULL AND h.person_id IS NOT NULL
    UNION SELECT te.person_id FROM retention_legalhold h JOIN organisation_post p ON p.unit_id = h.unit_id
        JOIN organisation_tenure te ON te.post_id = p.id WHERE h.lifted_on IS NULL
), held_users AS (
    SELECT u.id FROM accounts_user u JOIN held_people ON held_people.id = u.person_id
    UNION SELECT r.user_id FROM retention_legalhold h JOIN accounts_roleheld r ON r.body_id = h.unit_id WHERE h.lifted_on IS NULL
), held_records AS (
    SELECT h."table", h.key FROM retention_legalhold h WHERE h.lifted_on IS NULL AND h."table" <> ''
)"""
DIGEST = "encode(sha256(convert_to(to_jsonb({row})::text, 'UTF8')), 'hex')"


def free(table: Table) -> str:
    """The condition that no hold keeps `t`."""
    return f"""NOT EXISTS (SELECT 1 FROM held_people WHERE held_people.id = {table.person})
        AND NOT EXISTS (SELECT 1 FROM held_users WHERE held_users.id = {table.user})
        AND NOT EXISTS (SELECT 1 FROM held_records r WHERE r."table" = '{table.label}' AND r.key = t.{table.key}::text)"""


def cutoff(rule: RetentionRule, on: date) -> date:
    """The day before which the period of `rule` must have begun to run, so that it is over on `on`."""
    if rule.limit is None:
        return on
    if rule.limit.unit == YEARS:
        return months_after(on, -rule.limit.value * MONTHS)
    return on - timedelta(days=rule.limit.value)


def days_of(rule: RetentionRule, on: date) -> dict[str, Any]:
    """The days every condition of `rule` speaks of."""
    return {"on": on, "cutoff": cutoff(rule, on)}


def deleted_rules() -> list[RetentionRule]:
    """The rules by which something is deleted."""
    return [rule for rule in RULES.values() if rule.limit is not None or rule.term is None]
