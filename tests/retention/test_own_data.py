"""A person's copy of what is kept about them (个人信息保护法第四十五条): everything that names them, less what protects a source or a case; theirs alone."""

import json
import zipfile
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.models import User
from core import jobs
from core.models import Event, Job
from integrity.models import Inquiry
from organisation.models import Person
from retention.selectors.excepted import APPS, KEYS, reason_of
from retention.selectors.links import LINKS
from retention.services.copies import Nothing, ask, forget_copies, take
from rulebook.procedures.inquiry import State
from rulebook.retention import COPY_DAYS
from tests import factories
from tests.retention.holding import hold
from tests.retention.things import make_declaration, make_draft, make_session
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def walker():
    return factories.make_user("walker", person=factories.make_head())


def copy_of(user: User) -> dict[str, str]:
    """The files of a copy made now: name to text."""
    job = ask(by=user, on=DAY)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, job.result
    with zipfile.ZipFile(BytesIO(take(job=job.pk, by=user).content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows(files: dict[str, str], label: str) -> list[dict[str, object]]:
    """The rows of one table, each column named."""
    told = json.loads(files[f"{label}.json"])
    return [dict(zip(told["columns"], row, strict=True)) for row in told["rows"]]


def keys() -> set[str]:
    """Every foreign key of an own table to a person or a user, but those of histories."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in settings.OWN_APPS and not hasattr(model, "history_id")
        for field in (*model._meta.fields, *model._meta.many_to_many)
        if field.related_model in (User, Person)
    }


def test_every_key_to_a_person_or_user_is_given_or_excepted_with_a_reason():
    given = set().union(*(link.keys for link in LINKS)) - {"organisation.Person.pk", "accounts.User.pk"}
    assert given <= keys()
    assert not {key for key in keys() - given if not reason_of(key)}
    assert not {key for key in given if key in KEYS or key.split(".")[0] in APPS}
    assert set(KEYS) <= keys()


def test_no_secret_is_among_the_fields():
    secret = {
        "password",
        "digest",
        "key",
        "token",
        "material",
        "credential",
        "counter",
        "search_keys",
        "origin",
        "grounds",
        "content",
    }
    assert not {(link.label, name) for link in LINKS for name in link.fields if name in secret}
    assert not {
        link.label
        for link in LINKS
        if link.label.startswith(("complaints.", "projects.Interference", "appraisals.Poll"))
    }


def test_it_tells_who_one_is_what_posts_one_held_what_one_declared(walker):
    make_declaration(walker.person)
    make_session(walker, DAY)
    files = copy_of(walker)
    assert rows(files, "organisation.Person")[0]["姓名"] == walker.person.name
    assert len(rows(files, "organisation.Tenure")) == 1
    assert rows(files, "integrity.Declaration")[0]["事项"] == "本人婚姻变化"
    assert rows(files, "accounts.LoginSession")
    page = files["index.html"]
    assert walker.person.name in page
    assert "婚姻变化" in page
    assert "检举控告依法保密" in page


def test_nothing_of_another_person_is_in_it(walker):
    other = factories.make_user("other", person=factories.make_head())
    make_declaration(other.person)
    make_session(other, DAY), make_draft(other, DAY)
    files = copy_of(walker)
    assert "integrity.Declaration.json" not in files
    assert "decisions.MatterDraft.json" not in files
    assert not any(other.person.name in text or other.person.staff_no in text for text in files.values())


def test_a_user_without_a_person_is_told_of_the_log_in_alone():
    user = factories.make_user("nobody")
    make_declaration(factories.make_head())
    assert set(copy_of(user)) == {"index.html", "accounts.User.json", "core.Job.json"}


def test_a_hold_is_not_told(walker):
    hold(person=walker.person)
    assert "镇纪调" not in "".join(copy_of(walker).values())


def test_an_inquiry_is_told_once_it_was_sent_and_never_what_gave_rise_to_it(walker):
    tenure = walker.person.tenures.get()
    row = Inquiry.objects.create(
        person=walker.person, unit=tenure.post.unit, post=tenure.post, county=factories.make_county(), asking="discipline",
        body=factories.make_unit(), way="letter", state=State.DRAFT, grounds="有人反映", matters="请说明修路一事", drafted_on=DAY,
        token=uuid4(), search_keys=[],
    )  # fmt: skip
    assert "integrity.Inquiry.json" not in copy_of(walker)
    Inquiry.objects.filter(pk=row.pk).update(
        state=State.SENT, sent_on=DAY, number="镇纪函〔2026〕1号", approved_by=factories.make_user("approver")
    )
    files = copy_of(walker)
    assert rows(files, "integrity.Inquiry")[0]["需要说明的问题"] == "请说明修路一事"
    assert "有人反映" not in "".join(files.values())


def test_the_file_lies_locked_and_is_deleted_after_its_days(walker, django_capture_on_commit_callbacks):
    copy_of(walker)
    row = Job.objects.get(owner=walker)
    name = str(row.file)
    assert walker.person.name.encode() not in default_storage.open(name).read()
    made = timezone.localdate(row.finished_at)
    assert forget_copies(on=made + timedelta(days=COPY_DAYS.value)) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_copies(on=made + timedelta(days=COPY_DAYS.value + 1)) == 1
    assert not default_storage.exists(name)
    with pytest.raises(Nothing):
        take(job=row.pk, by=walker)


def test_nobody_else_takes_it_and_every_time_is_noted(walker, as_user):
    copy_of(walker)
    row = Job.objects.get(owner=walker)
    page = f"/account/data/{row.pk}/"
    stranger = as_user(factories.make_user("administrator", role="administrator"))
    assert [
        stranger.get(page).status_code,
        stranger.get(f"{page}progress/").status_code,
        stranger.post(f"{page}file/").status_code,
    ] == [404] * 3
    own = as_user(walker)
    before = Event.objects.filter(action="own-data.take").count()
    answer = own.post(f"{page}file/")
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]
    assert Event.objects.filter(action="own-data.take", actor=walker).count() == before + 1


def test_a_job_of_another_kind_is_no_copy(walker, as_user):
    row = Job.objects.create(kind="roster", owner=walker, state=Job.State.DONE)
    assert as_user(walker).get(f"/account/data/{row.pk}/").status_code == 404


def test_one_is_made_at_a_time(walker, as_user):
    client = as_user(walker)
    assert client.post("/account/data/").status_code == 302
    answer = client.post("/account/data/")
    assert "正在制作一份" in answer.content.decode()
    assert Job.objects.filter(owner=walker).count() == 1


def test_a_copy_of_many_rows_takes_as_many_queries_as_one_of_few(
    walker, django_assert_max_num_queries, monkeypatch
):
    fix_today(monkeypatch)
    for _row in range(40):
        make_session(walker, DAY), make_declaration(walker.person)
    with django_assert_max_num_queries(140):  # one or two a link, beside the scope and the job's own
        copy_of(walker)
