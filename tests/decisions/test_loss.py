"""A decision that caused a loss (C11): the missing steps, who chaired, a case with the right bodies, its closing."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import User
from decisions.models import AccountabilityCase, Matter
from decisions.services.checking import check_matters
from decisions.services.losses import close_case, record_loss, state_on_case
from decisions.services.states import NotPossible
from organisation.models import Affiliation, Unit
from rulebook.establishment import Function
from supervision.models import Finding
from tests import factories
from tests.conftest import Log
from tests.decisions.decided import HELD_ON, make_decided
from tests.decisions.world import TODAY, World, make_matter

pytestmark = pytest.mark.django_db
HEARD = "10月20日当面听取，本人无异议。"
WORDS = "管材不合格，返工损失二十万元。"


def faulty(world: World, **values: Any) -> Matter:
    return make_decided(world, circulated=False, **values)


def lose(matter: Matter, by: User, **values: Any) -> AccountabilityCase | None:
    filled = {"found_on": TODAY, "description": WORDS, "by": by, "on": TODAY}
    record_loss(matter=matter.pk, **filled | values)
    return AccountabilityCase.objects.filter(matter=matter).first()


def bodies(case: AccountabilityCase | None) -> set[str]:
    assert case is not None
    return set(case.bodies.values_list("name", flat=True))


@pytest.mark.parametrize("name", ["discipline", "auditor", "head_user"])
def test_discipline_audit_and_the_head_may_say_that_a_decision_caused_a_loss(world: World, name: str) -> None:
    assert lose(faulty(world), getattr(world, name)) is not None


@pytest.mark.parametrize(
    "name", ["secretary", "member", "finance", "organiser", "leader", "outsider", "nobody", "kin"]
)
def test_nobody_else_may(world: World, name: str, as_user: Log) -> None:
    matter = faulty(world)
    with pytest.raises(NotPossible):
        lose(matter, getattr(world, name))
    assert as_user(getattr(world, name)).get(f"/matters/{matter.pk}/loss/").status_code == 404


def test_the_case_names_the_missing_steps_and_who_chaired(world: World) -> None:
    matter = faulty(world)
    case = lose(matter, world.discipline)
    assert case is not None
    assert (case.codes, case.chair, case.opened_on) == (["agenda-not-circulated"], world.head, TODAY)


def test_a_loss_without_missing_steps_opens_no_case(world: World) -> None:
    matter = make_decided(world)
    assert lose(matter, world.discipline) is None
    assert matter.loss.description == WORDS


def test_missing_follow_up_alone_is_not_what_a_loss_is_traced_back_to(world: World) -> None:
    assert lose(make_decided(world, on=TODAY - timedelta(days=90)), world.discipline) is None


def test_the_loss_itself_becomes_a_finding_that_lists_the_steps(world: World) -> None:
    matter = faulty(world)
    lose(matter, world.discipline)
    check_matters(matters=[matter.pk], on=TODAY)
    row = Finding.objects.get(code="loss-with-missing-steps")
    assert row.facts["codes"] == ["agenda-not-circulated"]
    assert row.person == world.head


def test_the_discipline_body_looks_into_it_and_the_audit_body_where_money_moved(world: World) -> None:
    assert bodies(lose(faulty(world), world.discipline)) == {"县纪委监委"}
    assert bodies(lose(faulty(world, amount=Decimal(90_000)), world.discipline)) == {"县纪委监委", "县审计局"}


def test_where_the_discipline_bodys_own_head_chaired_the_body_above_looks_into_it(world: World) -> None:
    discipline = Unit.objects.get(function=Function.DISCIPLINE)
    factories.make_tenure(world.head, factories.make_post(discipline, "书记"))
    assert bodies(lose(faulty(world), world.auditor)) == {"镇坪县委"}


def test_where_the_audit_bodys_own_head_chaired_the_body_above_takes_its_part(world: World) -> None:
    audit = Unit.objects.get(function=Function.AUDIT)
    factories.make_tenure(world.head, factories.make_post(audit, "局长"))
    found = bodies(lose(faulty(world, amount=Decimal(90_000)), world.discipline))
    assert found == {"县纪委监委", "镇坪县人民政府"}


def test_no_body_looks_into_its_own_decision(world: World) -> None:
    discipline = Unit.objects.get(function=Function.DISCIPLINE)
    Matter.objects.filter(pk=(matter := faulty(world)).pk).update(unit=discipline)
    matter.refresh_from_db()
    assert bodies(lose(matter, world.auditor)) == {"镇坪县委"}
    assert not Affiliation.objects.filter(unit=discipline).exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"found_on": TODAY + timedelta(days=1)}, "found_on"),
        ({"found_on": HELD_ON - timedelta(days=1)}, "found_on"),
        ({"description": "  "}, "description"),
    ],
)
def test_a_loss_is_refused_ahead_of_its_day_before_the_decision_and_without_words(
    world: World, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        lose(faulty(world), world.discipline, **values)
    assert set(refused.value.message_dict) == {field}


def test_a_loss_is_recorded_once_and_only_of_what_was_decided(world: World) -> None:
    matter = faulty(world)
    lose(matter, world.discipline)
    with pytest.raises(NotPossible):
        lose(matter, world.auditor)
    with pytest.raises(NotPossible):
        lose(make_matter(world), world.discipline)


def test_the_case_is_closed_with_what_came_of_it(world: World) -> None:
    case = lose(faulty(world), world.discipline)
    assert case is not None
    with pytest.raises(ValidationError):
        close_case(case=case.pk, outcome=" ", heard=HEARD, by=world.discipline, on=TODAY)
    close_case(case=case.pk, outcome="诫勉。", heard=HEARD, by=world.discipline, on=TODAY)
    case.refresh_from_db()
    assert (case.closed_on, case.outcome) == (TODAY, "诫勉。")
    with pytest.raises(NotPossible):
        close_case(case=case.pk, outcome="再次。", by=world.discipline, on=TODAY)


def test_nobody_is_judged_unheard(world: World) -> None:
    """The one who chaired speaks to the case, or it says when and how they were asked to; PostgreSQL itself keeps to that."""
    case = lose(faulty(world), world.discipline)
    assert case is not None
    with pytest.raises(ValidationError) as refused:
        close_case(case=case.pk, outcome="诫勉。", by=world.discipline, on=TODAY)
    assert set(refused.value.message_dict) == {"heard"}
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountabilityCase.objects.filter(pk=case.pk).update(closed_on=TODAY, outcome="诫勉。")
    for user in (world.discipline, world.member):
        with pytest.raises(NotPossible):
            state_on_case(case=case.pk, statement="代为陈述", by=user, on=TODAY)
    state_on_case(case=case.pk, statement="会前已口头征求意见。", by=world.head_user, on=TODAY)
    close_case(case=case.pk, outcome="免于处理。", by=world.discipline, on=TODAY)
    with pytest.raises(NotPossible):
        state_on_case(case=case.pk, statement="改口", by=world.head_user, on=TODAY)


def test_who_chaired_is_asked_and_answers_in_the_browser(world: World, as_user: Log) -> None:
    case = lose(faulty(world), world.discipline)
    assert case is not None
    client = as_user(world.head_user)

    def asked() -> list[str]:
        parts = client.get("/inbox/").context["parts"]
        return [item.url for part in parts if part.key == "own-cases" for item in part.items]

    assert asked() == [f"/cases/{case.pk}/"]
    empty = client.post(f"/cases/{case.pk}/statement/", {"statement": " "})
    assert empty.status_code == 422
    assert client.post(f"/cases/{case.pk}/statement/", {"statement": "已组织补救。"}).status_code == 302
    assert asked() == []
    assert "已组织补救。" in as_user(world.discipline).get(f"/cases/{case.pk}/").content.decode()
    assert (
        as_user(world.discipline).post(f"/cases/{case.pk}/statement/", {"statement": "x"}).status_code == 404
    )
    close_case(case=case.pk, outcome="免于处理。", by=world.discipline, on=TODAY)
    late = client.post(f"/cases/{case.pk}/statement/", {"statement": "补充一句"})
    assert late.status_code == 422
    assert "补充一句" in late.content.decode()


@pytest.mark.parametrize("name", ["kin", "auditor", "organiser", "head_user", "member"])
def test_only_its_bodies_close_it_and_never_a_relative_of_who_chaired(world: World, name: str) -> None:
    case = lose(faulty(world), world.discipline)
    assert case is not None
    with pytest.raises(NotPossible):
        close_case(case=case.pk, outcome="免于处理。", by=getattr(world, name), on=TODAY)


# Pages


def test_the_form_shows_beforehand_what_the_loss_is_traced_back_to(world: World, as_user: Log) -> None:
    matter = faulty(world, amount=Decimal(90_000))
    text = as_user(world.discipline).get(f"/matters/{matter.pk}/loss/").content.decode()
    for words in ("没有送达", "山既明", "县纪委监委、县审计局"):
        assert words in text


def test_a_loss_is_recorded_and_its_case_closed_in_the_browser(world: World, as_user: Log) -> None:
    matter = faulty(world)
    client = as_user(world.discipline)
    refused = client.post(f"/matters/{matter.pk}/loss/", {"found_on": "", "description": WORDS})
    assert refused.status_code == 422
    assert WORDS in refused.content.decode()
    sent = {"found_on": TODAY.isoformat(), "description": WORDS}
    page = client.post(f"/matters/{matter.pk}/loss/", sent, follow=True)
    case = AccountabilityCase.objects.get()
    assert page.redirect_chain[-1][0] == f"/cases/{case.pk}/"
    for words in (WORDS, "山既明", "议题未会前送达", "县纪委监委"):
        assert words in page.content.decode()
    assert client.post(f"/cases/{case.pk}/close/", {"outcome": ""}).status_code == 422
    unheard = client.post(f"/cases/{case.pk}/close/", {"outcome": "诫勉。"})
    assert "请写明何时、以何种方式听取了本人意见" in unheard.content.decode()
    assert client.post(f"/cases/{case.pk}/close/", {"outcome": "诫勉。", "heard": HEARD}).status_code == 302
    again = client.post(f"/cases/{case.pk}/close/", {"outcome": "另一种结果。"})
    assert again.status_code == 422
    assert "另一种结果。" in again.content.decode()


def test_a_second_loss_on_the_same_matter_finds_no_form(world: World, as_user: Log) -> None:
    matter = faulty(world)
    lose(matter, world.discipline)
    assert as_user(world.discipline).get(f"/matters/{matter.pk}/loss/").status_code == 404
    assert WORDS in as_user(world.discipline).get(f"/matters/{matter.pk}/").content.decode()


@pytest.mark.parametrize(("name", "status"), [
    ("discipline", 200), ("head_user", 200), ("auditor", 404), ("organiser", 404), ("member", 404), ("kin", 404), ("nobody", 404),
])  # fmt: skip
def test_a_case_is_seen_by_its_bodies_and_the_head_it_is_about(
    world: World, as_user: Log, name: str, status: int
) -> None:
    case = lose(faulty(world), world.discipline)
    assert case is not None
    client = as_user(getattr(world, name))
    assert client.get(f"/cases/{case.pk}/").status_code == status
    listed = client.get("/cases/").context["page"].object_list
    assert len(listed) == (1 if status == 200 else 0)


def test_an_open_case_is_in_the_inbox_of_its_bodies_until_it_is_closed(world: World, as_user: Log) -> None:
    case = lose(faulty(world), world.discipline)
    assert case is not None

    def told(user: User) -> list[str]:
        parts = as_user(user).get("/inbox/").context["parts"]
        return [item.url for part in parts if part.key == "cases" for item in part.items]

    assert told(world.discipline) == [f"/cases/{case.pk}/"]
    assert told(world.kin) == told(world.auditor) == []
    close_case(case=case.pk, outcome="诫勉。", heard=HEARD, by=world.discipline, on=TODAY)
    assert told(world.discipline) == []
