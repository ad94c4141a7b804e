"""Jobs: done once, whatever the broker does; progress seen before the work is committed."""

from contextlib import closing
from time import monotonic

import pytest
from django.db import connection, connections

from core import jobs
from core.jobs import Outcome, Progress
from core.models import Heartbeat, Job
from core.tasks import resume_jobs, run_job
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def rung(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The doorbell, which nobody answers; kinds registered by a test are forgotten after it."""
    heard: list[int] = []
    monkeypatch.setattr(run_job, "delay", heard.append)
    monkeypatch.setattr(jobs, "_kinds", {})
    return heard


def make_job(**fields: object) -> Job:
    return Job.objects.create(kind="try", owner=make_user(), **fields)


def test_effect_and_result_are_kept_together() -> None:
    def work(job: Job, progress: Progress) -> Outcome:
        Heartbeat.objects.create(name=f"job {job.pk}", at=job.created_at)
        return Outcome(refused=False, result={"n": 1})

    jobs.register("try", work)
    job = make_job()
    jobs.run(job.pk)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result, job.attempts) == (Job.State.DONE, {"n": 1}, 1)
    assert Heartbeat.objects.count() == 1


def test_a_refused_job_says_so() -> None:
    jobs.register("try", lambda job, progress: Outcome(refused=True, result={}))
    job = make_job()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.REFUSED


def test_a_failure_undoes_the_work_and_is_shown() -> None:
    def work(job: Job, progress: Progress) -> Outcome:
        Heartbeat.objects.create(name="half", at=job.created_at)
        raise RuntimeError("broken")

    jobs.register("try", work)
    job = make_job()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert not Heartbeat.objects.exists()


def test_progress_is_seen_by_others_while_the_work_goes_on() -> None:
    seen = []

    def work(job: Job, progress: Progress) -> Outcome:
        progress(3, 10)
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute("SELECT state, done, total FROM core_job WHERE id = %s", [job.pk])
            seen.append(cursor.fetchone())
        return Outcome(refused=False, result={})

    jobs.register("try", work)
    jobs.run(make_job().pk)
    assert seen == [("running", 3, 10)]


def test_two_workers_never_do_the_same_job() -> None:
    done = []

    def work(job: Job, progress: Progress) -> Outcome:
        done.append(job.pk)
        jobs.run(job.pk)
        return Outcome(refused=False, result={})

    jobs.register("try", work)
    jobs.run(make_job().pk)
    assert len(done) == 1


def test_a_job_whose_worker_died_is_done_by_the_next(rung: list[int]) -> None:
    jobs.register("try", lambda job, progress: Outcome(refused=False, result={}))
    job = make_job(state=Job.State.RUNNING, attempts=1)
    fresh = make_job()
    resume_jobs()
    assert rung == [job.pk]
    assert fresh.pk not in rung
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.DONE, 2)


def test_a_job_that_kills_every_worker_is_given_up() -> None:
    job = make_job(state=Job.State.RUNNING, attempts=jobs.MOST_ATTEMPTS)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.FAILED


def test_the_next_step_of_a_job_is_started_once(rung: list[int]) -> None:
    first = make_job(file="jobs/a.csv", file_name="a.csv", state=Job.State.DONE)
    following = jobs.follow_up(first, options={"dry_run": False})
    assert jobs.follow_up(first, options={"dry_run": False}) == following
    assert (following.file.name, following.options["follows"]) == ("jobs/a.csv", first.pk)
    assert rung == [following.pk]


def test_a_job_that_is_stopped_leaves_nothing_behind() -> None:
    def work(job: Job, progress: Progress) -> Outcome:
        Heartbeat.objects.create(name="half", at=job.created_at)
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute("UPDATE core_job SET options = '{\"stop\": true}' WHERE id = %s", [job.pk])
        progress(1, 2)
        raise AssertionError("it went on")

    jobs.register("try", work)
    job = make_job()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.REFUSED, {"stopped": True})
    assert not Heartbeat.objects.exists()
    assert not jobs.stop(job)


def test_a_job_stopped_before_it_began_is_not_begun() -> None:
    jobs.register("try", lambda job, progress: Outcome(refused=False, result={}))
    job = make_job()
    assert jobs.stop(job)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result == {"stopped": True}


def test_a_stop_reaches_work_that_tells_nothing_and_a_statement_that_runs_for_long() -> None:
    def work(job: Job, progress: Progress) -> Outcome:
        Heartbeat.objects.create(name="half", at=job.created_at)
        with closing(connections.create_connection("default")) as other, other.cursor() as cursor:
            cursor.execute("UPDATE core_job SET options = '{\"stop\": true}' WHERE id = %s", [job.pk])
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(60)")
        return Outcome(refused=False, result={})

    jobs.register("try", work)
    job = make_job()
    started = monotonic()
    jobs.run(job.pk)
    assert monotonic() - started < 20
    job.refresh_from_db()
    assert (job.state, job.result) == (Job.State.REFUSED, {"stopped": True})
    assert not Heartbeat.objects.exists()
