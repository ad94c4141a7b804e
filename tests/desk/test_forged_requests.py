"""Requests nobody's page would send: other methods, without the token, with addresses of elsewhere, with numbers beyond all bounds."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.views.guard import OWN_LOGIN
from tests.desk.test_every_url_as_every_role import (
    EXPECTED,
    Things,
    address,
    built,
    client_of,
    fresh_cache,
    product,
    things,
    world,
)
from tests.desk.world import DAY, TALK, World
from tests.factories import PASSWORD

ClientOf = Callable[[str], Client]
__all__ = ["built", "client_of", "fresh_cache", "things", "world"]

BOTH = {
    "login", "set_language", "password-change", "login-second", "account-app", "account-passkey", "session-left", "recovery-new", "role-change-new", "role-end", "roster-import", "records-import", "record-new", "record-edit", "talk-plan",
    "matter-new", "matter-edit", "matter-step", "matter-emergency", "list-draft", "loss", "meeting-new", "meeting-paper",
    "meeting-closing", "unit-division-edit", "appointment-new", "appointment-step", "appointment-discussion",
    "appointment-opinion", "purchase-new", "purchase-edit", "purchases-import", "appointments-import", "division-import",
    "responsibility-item-new", "responsibility-item", "responsibility-evidence", "responsibility-review", "incident-new",
    "gift-new", "gift-receive", "declaration-new",
    "inquiry-new", "inquiry-edit", "inquiry-answer", "inquiry-talk", "inquiry-assess", "inquiry-criticism",
    "integrity-correction-new", "integrity-correction", "integrity-opinion-new", "integrity-opinion-edit",
    "bylaw-new",
    "project-new", "project-edit", "project-visit", "project-stage", "project-record", "project-part-new",
    "project-part-edit", "project-sum", "interest-new", "interference-new", "projects-import",
    "fund-new", "fund-import", "fund-import-columns", "fund-edit", "fund-signers", "budget-new", "budget-edit",
    "self-check", "off-book-new",
    "complaint-open", "complaint-new", "complaint-ceremony", "complaint-mail", "complaint-past",
    "complaint-inquiry", "complaint-escalate", "complaint-clarification", "complaint-notice",
    "handover-fill", "handover-check", "handover-excuse", "handover-item-close", "handover-flaw",
    "audit-team-add", "proposal-new", "audit-plan-new", "audit-plan-change", "audit-revision-edit",
    "audit-revision-discuss", "audit-revision-approve",
    "audit-step", "audit-papers", "audit-finding-new", "audit-finding-edit", "audit-finding-reaudit", "audit-rectify",
    "audit-objection-new", "audit-objection-answer",
    "audits-import", "decisions-import", "appointment-consulting",
    "inspection-plan-new", "inspection-plan-change", "inspection-revision-edit", "inspection-deputy-new", "inspection-deputy",
    "inspection-list-publish", "inspection-draw", "inspection-call", "inspection-visit", "inspection-gather", "inspection-reply",
    "inspection-progress", "inspection-task",
    "appraisal-round-new", "appraisal-round-add", "appraisal-round-move", "appraisal-statement", "appraisal-meeting",
    "personnel-action-new", "personnel-action-consulting", "personnel-action-decide",
    "appraisal-slips", "appraisal-papers",
    "own-data", "hold-new", "hold-lift",
}  # fmt: skip
SENT = {name for name, rule in EXPECTED.items() if rule.post}
ASKED = set(EXPECTED) - SENT - BOTH
ELSEWHERE = ("https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)")


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_an_address_answers_to_its_own_methods_alone(things: Things, client_of: ClientOf, name: str) -> None:
    client, url = client_of("discipline-officer"), address(name, product()[name], things)
    wrong = ["put", "patch", "delete"]
    wrong += ["get"] if name in SENT else []
    wrong += ["post"] if name in ASKED else []
    assert {method: getattr(client, method)(url).status_code for method in wrong} == dict.fromkeys(wrong, 405)


@pytest.mark.parametrize("name", sorted(SENT | BOTH - {"login"}))
def test_nothing_sent_without_the_pages_token_is_taken(things: Things, world: World, name: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.users["discipline-officer"])
    url = reverse(name) if name == "set_language" else address(name, product()[name], things)
    assert client.post(url, {"language": "en"}).status_code == 403


def test_an_audit_administrator_changes_nothing_by_whatever_is_sent(
    things: Things, client_of: ClientOf
) -> None:
    client = client_of("log-auditor")
    others = set(product()) - OWN_LOGIN
    answers = {
        name: client.post(address(name, product()[name], things)).status_code for name in sorted(others)
    }
    assert {name: status for name, status in answers.items() if status not in {403, 404}} == {}
    for model, table in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.post(reverse(f"{name}_add")).status_code == 403, table


@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_no_address_of_elsewhere_is_led_to(world: World, elsewhere: str) -> None:
    user = world.users["member"]
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    answer = client.post(
        f"/login/?next={elsewhere}", {"username": user.username, "password": PASSWORD, "next": elsewhere}
    )
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.post("/language/", {"language": "en", "next": elsewhere})["Location"] == "/"
    assert client.post("/logout/", {"next": elsewhere})["Location"] == "/login/"


@pytest.mark.parametrize(
    "query",
    [
        "/duties/?unit=99999999999999999999",
        "/duties/?head=%00",
        "/duties/?q=%00",
        "/duties/?page=99999999999999999999",
        "/heads/?page=-1&q=%00",
        "/mandates/?group=99999999999999999999",
        "/mandates/?group=٣",
        "/inquiries/?page=x&q=%00&year=x&state=%00&way=%00",
        "/inquiries/new/?origin=%00&row=99999999999999999999",
        "/integrity-files/?page=x&q=%00",
        "/integrity-files/99999999999999999999/",
        "/integrity-files/99999999999999999999/file.docx",
        "/integrity-files/corrections/?page=x&state=%00",
        "/integrity-files/corrections/new/?chapter=%00&entry=%00",
        "/integrity-files/opinions/?q=%00&purpose=x&state=%00&page=99999999999999999999",
        "/records/?page=x&period=%00&q=%00",
        "/records/new/?duty=99999999999999999999",
        "/records/new/?duty=99999999999999999999&duty=1",
        "/records/plan/?duty=99999999999999999999",
        "/records/plan/?period=%00",
        "/records/plan/day/?kind=reminder-talk&held_on=%00",
        "/search/?q=%00",
        "/accounts/roles/?q=%00&role=x&page=99999999999999999999",
        "/accounts/roles/changes/?q=%00&role=x&outcome=x&page=99999999999999999999",
        "/log/events/?since=x&until=%00&who=%00&action=%00&page=x",
        "/log/changes/?table=x",
        "/log/nothing/",
        "/units/?q=%00&category=%00",
        "/handovers/?q=%00&year=x&state=%00&page=99999999999999999999",
        "/complaints/handed-on/?page=99999999999999999999",
        "/clarifications/?page=99999999999999999999",
        "/clarifications/all/?page=%00",
        "/complaints/notices/?page=99999999999999999999",
        "/bylaws/?q=%00&complete=%00&page=99999999999999999999",
        "/dashboard/?period=%00",
        "/audits/?q=%00&year=99999999999999999999&unit=x&page=x",
        "/audits/proposals/?q=%00&due=%00&state=%00&page=99999999999999999999",
        "/audits/plans/?page=99999999999999999999",
        "/audits/rectifications/?q=%00&unit=x&due=%00&state=%00&page=99999999999999999999",
        "/audits/overview/?year=99999999999999999999&page=%00",
        "/appraisals/?q=%00&year=99999999999999999999&state=x&sign=x&category=x&round=99999999999999999999&page=x",
        "/appraisals/overview/?year=99999999999999999999",
        "/appraisals/rounds/?page=99999999999999999999",
        "/retention/holds/?q=%00&state=x&page=99999999999999999999",
        "/retention/destruction/?page=%00",
        "/retention/tombstones/?rule=x&key=%00&page=99999999999999999999",
        "/account/data/99999999999999999999/",
        "/appraisals/rounds/new/?year=x&body=99999999999999999999",
        "/inspections/?q=%00&year=99999999999999999999&state=x&page=x",
        "/inspections/deputies/?q=%00&kind=x&past=%00&page=99999999999999999999",
        "/inspections/plans/?page=99999999999999999999",
        "/appointments/actions/?q=%00&kind=%00&state=x&year=99999999999999999999&page=x",
        "/audits/heads/?q=%00&audited=%00&category=x&page=99999999999999999999",
        "/audits/rectifications/?unit=99999999999999999999&age=9&sum=x&repeated=%00&category=%00",
    ],
)
def test_no_number_or_text_in_an_address_breaks_a_page(world: World, client_of: ClientOf, query: str) -> None:
    assert client_of("discipline-officer").get(query).status_code in {200, 404}


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "٣"])
def test_no_number_in_a_sent_form_breaks_a_page(world: World, client_of: ClientOf, number: str) -> None:
    client = client_of("discipline-officer")
    plan = {"kind": TALK, "duty": number, "held_on": DAY.isoformat(), "body": number, "anyway": "on"}
    assert client.post("/records/plan/", plan).status_code == 422
    form = {
        "kind": TALK, "token": "7d1c0a52-7b55-4a6c-9a3f-3c3f3f0c2f11", "do": f"detach:{number}", "body": number,
        "head": [f"{number}-{number}"], "follow-TOTAL_FORMS": "1", "follow-INITIAL_FORMS": "1",
        "follow-0-number": number, "follow-0-person": number, "follow-0-text": "报送台账",
    }  # fmt: skip
    assert client.post("/records/new/", form).status_code in {302, 422}


def test_a_person_without_a_user_and_a_user_without_a_person_have_no_others_rights(
    world: World, client_of: ClientOf
) -> None:
    """Only the link made by hand ties a login to a head; a user name like a staff number gives nothing."""
    head = world.people["far"]
    User.objects.filter(person=head).update(person=None)
    impostor: Any = User.objects.create(username=head.staff_no)
    client = Client()
    client.force_login(impostor)
    assert client.get(f"/heads/{head.staff_no}/").status_code == 404
    assert client.get("/duties/?whose=own&state=").context["page"].paginator.count == 0
    assert client_of("far").get(f"/heads/{head.staff_no}/").status_code == 404
