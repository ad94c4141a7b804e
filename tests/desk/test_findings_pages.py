"""The register of findings on its pages: who sees what, the head answers, the body assesses, nothing typed is lost."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from core import paging
from core.models import Event
from decisions.models import Matter
from organisation.models import Tenure
from rulebook.clauses import CLAUSES
from rulebook.procedures.decisions import CODES, MatterCategory
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.policies import assessed_findings, followed_units, visible_findings
from supervision.services import Subject, answer_finding, assess_finding, reconcile
from tests import factories
from tests.desk.world import DAY, LONG_AGO, World
from tests.supervision.test_findings_register import Fault

ClientOf = Callable[[str], Client]
RAISED = date(2026, 11, 2)
WORDS = "当时情况紧急，材料会上补发，已要求今后会前两天送达。"


def raise_finding(
    world: World,
    head: str = "head",
    code: str = "agenda-not-circulated",
    *,
    on: date = DAY,
    category: str = MatterCategory.PROJECT,
    **facts: Any,
) -> Finding:
    """Something found in a matter of the head's unit."""
    person = world.people[head]
    unit = person.tenures.get().post.unit
    number = Matter.objects.count() + 1
    matter = Matter.objects.create(
        unit=unit, number=f"2026-{number:04d}", title=f"修建第{number}号桥", category=category, proposed_on=on
    )
    told = facts or {"reason": "没有送达的记载"}
    subject = Subject("decisions.matter", matter.pk, matter.title, category, unit, person)
    reconcile(found={subject: [Fault(CODES[code], told, "议题和材料没有在会前送达参会人员。")]}, on=on)
    return Finding.objects.get(source_id=matter.pk)


def listed(client: Client, query: str = "?state=") -> set[int]:
    return {row.finding.pk for row in client.get(f"/findings/{query}").context["rows"]}


def answered(world: World, finding: Finding) -> Finding:
    answer_finding(finding=finding.pk, words=WORDS, by=world.users["head"], on=DAY)
    finding.refresh_from_db()
    return finding


# Who sees what


@pytest.mark.parametrize(
    "name", ["discipline-officer", "organisation-officer", "audit-officer", "head", "leader", "member"]
)
def test_a_finding_is_seen_by_the_head_the_unit_and_the_bodies_of_the_mandate(
    world: World, client_of: ClientOf, name: str
) -> None:
    finding = raise_finding(world)
    assert listed(client_of(name)) == {finding.pk}
    assert client_of(name).get(f"/findings/{finding.pk}/").status_code == 200


@pytest.mark.parametrize(
    "name", ["other", "far", "finance-officer", "bureau-officer", "registrar", "administrator", "nobody"]
)
def test_everybody_else_finds_nothing(world: World, client_of: ClientOf, name: str) -> None:
    finding = raise_finding(world)
    assert listed(client_of(name)) == set()
    for page in ("", "answer/", "assess/"):
        address = f"/findings/{finding.pk}/{page}"
        answer = client_of(name).post(address) if page else client_of(name).get(address)
        assert answer.status_code == 404


def test_a_finding_in_a_matter_of_cadres_is_hidden_from_the_unit_and_every_view_of_it_is_noted(
    world: World, client_of: ClientOf
) -> None:
    finding = raise_finding(world, category=MatterCategory.PERSONNEL)
    for name in ("member", "leader", "audit-officer"):
        assert client_of(name).get(f"/findings/{finding.pk}/").status_code == 404
    assert client_of("organisation-officer").get(f"/findings/{finding.pk}/").status_code == 200
    assert Event.objects.get(action="finding.viewed").target_id == finding.pk


