"""C9 会后，在决策实施过程中，要加强指导和督促检查: no thirty days without an entry (L16), no task over its day (L17)."""

from datetime import date

from tests.decisions.cases import (
    EMERGENCY,
    EMERGENCY_ALONE,
    FLAWLESS,
    MEETING,
    changed,
    codes,
    found,
    members,
)

UNTOUCHED = changed(FLAWLESS, execution=None)
TASK = {"on": "2026-04-30", "kind": "task", "owner": "M2", "due": "2026-06-30"}


def test_a_resolution_whose_tasks_are_done_is_in_order():
    assert found(on=date(2027, 7, 1)) == {}


def test_a_resolution_nobody_follows_up_is_stalled_after_thirty_days():
    assert codes(UNTOUCHED, on=date(2026, 5, 27)) == set()
    assert found(UNTOUCHED, on=date(2026, 5, 28)) == {
        "no-follow-up": {"since": MEETING, "days": 30, "least": 30}
    }


def test_a_supervision_entry_is_follow_up():
    assert (
        codes(UNTOUCHED, execution=[{"on": "2026-05-20", "kind": "supervision"}], on=date(2026, 6, 10))
        == set()
    )


def test_a_task_still_open_wants_an_entry_every_thirty_days():
    working = changed(
        UNTOUCHED, execution=[TASK | {"due": "2026-12-31"}, {"on": "2026-05-20", "kind": "supervision"}]
    )
    assert codes(working, on=date(2026, 6, 18)) == set()
    assert found(working, on=date(2026, 6, 19))["no-follow-up"]["since"] == "2026-05-20"


def test_a_word_on_how_a_task_goes_is_an_entry():
    told = changed(UNTOUCHED, execution=[TASK | {"due": "2026-12-31", "progress_on": "2026-05-20"}])
    assert codes(told, on=date(2026, 6, 18)) == set()
    assert codes(told, on=date(2026, 6, 19)) == {"no-follow-up"}


def test_a_task_is_overdue_from_the_day_after_its_day():
    given = changed(UNTOUCHED, execution=[TASK])
    assert "task-overdue" not in codes(given, on=date(2026, 6, 30))
    assert found(given, on=date(2026, 7, 1)) == {"task-overdue": {"tasks": ["M2（期限 2026-06-30）"]}}


def test_a_task_done_is_not_overdue_even_where_it_was_done_late():
    assert codes(execution=[TASK | {"done_on": "2026-07-01"}]) == set()
    assert codes(execution=[TASK | {"done_on": "2026-07-02"}]) == {"task-overdue"}, "that day has not come"


def test_a_task_without_a_day_it_was_given_on_still_has_its_last_day():
    assert codes(execution=[{"kind": "task", "due": "2026-06-30"}]) == {"task-overdue"}


def test_a_task_without_a_last_day_is_never_overdue():
    assert codes(execution=[TASK | {"due": None, "on": "2026-06-20"}]) == set()


def test_what_was_refused_or_put_off_wants_no_follow_up():
    against = members(8, vote="against")
    for outcome in ("rejected", "deferred"):
        refused = changed(UNTOUCHED, meeting__members=against, resolution__outcome=outcome)
        assert codes(refused, on=date(2027, 1, 1)) == set()


def test_the_thirty_days_of_a_resolution_begin_with_it_not_with_the_emergency_it_took_up():
    taken_up = changed(EMERGENCY, emergency__decided_on="2026-03-20", execution=None)
    assert "no-follow-up" not in codes(taken_up, on=date(2026, 5, 27))
    assert found(taken_up, on=date(2026, 5, 28))["no-follow-up"] == {
        "since": MEETING,
        "days": 30,
        "least": 30,
    }


def test_tasks_of_an_emergency_are_overdue_like_others():
    assert codes(EMERGENCY_ALONE, execution=[TASK]) == {"task-overdue"}


def test_what_is_written_for_later_days_is_not_follow_up_yet():
    later = changed(UNTOUCHED, execution=[{"on": "2026-07-02", "kind": "supervision"}])
    assert codes(later) == {"no-follow-up"}
    assert codes(later, on=date(2026, 7, 2)) == set()
