"""The pages of retention: the rules for everybody, a list approved by two on its page, what is left of it."""

import pytest

from integrity.models import Declaration
from retention.models import DestructionList, Tombstone
from retention.services.lists import list_due
from tests import factories
from tests.retention.holding import discipline, organisation
from tests.retention.things import make_declaration, make_leaver
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    fix_today(monkeypatch)


def test_everybody_reads_how_long_things_are_kept(as_user):
    text = as_user(factories.make_user("nobody")).get("/retention/").content.decode()
    assert "个人有关事项报告" in text
    assert "县委组织部、县纪委监委各一人批准" in text
    assert "请核对" in text


def test_a_list_is_approved_by_two_on_its_page_and_leaves_a_tombstone(as_user):
    row = make_declaration(make_leaver())
    list_due(on=DAY)
    made = DestructionList.objects.get()
    page = f"/retention/destruction/{made.pk}/"
    first, second = as_user(organisation()), as_user(discipline())
    assert "待批准的销毁清册" in first.get("/inbox/").content.decode()
    assert row.person.name in first.get(page).content.decode()
    assert first.post(f"{page}answer/", {"do": "decline", "reason": ""}).status_code == 422
    assert first.post(f"{page}answer/", {"do": "approve"}).status_code == 302
    assert "等待另一机关" in first.get(page).content.decode()
    second.post(f"{page}answer/", {"do": "approve"})
    assert not Declaration.objects.exists()
    assert "已销毁" in second.get(page).content.decode()
    assert (
        Tombstone.objects.get().digest
        in second.get("/retention/tombstones/?rule=declarations").content.decode()
    )
    assert str(made.size) in second.get("/retention/destruction/").content.decode()


def test_ones_own_data_are_asked_for_from_the_page_of_the_log_in(as_user):
    client = as_user(factories.make_user("walker"))
    assert "/account/data/" in client.get("/account/security/").content.decode()
    assert "不在副本中的内容" in client.get("/account/data/").content.decode()
