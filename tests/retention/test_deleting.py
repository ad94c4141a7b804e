"""What is due is deleted by the night, leaves a tombstone, and is kept while a hold stands."""

from datetime import timedelta
from hashlib import sha256

import pytest
from axes.models import AccessAttempt
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction

from accounts.models import ApiKey, LoginSession
from core.models import Job, JobRun
from decisions.models import MatterDraft
from retention.models import Tombstone
from retention.services import deleting
from retention.services.deleting import delete_due
from retention.tasks import sweep_retention_today
from rulebook.retention import JOB_DAYS, LOGIN_DAYS
from tests import factories
from tests.retention.holding import hold
from tests.retention.things import LONG_GONE, at, make_draft, make_job, make_key, make_run, make_session
from tests.today import DAY

pytestmark = pytest.mark.django_db
JUST_KEPT = DAY - timedelta(days=1)


@pytest.fixture
def user():
    return factories.make_user("walker", person=factories.make_head())


def test_what_is_due_goes_and_what_is_not_stays(user):
    old, new = make_session(user, LONG_GONE), make_session(user, JUST_KEPT)
    make_key(user, LONG_GONE), make_key(user, DAY + timedelta(days=1))
    make_draft(user, LONG_GONE), make_draft(user, JUST_KEPT)
    make_run("digest:1", LONG_GONE), make_run("digest:1", JUST_KEPT)
    assert delete_due(on=DAY) == {
        "logins": 1,
        "sessions": 0,
        "jobs": 0,
        "api-keys": 1,
        "drafts": 1,
        "runs": 1,
    }
    assert LoginSession.objects.get() == new
    assert (ApiKey.objects.count(), MatterDraft.objects.count(), JobRun.objects.count()) == (1, 1, 1)
    assert Tombstone.objects.filter(table="accounts.LoginSession").get().key == str(old.pk)
    assert Tombstone.objects.count() == 4


def test_a_log_in_is_kept_to_its_last_day(user):
    make_session(user, DAY - timedelta(days=LOGIN_DAYS.value - 1))
    assert delete_due(on=DAY)["logins"] == 0
    assert delete_due(on=DAY + timedelta(days=2))["logins"] == 1


def test_a_key_that_still_opens_is_kept_however_old(user):
    row = make_key(user, DAY + timedelta(days=300))
    ApiKey.objects.filter(pk=row.pk).update(made_at=at(LONG_GONE))
    delete_due(on=DAY)
    assert ApiKey.objects.filter(pk=row.pk).exists()


def test_failed_log_ins_go_with_what_hangs_on_them():
    row = AccessAttempt.objects.create(username="nobody", failures_since_start=3, ip_address=None)
    AccessAttempt.objects.filter(pk=row.pk).update(attempt_time=at(LONG_GONE))
    assert delete_due(on=DAY)["logins"] == 1
    assert not AccessAttempt.objects.exists()


def test_the_file_of_a_job_goes_with_it_unless_another_job_needs_it(user, django_capture_on_commit_callbacks):
    over = DAY - timedelta(days=JOB_DAYS.value + 2)
    alone = default_storage.save("jobs/alone.csv", ContentFile(b"1"))
    shared = default_storage.save("jobs/shared.csv", ContentFile(b"2"))
    make_job(user, over, alone), make_job(user, over, shared)
    follows = make_job(user, JUST_KEPT, shared)
    with django_capture_on_commit_callbacks(execute=True):
        assert delete_due(on=DAY)["jobs"] == 2
    assert not default_storage.exists(alone)
    assert default_storage.exists(shared)
    assert Job.objects.get() == follows


def test_a_job_that_runs_is_never_due(user):
    row = make_job(user, None)
    Job.objects.filter(pk=row.pk).update(created_at=at(LONG_GONE))
    assert delete_due(on=DAY)["jobs"] == 0


def test_the_tombstone_proves_which_row_it_was(user):
    row = make_session(user, LONG_GONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(t)::text FROM accounts_loginsession t WHERE id = %s", [row.pk])
        (as_it_was,) = cursor.fetchone()
    delete_due(on=DAY)
    stone = Tombstone.objects.get()
    assert stone.digest == sha256(as_it_was.encode()).hexdigest()
    assert (stone.rule, stone.deleted_on, stone.list) == ("logins", DAY, None)


@pytest.mark.parametrize(
    "statement", ["UPDATE retention_tombstone SET digest = ''", "DELETE FROM retention_tombstone"]
)
def test_no_tombstone_is_changed_or_removed(user, statement):
    make_session(user, LONG_GONE)
    delete_due(on=DAY)
    with (
        pytest.raises(DatabaseError, match="only ever added"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_while_a_person_is_held_nothing_of_theirs_goes(user):
    (
        make_session(user, LONG_GONE),
        make_job(user, LONG_GONE),
        make_draft(user, LONG_GONE),
        make_key(user, LONG_GONE),
    )
    make_run(f"digest:{user.pk}", LONG_GONE)
    other = make_session(factories.make_user("other"), LONG_GONE)
    standing = hold(person=user.person)
    assert sum(delete_due(on=DAY).values()) == 1
    assert Tombstone.objects.get().key == str(other.pk)
    standing.lift()
    assert sum(delete_due(on=DAY).values()) == 5


def test_while_a_unit_is_held_nothing_of_its_people_and_officers_goes(user):
    unit = user.person.tenures.get().post.unit
    officer = factories.make_user("officer", role="officer", body=unit)
    make_session(user, LONG_GONE), make_session(officer, LONG_GONE)
    hold(unit=unit)
    assert delete_due(on=DAY)["logins"] == 0


def test_a_single_record_can_be_held(user):
    kept, gone = make_session(user, LONG_GONE), make_session(user, LONG_GONE)
    hold(table="accounts.LoginSession", key=str(kept.pk))
    assert delete_due(on=DAY)["logins"] == 1
    assert LoginSession.objects.get() == kept != gone


def test_a_million_rows_go_in_batches(user, monkeypatch):
    monkeypatch.setattr(deleting, "BATCH", 2)
    for _row in range(5):
        make_session(user, LONG_GONE)
    assert delete_due(on=DAY)["logins"] == 5


def test_the_night_takes_as_many_statements_for_many_rows_as_for_one(user, django_assert_max_num_queries):
    for _row in range(30):
        make_session(user, LONG_GONE), make_draft(user, LONG_GONE), make_run(f"digest:{_row}", LONG_GONE)
    with django_assert_max_num_queries(40):  # eight tables: savepoint, lock, statement, release
        delete_due(on=DAY)


def test_the_night_notes_what_it_did(user):
    make_session(user, LONG_GONE)
    sweep_retention_today(DAY.isoformat())
    result = JobRun.objects.get(job="retention").result
    assert result["deleted"]["logins"] == 1
    sweep_retention_today(DAY.isoformat())
    assert JobRun.objects.get(job="retention").result["deleted"]["logins"] == 0
