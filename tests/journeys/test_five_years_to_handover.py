"""In real browsers, through all of it: five years complete, the plan, the audit, a finding put right, the handover at leaving signed by three."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from audits.models import Audit, AuditFinding, Handover
from audits.services.sweeping import sweep_proposals
from organisation.models import Tenure, Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import Step as Kind
from rulebook.procedures.audits import CONFERENCE
from rulebook.procedures.handover import ITEMS
from rulebook.roles import Role
from supervision.models import Duty, Finding
from supervision.services import sweep
from tests import factories
from tests.audits.staged import DAY, Staged
from tests.conftest import PHONE, Screens
from tests.decisions.decided import make_decided
from tests.decisions.world import World, build
from tests.journeys.test_records import log_in
from tests.journeys.watching import Watch

pytestmark = pytest.mark.django_db(transaction=True)

DESK = {"width": 1440, "height": 900}
BEGAN, COMPLETE = date(2021, 6, 1), date(2026, 6, 1)
NOTICED, ENTERED, DRAFTED, REPORTED = (
    date(2026, 6, 8), date(2026, 6, 15), date(2026, 7, 1), date(2026, 7, 20),
)  # fmt: skip
MENDED, LEFT = date(2026, 9, 1), date(2026, 11, 16)


class Clock:
    """The product's today, which passes as the journey goes on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day = COMPLETE
        clock = SimpleNamespace(localdate=lambda: self.day, now=timezone.now)
        monkeypatch.setattr("core.clock.timezone", clock)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


@pytest.fixture
def town(transactional_db: None, clock: Clock) -> World:
    """The small county on the day on which its town's head has held the post for five years."""
    county = build()
    Tenure.objects.filter(person=county.head).update(during=DateRange(BEGAN, None))
    factories.start_calendar(date(2026, 1, 1))
    committee = Unit.objects.get(function=Function.COUNTY_COMMITTEE)
    factories.make_user("committee", role=Role.OFFICER, body=committee)
    bureau = Unit.objects.get(function=Function.AUDIT)
    for at, name in enumerate(("岳临川", "沈既白", "罗知秋")):
        person = factories.make_person(name)
        factories.make_tenure(person, factories.make_post(bureau, f"审计员{at}", head=False))
        factories.make_user(f"auditor{at}", person=person, role=Role.OFFICER, body=bureau)
    make_decided(county, on=date(2026, 5, 20), title="修建集镇污水管网")
    sweep(on=COMPLETE)
    sweep_proposals(on=COMPLETE)
    return county


def confirmed(page: Page, button: str) -> None:
    """Press `button`, and again in the dialog that asks."""
    page.get_by_role("button", name=button).first.click()
    page.locator("dialog[open]").get_by_role("button", name=button).click()


def taken(page: Page, base: str, audit: Audit, kind: Kind, **typed: str) -> None:
    """Take a step on its page."""
    page.goto(f"{base}/audits/{audit.pk}/steps/{kind}/")
    for name, value in typed.items():
        page.fill(f"#id_{name}", value)
    page.get_by_role("button", name="办理", exact=True).click()
    expect(page.locator(f"#step-{kind}")).to_contain_text("已办理")


def test_from_five_years_on_a_post_to_its_handover(
    town: World, clock: Clock, live_server: LiveServer, screens: Screens
) -> None:
    base = live_server.url
    opened: dict[str, Page] = {}
    watches: list[Watch] = []

    def as_(name: str, size: dict[str, int] = DESK) -> Page:
        """The screen of one user, logged in once."""
        if name not in opened:
            opened[name] = screens(size)
            watches.append(Watch(opened[name], base))
            log_in(opened[name], live_server, name)
        return opened[name]

    audit = planned(town, base, as_)
    finding = audited(town, clock, base, audit, as_)
    put_right(town, clock, base, finding, as_)
    audit.refresh_from_db()
    assert audit.state == "closed"
    assert not Duty.objects.filter(
        person=town.head, kind="term-audit", closed_on=None, due__year=2026
    ).exists()
    handed_over(town, clock, base, as_)
    assert [fault for watch in watches for fault in watch.faults] == []


