"""The pages of inspections, asked by those who work with them: lists at a constant cost, nothing typed is lost, nothing for who has no business there."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from inspections.models import Inspection
from inspections.services import plans
from inspections.tasks import check_inspections_today
from rulebook.establishment import Category
from supervision.models import Finding
from tests import factories
from tests.inspections import inspected
from tests.inspections.inspected import APPROVED, FINDINGS, HELD, LISTED, SENT, SUGGESTION, Cast, members_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Say which day it is."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("core.clock.timezone", SimpleNamespace(localdate=lambda: day, now=timezone.now))

    return set_day


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def cost(user: Any, url: str) -> int:
    client = client_of(user)
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def more(cast: Cast, number: int) -> None:
    """So many inspections more in the same plan."""
    by = cast.users["drafter"]
    plan = Inspection.objects.first().plan  # type: ignore[union-attr]
    change = plans.draft_change(token=uuid4(), plan=plan.pk, reason="增加。", by=by, on=APPROVED)
    for _one in range(number):
        unit = factories.make_unit(category=Category.TOWN)
        tenure = factories.make_tenure(factories.make_person(), factories.make_post(unit))
        plans.add_line(revision=change.pk, tenure=tenure.pk, focus=["B1"], month=6, by=by, on=APPROVED)
    plans.submit_plan(revision=change.pk, by=by, on=APPROVED)
    plans.approve_plan(revision=change.pk, by=cast.users["committee"], on=APPROVED)


def test_lists_cost_the_same_for_one_row_and_for_many(cast: Cast, on: Any) -> None:
    inspected.planned(cast)
    on(APPROVED)
    officer = cast.users["discipline"]
    plan = f"/inspections/plans/{Inspection.objects.get().plan_id}/"
    addresses = ("/inspections/", "/inspections/plans/", "/inspections/deputies/", plan)
    before = {address: cost(officer, address) for address in addresses}
    more(cast, 5)
    # A second revision is read with the first; nothing is asked row by row.
    assert {address: cost(officer, address) for address in addresses} == before


def test_the_page_of_an_inspection_costs_the_same_for_more_suggestions(cast: Cast, on: Any) -> None:
    row = inspected.replied(cast)
    on(SENT)
    first = cost(cast.users["audit"], "/inbox/")
    assert first == cost(cast.users["audit"], "/inbox/")
    assert cost(cast.users["discipline"], f"/inspections/{row.pk}/") <= 60


def test_the_list_is_narrowed_by_year_and_state(cast: Cast, on: Any) -> None:
    row = inspected.sent(cast)
    on(row.reply_due.replace(year=row.year, month=12))
    client = client_of(cast.users["congress"])
    assert row.number in client.get(f"/inspections/?year={row.year}&state=late").content.decode()
    assert row.number not in client.get("/inspections/?state=closed").content.decode()
    assert row.number not in client.get("/inspections/?q=不存在").content.decode()


def test_what_was_typed_is_not_lost_where_it_is_refused(cast: Cast, on: Any) -> None:
    row = inspected.planned(cast)
    on(LISTED)
    one = cast.pool["party"][0]
    data = {"draw_on": LISTED.isoformat(), "unavailable": str(one.pk), f"why_{one.pk}": "外出培训"}
    answer = client_of(cast.users["congress"]).post(f"/inspections/{row.pk}/list/", data)
    assert answer.status_code == 422
    assert "外出培训" in answer.content.decode()
    deputy = {
        "kind": "congress",
        "name": "",
        "number": "R9",
        "since": "2024-01-01",
        "workplace": "第九村",
        "unit": "没有的单位",
    }
    answer = client_of(cast.users["congress"]).post("/inspections/deputies/new/", deputy)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "第九村" in page
    assert "名册中没有单位“没有的单位”" in page


def test_a_deputy_sees_their_own_visit_and_nothing_of_the_others(cast: Cast, on: Any) -> None:
    row = inspected.called(cast)
    on(HELD)
    first, second = members_of(row)[:2]
    mine, other = inspected.logged_in(first), inspected.logged_in(second)
    client = client_of(mine)
    assert client.get(f"/inspections/tasks/{first.pk}/").status_code == 200
    assert client.get(f"/inspections/tasks/{second.pk}/").status_code == 404
    assert client.post(f"/inspections/tasks/{second.pk}/", {"findings": "别人的"}).status_code == 404
    for address in (
        "/inspections/",
        f"/inspections/{row.pk}/",
        "/inspections/deputies/",
        "/heads/",
        "/units/",
        "/dashboard/",
    ):
        body = client.get(address)
        assert body.status_code == 404 or "城关镇" not in body.content.decode(), address
    assert "城关镇" not in client.get("/findings/").content.decode()
    client_of(other).post(
        f"/inspections/tasks/{second.pk}/", {"findings": FINDINGS, "suggestions": SUGGESTION}
    )
    assert FINDINGS not in client.get(f"/inspections/tasks/{first.pk}/").content.decode()


def test_the_unit_is_not_told_who_said_what(cast: Cast, on: Any) -> None:
    row = inspected.replied(cast)
    on(SENT)
    page = client_of(cast.users["head"]).get(f"/inspections/{row.pk}/").content.decode()
    assert SUGGESTION in page
    assert FINDINGS not in page
    assert client_of(cast.users["head"]).get(f"/inspections/{row.pk}/draw/").status_code == 404


def test_before_it_is_called_the_secret_stays_secret(cast: Cast, on: Any) -> None:
    row = inspected.listed(cast)
    on(LISTED)
    client = client_of(cast.users["congress"])
    page = client.get(f"/inspections/{row.pk}/draw/").content.decode()
    assert row.draw.promise in page
    assert row.draw.secret not in page
    assert client.get(f"/inspections/{row.pk}/draw/file/").status_code == 404


def test_the_night_finds_what_is_late_once(cast: Cast) -> None:
    row = inspected.sent(cast)
    assert row.reply_due is not None
    late = (row.reply_due + timedelta(1)).isoformat()
    check_inspections_today(late)
    check_inspections_today(late)
    assert Finding.objects.filter(code="inspection-reply-late").count() == 1


def test_a_deputys_first_page_leads_to_their_visit(cast: Cast, on: Any) -> None:
    row = inspected.called(cast)
    on(HELD)
    mine = members_of(row)[0]
    page = client_of(inspected.logged_in(mine)).get("/").content.decode()
    assert f"/inspections/tasks/{mine.pk}/" in page
    assert "您还没有工作内容" not in page
    assert "您还没有工作内容" in client_of(cast.users["nobody"]).get("/").content.decode()
