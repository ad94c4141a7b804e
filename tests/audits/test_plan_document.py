"""A year's plan as an official document: the draft says that it is one, the approved plan names its number, every project and every change."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree

import pytest

from accounts.models import User
from audits.models import Plan
from core.models import Event
from tests import factories
from tests.audits.planned import approved, audit_of, drafted, make

pytestmark = pytest.mark.django_db
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def text_of(client, plan: Plan) -> str:
    answer = client.get(f"/audits/plans/{plan.pk}/document/")
    assert answer.status_code == 200
    assert ".docx" in answer["Content-Disposition"] or "docx" in answer["Content-Type"]
    with zipfile.ZipFile(BytesIO(b"".join(answer.streaming_content))) as packed:
        root = ElementTree.fromstring(packed.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter(TEXT))


def test_a_draft_says_that_it_is_not_approved(world, as_user):
    revision = drafted(world)
    words = text_of(as_user(world.users["audit-officer"]), revision.plan)
    assert "2026年度经济责任审计计划" in words
    assert "草案，未经批准" in words
    assert "任中经济责任审计" in words
    assert "任职满五年" in words


def test_an_approved_plan_names_who_decided_and_every_project(world, as_user):
    revision = drafted(world)
    approved(world, revision)
    words = text_of(as_user(world.users["committee-officer"]), revision.plan)
    for told in (
        "镇审委发〔2026〕1号",
        "联席会议",
        "县委审计委员会",
        "审计期间",
        "立项理由",
        "可完成审计项目3项",
    ):
        assert told in words
    for audit in (line.audit for line in revision.lines.select_related("audit__person", "audit__unit")):
        assert audit.person.name in words
        assert audit.unit.name in words
    assert Event.objects.filter(action="audit.plan.document").count() == 1


def test_a_relative_finds_no_relative_in_it_and_is_told_that_it_is_not_whole(world, as_user):
    found = make(world)
    audit = audit_of(world, "head")
    officer = world.users["audit-officer"]
    whole = text_of(as_user(officer), found.approved)
    assert audit.person.name in whole
    officer.person = officer.person or factories.make_person()
    officer.save()
    factories.make_relatives(officer.person, audit.person)
    part = text_of(as_user(User.objects.get(pk=officer.pk)), found.approved)
    assert audit.person.name not in part
    assert "依照回避规定" in part


def test_it_is_for_those_who_see_the_plan_alone(world, as_user):
    revision = drafted(world)
    for name in ("head", "finance-officer"):
        if name in world.users:
            assert (
                as_user(world.users[name]).get(f"/audits/plans/{revision.plan_id}/document/").status_code
                == 404
            )


def test_it_takes_the_same_queries_for_any_number_of_projects(world, as_user, django_assert_max_num_queries):
    revision = drafted(world)
    approved(world, revision)
    client = as_user(world.users["audit-officer"])
    text_of(client, revision.plan)
    with django_assert_max_num_queries(30):
        text_of(client, revision.plan)
