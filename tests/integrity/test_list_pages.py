"""The pages of lists, incidents, gifts and declarations, asked by those who work with them."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Event
from integrity.models import (
    Declaration,
    Evidence,
    EvidenceFile,
    Extension,
    Gift,
    Incident,
    ListItem,
    ResponsibilityList,
)
from integrity.selectors.lists import pending
from integrity.services.declarations import declare
from integrity.services.gifts import Received, enter_gift
from supervision.models import Finding
from tests import factories
from tests.integrity.listed import MARCH, YEAR, carried_out, drafted, signed
from tests.integrity.world import TODAY, World

pytestmark = pytest.mark.django_db


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_head_begins_words_and_signs_the_list_on_its_pages(world: World):
    head, above = client_of(world.head_user), client_of(world.committee_officer)
    assert "起草城关镇" in head.get(reverse("responsibility-lists")).content.decode()
    answer = head.post(reverse("responsibility-new"), {"unit": world.town.pk, "year": YEAR})
    made = ResponsibilityList.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    page = head.get(made.get_absolute_url()).content.decode()
    assert "管好自己的配偶和子女" in page
    assert "增加事项" in page
    new = reverse("responsibility-item-new", args=[made.pk])
    refused = head.post(new, {"title": "管好惠农资金", "text": ""})
    assert refused.status_code == 422
    assert "管好惠农资金" in refused.content.decode()
    head.post(new, {"title": "管好惠农资金", "text": "每季度检查。"})
    head.post(reverse("responsibility-item", args=[made.pk, 1]), {"title": "不改", "text": "亲自部署。"})
    own = pending(made).items.get(title="管好惠农资金")
    assert pending(made).items.get(number=1).text == "亲自部署。"
    sign = reverse("responsibility-sign", args=[made.pk])
    head.post(sign)
    assert head.get(reverse("responsibility-item", args=[made.pk, own.number])).status_code == 404
    above.post(reverse("responsibility-return", args=[made.pk]), {"reason": "请写明次数。"})
    assert "上级党组织退回：请写明次数。" in head.get(made.get_absolute_url()).content.decode()
    head.post(reverse("responsibility-drop", args=[made.pk, own.number]))
    head.post(sign)
    above.post(sign)
    again = above.post(sign, follow=True)
    assert "责任清单的状态已经变化" in again.content.decode()
    assert world.duty(world.head, "responsibility-list", str(YEAR)).state == "done"
    assert (
        "双方重新签字前原清单继续有效"
        in head.post(
            reverse("responsibility-change", args=[made.pk]), {"reason": "分工调整"}, follow=True
        ).content.decode()
    )


def test_evidence_with_its_file_is_entered_once_and_downloaded_by_who_may_read(world: World):
    made, client = signed(world), client_of(world.head_user)
    address = reverse("responsibility-evidence", args=[made.pk, 2])
    assert client.get(address).status_code == 200
    refused = client.post(address, {"token": uuid4(), "day": "不知道", "text": "逐一谈话"})
    assert refused.status_code == 422
    assert "逐一谈话" in refused.content.decode()
    sent = {"token": uuid4(), "day": f"{YEAR}-03-10", "text": "逐一谈话"}
    paper = SimpleUploadedFile("记录.txt", "谈话".encode(), "text/plain")
    assert client.post(address, sent | {"files": paper}).status_code == 302
    client.post(address, sent)
    assert Evidence.objects.count() == 1
    file = reverse("responsibility-file", args=[made.pk, EvidenceFile.objects.get().pk])
    assert client_of(world.committee_officer).get(file).status_code == 200
    assert client_of(world.auditor).get(file).status_code == 404


def test_the_body_above_reviews_item_by_item_and_keeps_what_was_typed(world: World, monkeypatch):
    made, above = signed(world), client_of(world.committee_officer)
    carried_out(world, made)
    monkeypatch.setattr("core.clock.today", lambda: date(YEAR, 12, 21))
    address = reverse("responsibility-review", args=[made.pk, "year-end"])
    page = above.get(made.get_absolute_url())
    assert address in page.content.decode()
    said = {f"outcome-{n}": "done" for n in range(1, 9)} | {"outcome-8": "not-done", "words-3": "继续坚持"}
    refused = above.post(address, said)
    assert refused.status_code == 422
    assert "没有全部落实的，请写明意见" in refused.content.decode()
    assert "继续坚持" in refused.content.decode()
    assert above.post(address, said | {"words-8": "有两户没有检查。"}).status_code == 302
    assert above.get(address).status_code == 404
    assert client_of(world.head_user).get(address).status_code == 404


def test_the_list_of_lists_takes_the_same_queries_for_one_and_for_many(
    world: World, django_assert_max_num_queries
):
    signed(world)
    client = client_of(world.officer)
    address = reverse("responsibility-lists")
    client.get(address)
    for _ in range(4):
        person = factories.make_person()
        unit = factories.make_unit()
        factories.make_tenure(person, factories.make_post(unit))
        ResponsibilityList.objects.create(person=person, unit=unit, year=YEAR, drafted_on=MARCH)
    with django_assert_max_num_queries(32):
        page = client.get(address)
    assert page.content.decode().count('data-label="年度"') == 5


@pytest.mark.parametrize(
    ("query", "number"),
    [("", 1), (f"?year={YEAR}&state=in-force", 1), ("?state=waiting", 0), ("?whose=own", 0), ("?q=城关", 1), ("?q=%00&year=x", 1)],
)  # fmt: skip
def test_the_lists_are_narrowed(world: World, query, number):
    signed(world)
    page = client_of(world.officer).get(reverse("responsibility-lists") + query)
    assert page.content.decode().count('data-label="年度"') == number


def test_an_incident_is_entered_on_its_page_and_shown_on_the_heads_list(
    world: World, django_capture_on_commit_callbacks
):
    made, officer = signed(world), client_of(world.officer)
    new = reverse("incident-new")
    sent = {
        "token": uuid4(), "unit_name": "城关镇", "happened_on": f"{YEAR}-02-03", "relation": "subordinate",
        "source": "audit", "field": "finance", "what": "虚报冒领补助。",
    }  # fmt: skip
    refused = officer.post(new, sent | {"unit_name": "没有的镇"})
    assert refused.status_code == 422
    assert "虚报冒领补助" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        officer.post(new, sent)
        officer.post(new, sent)
    incident = Incident.objects.get()
    page = client_of(world.head_user).get(made.get_absolute_url()).content.decode()
    assert "虚报冒领补助" in page
    assert reverse("finding", args=[Finding.objects.get().pk]) in page
    assert officer.get(incident.get_absolute_url()).status_code == 200
    assert Event.objects.filter(action="incident.viewed", actor=world.officer).count() == 1
    finding = client_of(world.head_user).get(reverse("finding", args=[Finding.objects.get().pk]))
    assert incident.get_absolute_url() in finding.content.decode()
    withdrawn = officer.post(
        reverse("incident-withdraw", args=[incident.pk]), {"reason": "查否"}, follow=True
    )
    assert "已撤销" in withdrawn.content.decode()


def test_incidents_take_the_same_queries_for_one_and_for_many(world: World, django_assert_max_num_queries):
    signed(world)
    client = client_of(world.officer)
    for n in range(6):
        sent = {
            "token": uuid4(), "unit_name": "城关镇", "happened_on": f"{YEAR}-02-0{n + 1}", "relation": "team",
            "source": "audit", "what": "问题。",
        }  # fmt: skip
        client.post(reverse("incident-new"), sent)
    with django_assert_max_num_queries(26):
        page = client.get(reverse("incidents"))
    assert page.content.decode().count('data-label="涉及人员"') == 6


def test_a_gift_is_entered_by_the_head_and_taken_in_by_the_discipline_body(world: World):
    head, officer = client_of(world.head_user), client_of(world.officer)
    sent = {
        "token": uuid4(), "unit": world.town.pk, "item": "茶叶两盒", "value": "800", "giver": "served",
        "received_on": (TODAY - timedelta(days=3)).isoformat(),
    }  # fmt: skip
    refused = head.post(reverse("gift-new"), sent | {"value": "很多"})
    assert refused.status_code == 422
    assert "茶叶两盒" in refused.content.decode()
    head.post(reverse("gift-new"), sent)
    head.post(reverse("gift-new"), sent)
    gift = Gift.objects.get()
    receive = reverse("gift-receive", args=[gift.pk])
    assert receive in officer.get(reverse("gifts")).content.decode()
    assert receive in officer.get(reverse("inbox")).content.decode()
    assert head.get(receive).status_code == 404
    assert officer.post(receive, {"handed_in_on": TODAY.isoformat(), "receipt": ""}).status_code == 422
    assert officer.post(receive, {"handed_in_on": TODAY.isoformat(), "receipt": "收1"}).status_code == 302
    assert officer.get(receive).status_code == 404
    with_receipt = head.get(reverse("gifts") + "?handed_in=yes").content.decode()
    assert "收1" in with_receipt


def test_declarations_are_made_read_and_their_views_noted_on_pages(world: World):
    head, organiser, officer = (client_of(one) for one in (world.head_user, world.organiser, world.officer))
    assert head.get(reverse("declarations")).status_code == 404
    Extension.objects.create(
        county=world.town.county, during=DateRange(date(YEAR - 1, 6, 1), None), basis="镇委发〔2025〕5号"
    )
    sent = {"token": uuid4(), "event": "work", "happened_on": TODAY.isoformat(), "words": ""}
    assert head.post(reverse("declaration-new"), sent).status_code == 422
    head.post(reverse("declaration-new"), sent | {"words": "个体经营"})
    head.post(reverse("declaration-confirm"))
    assert Declaration.objects.get().words == "个体经营"
    assert "个体经营" in organiser.get(reverse("declarations")).content.decode()
    assert client_of(world.auditor).get(reverse("declarations")).status_code == 404
    viewings = officer.get(reverse("declaration-viewings")).content.decode()
    assert str(world.organiser) in viewings
    assert organiser.get(reverse("declaration-viewings")).status_code == 404


def test_what_waits_is_in_the_inbox_of_whoever_must_act(world: World):
    made = drafted(world)
    address = made.get_absolute_url()
    assert address in client_of(world.head_user).get(reverse("inbox")).content.decode()
    client_of(world.head_user).post(reverse("responsibility-sign", args=[made.pk]))
    assert address in client_of(world.committee_officer).get(reverse("inbox")).content.decode()
    assert address not in client_of(world.bureau_officer).get(reverse("inbox")).content.decode()


def test_a_list_is_no_business_of_others(world: World):
    made = signed(world)
    for user in (world.other_user, world.below_user, world.auditor):
        assert client_of(user).get(made.get_absolute_url()).status_code == 404
    assert ListItem.objects.exists()
    factories.make_relatives(world.officer.person, world.head)
    assert client_of(world.officer).get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("name", ["gifts", "declarations"])
def test_gifts_and_declarations_take_the_same_queries_for_one_and_for_many(world: World, name: str):
    Extension.objects.create(
        county=world.town.county, during=DateRange(date(YEAR - 1, 6, 1), None), basis="镇委发〔2025〕5号"
    )
    officer = client_of(world.officer)

    def one_more() -> None:
        if name == "gifts":
            received = Received(world.town, "茶叶", Decimal(800), "served", TODAY)
            enter_gift(token=uuid4(), received=received, by=world.head_user, on=TODAY)
        else:
            declare(token=uuid4(), event="travel", happened_on=TODAY, words="", by=world.head_user, on=TODAY)

    def reads() -> int:
        officer.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            officer.get(reverse(name))
        # Every view of a declaration is noted in the ledger: one row each, and nothing else.
        return sum("INSERT" not in query["sql"] for query in queries)

    one_more()
    before = reads()
    for _ in range(5):
        one_more()
    assert reads() == before
