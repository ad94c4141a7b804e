"""The pages of audits, proposals and plans: what they show, to whom, at what cost."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audits.models import Audit, Plan, Proposal, Revision
from audits.services.sweeping import sweep_proposals
from tests import factories
from tests.audits.planned import approved, audit_of, drafted, make, proposed, staff
from tests.desk.world import DAY


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(url).status_code == 200
    return len(seen)


def test_the_list_of_proposals_narrows_and_counts(world, as_user):
    sweep_proposals(on=DAY)
    client = as_user(world.users["audit-officer"])
    others = Proposal.objects.exclude(
        person=world.people["auditor"]
    )  # the bureau's own head is for the body above
    assert client.get("/audits/proposals/").context["page"].paginator.count == others.count() == 4
    assert client.get("/audits/proposals/?q=bzy&state=").context["page"].paginator.count == 1
    assert client.get("/audits/proposals/?trigger=leaving&state=").context["page"].paginator.count == 0
    assert client.get("/audits/proposals/?due=2026-12-31").context["page"].paginator.count == 1
    assert client.get("/audits/proposals/?state=fallen").context["page"].paginator.count == 0


def test_lists_cost_the_same_queries_however_long_they_are(world, as_user):
    approved(world, drafted(world, capacity=5))
    client = as_user(world.users["audit-officer"])
    urls = ["/audits/", "/audits/proposals/?state=", f"/audits/plans/{Plan.objects.get().pk}/"]
    before = [queries(client, url) for url in urls]
    for number in range(12):
        post = factories.make_post()
        person = factories.make_head(date(2022, 1, 1), post=post)
        Audit.objects.create(
            body=world.units["audit"], person=person, post=post, kind="during", year=2026,
            since=date(2023, 1, 1), until=date(2025, 12, 31 - number),
        )  # fmt: skip
        Proposal.objects.create(
            person=person, post=post, trigger="commissioned", kind="during", since=DAY, due=date(2027, 1, 1),
            words="委托。", raised_on=DAY,
        )  # fmt: skip
    assert [queries(client, url) for url in urls] == before


def test_nobody_sees_a_proposal_or_an_audit_of_themself_or_a_relative(world, as_user):
    approved(world, drafted(world, capacity=5))
    person, user = staff(world)
    factories.make_relatives(person, world.people["head"])
    from rulebook.roles import Role

    user.roles.create(
        role=Role.OFFICER, body=world.units["audit"], during=("2020-01-01", None), reason="测试"
    )
    client = as_user(user)
    for url in ("/audits/", "/audits/proposals/?state="):
        text = client.get(url).content.decode()
        assert "山既明" not in text
        assert "石听澜" in text
    plan = client.get(f"/audits/plans/{Plan.objects.get().pk}/").content.decode()
    assert "山既明" not in plan
    assert client.get(f"/audits/{audit_of(world, 'head').pk}/").status_code == 404


def test_the_head_sees_the_own_audit_from_the_notice_on(world, as_user):
    approved(world, drafted(world, capacity=5))
    audit = audit_of(world, "head")
    client = as_user(world.users["head"])
    assert client.get(f"/audits/{audit.pk}/").status_code == 404
    audit.state = "notified"
    audit.save()
    page = client.get(f"/audits/{audit.pk}/")
    assert page.status_code == 200
    assert "在年度计划中" not in page.content.decode()
    assert [row["audit"] for row in client.get("/audits/").context["rows"]] == [audit]


def test_a_member_sees_the_audit_signs_and_leaves_under_their_own_log_in(world, as_user):
    approved(world, drafted(world, capacity=5))
    audit = audit_of(world, "head")
    person, user = staff(world)
    officer, client = as_user(world.users["audit-officer"]), as_user(user)
    assert client.get(f"/audits/{audit.pk}/").status_code == 404
    answer = officer.post(f"/audits/{audit.pk}/team/", {"person": person.pk, "role": "leader"})
    assert (answer.status_code, audit.team.count()) == (302, 1)
    officer.post(f"/audits/{audit.pk}/team/", {"person": person.pk, "role": "leader"})
    member = audit.team.get()
    assert "请签署独立性声明" in client.get("/inbox/").content.decode()
    assert officer.post(f"/audits/{audit.pk}/team/{member.pk}/declare/").status_code == 404
    client.post(f"/audits/{audit.pk}/team/{member.pk}/declare/")
    member.refresh_from_db()
    assert member.declared_on == DAY
    client.post(f"/audits/{audit.pk}/team/{member.pk}/leave/")
    assert client.get(f"/audits/{audit.pk}/").status_code == 404


def test_a_refused_member_is_told_at_the_field_and_nothing_is_lost(world, as_user):
    approved(world, drafted(world, capacity=5))
    audit = audit_of(world, "head")
    person, _user = staff(world)
    factories.make_relatives(person, audit.person)
    answer = as_user(world.users["audit-officer"]).post(
        f"/audits/{audit.pk}/team/", {"person": person.pk, "role": "member"}
    )
    assert answer.status_code == 422
    assert "亲属关系" in str(answer.context["form"].errors["person"])
    assert "独立性要求" in answer.content.decode()
    assert f'value="{person.pk}" selected' in answer.content.decode()


def test_a_proposal_before_a_post_is_for_the_organisation_department_until_it_is_planned(world, as_user):
    person = world.people["member"]
    post = factories.make_post(world.units["far"], "镇长")
    from tests.audits.inspected import inspected

    inspected(world, person, post)
    sweep_proposals(on=DAY)
    row = Proposal.objects.get(trigger="before")
    assert (row.person, row.post, row.due) == (person, person.tenures.get().post, date(2026, 12, 31))
    assert (
        person.name in as_user(world.users["organisation-officer"]).get("/audits/proposals/").content.decode()
    )
    assert person.name not in as_user(world.users["audit-officer"]).get("/audits/proposals/").content.decode()
    approved(world, drafted(world, capacity=6))
    assert person.name in as_user(world.users["audit-officer"]).get("/audits/").content.decode()


def test_the_steps_of_a_plan_are_taken_on_its_pages(world, as_user):
    sweep_proposals(on=DAY)
    bureau, organisation, committee = (
        as_user(world.users[f"{name}-officer"]) for name in ("audit", "organisation", "committee")
    )
    form = {"county": world.county.pk, "year": 2026, "capacity": 2, "token": str(uuid4())}
    bureau.post("/audits/plans/new/", form)
    bureau.post("/audits/plans/new/", form)
    revision = Revision.objects.get()
    page = bureau.get(f"/audits/revisions/{revision.pk}/edit/").content.decode()
    assert page.count(" checked") == 2
    answer = bureau.post(f"/audits/revisions/{revision.pk}/edit/", {"capacity": 2, "note": ""})
    assert (answer.status_code, "请至少选择一项" in answer.content.decode()) == (422, True)
    organisation.post(f"/audits/revisions/{revision.pk}/propose/")
    sent = {"day": DAY.isoformat(), "said": "同意。", "others": "县委编办：某某"}
    answer = bureau.post(f"/audits/revisions/{revision.pk}/discuss/", sent)
    assert (answer.status_code, "县财政局参加" in answer.content.decode()) == (422, True)
    who = {f"who_{name}": "某某" for name in ("discipline", "organisation", "audit", "finance", "personnel")}
    bureau.post(f"/audits/revisions/{revision.pk}/discuss/", sent | who)
    assert "2026年度审计计划" in committee.get("/inbox/").content.decode()
    answer = committee.post(
        f"/audits/revisions/{revision.pk}/approve/", {"day": "2026-11-01", "document": "1号"}
    )
    assert answer.status_code == 422
    committee.post(f"/audits/revisions/{revision.pk}/approve/", {"day": DAY.isoformat(), "document": "1号"})
    assert Audit.objects.count() == 2
    answer = committee.get(f"/audits/revisions/{revision.pk}/approve/")
    assert answer.status_code == 404
    text = bureau.get(f"/audits/plans/{revision.plan_id}/").content.decode()
    assert "县委编办" in text
    assert "1号" in text


def test_a_plan_taken_back_to_its_draft_passes_every_step_anew(world, as_user):
    revision = drafted(world)
    proposed(world, revision)
    bureau = as_user(world.users["audit-officer"])
    bureau.post(f"/audits/revisions/{revision.pk}/return/")
    revision.refresh_from_db()
    assert (revision.state, revision.proposed_on) == ("draft", None)
    approved(world, revision)
    answer = bureau.post(f"/audits/revisions/{revision.pk}/return/", follow=True)
    assert "不由您办理" in answer.content.decode()


def test_who_approves_the_plan_sees_whom_it_covers_and_opens_no_audit(world, as_user):
    approved(world, drafted(world, capacity=5))
    page = as_user(world.users["committee-officer"]).get(f"/audits/plans/{Plan.objects.get().pk}/")
    assert "山既明" in page.content.decode()
    assert f"/audits/{audit_of(world, 'head').pk}/" not in page.content.decode()


@pytest.mark.parametrize("who", ["finance-officer", "head", "nobody"])
def test_plans_and_proposals_are_not_there_for_others(world, as_user, who):
    planned = make(world)
    client = as_user(world.users[who])
    for url in ("/audits/proposals/", "/audits/plans/", planned.address("audit-plan")):
        assert client.get(url).status_code == 404
