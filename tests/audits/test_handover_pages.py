"""The pages of handovers, asked by those who work with them."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audits.models import Handover
from rulebook.procedures.handover import ITEMS
from supervision.models import Finding
from supervision.presenters.waiting import parts_of
from tests import factories
from tests.audits.handing import LEFT, agreed, given, item, leave, nightly, seen, signed
from tests.decisions.decided import make_decided
from tests.today import DAY

pytestmark = pytest.mark.django_db


def waits(user) -> dict[str, int]:
    found = {part.key: part.rows.count() for part in parts_of(user, DAY) if part.key.startswith("handover")}
    return {key: number for key, number in found.items() if number}


def text_of(answer) -> str:
    with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
        return file.read("word/document.xml").decode()


def page(client, name, *args) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def typed(handover, **more):
    known = set(handover.items.values_list("kind", flat=True))
    data = {f"nothing-{key}": "on" for key in ITEMS if key not in known}
    return data | {"seen": seen(handover)["seen"].isoformat()} | more


def test_from_the_inbox_of_the_leaver_to_the_list_of_the_successor(
    county, as_user, django_capture_on_commit_callbacks
):
    make_decided(county, on=DAY - timedelta(30), title="修建集镇污水管网")
    handing = leave(county)
    nightly()
    found = handing.handover
    leaver, successor, witness = (
        as_user(one) for one in (handing.leaver_user, handing.successor_user, handing.witness)
    )
    assert waits(handing.leaver_user) == {"handovers-own": 1}
    assert waits(handing.successor_user) == waits(handing.witness) == {}
    shown = page(leaver, "handover", found.pk)
    assert "修建集镇污水管网" in shown
    assert "填写清单" in shown
    fill = reverse("handover-fill", args=[found.pk])
    line = item(handing, source="decisions.Matter")
    wrong = leaver.post(fill, typed(found, **{"added-papers": "公章", f"words-{line.pk}": "材料在党政办。"}))
    assert wrong.status_code == 422
    assert "材料在党政办。" in wrong.content.decode()
    data = typed(found, **{"added-papers": "公章", f"words-{line.pk}": "材料在党政办。"})
    del data["nothing-papers"]
    assert leaver.post(fill, data).status_code == 302
    leaver.post(reverse("handover-give", args=[found.pk]))
    assert waits(handing.successor_user) == {"handovers-taken": 1}
    check = reverse("handover-check", args=[found.pk])
    rows = list(found.items.all())
    said = {f"answer-{one.pk}": "agreed" for one in rows}
    objection = {f"answer-{line.pk}": "objected", "seen": seen(found)["seen"].isoformat()}
    assert successor.post(check, said | objection).status_code == 422
    assert successor.post(check, said | objection | {f"words-{line.pk}": "缺施工图。"}).status_code == 302
    assert "缺施工图。" in page(leaver, "handover-fill", found.pk)
    assert waits(handing.leaver_user) == {"handovers-own": 1}
    again = typed(found, **{f"words-{line.pk}": "施工图已补。"})
    assert (
        leaver.post(fill, again | {f"nothing-{one.kind}": "on" for one in rows if one.nothing}).status_code
        == 302
    )
    successor.post(check, said | {"seen": seen(found)["seen"].isoformat()})
    for client, part in ((leaver, "leaver"), (successor, "successor")):
        answer = client.post(reverse("handover-sign", args=[found.pk, part]), follow=True)
        assert "已签字。" in answer.content.decode()
    assert waits(handing.witness) == {"handovers-led": 1}
    witness.post(reverse("handover-sign", args=[found.pk, "witness"]))
    assert Handover.objects.get().state == "signed"
    assert waits(handing.successor_user) == {"handover-items": 1}
    assert "修建集镇污水管网" in page(successor, "handover-items")
    close = reverse("handover-item-close", args=[line.pk])
    assert successor.post(close, {"closed_on": DAY.isoformat(), "result": ""}).status_code == 422
    assert successor.post(close, {"closed_on": DAY.isoformat(), "result": "已通水。"}).status_code == 302
    assert "已通水。" in page(leaver, "handover", found.pk)
    flaw = reverse("handover-flaw", args=[found.pk])
    with django_capture_on_commit_callbacks(execute=True):
        successor.post(flaw, {"kind": "missing", "words": "漏交钢印。", "token": str(uuid4())})
    asked = Finding.objects.get(code="handover-incomplete")
    assert reverse("handover", args=[found.pk]) in page(as_user(county.discipline), "finding", asked.pk)


def test_the_form_is_a_document_with_every_item_the_number_and_the_signatures(county, as_user):
    handing = leave(county)
    nightly()
    draft = as_user(handing.leaver_user).get(reverse("handover-document", args=[handing.handover.pk]))
    assert "未签字" in text_of(draft)
    signed(handing)
    answer = as_user(county.auditor).get(reverse("handover-document", args=[handing.handover.pk]))
    words = text_of(answer)
    for told in (
        "离任经济责任事项交接表",
        "县委组织部交〔2026〕1号",
        "十三、",
        "单位公章一枚",
        "移交人（离任人）：",
        "监交人（县委组织部，牵头）：",
    ):
        assert told in words, told


def test_a_paper_is_kept_and_downloaded_by_who_may_read(county, as_user):
    handing = leave(county)
    nightly()
    secretary = as_user(county.secretary)
    file = SimpleUploadedFile("资产清册.txt", "固定资产。".encode())
    secretary.post(reverse("handover-attach", args=[handing.handover.pk]), {"files": [file]})
    (kept,) = handing.handover.files.all()
    assert as_user(county.finance).get(kept.get_absolute_url()).status_code == 200
    assert as_user(county.outsider).get(kept.get_absolute_url()).status_code == 404


def test_the_lead_excuses_a_leaver_and_fills_in_the_list_in_their_place(county, as_user):
    handing = leave(county)
    nightly()
    lead, excuse = as_user(handing.witness), reverse("handover-excuse", args=[handing.handover.pk])
    early = lead.post(excuse, {"excuse": "refused", "words": "不到场。"})
    assert (early.status_code, "期限届满前不能认定" in early.content.decode()) == (422, True)
    lead.post(excuse, {"excuse": "detained", "words": "县监委决定留置。"})
    assert lead.get(reverse("handover-fill", args=[handing.handover.pk])).status_code == 200
    leaver = as_user(handing.leaver_user)
    assert leaver.get(reverse("handover-fill", args=[handing.handover.pk])).status_code == 404


def test_the_duty_and_the_heads_page_lead_to_the_handover(county, as_user):
    handing = leave(county)
    nightly()
    address = reverse("handover", args=[handing.handover.pk])
    client = as_user(county.organiser)
    duty = page(client, "duty", handing.handover.duty_id)
    assert address in duty
    assert "离任（2026年11月16日）" in duty
    assert address in page(client, "head", handing.leaver.staff_no)


def test_the_list_is_narrowed_and_read_in_a_constant_number_of_queries(
    county, as_user, django_assert_max_num_queries
):
    handing = leave(county)
    for _number in range(6):
        factories.make_tenure(start=LEFT - timedelta(400), end=LEFT)
    nightly()
    client = as_user(county.organiser)
    listed = reverse("handover-list")
    client.get(listed)
    with django_assert_max_num_queries(40):
        assert "共 7 件" in client.get(listed).content.decode()
    for query, number in (
        ("?state=overdue", 0),
        ("?q=山既明", 1),
        ("?whose=led&year=2026", 7),
        ("?state=signed", 0),
    ):
        words = client.get(listed + query).content.decode()
        assert (f"共 {number} 件" in words) if number else ("没有符合条件的离任交接" in words), query
    given(handing)
    agreed(handing)
    with django_assert_max_num_queries(60):
        client.get(reverse("handover", args=[handing.handover.pk]))


def test_what_a_user_may_not_do_is_not_found_or_told(county, as_user):
    handing = leave(county)
    nightly()
    number = handing.handover.pk
    outsider, successor = as_user(county.outsider), as_user(handing.successor_user)
    for name in (
        "handover",
        "handover-fill",
        "handover-check",
        "handover-excuse",
        "handover-flaw",
        "handover-document",
    ):
        assert outsider.get(reverse(name, args=[number])).status_code == 404, name
    assert successor.get(reverse("handover-fill", args=[number])).status_code == 404
    assert successor.get(reverse("handover-check", args=[number])).status_code == 404
    answer = successor.post(reverse("handover-sign", args=[number, "leaver"]), follow=True)
    assert "不由您办理" in answer.content.decode()
    assert successor.post(reverse("handover-sign", args=[number, "all"])).status_code == 404
