"""The pages of appraisals, rewards and removals: for who keeps them, and for the head once decided; each view noted, nothing typed lost."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from appointments.models import ActionConsultation, ActionFile, PersonnelAction
from appointments.selectors.viewings import VIEWED
from core.models import Event
from organisation.models import Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import Step as Kind
from supervision.models import Finding
from supervision.presenters.waiting import parts_of
from tests import factories
from tests.appointments.actions import decided, make_action, weigh
from tests.audits.staged import Staged, staged
from tests.clauses.test_c20_use_of_results import another
from tests.decisions.world import TODAY, World

LIST, NEW = "/appointments/actions/", "/appointments/actions/new/"


@pytest.fixture
def audited(world: World) -> Staged:
    """The town's head was audited, with one finding."""
    held = staged(world)
    held.reported(Kind.REPORT)
    return held


@pytest.fixture
def action(world: World, audited: Staged) -> PersonnelAction:
    """The appraisal of the town's head."""
    return make_action(world)


def sent(world: World, **values: str | int) -> dict[str, str | int]:
    """What the form of a new file sends."""
    unit = Unit.objects.get(function=Function.COUNTY_COMMITTEE).pk
    given: dict[str, str | int] = {
        "unit": unit, "person": world.head.staff_no, "post_unit": "城关镇", "kind": "appraisal", "year": TODAY.year - 1,
        "grounds": "按考核方案。",
    }  # fmt: skip
    return given | values


def test_the_organisation_department_opens_a_file_and_is_led_on_to_it(world, audited, as_user):
    answer = as_user(world.organiser).post(NEW, sent(world), follow=True)
    action = PersonnelAction.objects.get()
    assert answer.redirect_chain[-1][0] == f"{LIST}{action.pk}/"
    assert (action.keeper.name, action.unit.name) == ("县委组织部", "镇坪县委")
    html = answer.content.decode()
    assert "尚未核对" in html
    assert "领导责任：1 个问题，金额 86,000.00 元" in html


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("person", "X404", "没有工号为“X404”的人员。"),
        ("post_unit", "县林业局", "没有担任过“县林业局”的“一把手”。"),
        ("year", "", "请选择考核年度。"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(world, as_user, field, value, words):
    answer = as_user(world.organiser).post(NEW, sent(world, **{field: value}))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "按考核方案。" in answer.content.decode()
    assert not PersonnelAction.objects.exists()


def test_it_is_refused_without_the_conclusions_and_stored_where_it_was_decided_all_the_same(
    world, action, as_user, django_capture_on_commit_callbacks
):
    client, url = as_user(world.organiser), reverse("personnel-action-decide", args=[action.pk])
    assert "有 2 项应当核对的结论没有核对" in client.get(url).content.decode()
    given = {"result": "competent", "decided_on": TODAY.isoformat(), "document": "镇组发〔2026〕3号"}
    refused = client.post(url, given)
    assert refused.status_code == 422
    assert "此前没有核对并记录运用情况" in refused.content.decode()
    assert "镇组发〔2026〕3号" in refused.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(url, given | {"taken": "on"}).status_code == 302
    assert Finding.objects.get(code="audit-not-consulted").title == f"考核奖惩档案 {action.number}"
    assert "决定时没有核对" in client.get(LIST).content.decode()
    assert client.get(url).status_code == 404


def test_consulted_first_it_is_decided_and_the_head_reads_how_it_was_used_and_says_a_word(
    world, action, as_user
):
    client, consulting = as_user(world.organiser), reverse("personnel-action-consulting", args=[action.pk])
    names = client.get(consulting).context["form"].names
    assert len(names) == 2, "the report, and the integrity file (C14)"
    for _twice in range(2):
        client.post(consulting, dict.fromkeys(names, "已责成整改，考核时予以扣减。"))
    assert {row.by for row in ActionConsultation.objects.all()} == {world.organiser}
    assert ActionConsultation.objects.count() == 2
    page = f"{LIST}{action.pk}/"
    assert as_user(world.head_user).get(page).status_code == 404
    given = {"result": "competent", "decided_on": TODAY.isoformat()}
    as_user(world.organiser).post(reverse("personnel-action-decide", args=[action.pk]), given)
    head = as_user(world.head_user)
    assert "已责成整改，考核时予以扣减。" in head.get(page).content.decode()
    assert head.get(consulting).status_code == 404
    head.post(reverse("personnel-action-reply", args=[action.pk]), {"words": "没有意见。"})
    assert "没有意见。" in as_user(world.organiser).get(page).content.decode()


def test_a_file_is_nothing_to_anybody_else(world, action, as_user):
    decided(action, world.organiser, taken=True)
    for user in (world.secretary, world.member, world.discipline, world.auditor, world.nobody, world.kin):
        for url in (LIST, f"{LIST}{action.pk}/"):
            if (user, url) != (world.secretary, LIST):
                assert as_user(user).get(url).status_code == 404, (user, url)


def test_papers_are_kept_once_and_handed_out_to_readers_alone(world, action, as_user, settings, tmp_path):
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(tmp_path)},
    }
    settings.STORAGES = settings.STORAGES | {"default": storage}
    url = reverse("personnel-action-attach", args=[action.pk])
    for _twice in range(2):
        paper = SimpleUploadedFile("考核表.txt", "称职".encode())
        assert as_user(world.organiser).post(url, {"files": paper}).status_code == 302
    kept = ActionFile.objects.get()
    assert as_user(world.organiser).get(kept.get_absolute_url()).status_code == 200
    assert as_user(world.head_user).get(kept.get_absolute_url()).status_code == 404


