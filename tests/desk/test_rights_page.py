"""我的权限: what I may do, and from where it follows."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from guardian.shortcuts import assign_perm

from accounts.models import User
from rulebook.establishment import Category
from rulebook.roles import ROLES, Role
from tests.factories import (
    make_link,
    make_person,
    make_post,
    make_relatives,
    make_tenure,
    make_unit,
    make_user,
)

pytestmark = pytest.mark.django_db


def page_of(client: Client, user: User) -> str:
    """The page as `user` reads it."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.get(reverse("my-rights"))
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_officer_reads_the_role_its_reason_and_the_clauses_that_follow(client: Client) -> None:
    body = make_unit("县纪委监委", Category.DISCIPLINE)
    make_tenure(post=make_post(make_unit("县林业局")), start=date(2024, 1, 1))
    page = page_of(client, make_user(role=Role.OFFICER, body=body))
    assert ROLES[Role.OFFICER].sentence in page
    assert "县纪委监委" in page
    assert "A8" in page


def test_a_linked_leader_reads_the_units_and_whom_to_keep_away_from(client: Client) -> None:
    leader, unit = make_person("柏望舒"), make_unit("县水利局")
    make_link(leader, unit)
    make_relatives(leader, make_person("山若溪"))
    page = page_of(client, make_user(person=leader))
    assert "县水利局" in page
    assert "山若溪（配偶）" in page


def test_a_grant_by_hand_is_named(client: Client) -> None:
    user = make_user()
    assign_perm("organisation.supervise_unit", user, make_unit("县城投公司", Category.ENTERPRISE))
    assert "县城投公司" in page_of(client, user)


def test_a_user_without_anything_is_told_so(client: Client) -> None:
    assert "当前没有监督对象" in page_of(client, make_user())
