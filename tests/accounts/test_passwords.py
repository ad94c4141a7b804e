"""What a password may be: length, words of this place and person, common ones, those had before (等保 2.0 8.1.4.1 a)."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import LoginSession, User
from core.models import Event
from tests.accounts.logged import is_in, log_in
from tests.factories import PASSWORD, make_county, make_person, make_post, make_tenure, make_unit, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def bai() -> User:
    make_county()
    person = make_person("柏知远", "ZP20417")
    make_tenure(person, make_post(make_unit("县交通运输局")))
    return make_user("bai", person=person)


@pytest.mark.parametrize(
    "word",
    [
        "Zhenping-2026",
        "zhenpingxian@123",
        "Jiaotongyunshuju1!",
        "Jtysj@2026888",
        "Baizhiyuan#2026",
        "ZP20417@2026",
        "By@19850412",
        "Yibashou-2026",
    ],
)
def test_words_of_this_place_and_person_are_refused(bai: User, word: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(word, bai)
    assert "password_of_this_place" in [one.code for one in refused.value.error_list]


@pytest.mark.parametrize(
    "word",
    [
        "Admin@202688",
        "P@ssw0rd2026",
        "Woaini@1314520",
        "1qaz@WSX3edc",
        "Qwertyuiop1!",
        "aaaaaaaaaA1!",
        "abc-1234567890",
    ],
)
def test_what_is_commonly_taken_is_refused(bai: User, word: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(word, bai)
    assert "password_too_common" in [one.code for one in refused.value.error_list]


@pytest.mark.parametrize(
    "word", [PASSWORD, "Yun-juan-yun-shu-9", "竹外桃花三两枝春江水暖", "correct horse battery"]
)
def test_others_are_taken(bai: User, word: str) -> None:
    User.objects.filter(pk=bai.pk).update(password="!")
    validate_password(word, User.objects.get(pk=bai.pk))


def change(client: Client, old: str, new: str) -> Any:
    typed = {"old_password": old, "new_password1": new, "new_password2": new}
    return client.post(reverse("password-change"), typed)


def test_the_last_five_are_not_taken_again_and_the_sixth_is(client: Client, bai: User) -> None:
    log_in(client, "bai")
    words = [PASSWORD, *(f"Chun-jiang-shui-nuan-{at}" for at in range(6))]
    for old, new in zip(words, words[1:], strict=False):
        assert change(client, old, new).status_code == 302
        assert change(client, new, new).status_code == 200
    refused = change(client, words[6], words[3])
    assert "最近 5 次" in refused.content.decode()
    assert change(client, words[6], words[1]).status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client: Client, bai: User) -> None:
    other = Client()
    log_in(other, "bai")
    log_in(client, "bai")
    assert change(client, PASSWORD, "Chun-jiang-shui-nuan-1").status_code == 302
    assert (is_in(client), is_in(other)) == (True, False)
    assert set(LoginSession.objects.values_list("end", flat=True)) == {"", "password"}
    assert Event.objects.filter(action="password.changed", actor=bai).exists()


def test_none_runs_out_by_itself(client: Client, bai: User) -> None:
    User.objects.update(date_joined="2020-01-01T00:00:00Z", last_login="2020-01-01T00:00:00Z")
    log_in(client, "bai")
    assert is_in(client)