def test_every_view_is_noted_and_shown_to_the_discipline_body_by_number(world, action, as_user):
    client = as_user(world.organiser)
    client.get(f"{LIST}{action.pk}/")
    client.get(reverse("personnel-action-consulting", args=[action.pk]))
    assert Event.objects.filter(action=VIEWED, target_id=action.pk).count() == 2
    html = as_user(world.discipline).get("/appointments/viewings/").content.decode()
    assert f"县委组织部考核奖惩 {action.number}" in html
    assert world.head.name not in html


def test_it_waits_in_the_inbox_until_it_was_consulted(world, action):
    def waiting() -> list[str]:
        (part,) = [one for one in parts_of(world.organiser, TODAY) if one.key == "consulting-actions"]
        return [item.url for item in part.tell(list(part.rows))]

    assert waiting() == [reverse("personnel-action-consulting", args=[action.pk])]
    weigh(action, world.organiser)
    assert waiting() == []


def test_the_list_is_narrowed_and_asks_as_many_queries_for_twenty_as_for_two(world, action, audited, as_user):
    client = as_user(world.organiser)
    another(audited, 40)
    make_action(world, "reward")
    client.get(LIST)
    with CaptureQueriesContext(connection) as two:
        client.get(LIST)
    for _more in range(18):
        make_action(world, "reward", person=factories.make_person())
    client.get(LIST)
    with CaptureQueriesContext(connection) as twenty:
        client.get(LIST)
    assert len(twenty) <= len(two)
    assert client.get(f"{LIST}?kind=appraisal").context["page"].paginator.count == 1
    assert client.get(f"{LIST}?q={world.head.staff_no}").context["page"].paginator.count == 2
    assert client.get(f"{LIST}?state=decided").context["page"].paginator.count == 0


def test_the_heads_page_leads_to_it_for_who_may_read_it(world, action, as_user):
    page = f"/heads/{world.head.staff_no}/"
    assert f"{LIST}{action.pk}/" in as_user(world.organiser).get(page).content.decode()
    assert f"{LIST}{action.pk}/" not in as_user(world.discipline).get(page).content.decode()
    assert f"{LIST}{action.pk}/" not in as_user(world.head_user).get(page).content.decode()


def test_withdrawing_asks_for_a_reason_and_ends_the_file(world, action, as_user):
    client, url = as_user(world.organiser), reverse("personnel-action-withdraw", args=[action.pk])
    client.post(url, {"reason": " "})
    assert PersonnelAction.objects.get().state == "open"
    for _twice in range(2):
        client.post(url, {"reason": "重复建档"})
    assert PersonnelAction.objects.get().state == "withdrawn"
    assert "重复建档" in client.get(f"{LIST}{action.pk}/").content.decode()


def test_a_day_ahead_is_refused(world, as_user):
    action = make_action(world, "reward")
    url = reverse("personnel-action-decide", args=[action.pk])
    ahead = {"result": "citation", "decided_on": (TODAY + timedelta(1)).isoformat()}
    assert "不能晚于今天" in as_user(world.organiser).post(url, ahead).content.decode()
