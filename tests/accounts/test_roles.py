"""Roles are given and ended with a reason, by date; they decide what the administration pages offer."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import RoleHeld, User
from accounts.policies import holds_role
from accounts.services import counties_kept, end_role, give_role
from accounts.services import make_user as make_user_of
from core.clock import today
from core.models import Event
from rulebook.establishment import Category
from rulebook.roles import Role
from tests.factories import PASSWORD, make_county, make_person, make_unit, make_user

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)


def test_a_role_is_held_from_the_day_it_is_given_until_the_day_it_ends() -> None:
    admin, user, body = make_user(), make_user(), make_unit()
    held = give_role(user=user, role=Role.OFFICER, body=body, reason="分工调整", by=admin, on=MONDAY)
    end_role(held=held, reason="调离", by=admin, on=date(2026, 6, 1))
    assert not holds_role(User.objects.get(pk=user.pk), Role.OFFICER, on=date(2026, 3, 1))
    assert holds_role(User.objects.get(pk=user.pk), Role.OFFICER, on=MONDAY)
    assert holds_role(User.objects.get(pk=user.pk), Role.OFFICER, on=date(2026, 5, 31))
    assert not holds_role(User.objects.get(pk=user.pk), Role.OFFICER, on=date(2026, 6, 1))


def test_who_gave_a_role_and_why_it_ended_stays_on_record() -> None:
    admin, user = make_user(), make_user()
    held = give_role(user=user, role=Role.OFFICER, body=make_unit(), reason="分工调整", by=admin, on=MONDAY)
    end_role(held=held, reason="调离", by=admin, on=date(2026, 6, 1))
    reasons = [row.history_change_reason for row in held.history.order_by("history_id")]
    assert reasons == ["分工调整", "调离"]
    assert set(Event.objects.values_list("action", "actor")) >= {
        ("role.given", admin.pk),
        ("role.ended", admin.pk),
    }


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"reason": "  "}, "reason"),
        ({"body": None}, "body"),
        ({"role": "emperor"}, "role"),
        ({"until": MONDAY}, "during"),
    ],
)
def test_a_role_without_reason_body_or_days_is_refused_by_field(
    change: dict[str, object], field: str
) -> None:
    asked = {"role": Role.OFFICER, "body": make_unit(), "reason": "分工", "until": None} | change
    with pytest.raises(ValidationError) as refused:
        give_role(user=make_user(), by=None, on=MONDAY, **asked)  # type: ignore[arg-type]
    assert field in refused.value.message_dict
    assert not RoleHeld.objects.exists()


def test_the_same_role_is_not_given_twice_for_the_same_days() -> None:
    user, body = make_user(), make_unit()
    give_role(user=user, role=Role.OFFICER, body=body, reason="分工", by=None, on=MONDAY)
    with pytest.raises(ValidationError, match="已有同一角色"):
        give_role(user=user, role=Role.OFFICER, body=body, reason="分工", by=None, on=date(2026, 4, 1))


def test_a_role_given_by_mistake_and_taken_back_the_same_day_was_never_held() -> None:
    user = make_user()
    held = give_role(user=user, role=Role.OVERSEER, body=make_unit(), reason="误授", by=None, on=MONDAY)
    end_role(held=held, reason="误授", by=None, on=MONDAY)
    assert not holds_role(User.objects.get(pk=user.pk), Role.OVERSEER, on=MONDAY)


def test_an_ended_role_cannot_be_ended_again_and_an_end_needs_a_reason() -> None:
    held = give_role(user=make_user(), role=Role.OFFICER, body=make_unit(), reason="分工", by=None, on=MONDAY)
    with pytest.raises(ValidationError, match="收回理由"):
        end_role(held=held, reason="", by=None, on=date(2026, 6, 1))
    end_role(held=held, reason="调离", by=None, on=date(2026, 6, 1))
    with pytest.raises(ValidationError, match="结束"):
        end_role(held=held, reason="调离", by=None, on=date(2026, 7, 1))


def test_only_roles_that_administer_open_the_administration_pages() -> None:
    officer, registrar = make_user(), make_user()
    body, on = make_unit(), today() - timedelta(days=10)
    give_role(user=officer, role=Role.OFFICER, body=body, reason="分工", by=None, on=on)
    held = give_role(user=registrar, role=Role.REGISTRAR, body=body, reason="分工", by=None, on=on)
    assert (officer.is_staff, registrar.is_staff) == (False, True)
    assert registrar.has_perm("organisation.change_unit")
    assert not registrar.has_perm("accounts.change_user")
    assert not registrar.has_perm("organisation.delete_unit")
    end_role(held=held, reason="调离", by=None, on=today())
    registrar = User.objects.get(pk=registrar.pk)
    assert not registrar.is_staff
    assert not registrar.has_perm("organisation.change_unit")


def test_a_role_that_ran_out_gives_nothing_though_nobody_ended_it() -> None:
    user = make_user()
    on = today() - timedelta(days=10)
    give_role(
        user=user,
        role=Role.ADMINISTRATOR,
        body=None,
        reason="建库",
        by=None,
        on=on,
        until=today() - timedelta(days=1),
    )
    assert not User.objects.get(pk=user.pk).has_perm("organisation.change_unit")


def test_a_user_is_made_from_a_person_once_with_a_password_that_is_not_weak() -> None:
    person = make_person(staff_no="ZP9001")
    with pytest.raises(ValidationError):
        make_user_of(person=person, password="12345678", by=None, on=MONDAY)
    user = make_user_of(person=person, password=PASSWORD, by=None, on=MONDAY)
    assert (user.username, user.check_password(PASSWORD)) == ("zp9001", True)
    with pytest.raises(ValidationError, match="已有登录用户"):
        make_user_of(person=person, by=None, on=MONDAY)


@pytest.mark.parametrize("typed", ["", "!", "zp9002"])
def test_a_user_made_without_password_cannot_log_in(client: Client, typed: str) -> None:
    make_user_of(person=make_person(staff_no="ZP9002"), by=None, on=MONDAY)
    answer = client.post(reverse("login"), {"username": "zp9002", "password": typed})
    assert answer.status_code == 200


def test_counties_bound_what_a_registrar_keeps() -> None:
    body = make_unit("县委组织部", Category.PARTY_DEPARTMENT)
    other = make_unit("他县财政局", county=make_county("610926", "平利县"))
    registrar = make_user(role=Role.REGISTRAR, body=body)
    assert counties_kept(registrar) == {body.county_id}
    assert other.county_id not in (counties_kept(registrar) or ())