def planned(town: World, base: str, as_) -> Audit:
    """The trigger becomes a proposal, the bureau drafts the plan, the organisation department proposes it, the conference discusses it,
    the committee approves it.
    """
    bureau = as_("auditor0")
    bureau.goto(f"{base}/audits/proposals/")
    line = bureau.locator("tbody tr").filter(has_text=town.head.name)
    expect(line).to_contain_text("任满五年 2026年6月1日")
    bureau.goto(f"{base}/audits/plans/new/")
    bureau.select_option("#id_year", "2026")
    bureau.fill("#id_capacity", "2")
    bureau.get_by_role("button", name="起草", exact=True).click()
    expect(bureau.locator("#current")).to_contain_text(town.head.name)
    plan = bureau.url

    organiser = as_("organiser")
    organiser.goto(plan)
    confirmed(organiser, "由组织部门提出")
    expect(organiser.locator("#current")).to_contain_text("组织部门已提出")

    bureau.goto(plan)
    bureau.get_by_role("link", name="登记联席会议").click()
    bureau.fill("#id_day", COMPLETE.isoformat())
    bureau.fill("#id_said", "同意列入的项目。")
    for function in CONFERENCE:
        bureau.fill(f"#id_who_{function}", "某某")
    bureau.get_by_role("button", name="登记", exact=True).click()
    expect(bureau.locator("#current")).to_contain_text("联席会议已研究")

    committee = as_("committee")
    committee.goto(plan)
    committee.get_by_role("link", name="登记批准").click()
    committee.fill("#id_day", COMPLETE.isoformat())
    committee.fill("#id_document", "镇审委发〔2026〕1号")
    committee.get_by_role("button", name="登记批准").click()
    expect(committee.locator("body")).to_contain_text("计划已批准")
    return Audit.objects.get(person=town.head)


def audited(town: World, clock: Clock, base: str, audit: Audit, as_) -> AuditFinding:
    """Two members join and declare; the stages from the notice to the report, with one finding the head hears of before."""
    users = [User.objects.get(username=f"auditor{at}") for at in range(3)]
    bureau, one = as_("auditor0"), Staged(town, audit, *users)
    for user, role in zip(users, ("leader", "member"), strict=False):
        bureau.goto(f"{base}/audits/{audit.pk}/team/")
        bureau.select_option("#id_person", str(user.person_id))
        bureau.select_option("#id_role", role)
        bureau.get_by_role("button", name="列入审计组").click()
        member = as_(user.username)
        member.goto(f"{base}/audits/{audit.pk}/")
        confirmed(member, "签署独立性声明")
        expect(member.locator("#team")).to_contain_text("已签署声明")

    clock.day = NOTICED
    taken(bureau, base, audit, Kind.NOTICE, day=NOTICED.isoformat())
    expect(bureau.locator("#documents")).to_contain_text("镇审通〔2026〕1号")
    head = as_(town.head_user.username, PHONE)
    head.goto(f"{base}/inbox/")
    head.get_by_role("link", name=str(audit)).first.click()
    taken(head, base, audit, Kind.STATEMENT, text="任职以来，依法履行经济责任。")
    for kind in (Kind.HEAD_PROMISE, Kind.UNIT_PROMISE):
        take(one, kind, clock.day)
    clock.day = ENTERED
    taken(bureau, base, audit, Kind.ENTRY, day=ENTERED.isoformat(), text="班子成员参加。")

    bureau.get_by_role("link", name="登记问题").click()
    for name, value in (
        ("title", "超范围列支专项资金"), ("facts", "列支办公用房维修费。"), ("regulation", "《预算法》第五十七条"),
        ("amount", "86,000"), ("justification", "本人批准列支。"),
    ):  # fmt: skip
        bureau.fill(f"#id_{name}", value)
    bureau.select_option("#id_category", "finance")
    bureau.select_option("#id_responsibility", "direct")
    bureau.select_option("#id_test", "direct-1")
    bureau.get_by_role("button", name="保存").click()
    expect(bureau.locator("#responsibility")).to_contain_text("直接责任")

    clock.day = DRAFTED
    taken(bureau, base, audit, Kind.DRAFT, day=DRAFTED.isoformat())
    taken(head, base, audit, Kind.HEAD_OPINION, text="没有异议。")
    take(one, Kind.UNIT_OPINION, clock.day)
    clock.day = REPORTED
    taken(bureau, base, audit, Kind.REPORT, day=REPORTED.isoformat(), text="总体评价较好。")
    for kind in (Kind.ISSUE_LIST, Kind.RESULT):
        take(one, kind, clock.day)
    head.goto(f"{base}/findings/?whose=own")
    expect(head.locator("main")).to_contain_text("超范围列支专项资金")
    return AuditFinding.objects.get()