def test_an_officer_sees_nothing_about_a_relative(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    officer = world.users["discipline-officer"]
    officer.person = factories.make_person()
    officer.save()
    factories.make_relatives(world.people["head"], officer.person)
    assert listed(client_of("discipline-officer")) == set()
    assert client_of("discipline-officer").post(f"/findings/{finding.pk}/assess/").status_code == 404


# The list


def test_the_list_opens_with_what_is_not_closed(world: World, client_of: ClientOf) -> None:
    kept, mended = raise_finding(world), raise_finding(world)
    Finding.objects.filter(pk=mended.pk).update(state="closed", closure=Closure.FIXED, closed_on=DAY)
    assert listed(client_of("discipline-officer"), "") == {kept.pk}
    assert listed(client_of("discipline-officer")) == {kept.pk, mended.pk}


def test_the_list_is_narrowed_by_unit_head_clause_code_severity_state_year_and_words(
    world: World, client_of: ClientOf
) -> None:
    one = raise_finding(world)
    other = raise_finding(world, "far", "head-not-last", on=date(2025, 11, 3), place=1)
    client = client_of("discipline-officer")
    unit, head = world.units["town"].pk, world.people["head"].staff_no
    for query in (
        f"unit={unit}", f"head={head}", "clause=C7", "code=agenda-not-circulated", "severity=ordinary", "state=open&year=2026",
        "q=城关", "q=山既明", "q=sjm", "q=第1号桥", "period=2026Q4", "category=重大项目安排&year=2026",
    ):  # fmt: skip
        assert listed(client, f"?state=&{query}") == {one.pk}, query
    assert listed(client, "?state=late") == {other.pk}
    assert listed(client, "?severity=serious&state=") == {other.pk}


def test_own_findings_and_those_to_assess_are_told_apart(world: World, client_of: ClientOf) -> None:
    open_one, done = raise_finding(world), answered(world, raise_finding(world))
    assert listed(client_of("head"), "?whose=own&state=open") == {open_one.pk}
    assert listed(client_of("discipline-officer"), "?whose=assess&state=") == {done.pk}
    assert listed(client_of("member"), "?whose=assess&state=") == set()


def test_a_wrong_filter_is_named_in_chinese_and_a_foreign_unit_is_not_found(
    world: World, client_of: ClientOf
) -> None:
    client = client_of("discipline-officer")
    page = client.get("/findings/?clause=B9&year=x&unit=abc&page=x&head=%00&q=%00")
    assert page.status_code == 200
    assert "B9" in page.content.decode()
    assert client_of("head").get(f"/findings/?unit={world.units['far'].pk}").status_code == 404


def test_the_list_is_paged(world: World, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging.page_of, "__defaults__", (2,))
    for _ in range(3):
        raise_finding(world)
    client = client_of("discipline-officer")
    assert len(client.get("/findings/").context["rows"]) == 2
    assert len(client.get("/findings/?page=2").context["rows"]) == 1


@pytest.mark.parametrize("address", ["/findings/", "/findings/export/"])
def test_twenty_findings_cost_as_many_queries_as_one(world: World, client_of: ClientOf, address: str) -> None:
    client, costs = client_of("discipline-officer"), []
    for wanted in (1, 20):
        while Finding.objects.count() < wanted:
            raise_finding(world)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        costs.append(len(queries))
    assert costs[0] == costs[1]


def test_the_export_holds_exactly_the_rows_of_the_list(world: World, client_of: ClientOf) -> None:
    one = raise_finding(world)
    raise_finding(world, "far", "head-not-last", place=1)
    answer = client_of("discipline-officer").get("/findings/export/?clause=C7")
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    (row,) = list(sheet.values)[1:]
    assert row[:3] == (one.pk, "C7", "议题未会前送达")
    assert Event.objects.filter(action="finding.export").count() == 1


def test_a_wrong_filter_is_not_exported(world: World, client_of: ClientOf) -> None:
    answer = client_of("discipline-officer").get("/findings/export/?clause=B9", follow=True)
    assert "没有导出" in answer.content.decode()


# One finding


def test_its_page_shows_clause_facts_who_answers_by_when_and_how_it_came_about(
    world: World, client_of: ClientOf
) -> None:
    finding = raise_finding(world, reason="没有送达山既明", names=["山既明"], staff_nos=["T1"], least=2)
    page = client_of("discipline-officer").get(f"/findings/{finding.pk}/")
    facts = {str(one["label"]): (one["value"], one["url"]) for one in page.context["facts"]}
    source = f"/matters/{finding.source_id}/#checklist"
    assert facts == {
        "情况": ("没有送达山既明", source), "涉及人员": ("山既明", source), "规定天数": ("2", source),
    }  # fmt: skip
    text = page.content.decode()
    for words in (CLAUSES["C7"].text, "山既明", "还剩", "15 个工作日，规则 L17", "发现"):
        assert words in text


def test_every_fact_leads_to_a_page_that_opens(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    client = client_of("discipline-officer")
    page = client.get(f"/findings/{finding.pk}/")
    addresses = [one["url"] for one in page.context["facts"]]
    addresses += [page.context["sources"].head, page.context["sources"].unit]
    assert all(client.get(address).status_code == 200 for address in addresses)


def test_the_same_thing_found_twice_shows_the_facts_of_both(world: World, client_of: ClientOf) -> None:
    more = {"what": "人选石听澜，", "votes_for": 3}
    finding = raise_finding(
        world, code="outcome-against-majority", what="人选苗若溪，", votes_for=2, also=[more], base="应到会"
    )
    facts = client_of("head").get(f"/findings/{finding.pk}/").context["facts"]
    assert [(str(one["label"]), one["value"]) for one in facts if "赞成" in str(one["label"])] == [
        ("赞成票", "2"), ("赞成票（2）", "3"),
    ]  # fmt: skip


def test_the_head_answers_and_the_body_sees_it(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    answer = client_of("head").post(f"/findings/{finding.pk}/answer/", {"words": WORDS}, follow=True)
    assert "答复已提交" in answer.content.decode()
    assert WORDS in client_of("discipline-officer").get(f"/findings/{finding.pk}/").content.decode()
    finding.refresh_from_db()
    assert (finding.state, finding.answered_by) == (FindingState.ANSWERED, world.users["head"])


def test_an_answer_may_be_given_anew_until_it_was_assessed_and_both_stay_in_the_history(
    world: World, client_of: ClientOf
) -> None:
    finding = answered(world, raise_finding(world))
    client_of("head").post(f"/findings/{finding.pk}/answer/", {"words": "补充：已整改。"})
    titles = [
        str(step["title"]) for step in client_of("head").get(f"/findings/{finding.pk}/").context["steps"]
    ]
    assert titles == ["修改答复", "“一把手”答复", "发现"]


def test_an_answer_without_words_is_refused(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    answer = client_of("head").post(f"/findings/{finding.pk}/answer/", {"words": "  "})
    assert answer.status_code == 422
    assert "请写明情况和理由" in answer.content.decode()


def test_nobody_answers_for_the_head(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    for name in ("member", "discipline-officer", "leader"):
        assert client_of(name).post(f"/findings/{finding.pk}/answer/", {"words": WORDS}).status_code == 404
    finding.refresh_from_db()
    assert finding.answer == ""


def test_an_answer_that_comes_after_the_judgement_changes_nothing_and_is_not_lost(
    world: World, client_of: ClientOf
) -> None:
    finding = answered(world, raise_finding(world))
    by = world.users["discipline-officer"]
    assess_finding(finding=finding.pk, closure=Closure.UPHELD, words="已提醒谈话。", by=by, on=DAY)
    answer = client_of("head").post(f"/findings/{finding.pk}/answer/", {"words": "我再补充一点。"})
    assert answer.status_code == 409
    assert "已经了结" in answer.content.decode()
    assert "我再补充一点。" in answer.content.decode()
    finding.refresh_from_db()
    assert finding.answer == WORDS


def test_the_body_assesses_an_answered_finding(world: World, client_of: ClientOf) -> None:
    finding = answered(world, raise_finding(world))
    sent = {"closure": "explained", "words": "情况属实，已整改。"}
    client_of("discipline-officer").post(f"/findings/{finding.pk}/assess/", sent)
    finding.refresh_from_db()
    assert (finding.state, finding.closure, finding.closed_on) == ("closed", "explained", DAY)
    assert "情况属实" in client_of("head").get(f"/findings/{finding.pk}/").content.decode()


def test_an_unanswered_finding_is_assessed_only_after_its_days(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    sent = {"closure": "upheld", "words": "没有说明理由。"}
    client = client_of("discipline-officer")
    answer = client.post(f"/findings/{finding.pk}/assess/", sent)
    assert answer.status_code == 409
    assert "没有说明理由。" in answer.content.decode()
    Finding.objects.filter(pk=finding.pk).update(answer_due=DAY - timedelta(days=1))
    assert client.post(f"/findings/{finding.pk}/assess/", sent).status_code == 302


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"closure": "upheld", "words": ""}, "请写明理由和处理情况"),
        ({"closure": "", "words": "理由"}, "请选择说明成立，或者问题成立"),
        ({"closure": "fixed", "words": "理由"}, "请选择说明成立，或者问题成立"),
    ],
)
def test_an_assessment_without_conclusion_or_reason_is_refused(
    world: World, client_of: ClientOf, sent: dict[str, str], said: str
) -> None:
    finding = answered(world, raise_finding(world))
    answer = client_of("discipline-officer").post(f"/findings/{finding.pk}/assess/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert sent["words"] in answer.content.decode()
    finding.refresh_from_db()
    assert finding.state == FindingState.ANSWERED


def test_neither_the_head_nor_a_member_of_the_unit_assesses(world: World, client_of: ClientOf) -> None:
    finding = answered(world, raise_finding(world))
    for name in ("head", "member"):
        sent = {"closure": "explained", "words": "没有问题。"}
        assert client_of(name).post(f"/findings/{finding.pk}/assess/", sent).status_code in {404, 409}
    finding.refresh_from_db()
    assert finding.state == FindingState.ANSWERED


def test_who_may_assess_follows_the_mandates_whatever_state_the_finding_is_in(world: World) -> None:
    finding = raise_finding(world)
    assessors = {"committee", "government", "discipline", "organisation", "audit"}
    wanted = {f"{office}-officer" for office in assessors} | {"leader"}
    for state, closure, closed in (("open", "", None), ("answered", "", None), ("closed", "upheld", DAY)):
        Finding.objects.filter(pk=finding.pk).update(state=state, closure=closure, closed_on=closed)
        may = {name for name, user in world.users.items() if assessed_findings(user, DAY).exists()}
        assert may == wanted, state


def test_an_assessor_never_assesses_a_finding_of_the_own_unit(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world, "auditor")
    Tenure.objects.filter(person=world.people["auditor"]).update(during=DateRange(LONG_AGO, DAY))
    Finding.objects.update(state=FindingState.ANSWERED, answer=WORDS)
    sent = {"closure": "explained", "words": "没有问题。"}
    own, other = client_of("audit-officer"), client_of("discipline-officer")
    assert own.get(f"/findings/{finding.pk}/").status_code == 200, "it is seen, as by all of the unit"
    assert finding.pk not in listed(own, "?state=&whose=assess")
    assert own.post(f"/findings/{finding.pk}/assess/", sent).status_code == 404
    assert other.post(f"/findings/{finding.pk}/assess/", sent).status_code == 302


def test_the_units_one_follows_are_those_whose_findings_one_would_see(world: World) -> None:
    for name in world.people:
        if world.people[name].tenures.filter(post__is_head=True).exists():
            raise_finding(world, name)
    for name, user in world.users.items():
        seen = set(visible_findings(user, DAY).values_list("unit", flat=True))
        followed = set(followed_units(user, DAY).values_list("pk", flat=True))
        found_in = set(Finding.objects.values_list("unit", flat=True))
        funds_only = name == "finance-officer"
        assert seen == (set() if funds_only else followed & found_in), name


def test_two_officers_judging_at_once_leave_one_judgement(world: World, client_of: ClientOf) -> None:
    finding = answered(world, raise_finding(world))
    first = {"closure": "explained", "words": "说明成立。"}
    client_of("discipline-officer").post(f"/findings/{finding.pk}/assess/", first)
    second = {"closure": "upheld", "words": "问题成立。"}
    answer = client_of("organisation-officer").post(f"/findings/{finding.pk}/assess/", second)
    assert answer.status_code == 409
    finding.refresh_from_db()
    assert finding.closure == Closure.EXPLAINED


# First page, inbox, pages of head and unit


def parts(client: Client) -> dict[str, list[str]]:
    return {part.key: [item.url for item in part.items] for part in client.get("/inbox/").context["parts"]}


def test_the_head_is_told_what_to_answer_until_it_is_answered(world: World, client_of: ClientOf) -> None:
    finding = raise_finding(world)
    assert parts(client_of("head"))["findings-to-answer"] == [f"/findings/{finding.pk}/"]
    assert f"/findings/{finding.pk}/" in client_of("head").get("/").content.decode()
    answered(world, finding)
    assert "findings-to-answer" not in parts(client_of("head"))


def test_the_body_is_told_what_was_answered_and_what_was_not_in_time(
    world: World, client_of: ClientOf
) -> None:
    fresh, done, late = (
        raise_finding(world),
        answered(world, raise_finding(world)),
        raise_finding(world, on=date(2026, 10, 8)),
    )
    found = parts(client_of("discipline-officer"))["findings-to-assess"]
    assert set(found) == {f"/findings/{done.pk}/", f"/findings/{late.pk}/"}
    home = client_of("discipline-officer").get("/").content.decode()
    assert f"/findings/{done.pk}/" in home
    assert f"/findings/{fresh.pk}/" not in home


def test_nobody_is_told_of_what_is_closed(world: World, client_of: ClientOf) -> None:
    finding = answered(world, raise_finding(world))
    by = world.users["discipline-officer"]
    assess_finding(finding=finding.pk, closure=Closure.UPHELD, words="已提醒谈话。", by=by, on=DAY)
    for name in ("head", "discipline-officer", "organisation-officer", "leader"):
        assert not {"findings-to-answer", "findings-to-assess"} & set(parts(client_of(name)))


def test_the_badge_counts_findings_too(world: World, client_of: ClientOf) -> None:
    raise_finding(world)
    answered(world, raise_finding(world))
    for name in ("head", "discipline-officer"):
        page = client_of(name).get("/inbox/")
        assert page.context["total"] == page.context["chrome"]["inbox_count"]


@pytest.mark.parametrize("page", ["heads", "units"])
def test_the_pages_of_head_and_unit_count_findings_and_lead_to_exactly_them(
    world: World, client_of: ClientOf, page: str
) -> None:
    raise_finding(world, "far")
    late = raise_finding(world, on=date(2026, 10, 8))
    fresh = raise_finding(world)
    client = client_of("discipline-officer")
    who = world.people["head"].staff_no if page == "heads" else world.units["town"].pk
    shown = client.get(f"/{page}/{who}/").context["findings"]
    assert [(stat["value"], stat["state"]) for stat in shown["stats"]] == [
        (2, "unsettled"), (1, "late"), (0, "upheld"),
    ]  # fmt: skip
    for stat, wanted in zip(shown["stats"], ({late.pk, fresh.pk}, {late.pk}, set()), strict=True):
        assert listed(client, stat["url"].removeprefix("/findings/")) == wanted


def test_who_may_not_see_findings_is_shown_no_counts(world: World, client_of: ClientOf) -> None:
    raise_finding(world)
    page = client_of("personnel-officer").get(f"/units/{world.units['town'].pk}/")
    assert page.context["findings"] is None
    assert "/findings/?" not in page.content.decode()
