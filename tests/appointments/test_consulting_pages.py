"""The page on which it is recorded how a conclusion was used (C20): for who keeps the file, each view noted, errors at their fields."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appointments.models import Case, CaseConsultation
from appointments.selectors.viewings import VIEWED
from audits.selectors.conclusions import conclusions_of
from core.models import Event
from rulebook.procedures.auditing import Step as Kind
from supervision.presenters.waiting import parts_of
from tests.appointments.files import make_case
from tests.clauses.test_c20_use_of_results import OfCandidate, another, audit_of_candidate, days_ago
from tests.decisions.world import TODAY, World


@pytest.fixture
def audited(world: World) -> OfCandidate:
    """The candidate's audit was reported, with one finding."""
    held = audit_of_candidate(world)
    held.reported(Kind.REPORT)
    return held


@pytest.fixture
def case(world: World, audited: OfCandidate) -> Case:
    """The file of the candidate."""
    return make_case(world)


def name_of(case: Case, client: Client) -> str:
    """The name of the one field of the form."""
    (name,) = client.get(reverse("appointment-consulting", args=[case.pk])).context["form"].names
    return str(name)


def test_the_file_shows_what_the_audit_concluded_and_that_it_waits(world, case, audited, as_user):
    html = as_user(world.secretary).get(reverse("appointment", args=[case.pk])).content.decode()
    (title,) = (one.title for one in conclusions_of([case.person_id]))
    assert title.startswith("任中审计报告 ")
    assert title.split()[1] in html
    assert "领导责任：1 个问题，金额 86,000.00 元" in html
    assert "尚未整改：1 个问题" in html
    assert "尚未核对" in html


def test_it_is_recorded_in_words_and_then_shown(world, case, as_user):
    client = as_user(world.secretary)
    url, name = reverse("appointment-consulting", args=[case.pk]), name_of(case, client)
    answer = client.post(url, {name: ""})
    assert answer.status_code == 422
    assert not CaseConsultation.objects.exists()
    for _twice in range(2):
        client.post(url, {name: "已责成整改，不影响使用。"})
    assert CaseConsultation.objects.get().words == "已责成整改，不影响使用。"
    html = client.get(reverse("appointment", args=[case.pk])).content.decode()
    assert "已核对运用" in html
    assert "已责成整改，不影响使用。" in html


def test_what_was_typed_is_kept_where_the_day_of_a_paper_file_cannot_be(world, audited, as_user):
    paper = make_case(world, past=True)
    client = as_user(world.secretary)
    url, name = reverse("appointment-consulting", args=[paper.pk]), name_of(paper, client)
    answer = client.post(url, {name: "已核对。", "day": str(TODAY + timedelta(1))})
    assert answer.status_code == 422
    assert "不能晚于今天" in answer.content.decode()
    assert "已核对。" in answer.content.decode()
    client.post(url, {name: "已核对。", "day": str(days_ago(20))})
    assert CaseConsultation.objects.get().on == days_ago(20)


def test_every_view_of_the_conclusions_is_noted(world, case, as_user):
    client = as_user(world.secretary)
    client.get(reverse("appointment", args=[case.pk]))
    client.get(reverse("appointment-consulting", args=[case.pk]))
    seen = Event.objects.filter(action=VIEWED, target_id=case.pk).values_list("facts__what", flat=True)
    assert {"档案和结论", "结论"} <= set(seen)


def test_it_is_nothing_to_anybody_else(world, case, as_user):
    for user in (world.head_user, world.discipline, world.auditor, world.nobody, world.finance):
        assert as_user(user).get(reverse("appointment-consulting", args=[case.pk])).status_code == 404


def test_it_waits_in_the_inbox(world, case):
    (part,) = [one for one in parts_of(world.secretary, TODAY) if one.key == "consulting"]
    (item,) = part.tell(list(part.rows))
    assert item.url == reverse("appointment-consulting", args=[case.pk])


def test_the_page_of_a_file_asks_as_many_queries_for_two_conclusions_as_for_one(
    world, case, audited, as_user
):
    client, url = as_user(world.secretary), reverse("appointment", args=[case.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    another(audited, 40)
    with CaptureQueriesContext(connection) as two:
        client.get(url)
    assert len(two) <= len(one)
