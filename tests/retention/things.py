"""Rows of every kind that is ever deleted, some due on DAY, some not."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from accounts.models import ApiKey, LoginSession, User
from core.models import Job, JobRun
from decisions.models import MatterDraft
from integrity.models import Declaration
from organisation.models import Person
from tests import factories
from tests.today import DAY

LONG_GONE = DAY - timedelta(days=365 * 6)


def at(day: date) -> datetime:
    """Noon of a day."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def make_session(user: User, ended: date) -> LoginSession:
    """A log-in that ended that day."""
    return LoginSession.objects.create(
        user=user, key=uuid4().hex, begun_at=at(ended), seen_at=at(ended), lapses_at=at(ended), ended_at=at(ended), end="logged-out"
    )  # fmt: skip


def make_job(user: User, finished: date | None, file: str = "") -> Job:
    """A job that was over that day."""
    state = Job.State.DONE if finished else Job.State.RUNNING
    return Job.objects.create(
        kind="roster", owner=user, state=state, file=file, finished_at=at(finished) if finished else None
    )


def make_key(user: User, expires: date) -> ApiKey:
    """A key of a machine."""
    return ApiKey.objects.create(
        user=user, name="财务系统", start="abcd", digest=uuid4().hex * 2, expires_on=expires
    )


def make_draft(user: User, changed: date) -> MatterDraft:
    """A matter somebody began to type."""
    row = MatterDraft.objects.create(token=uuid4(), entered_by=user, values={"title": ["修路"]})
    MatterDraft.objects.filter(pk=row.pk).update(changed_at=at(changed))
    return row


def make_run(job: str, due: date) -> JobRun:
    """A night that ran."""
    return JobRun.objects.create(job=job, due=due, started_at=at(due))


def make_leaver(left: date = LONG_GONE, name: str = "祝清越") -> Person:
    """Somebody who headed a unit of the county until `left`."""
    person = factories.make_person(name)
    factories.make_tenure(person, factories.make_post(factories.make_unit(), "局长"), date(2010, 1, 1), left)
    return person


def make_declaration(person: Person) -> Declaration:
    """What they told about private life."""
    county = factories.make_county()
    return Declaration.objects.create(
        person=person, county=county, event="marriage", happened_on=date(2015, 1, 1), reported_on=date(2015, 1, 9),
        token=uuid4(),
    )  # fmt: skip
