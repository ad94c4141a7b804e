"""The page of the import of decisions: a file is checked, shown, confirmed; errors are named by line and field."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core import jobs
from core.models import Job
from decisions.models import Matter
from rulebook.roles import Role
from tests.decisions.cases import FLAWLESS, PERSONNEL
from tests.factories import make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def registrar(client: Client) -> Client:
    town = make_unit("城关镇", "镇")
    client.force_login(make_user("registrar", role=Role.REGISTRAR, body=town))
    return client


def sent(client: Client, *forms: dict[str, Any]) -> str:
    """The page of the check of a file with these decisions."""
    text = "\n".join(json.dumps(form, ensure_ascii=False) for form in forms)
    answer = client.post(
        reverse("decisions-import"), {"file": SimpleUploadedFile("决策.jsonl", text.encode())}
    )
    jobs.run(Job.objects.get().pk)
    return answer["Location"]


def test_a_file_is_checked_and_imported_once_it_is_confirmed(registrar: Client) -> None:
    page = registrar.get(reverse("decisions-import")).content.decode()
    assert reverse("decision-schema") in page
    checked = registrar.get(
        sent(registrar, FLAWLESS, PERSONNEL | {"id": "OA-2", "title": "任用人选"})
    ).content.decode()
    assert FLAWLESS["title"] in checked
    assert "任用人选" not in checked
    assert not Matter.objects.exists()
    registrar.post(reverse("import-job-next", args=[Job.objects.get().pk]))
    jobs.run(Job.objects.order_by("pk").last().pk)
    assert Matter.objects.count() == 2


def test_what_is_wrong_is_shown_by_line_and_field(registrar: Client) -> None:
    page = registrar.get(
        sent(registrar, FLAWLESS, FLAWLESS | {"id": "OA-2", "unit": "别的镇"})
    ).content.decode()
    assert "本县没有名为“别的镇”的单位" in page
    assert not Matter.objects.exists()
    errors = registrar.get(reverse("import-job-errors", args=[Job.objects.get().pk]))
    assert errors.status_code == 200
    assert [(one["row"], one["column"]) for one in Job.objects.get().result["errors"]] == [(2, "unit")]
