"""Rights are given by two: a security administrator proposes, a second person confirms, neither concerned nor related; until then nothing is held."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleChange, RoleHeld, User
from accounts.policies import holds_role, waiting_changes
from accounts.services.changes import NotToDecide, confirm_change, propose_end, propose_role, refuse_change
from core.clock import today
from core.models import Event
from desk.presenters.inbox import inbox_parts
from organisation.models import Unit
from rulebook.administration import CONFIRM_WITHIN, LIMITS
from rulebook.establishment import Category, Function
from rulebook.roles import Role
from tests.factories import make_person, make_post, make_relatives, make_tenure, make_unit, make_user

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], Client]
SECURITY = Role.SECURITY_ADMINISTRATOR


@pytest.fixture
def one() -> User:
    return make_user("one", role=SECURITY, person=make_person())


@pytest.fixture
def other() -> User:
    return make_user("other", role=SECURITY, person=make_person())


@pytest.fixture
def bai() -> User:
    return make_user("bai", person=make_person("柏望舒"))


@pytest.fixture
def body() -> Unit:
    return make_unit("县委组织部", Category.PARTY_DEPARTMENT)


def secretary_of(name: str, function: Function) -> User:
    unit = make_unit(name, Category.PARTY_DEPARTMENT)
    Unit.objects.filter(pk=unit.pk).update(function=function)
    return make_user(function.value, person=make_tenure(post=make_post(unit, "书记", head=False)).person)


@pytest.fixture
def discipline() -> User:
    return secretary_of("县纪委监委", Function.DISCIPLINE)


@pytest.fixture
def committee() -> User:
    return secretary_of("县委", Function.COUNTY_COMMITTEE)


def propose(user: User, by: User, body: Unit | None, role: Role = Role.OFFICER, **days: Any) -> RoleChange:
    on = today()
    days = {"since": on, "until": None} | days
    return propose_role(user=user, role=role, body=body, reason="分工调整", by=by, on=on, **days)


def held(user: User, role: Role = Role.OFFICER) -> bool:
    return holds_role(User.objects.get(pk=user.pk), role, on=today())


def confirms(user: User) -> bool:
    return waiting_changes(User.objects.get(pk=user.pk), today()).exists()


def test_a_role_is_held_from_the_word_of_the_second_person(
    as_user: AsUser, bai: User, one: User, other: User, body: Unit
) -> None:
    client = as_user(one)
    typed = {
        "user": "bai", "role": "officer", "body": "县委组织部", "during_0": today().isoformat(), "reason": "分工调整",
    }  # fmt: skip
    change = RoleChange.objects.filter(user=bai)
    sent = client.post(reverse("role-change-new"), typed)
    assert sent["Location"] == reverse("role-change", args=[change.get().pk])
    assert not held(bai)
    answer = reverse("role-change-answer", args=[change.get().pk])
    client.post(answer, {"do": "confirm"})
    assert not held(bai), "who proposed does not confirm"
    as_user(other).post(answer, {"do": "confirm"})
    assert held(bai)
    assert change.get().outcome == "confirmed"
    actions = Event.objects.filter(action__startswith="role").order_by("pk").values_list("action", "actor")
    assert list(actions) == [
        ("role-change.proposed", one.pk), ("role.given", other.pk), ("role-change.confirmed", other.pk),
    ]  # fmt: skip


def test_a_role_is_ended_the_same_way(as_user: AsUser, one: User, other: User, body: Unit) -> None:
    user = make_user(role=Role.OFFICER, body=body)
    given = RoleHeld.objects.get(user=user)
    typed = {"last": today().isoformat(), "reason": "调离"}
    assert as_user(one).post(reverse("role-end", args=[given.pk]), typed).status_code == 302
    assert held(user)
    confirm_change(change=RoleChange.objects.get().pk, by=other, on=today())
    assert not held(user)


def test_who_says_no_says_why_and_nothing_is_held(
    as_user: AsUser, bai: User, one: User, other: User, body: Unit
) -> None:
    change = propose(bai, one, body)
    answer = reverse("role-change-answer", args=[change.pk])
    refused = as_user(other).post(answer, {"do": "refuse", "words": " "})
    assert refused.status_code == 422
    assert "请写明不同意的理由" in refused.content.decode()
    as_user(other).post(answer, {"do": "refuse", "words": "不是本部门职责"})
    change.refresh_from_db()
    assert (change.outcome, change.words, held(bai)) == ("refused", "不是本部门职责", False)
    as_user(other).post(answer, {"do": "confirm"})
    assert not held(bai)


def test_who_proposed_takes_it_back(as_user: AsUser, bai: User, one: User, other: User, body: Unit) -> None:
    change = propose(bai, one, body)
    as_user(other).post(reverse("role-change-answer", args=[change.pk]), {"do": "withdraw"})
    as_user(one).post(reverse("role-change-answer", args=[change.pk]), {"do": "withdraw"})
    change.refresh_from_db()
    assert (change.outcome, change.decided_by) == ("withdrawn", one)


def test_nobody_proposes_or_confirms_for_themself(one: User, other: User) -> None:
    with pytest.raises(ValidationError, match="不能为自己"):
        propose_end(held=RoleHeld.objects.get(user=one), reason="调离", by=one, on=today(), last=today())
    change = propose_end(
        held=RoleHeld.objects.get(user=other), reason="调离", by=one, on=today(), last=today()
    )
    with pytest.raises(NotToDecide):
        confirm_change(change=change.pk, by=other, on=today())


@pytest.mark.parametrize("related", ["bai", "one"])
@pytest.mark.parametrize("turned", [False, True])
def test_a_relative_of_either_does_not_confirm(
    bai: User, one: User, other: User, body: Unit, discipline: User, related: str, turned: bool
) -> None:
    kin = {"bai": bai, "one": one}[related].person
    make_relatives(*((kin, other.person) if turned else (other.person, kin)))
    change = propose(bai, one, body)
    assert (confirms(other), confirms(discipline)) == (False, True)
    with pytest.raises(NotToDecide):
        confirm_change(change=change.pk, by=other, on=today())
    confirm_change(change=change.pk, by=discipline, on=today())
    assert held(bai)


def test_the_discipline_secretary_confirms_only_where_no_other_security_administrator_may(
    bai: User, one: User, body: Unit, discipline: User, committee: User
) -> None:
    propose(bai, one, body)
    assert (confirms(discipline), confirms(committee)) == (True, False)
    second = make_user(role=SECURITY)
    assert (confirms(discipline), confirms(second)) == (False, True)
    User.objects.filter(pk=second.pk).update(is_active=False)
    assert confirms(discipline)


def test_the_county_secretary_confirms_where_the_discipline_secretary_stands_back(
    one: User, body: Unit, discipline: User, committee: User
) -> None:
    propose(discipline, one, body)
    assert (confirms(discipline), confirms(committee)) == (False, True)


@pytest.mark.parametrize("role", sorted(set(Role) - {SECURITY}))
def test_no_other_role_proposes(bai: User, body: Unit, role: Role) -> None:
    with pytest.raises(NotToDecide):
        propose(bai, make_user(role=role, body=body), body, Role.SECRETARY)


def test_a_proposal_nobody_confirmed_lapses_and_can_be_made_again(
    bai: User, one: User, other: User, body: Unit
) -> None:
    change = propose(bai, one, body)
    assert change.lapses_on == today() + timedelta(days=CONFIRM_WITHIN.value)
    assert {limit.rule for limit in LIMITS} == {"L83"}
    with pytest.raises(NotToDecide):
        confirm_change(change=change.pk, by=other, on=change.lapses_on)
    with pytest.raises(ValidationError, match="已有待确认"):
        propose(bai, one, body)
    again = propose_role(
        user=bai, role=Role.OFFICER, body=body, reason="分工调整", by=one, on=change.lapses_on,
        since=change.lapses_on, until=None,
    )  # fmt: skip
    change.refresh_from_db()
    assert (change.outcome, again.outcome) == ("lapsed", "")


def test_a_role_confirmed_late_is_not_held_before_the_confirmation(
    bai: User, one: User, other: User, body: Unit
) -> None:
    change = propose(bai, one, body)
    later = today() + timedelta(days=5)
    confirm_change(change=change.pk, by=other, on=later)
    assert RoleHeld.objects.get(user=bai).during.lower == later


def test_what_came_to_stand_against_it_is_said_at_the_confirmation(
    as_user: AsUser, bai: User, one: User, other: User
) -> None:
    change = propose(bai, one, None, Role.AUDIT_ADMINISTRATOR)
    make_tenure(bai.person, make_post(make_unit("县水利局")), date(2020, 1, 1))
    page = as_user(other).post(
        reverse("role-change-answer", args=[change.pk]), {"do": "confirm"}, follow=True
    )
    assert "县水利局“一把手”" in page.content.decode()
    change.refresh_from_db()
    assert (change.outcome, RoleHeld.objects.filter(user=bai).exists()) == ("", False)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"user": "nobody"}, "没有用户名为“nobody”的在用账号"),
        ({"user": "one"}, "不能为自己提出"),
        ({"body": "没有的局"}, "没有名称为“没有的局”的机构"),
        ({"body": ""}, "须指明所在机构"),
        ({"reason": " "}, "理由"),
        ({"during_0": "2020-01-01"}, "开始日期不能早于今天"),
        ({"role": "emperor"}, "角色"),
        ({"role": "supervise-unit", "during_1": "2999-01-01"}, "个别授权不定截止日期"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_stays_typed(
    as_user: AsUser, bai: User, one: User, body: Unit, change: dict[str, str], words: str
) -> None:
    typed = {
        "user": "bai", "role": "officer", "body": "县委组织部", "during_0": today().isoformat(), "reason": "请留住这句话",
    }  # fmt: skip
    refused = as_user(one).post(reverse("role-change-new"), typed | change)
    assert refused.status_code == 422
    assert words in refused.content.decode()
    assert "reason" in change or "请留住这句话" in refused.content.decode()
    assert not RoleChange.objects.exists()


def test_one_unit_is_opened_to_one_user_by_two_as_well(
    as_user: AsUser, bai: User, one: User, other: User, body: Unit
) -> None:
    change = propose(bai, one, body, "supervise-unit")  # type: ignore[arg-type]
    assert not User.objects.get(pk=bai.pk).has_perm("organisation.supervise_unit", body)
    confirm_change(change=change.pk, by=other, on=today())
    assert User.objects.get(pk=bai.pk).has_perm("organisation.supervise_unit", body)
    with pytest.raises(ValidationError, match="已有对这个单位"):
        propose(bai, one, body, "supervise-unit")  # type: ignore[arg-type]
    typed = {
        "user": "bai", "role": "end-supervise-unit", "body": "县委组织部", "during_0": today().isoformat(), "reason": "不再需要",
    }  # fmt: skip
    assert as_user(one).post(reverse("role-change-new"), typed).status_code == 302
    confirm_change(change=RoleChange.objects.get(outcome="").pk, by=other, on=today())
    assert not User.objects.get(pk=bai.pk).has_perm("organisation.supervise_unit", body)


def test_it_waits_in_the_inbox_of_who_can_confirm(
    bai: User, one: User, other: User, body: Unit, discipline: User
) -> None:
    propose(bai, one, body)
    waits = {
        user.username: "role-changes" in {part.key for part in inbox_parts(user, today())}
        for user in (one, other, bai, discipline)
    }
    assert waits == {"one": False, "other": True, "bai": False, "discipline": False}


def test_a_stand_in_sees_what_waits_for_them_and_what_they_decided(
    as_user: AsUser, bai: User, one: User, body: Unit, discipline: User
) -> None:
    change = propose(bai, one, body)
    client, page = as_user(discipline), reverse("role-change", args=[change.pk])
    assert client.get(page).context["may_answer"]
    assert client.get(reverse("role-list")).status_code == 404
    confirm_change(change=change.pk, by=discipline, on=today())
    assert client.get(page).status_code == 200
    hidden = propose(make_user("er"), one, body)
    make_user(role=SECURITY)
    assert as_user(discipline).get(reverse("role-change", args=[hidden.pk])).status_code == 404


def test_the_list_is_narrowed_and_costs_the_same_however_long(
    as_user: AsUser, one: User, other: User, body: Unit, django_assert_max_num_queries: Any
) -> None:
    changes = [propose(make_user(f"u{at}", person=make_person()), one, body) for at in range(15)]
    refuse_change(change=changes[0].pk, words="不是本部门职责", by=other, on=today())
    client, url = as_user(other), reverse("role-change-list")
    client.get(url)
    with django_assert_max_num_queries(20):
        assert client.get(url).context["page"].paginator.count == 15
    counts = {
        asked: client.get(f"{url}?{asked}").context["page"].paginator.count
        for asked in ("outcome=open", "outcome=refused", "outcome=lapsed", "q=u14", "role=secretary")
    }
    assert counts == {
        "outcome=open": 14,
        "outcome=refused": 1,
        "outcome=lapsed": 0,
        "q=u14": 1,
        "role=secretary": 0,
    }
    with django_assert_max_num_queries(20):
        client.get(reverse("role-list"))


def test_the_database_changes_nothing_proposed_or_decided(
    bai: User, one: User, other: User, body: Unit
) -> None:
    change = propose(bai, one, body)
    row, at = RoleChange.objects.filter(pk=change.pk), timezone.now()
    for decided_by in (one, bai):
        with pytest.raises(Error), transaction.atomic():
            row.update(outcome="confirmed", decided_by=decided_by, decided_at=at)
    for changed in ({"reason": "另"}, {"role": "overseer"}, {"user": other}, {"lapses_on": date(2999, 1, 1)}):
        with pytest.raises(Error), transaction.atomic():
            row.update(**changed)
    refuse_change(change=change.pk, words="不同意", by=other, on=today())
    for changed in ({"words": "另"}, {"outcome": "confirmed"}, {"decided_by": one}):
        with pytest.raises(Error), transaction.atomic():
            row.update(**changed)
    with pytest.raises(Error), transaction.atomic():
        row.delete()
