"""Rows written many at once, with their histories, as one by one: nothing is lost, nothing else is touched, and the work does not grow."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from core.writing import AT_ONCE, MANY, Writing, create_with_history, update_with_history
from finance.models import Supplier
from projects.models import Project, Stage
from tests import factories
from tests.decisions.world import World, build
from tests.projects.built import planned
from tests.today import fix_today

REASON = "导入"


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    fix_today(monkeypatch)
    return build()


@pytest.fixture
def officer():
    return factories.make_user("officer")


def suppliers(county: Any, number: int) -> list[Supplier]:
    rows = [
        Supplier(county_id=county.town.county_id, name=f"远山第{n}公司", key=f"远山第{n}公司")
        for n in range(number)
    ]
    for row in rows:
        row.derive()
    return rows


def told(row: Any) -> list[tuple[Any, ...]]:
    return list(
        row.history.order_by("pk").values_list(
            "history_type", "history_user__username", "history_change_reason"
        )
    )


def test_what_is_new_changed_and_gone_is_written_with_who_and_why(county, officer):
    kept, gone = suppliers(county, 2)
    create_with_history([kept, gone], by=officer, reason="先前")
    (new,) = suppliers(county, 3)[2:]
    writing = Writing(Supplier, by=officer, reason=REASON)
    assert writing.put(kept, {"name": "青山公司"})
    assert writing.put(new, {"name": new.name})
    writing.drop(gone)
    writing.write()
    assert list(Supplier.objects.order_by("pk").values_list("name", flat=True)) == ["青山公司", "远山第2公司"]
    assert told(kept) == [("+", "officer", "先前"), ("~", "officer", REASON)]
    assert told(new) == [("+", "officer", REASON)]
    last = Supplier.history.filter(name=gone.name).order_by("pk").last()  # type: ignore[attr-defined]
    assert (last.history_type, last.history_change_reason) == ("-", REASON)


def test_what_follows_from_a_changed_column_is_written_with_it(county, officer):
    (row,) = suppliers(county, 1)
    create_with_history([row], by=officer)
    writing = Writing(Supplier, by=officer)
    writing.put(row, {"name": "绿水公司"})
    writing.write()
    derived = Supplier.objects.get()
    before = derived.search_keys
    derived.derive()
    assert before == derived.search_keys


def test_a_row_that_stays_as_it_is_leaves_no_version(county, officer):
    (row,) = suppliers(county, 1)
    create_with_history([row], by=officer)
    writing = Writing(Supplier, by=officer)
    assert not writing.put(row, {"name": row.name, "county": county.town.county})
    writing.write()
    assert len(told(row)) == 1


def test_only_the_columns_that_changed_are_written(county, officer):
    """What somebody else wrote meanwhile into another column of the row stays."""
    project = planned(county)
    stale = Project.objects.get(pk=project.pk)
    project.summary = "另一人刚补充的内容"
    project.save()
    writing = Writing(Project, by=officer)
    writing.put(stale, {"total": Decimal(7_000_000)})
    writing.write()
    stored = Project.objects.get(pk=project.pk)
    assert (stored.summary, stored.total) == ("另一人刚补充的内容", 7_000_000)
    assert stored.changed_at > project.changed_at


def test_a_version_says_what_a_single_save_would_have_said(county, officer):
    """Every column of the history, as django-simple-history itself writes it."""
    stage = planned(county).stages.first()
    stage.planned_until = stage.planned_from
    update_with_history([stage], ["planned_until"], by=officer, reason=REASON)
    ours = stage.history.order_by("pk").last()
    stage._change_reason, stage._history_user = REASON, officer
    stage.save()
    theirs = stage.history.order_by("pk").last()
    own = {"history_id", "history_date"}
    names = [field.attname for field in Stage.history.model._meta.concrete_fields if field.name not in own]  # type: ignore[attr-defined]
    assert [getattr(ours, name) for name in names] == [getattr(theirs, name) for name in names]
    assert ours.pk != theirs.pk


def test_the_statements_do_not_grow_with_the_rows(county, officer):
    def write(number: int, letter: str) -> int:
        rows = suppliers(county, number)
        for row in rows:
            row.key = f"{letter}{row.key}"
        with CaptureQueriesContext(connection) as asked:
            create_with_history(rows, by=officer)
            for row in rows:
                row.name = f"{letter}公司"
            update_with_history(rows, ["name"], by=officer)
        return len(asked)

    assert write(2, "甲") == write(AT_ONCE, "乙")


def test_a_row_that_is_not_there_refuses_all_of_them(county, officer):
    here, away = suppliers(county, 2)
    create_with_history([here, away], by=officer)
    Supplier.objects.filter(pk=away.pk)._raw_delete("default")
    here.name = away.name = "青山公司"
    with pytest.raises(DatabaseError, match="1 rows"):
        update_with_history([here, away], ["name"], by=officer)


def test_what_was_let_be_written_and_dropped_again_is_not_written(county, officer):
    stored, new = suppliers(county, 2)
    create_with_history([stored], by=officer)
    writing = Writing(Supplier, by=officer)
    for row in (stored, new):
        writing.put(row, {"name": "青山公司"})
        writing.drop(row)
    writing.write()
    assert not Supplier.objects.exists()
    assert Supplier.history.filter(history_type="+").count() == 1  # type: ignore[attr-defined]
    writing.write()  # nothing waits any more
    assert Supplier.history.count() == 2  # type: ignore[attr-defined]


def test_more_rows_than_one_statement_takes_are_all_written(county, officer):
    rows = suppliers(county, AT_ONCE + 1)
    create_with_history(rows, by=officer)
    assert len({row.pk for row in rows}) == AT_ONCE + 1 == Supplier.objects.count()
    assert Supplier.history.count() == AT_ONCE + 1  # type: ignore[attr-defined]


def test_postgresql_is_told_of_many_new_rows_before_they_are_committed(county, officer):
    """Else it searches the table as if it were empty, and every further batch of an import takes longer than the one before."""
    writing = Writing(Supplier, by=officer)
    for row in suppliers(county, MANY):
        writing.touch(row)
    writing.write()
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [Supplier._meta.db_table])
        ((counted,),) = cursor.fetchall()
    assert counted == MANY


def test_what_is_to_be_forgotten_is_not_written(county, officer):
    writing = Writing(Supplier, by=officer)
    writing.touch(suppliers(county, 1)[0])
    writing.forget()
    writing.write()
    assert not Supplier.objects.exists()
