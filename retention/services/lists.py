"""Destruction lists (销毁清册): made by the night, approved by two people of two bodies, carried out with the second approval."""

from collections import defaultdict
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, locking
from retention.choices import ListState
from retention.models import Approval, DestructionItem, DestructionList
from retention.policies import approving_functions, knows_somebody_on
from retention.selectors.due import DIGEST, HELD, TABLES, days_of, deleted_rules, free
from retention.services.deleting import delete_listed
from rulebook.retention import RELIST_DAYS, RULES, RetentionRule

MOST = 2000  # records one list names; a list is read by people before it is approved


class NotPossible(Exception):
    """The list is closed, or not this user's to decide."""


def list_due(*, on: date) -> int:
    """Put what is due by a listed rule on a list of its county, where none waits; how many lists. Three statements a rule."""
    return sum(_list(rule, on) for rule in deleted_rules() if rule.listed)


@transaction.atomic
def _list(rule: RetentionRule, on: date) -> int:
    locking.hold(locking.RETENTION)
    found = defaultdict(list)
    for table, key, person, since, digest, county in _due(rule, on):
        item = DestructionItem(table=table, key=key, person_id=person, since=since, digest=digest)
        found[county].append(item)
    lists = DestructionList.objects.bulk_create(
        DestructionList(county_id=county, rule=rule.key, made_on=on, size=len(items))
        for county, items in sorted(found.items())
    )
    for one in lists:
        for item in found[one.county_id]:
            item.list = one
    DestructionItem.objects.bulk_create(item for items in found.values() for item in items)
    return len(lists)


def _due(rule: RetentionRule, on: date) -> list[tuple[str, str, int, date, str, str]]:
    """What is due by `rule` in counties without a waiting list, but for what was on a list lately."""
    parts = []
    for label in rule.tables:
        table = TABLES[label]
        parts.append(
            f"""SELECT '{label}', t.{table.key}::text, {table.person}, {table.since}, {DIGEST.format(row="t")}, {table.county} AS county
            FROM {table.name} t WHERE {table.due} AND {free(table)} AND NOT EXISTS (
                SELECT 1 FROM retention_destructionitem i JOIN retention_destructionlist l ON l.id = i.list_id
                WHERE i."table" = '{label}' AND i.key = t.{table.key}::text AND (l.state = 'waiting' OR l.closed_on > %(again)s))"""
        )
    statement = f"""WITH {HELD}, due AS ({" UNION ALL ".join(parts)})
        SELECT * FROM (SELECT due.*, row_number() OVER (PARTITION BY county ORDER BY 4, 1, 2) AS place FROM due
            WHERE NOT EXISTS (SELECT 1 FROM retention_destructionlist l
                WHERE l.county_id = due.county AND l.rule = %(rule)s AND l.state = 'waiting')) ranked
        WHERE place <= {MOST}"""
    again = on - timedelta(days=RELIST_DAYS.value)
    with connection.cursor() as cursor:
        cursor.execute(statement, days_of(rule, on) | {"rule": rule.key, "again": again})
        return [row[:-1] for row in cursor.fetchall()]


@ledger.service("destruction.approve")
def approve(*, of: int, by: User, on: date) -> DestructionList:
    """Approve a list for one's body; with the last body's approval what it names is deleted. Raises NotPossible, ValidationError."""
    row, functions = _open(of, by, on)
    if row.approvals.filter(by=by).exists():
        raise ValidationError(_("您已经批准，须由另一机关的人员再批准。"))
    open_for = functions - set(row.approvals.values_list("function", flat=True))
    if not open_for:
        raise ValidationError(_("您所在机关已经批准，须由另一机关的人员再批准。"))
    Approval.objects.create(list=row, function=sorted(open_for)[0], by=by, on=on)
    rule = RULES[row.rule]
    if row.approvals.count() == len(rule.approved_by):
        deleted = delete_listed(row, rule, on)
        _close(row, ListState.DONE, on)
        ledger.record(
            "destruction.done", by=by, target=row, facts={"deleted": deleted, "kept": row.size - deleted}
        )
    return row


@ledger.service("destruction.decline")
def decline(*, of: int, reason: str, by: User, on: date) -> DestructionList:
    """Refuse a list with a reason: nothing is deleted, and it comes back after the days of L97. Raises NotPossible, ValidationError."""
    row, _functions = _open(of, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明不同意销毁的理由。")]})
    row.declined_by, row.decline_reason = by, reason.strip()
    _close(row, ListState.DECLINED, on)
    return row


def _open(pk: int, by: User, on: date) -> tuple[DestructionList, set[str]]:
    row = DestructionList.objects.select_for_update().filter(pk=pk, state=ListState.WAITING).first()
    functions = approving_functions(by, on, row) if row else set()
    if row is None or not functions:
        raise NotPossible
    if knows_somebody_on(by, on, row):
        raise ValidationError(_("清册中有您本人、您的亲属或者您须回避的人，请由本机关其他人员办理。"))
    return row, functions


def _close(row: DestructionList, state: ListState, on: date) -> None:
    row.state, row.closed_on = state, on
    row.save(update_fields=["state", "closed_on", "declined_by", "decline_reason"])
