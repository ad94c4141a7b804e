"""Nobody handles a case about themself or a relative, and no body one about who leads it: the next body up does."""

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client

from integrity.choices import Origin, RecordState
from integrity.models import Participation, Record
from integrity.services import Content, HeadLine, register_record, save_draft
from organisation.models import Person
from supervision.models import Duty
from supervision.policies import scope_of
from supervision.services import sweep
from tests import factories
from tests.desk.world import DAY, FORUM, TALK, World

ClientOf = Callable[[str], Client]


@pytest.fixture
def chief(world: World) -> Person:
    """The secretary of the discipline body."""
    post = factories.make_post(world.units["discipline"], "书记")
    person = factories.make_tenure(factories.make_person("江望舒"), post, date(2024, 1, 1)).person
    sweep(on=DAY)
    return person


def duty_of(person: Person, kind: str = TALK) -> Duty:
    return Duty.objects.get(person=person, kind=kind, period="2026Q4")


def enter(world: World, person: Person, unit: str, body: str) -> Record:
    """A talk with `person`, entered by the officer of `body`."""
    officer = world.users[f"{body}-officer"]
    values = {"kind": TALK, "held_on": DAY, "body_id": world.units[body].pk, "summary": "提醒带头守纪。"}
    content = Content(values=values, heads=(HeadLine(person.pk, world.units[unit].pk, period=""),))
    draft = save_draft(token=uuid4(), content=content, seen=None, by=officer, on=DAY)
    return register_record(record=draft.pk, by=officer, on=DAY)


def offered(client: Client, kind: str = TALK) -> set[int]:
    """Whom a new record can be about."""
    return {one.person for one in client.get(f"/records/new/?kind={kind}").context["editor"].offered.values()}


def listed(client: Client, whose: str) -> set[int]:
    rows = client.get(f"/duties/?state=&whose={whose}").context["page"].object_list
    return {duty.pk for duty in rows}


def test_officers_follow_their_own_head_from_inside_alone(
    world: World, client_of: ClientOf, chief: Person
) -> None:
    client, talk = client_of("discipline-officer"), duty_of(chief)
    assert client.get(f"/heads/{chief.staff_no}/").status_code == 200
    assert client.get(f"/duties/{talk.pk}/").status_code == 200
    assert talk.pk not in listed(client, "acting")
    assert chief.pk not in offered(client)
    assert client.get(f"/records/plan/?kind={TALK}&duty={talk.pk}").context["chosen"] == {talk.pk}
    plan = {"kind": TALK, "duty": talk.pk, "held_on": DAY.isoformat(), "body": world.units["discipline"].pk}
    client.post("/records/plan/", plan | {"anyway": "on"})
    assert not Record.objects.filter(participations__person=chief).exists()


def test_the_body_above_acts_over_the_head_of_a_body_and_its_officers_do_not_read_it(
    world: World, client_of: ClientOf, chief: Person
) -> None:
    above, own = client_of("committee-officer"), client_of("discipline-officer")
    assert duty_of(chief).pk in listed(above, "acting")
    record = enter(world, chief, "discipline", "committee")
    assert above.get(f"/records/{record.pk}/").status_code == 200
    assert own.get(f"/records/{record.pk}/").status_code == 404
    assert record not in own.get("/records/").context["page"].object_list
    page = own.get(f"/heads/{chief.staff_no}/")
    assert page.context["records"] is None
    assert page.context["absences"] is None


def test_of_a_forum_a_body_held_its_officers_do_not_read_the_line_of_their_own_head(
    world: World, client_of: ClientOf, chief: Person
) -> None:
    forum = Record.objects.create(
        kind=FORUM, state=RecordState.RECORDED, origin=Origin.IMPORTED, held_on=DAY, summary="通报情况。",
        body=world.units["discipline"],
    )  # fmt: skip
    for person, unit, said in (
        (chief, "discipline", "书记的表态"),
        (world.people["head"], "town", "镇里的表态"),
    ):
        Participation.objects.create(record=forum, person=person, unit=world.units[unit], statement=said)
    page = client_of("discipline-officer").get(f"/records/{forum.pk}/").content.decode()
    assert "镇里的表态" in page
    assert "书记的表态" not in page
    assert "书记的表态" in client_of("committee-officer").get(f"/records/{forum.pk}/").content.decode()


