"""The pages of an import: choose, watch, read the preview, confirm once."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from core import jobs
from core.models import Job
from core.tasks import run_job
from organisation.models import Person, Unit
from rulebook.roles import Role
from tests.factories import make_unit, make_user
from tests.organisation.rosters import csv_of, row

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files_and_doorbell(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files go to a folder of the test; the doorbell is answered at once, as by a worker beside the web server."""
    options = {"location": str(tmp_path), "base_url": None}
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": files}
    monkeypatch.setattr(run_job, "delay", jobs.run)


@pytest.fixture
def registrar() -> User:
    return make_user(role=Role.REGISTRAR, body=make_unit("县委组织部", "党委部门"))


@pytest.fixture
def client(registrar: User) -> Client:
    made = Client()
    made.force_login(registrar)
    return made


def send(client: Client, content: bytes, name: str = "名册.csv") -> Any:
    return client.post(reverse("roster-import"), {"file": SimpleUploadedFile(name, content)})


def checked(client: Client, capture: DjangoCaptureOnCommitCallbacks, *rows: dict[str, Any]) -> Job:
    with capture(execute=True):
        answer = send(client, csv_of(rows))
    job = Job.objects.latest("pk")
    assert answer.url == reverse("import-job", args=[job.pk])
    return job


def page(client: Client, job: Job, query: str = "") -> str:
    answer = client.get(reverse("import-job", args=[job.pk]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_file_is_checked_shown_and_imported_once(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row())
    shown = page(client, job)
    assert "确认导入" in shown
    assert "云知远" in shown
    assert not Person.objects.filter(staff_no="A001").exists()
    confirm = reverse("import-job-next", args=[job.pk])
    with django_capture_on_commit_callbacks(execute=True):
        first, second = client.post(confirm), client.post(confirm)
    assert first.url == second.url
    assert Job.objects.count() == 2
    assert Person.objects.filter(staff_no="A001").count() == 1
    assert "导入完成" in page(client, Job.objects.latest("pk"))
    assert "已经确认" in page(client, job)


def test_errors_are_listed_by_row_and_column_and_downloaded(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row(任职日期="2026-02-30"))
    assert job.state == Job.State.REFUSED
    shown = page(client, job)
    assert "没有保存任何内容" in shown
    assert "这一天不存在" in shown
    assert "确认导入" not in shown
    download = client.get(reverse("import-job-errors", args=[job.pk]))
    assert download["Content-Disposition"].startswith("attachment")
    client.post(reverse("import-job-next", args=[job.pk]))
    assert Job.objects.count() == 1


def test_what_changed_meanwhile_is_checked_again_when_confirmed(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row())
    Person.objects.create(staff_no="A001", name="石怀谷")
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import-job-next", args=[job.pk]))
    following = Job.objects.latest("pk")
    assert following.state == Job.State.REFUSED
    assert "石怀谷" in page(client, following)
    assert not Unit.objects.filter(name="县财政局").exists()


def test_a_changed_tenure_shows_what_was_and_what_is(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import-job-next", args=[job.pk]))
    shown = page(
        client,
        checked(
            client, django_capture_on_commit_callbacks, row(任职日期="2020-03-01", 离任日期="2026-01-01")
        ),
    )
    assert "<del>2021-03-01</del> → <ins>2020-03-01</ins>" in shown


def test_the_progress_bar_asks_until_the_job_is_over(client: Client, registrar: User) -> None:
    job = Job.objects.create(
        kind="roster", owner=registrar, options={"dry_run": True}, state=Job.State.RUNNING, done=3, total=10
    )
    url = reverse("import-job-progress", args=[job.pk])
    answer = client.get(url)
    assert answer.status_code == 200
    assert f'hx-get="{url}"' in answer.content.decode()
    Job.objects.update(state=Job.State.DONE, result={})
    answer = client.get(url)
    assert (answer.status_code, answer["HX-Refresh"]) == (286, "true")


def test_a_failed_job_keeps_its_file_and_can_be_tried_again(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row())
    Job.objects.update(state=Job.State.FAILED)
    assert "再试一次" in page(client, job)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("import-job-next", args=[job.pk]))
    again = Job.objects.latest("pk")
    assert (again.state, again.options["dry_run"]) == (Job.State.DONE, True)


@pytest.mark.parametrize(("name", "words"), [("a.xls", ".xls"), ("a.xlsm", "宏"), ("a.pdf", ".xlsx 或 .csv")])
def test_another_kind_of_file_is_answered_on_the_form(client: Client, name: str, words: str) -> None:
    answer = send(client, b"x", name)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_no_file_at_all_is_answered_on_the_form(client: Client) -> None:
    answer = client.post(reverse("roster-import"))
    assert "请选择要导入的文件" in answer.content.decode()


def test_the_templates_can_be_downloaded(client: Client) -> None:
    for name in ("roster-template", "records-template"):
        assert client.get(reverse(name)).status_code == 200


def test_past_records_come_in_the_same_way(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    checked(client, django_capture_on_commit_callbacks, row())
    content = "类别,工号,日期\n提醒约谈,A9,2026-01-01\n".encode()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("records-import"), {"file": SimpleUploadedFile("记录.csv", content)})
    assert "找不到工号" in page(client, Job.objects.latest("pk"))


def test_a_registrar_imports_only_their_own_county(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    job = checked(client, django_capture_on_commit_callbacks, row(行政区划代码="610925"))
    assert "不属于您负责的县" in page(client, job)


def test_an_administrator_may_import_any_county(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    client = Client()
    client.force_login(make_user(role=Role.ADMINISTRATOR))
    job = checked(client, django_capture_on_commit_callbacks, row(行政区划代码="610925"))
    assert job.state == Job.State.DONE


@pytest.mark.parametrize("name", ["roster-import", "roster-template", "records-import", "records-template"])
def test_others_find_nothing_there(name: str) -> None:
    client = Client()
    client.force_login(make_user())
    assert client.get(reverse(name)).status_code == 404


def test_a_job_is_its_owners_alone(client: Client) -> None:
    other = make_user(role=Role.REGISTRAR, body=make_unit("县委编办", "党委部门"))
    job = Job.objects.create(kind="roster", owner=other, options={"dry_run": True})
    for name in ("import-job", "import-job-progress", "import-job-errors"):
        assert client.get(reverse(name, args=[job.pk])).status_code == 404
    assert client.post(reverse("import-job-next", args=[job.pk])).status_code == 404


def test_an_ended_role_opens_nothing() -> None:
    user = make_user(role=Role.REGISTRAR, body=make_unit())
    user.roles.update(during=DateRange(date(2020, 1, 1), date(2021, 1, 1)))
    client = Client()
    client.force_login(user)
    assert client.get(reverse("roster-import")).status_code == 404
