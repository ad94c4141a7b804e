"""Whose keys open what citizens report: the ceremony, a lost passphrase, a new key (C23, N31)."""

import pytest
from django.core.exceptions import ValidationError

from complaints.models import BodyKey, ComplaintKey, CustodianShare, KeyGrant, RecoveryShare
from complaints.services.intake import Said, receive
from complaints.services.keys import (
    ask_recovery,
    confirm_share,
    drop_proposed_key,
    finish_recovery,
    finish_rotation,
    grant_key,
    make_body_key,
    release_share,
    withdraw_grants,
)
from complaints.services.passphrases import change_passphrase, make_personal_key, opened
from core import sealing
from tests.complaints.conftest import SECRET, World, hold_ceremony

OTHER = "另一句只有自己知道的长长的话"


def complain(world: World, facts: str = "把修渠的工程给了自己的表弟", form: str = "form-1"):
    return receive(body=world.body, said=Said(facts=facts, unit=world.town.pk), form=form, on=world.day)


def read(world: World, user) -> list[str]:
    complaints = list(world.body.complaints.all())
    found = world.opener(user).summaries(complaints)
    return [found[one.pk]["facts"] for one in complaints if one.pk in found]


def test_a_key_is_in_force_only_when_both_custodians_confirmed(world: World):
    made = make_body_key(
        body=world.body,
        officers=world.officers,
        custodians=world.custodians,
        reason="例行更换",
        by=world.officers[0],
        on=world.day,
    )
    first, second = made.shares.select_related("holder__owner")
    assert (
        confirm_share(share=first, private=world.private(first.holder.owner), by=first.holder.owner).state
        == "proposed"
    )
    assert world.body.keys.get(state="in-force") == world.keys[0]
    assert (
        confirm_share(share=second, private=world.private(second.holder.owner), by=second.holder.owner).state
        == "in-force"
    )
    assert BodyKey.objects.get(pk=world.keys[0].pk).state == "retired"


def test_a_custodian_cannot_confirm_for_the_other(world: World):
    made = make_body_key(
        body=world.body,
        officers=world.officers,
        custodians=world.custodians,
        reason="例行更换",
        by=world.officers[0],
        on=world.day,
    )
    first, second = made.shares.select_related("holder__owner")
    with pytest.raises(ValidationError):
        confirm_share(share=first, private=world.private(second.holder.owner), by=second.holder.owner)


@pytest.mark.parametrize(
    "wrong", ["one person twice", "an officer", "an outsider to be granted", "nobody granted"]
)
def test_a_ceremony_needs_two_custodians_who_are_no_officers(world: World, wrong: str):
    officers, custodians = list(world.officers), list(world.custodians)
    if wrong == "one person twice":
        custodians[1] = custodians[0]
    elif wrong == "an officer":
        custodians[1] = world.closed
    elif wrong == "an outsider to be granted":
        officers[1] = world.custodians[0]
    else:
        officers = []
    with pytest.raises(ValidationError):
        make_body_key(
            body=world.body,
            officers=officers,
            custodians=custodians,
            reason="更换",
            by=world.officers[0],
            on=world.day,
        )
    assert world.body.keys.count() == 1


def test_who_was_granted_reads_and_another_officer_of_the_same_body_does_not(world: World):
    complain(world)
    assert read(world, world.officers[0]) == ["把修渠的工程给了自己的表弟"]
    assert read(world, world.closed) == []
    grant_key(
        body=world.body,
        to=world.closed,
        private=world.private(world.officers[0]),
        by=world.officers[0],
        on=world.day,
    )
    assert read(world, world.closed) == ["把修渠的工程给了自己的表弟"]


def test_who_has_no_key_cannot_grant_one(world: World):
    with pytest.raises(ValidationError):
        grant_key(
            body=world.body,
            to=world.closed,
            private=world.private(world.closed),
            by=world.closed,
            on=world.day,
        )


def test_the_last_who_can_open_keeps_the_key(world: World):
    one, other = world.officers
    withdraw_grants(body=world.body, of=other, by=one, on=world.day)
    assert not KeyGrant.objects.filter(holder__owner=other).exists()
    with pytest.raises(ValidationError):
        withdraw_grants(body=world.body, of=one, by=one, on=world.day)


def test_another_passphrase_opens_the_same_key_and_the_former_nothing(world: World):
    one = world.officers[0]
    complain(world)
    change_passphrase(by=one, former=SECRET, passphrase=OTHER, again=OTHER)
    with pytest.raises(ValidationError):
        opened(by=one, passphrase=SECRET)
    assert len(opened(by=one, passphrase=OTHER)) == sealing.KEY


def test_a_lost_passphrase_is_made_good_by_both_custodians_together(world: World):
    one = world.officers[0]
    complain(world)
    make_personal_key(by=one, passphrase=OTHER, again=OTHER, lost=True)
    private = opened(by=one, passphrase=OTHER)
    asked = ask_recovery(body=world.body, reason="口令遗忘", by=one, on=world.day)
    first, second = world.custodians
    release_share(recovery=asked, private=world.private(first), by=first)
    with pytest.raises(ValidationError):
        finish_recovery(recovery=asked, private=private, by=one, on=world.day)
    release_share(recovery=asked, private=world.private(second), by=second)
    finish_recovery(recovery=asked, private=private, by=one, on=world.day)
    assert not RecoveryShare.objects.exists()
    from complaints.services.opening import Opener

    (complaint,) = world.body.complaints.all()
    assert Opener(one, private, world.day).summaries([complaint])[complaint.pk]["facts"].startswith("把修渠")


def test_one_custodian_cannot_give_two_parts(world: World):
    one, first = world.officers[0], world.custodians[0]
    make_personal_key(by=one, passphrase=OTHER, again=OTHER, lost=True)
    asked = ask_recovery(body=world.body, reason="口令遗忘", by=one, on=world.day)
    release_share(recovery=asked, private=world.private(first), by=first)
    release_share(recovery=asked, private=world.private(first), by=first)
    assert asked.released.count() == 1


def test_after_a_new_key_everything_is_sealed_to_it_and_the_former_opens_nothing(world: World):
    complain(world)
    key = hold_ceremony(world, "人员调整")
    complain(world, "新来的一件", "form-2")
    assert sorted(read(world, world.officers[0])) == ["把修渠的工程给了自己的表弟", "新来的一件"]
    finish_rotation(
        body=world.body, private=world.private(world.officers[0]), by=world.officers[0], on=world.day
    )
    assert sorted(read(world, world.officers[1])) == ["把修渠的工程给了自己的表弟", "新来的一件"]
    assert set(ComplaintKey.objects.values_list("key", flat=True)) == {key.pk}
    assert not KeyGrant.objects.exclude(key=key).exists()
    assert not CustodianShare.objects.exclude(key=key).exists()
    assert bytes(BodyKey.objects.get(pk=world.keys[0].pk).recovery) == b""


def test_a_key_given_up_before_it_was_in_force_leaves_nothing(world: World):
    made = make_body_key(
        body=world.body,
        officers=world.officers,
        custodians=world.custodians,
        reason="更换",
        by=world.officers[0],
        on=world.day,
    )
    drop_proposed_key(key=made, by=world.officers[0], on=world.day)
    assert not made.grants.exists()
    assert not made.shares.exists()


@pytest.mark.parametrize(
    ("words", "again"),
    [("短口令", "短口令"), ("aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa"), (OTHER, OTHER + "！")],
)
def test_a_weak_passphrase_is_refused(world: World, words: str, again: str):
    with pytest.raises(ValidationError):
        change_passphrase(by=world.officers[0], former=SECRET, passphrase=words, again=again)