def test_a_relative_of_the_head_of_a_body_is_supervised_by_the_body_above(
    world: World, client_of: ClientOf, chief: Person
) -> None:
    talk, relative = world.duty("far"), world.people["far"]
    record = enter(world, relative, "far", "discipline")
    factories.make_relatives(chief, relative)
    own, above = client_of("discipline-officer"), client_of("committee-officer")
    for address in (f"/heads/{relative.staff_no}/", f"/duties/{talk.pk}/", f"/records/{record.pk}/"):
        assert own.get(address).status_code == 404, address
        assert above.get(address).status_code == 200, address
    assert own.post(f"/records/{record.pk}/withdraw/", {"reason": "有误"}).status_code == 404
    late = world.duty("far", period="2026Q3").pk
    assert late in listed(above, "acting")
    assert late not in listed(own, "acting") | listed(own, "")
    assert relative.pk in offered(above)
    assert relative.pk not in offered(own)
    groups = {g["group"].clause: g["group"] for g in above.get("/mandates/").context["groups"]}
    assert relative.pk in {tenure.person_id for tenure in groups["A8"].tenures}


def test_a_department_led_by_a_relative_leaves_the_head_to_the_body_above(
    world: World, client_of: ClientOf
) -> None:
    below, talk = world.people["below"], world.duty("below")
    factories.make_relatives(world.people["other"], below)
    own, above = client_of("bureau-officer"), client_of("government-officer")
    assert own.get(f"/heads/{below.staff_no}/").status_code == 404
    assert talk.pk not in listed(own, "acting")
    assert talk.pk in listed(above, "acting")
    mandates = client_of("discipline-officer").get(f"/heads/{below.staff_no}/").context["mandates"]
    (daily,) = [mandate for mandate in mandates if mandate.clause == "A9"]
    assert (daily.body, "县卫生健康局应当回避" in daily.basis) == ("镇坪县人民政府", True)


def test_a_head_who_also_leads_the_department_above_is_not_their_own_supervisor(
    world: World, client_of: ClientOf
) -> None:
    hospital = factories.make_post(world.units["hospital"], "党委书记", managed_by="部门管")
    factories.make_tenure(world.people["other"], hospital, date(2026, 2, 1))
    mandates = (
        client_of("discipline-officer").get(f"/heads/{world.people['other'].staff_no}/").context["mandates"]
    )
    assert {mandate.body for mandate in mandates if mandate.clause == "A9"} == {"镇坪县人民政府"}


def test_what_a_leader_must_stand_back_from_comes_to_the_committee(world: World, client_of: ClientOf) -> None:
    late = world.duty("head", period="2026Q3")
    assert late.pk not in listed(client_of("committee-officer"), "acting")
    factories.make_relatives(world.people["leader"], world.people["head"])
    assert late.pk in listed(client_of("committee-officer"), "acting")
    head = world.people["head"]
    assert client_of("leader").get(f"/heads/{head.staff_no}/").status_code == 404
    assert client_of("leader").get(f"/duties/{late.pk}/").status_code == 404
    page = client_of("committee-officer").get(f"/heads/{head.staff_no}/")
    (general,) = [mandate for mandate in page.context["mandates"] if mandate.clause == "A1"]
    assert (general.body, "乔怀谷应当回避" in general.basis) == ("镇坪县委", True)


def test_where_the_body_above_is_led_by_a_relative_too_the_case_goes_further_up(
    world: World, client_of: ClientOf
) -> None:
    auditor = world.people["auditor"]
    post = factories.make_post(world.units["government"], "县长")
    mayor = factories.make_tenure(post=post, start=date(2023, 1, 1)).person
    factories.make_relatives(mayor, auditor)
    audit = Duty.objects.get(person=auditor, kind="term-audit")
    assert audit.pk in listed(client_of("committee-officer"), "acting")
    assert audit.pk not in listed(client_of("government-officer"), "")
    assert client_of("government-officer").get(f"/heads/{auditor.staff_no}/").status_code == 404


def test_an_officer_who_is_also_a_head_never_reaches_themself(world: World, client_of: ClientOf) -> None:
    user = world.users["discipline-officer"]
    user.person = factories.make_tenure(post=factories.make_post(), start=date(2024, 1, 1)).person
    user.save()
    sweep(on=DAY)
    talk = duty_of(user.person)
    client = client_of("discipline-officer")
    assert talk.pk in listed(client, "own")
    assert talk.pk not in listed(client, "") | listed(client, "acting")
    assert user.person.pk not in offered(client)


def test_rights_are_gathered_in_a_constant_number_of_queries(
    world: World, chief: Person, django_assert_max_num_queries: Callable
) -> None:
    for name in ("committee-officer", "discipline-officer", "bureau-officer", "leader", "member", "other"):
        user = type(world.users[name]).objects.get(pk=world.users[name].pk)
        with django_assert_max_num_queries(9):
            scope_of(user, DAY)