def take(one: Staged, kind: Kind, on: date) -> None:
    """A step that is not the point, by the service its page calls."""
    one.take(kind, (DAY - on).days)


def put_right(town: World, clock: Clock, base: str, finding: AuditFinding, as_) -> None:
    """The head names measures and an owner, the owner says that it is done, another checks it, the bureau confirms it; the unit reports."""
    factories.make_user("owner", person=town.candidate)
    page = f"{base}/audit-findings/{finding.pk}/rectify"

    def told(who: Page, action: str, **typed: str) -> None:
        who.goto(f"{page}/{action}/")
        for name, value in typed.items():
            who.fill(f"#id_{name}", value)
        if action == "plan":
            who.select_option("#id_owner", str(town.candidate.pk))
        who.get_by_role("button", name="提交").click()
        expect(who.locator("#rectification")).to_be_visible()

    told(as_(town.head_user.username), "plan", measures="归还原资金渠道。")
    owner = as_("owner", PHONE)
    told(owner, "progress", text="已归还，凭证附后。")
    told(owner, "done", recovered="86000")
    clock.day = MENDED
    told(as_("secretary"), "check", words="凭证相符。")
    bureau = as_("auditor1")
    told(bureau, "confirm", words="核对无误。")
    expect(bureau.locator("#rectification")).to_contain_text("已整改")
    audit = finding.audit
    taken(as_("secretary"), base, audit, Kind.SUMMARY, text="全部整改到位。")
    taken(bureau, base, audit, Kind.PUBLICATION, day=MENDED.isoformat(), text="在县政府网站公告。")
    assert Finding.objects.get(source="audits.auditfinding").closure == "fixed"


def handed_over(town: World, clock: Clock, base: str, as_) -> None:
    """The administrator ends the tenure, which opens the handover; the leaver fills it in, the successor checks it, three sign."""
    clock.day = LEFT
    keeper = factories.make_user("keeper", role=Role.ADMINISTRATOR)
    User.objects.filter(pk=keeper.pk).update(is_staff=True)
    tenure = Tenure.objects.get(person=town.head)
    admin = as_("keeper")
    admin.goto(f"{base}/admin/organisation/tenure/{tenure.pk}/change/")
    admin.fill("#id_during_1", LEFT.isoformat())
    admin.locator("[name=_save]").click()
    expect(admin.locator(".messagelist")).to_be_visible()
    found = Handover.objects.get()
    successor = factories.make_person("温怀谷")
    factories.make_tenure(successor, tenure.post, LEFT)
    factories.make_user("successor", person=successor)

    leaver = as_(town.head_user.username)
    leaver.goto(f"{base}/inbox/")
    leaver.get_by_role("link", name="城关镇 镇党委书记").first.click()
    expect(leaver.locator("#kind-matters")).to_contain_text("修建集镇污水管网")
    leaver.locator(".page-actions").get_by_role("link", name="填写清单").click()
    leaver.fill("#id_added-papers", "公章一枚")
    known = set(found.items.values_list("kind", flat=True)) | {"papers"}
    for key in ITEMS.keys() - known:
        leaver.check(f"#id_nothing-{key}")
    leaver.get_by_role("button", name="保存清单").click()
    confirmed(leaver, "提交核对")
    expect(leaver.get_by_text("已提交，等待接任人核对。")).to_be_visible()

    taker = as_("successor", PHONE)
    taker.goto(f"{base}/handovers/{found.pk}/check/")
    for item in found.items.all():
        taker.locator(f"input[name='answer-{item.pk}'][value=agreed]").check()
    taker.get_by_role("button", name="保存核对意见").click()
    for who in (leaver, taker, as_("organiser")):
        who.goto(f"{base}/handovers/{found.pk}/")
        who.locator("#signatures").get_by_role("button", name="签字").first.click()
        who.get_by_role("dialog").get_by_role("button", name="签字").click()
        expect(who.get_by_text("已签字。")).to_be_visible()
    expect(as_("organiser").locator("main")).to_contain_text("县委组织部交〔2026〕1号")
    found.refresh_from_db()
    assert (found.state, found.signatures.values("person", "user").distinct().count()) == ("signed", 3)
    assert Duty.objects.get(person=town.head, kind="handover").state == "done"
    taker.goto(f"{base}/handovers/items/")
    expect(taker.locator("main")).to_contain_text("修建集镇污水管网")
