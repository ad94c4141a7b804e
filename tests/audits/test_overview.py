"""Audits at a glance: every number leads to its list with exactly that many rows, for whoever looks."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from audits.models import AuditFinding, Rectification
from audits.selectors.overview import overview_of
from audits.services.importing import columns as at
from tests import factories
from tests.audits.staged import checked, mending, staged
from tests.audits.test_audit_import import FIRST, SECOND, imported
from tests.today import DAY

NUMBER = re.compile(
    r'<a (?:class="stat[^"]*" )?href="(/audits/[^"]*)"[^>]*>(?:<span class="stat-label">.*?</span><span class="stat-value">)?\s*(\d+)',
    re.DOTALL,
)  # fmt: skip


@pytest.fixture
def full(county):
    """An audit under way here with a finding put right but not confirmed, an earlier one imported, another head's of long ago."""
    held = staged(county)
    first = held.reported()
    second = AuditFinding.objects.create(
        audit=held.audit, number=2, category="procurement", title="拆分采购", facts="拆分。", amount=5000,
        since=date(2024, 1, 1), until=date(2024, 2, 1), responsibility="none", regulation="《政府采购法》",
    )  # fmt: skip
    Rectification.objects.create(finding=second, due=date(2026, 10, 1))
    mending(county, first, county.members[3], county.users[3])
    checked(first, county.head_user)
    report = imported(
        FIRST | {at.STAFF_NO: county.head.staff_no},
        SECOND,
        SECOND | {at.TITLE: "旧账未清", at.CATEGORY: "其他", at.STATE: "不再整改", at.MENDED_ON: "2025-02-01", at.WORDS: "单位撤销。", at.APPROVAL: "县委审计委员会"},
        FIRST | {at.NUMBER: "镇审经责报〔2019〕1号", at.STAFF_NO: county.outsider.person.staff_no, at.UNIT: "县林业局",
                 at.SINCE: "2016-01-01", at.UNTIL: "2018-12-31", at.REPORTED: "2019-06-01", at.MENDED_ON: "2019-09-01"},
    )  # fmt: skip
    assert not report.errors
    return county


def users(county) -> list[User]:
    """Four kinds of users: the bureau, the organisation department, the discipline body, the head audited."""
    names = (county.auditor, county.organiser, county.discipline, county.head_user)
    return [User.objects.get(pk=one.pk) for one in names]


@pytest.mark.parametrize("which", range(4))
def test_every_number_opens_exactly_its_rows(full, as_user, which):
    client: Client = as_user(users(full)[which])
    html = client.get("/audits/overview/").content.decode()
    numbers = [(unescape(url), int(number)) for url, number in NUMBER.findall(html)]
    assert len(numbers) > 20
    wrong = [
        (url, number, count)
        for url, number in numbers
        if (count := client.get(url).context["page"].paginator.count) != number
    ]
    assert not wrong


def test_the_numbers_are_those_of_the_county(full):
    board = overview_of(users(full)[0], DAY, 2026)
    assert (board.all_heads, board.covered) == (2, 1)
    assert board.states == {"reported": 1}
    counts = board.counts
    assert (counts["total"], counts["over"], counts["open"], counts["late"]) == (6, 3, 3, 2)
    assert board.sums == {"found": 903_000, "mended": 640_000, "recovered": 726_000}
    assert board.ages == [2, 0, 0, 1]
    assert [(row["name"], row["finding__category"], row["number"]) for row in board.repeated] == [
        ("城关镇", "finance", 2),
        ("城关镇", "procurement", 2),
    ]


def test_the_coverage_is_of_the_last_five_years_alone(full, as_user):
    client = as_user(users(full)[0])
    found = {row.person.name: row.audited for row in client.get("/audits/heads/").context["page"].object_list}
    assert found == {full.head.name: True, full.outsider.person.name: False}


def test_nobody_sees_more_in_it_than_elsewhere(full):
    head = overview_of(users(full)[3], DAY, 2026)
    assert (head.all_heads, head.covered) == (1, 1)
    assert head.counts["total"] == 5
    kin = overview_of(User.objects.get(pk=full.kin.pk), DAY, 2026)
    assert kin.counts["total"] == 1
    assert kin.all_heads == 1


def test_it_is_nothing_to_whoever_has_no_part_in_audits(full, as_user):
    client = as_user(full.finance)
    assert client.get("/audits/overview/").status_code == 404
    assert client.get("/audits/heads/").status_code == 404


def test_the_number_of_queries_does_not_grow(full, as_user):
    client = as_user(users(full)[0])
    client.get("/audits/overview/")
    with CaptureQueriesContext(
        connection,
    ) as before:
        client.get("/audits/overview/")
    for at_ in range(5):
        head = factories.make_tenure(
            post=factories.make_post(factories.make_unit(f"第{at_}镇"), "书记")
        ).person
        assert not imported(
            FIRST | {at.NUMBER: f"第{at_}号", at.STAFF_NO: head.staff_no, at.UNIT: f"第{at_}镇"},
            SECOND,
        ).errors
    with CaptureQueriesContext(connection) as after:
        client.get("/audits/overview/")
    assert len(after) <= len(before)


def test_the_coverage_stands_once_with_its_chart_and_one_table(full, as_user):
    html = as_user(users(full)[0]).get("/audits/overview/").content.decode()
    panel = html.split('id="coverage"')[1].split("</section>")[0]
    assert panel.count("<table") == 1
    assert "50%" in panel
    assert "合计" in panel
