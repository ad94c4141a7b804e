"""Two posts the town's head left for the tests of every address: one list being checked, one signed with an item left open."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from audits.models import Handover, HandoverFile, HandoverItem, HandoverSignature
from supervision.models import Duty
from tests import factories
from tests.desk.world import DAY, World

HELD_FROM, LEFT = date(2026, 1, 1), date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Handed:
    """An item of the leaver's own and a paper of the open one; the item left open in the signed one."""

    item: HandoverItem
    file: HandoverFile
    left: HandoverItem

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of handovers."""
        of_open, of_signed = (
            f"/handovers/{self.item.handover_id}/",
            f"/handovers/{self.left.handover_id}/",
        )
        return {
            "handover": of_open,
            "handover-fill": f"{of_open}fill/",
            "handover-give": f"{of_open}give/",
            "handover-check": f"{of_open}check/",
            "handover-drop": f"{of_open}items/{self.item.pk}/drop/",
            "handover-sign": f"{of_open}sign/leaver/",
            "handover-excuse": f"{of_open}excuse/",
            "handover-attach": f"{of_open}files/",
            "handover-file": self.file.get_absolute_url(),
            "handover-document": f"{of_open}document/",
            "handover-flaw": f"{of_signed}flaws/new/",
            "handover-item-close": f"/handovers/items/{self.left.pk}/close/",
        }.get(name, "")


def make(world: World) -> Handed:
    """Make both; the posts are vacant, so that the county committee takes over."""
    being_checked, signed = (_handover(world, title) for title in ("人大主席", "武装部长"))
    item = HandoverItem.objects.create(handover=being_checked, kind="papers", title="公章一枚")
    file = HandoverFile.objects.create(
        handover=being_checked, file=ContentFile(b"text", name="list.txt"), name="清册.txt", size=4, sha256="0" * 64,
        added_by=world.users["secretary"],
    )  # fmt: skip
    left = HandoverItem.objects.create(handover=signed, kind="debts", title="应付工程款", open=True)
    body = world.units["organisation"]
    for part, user in (
        ("leaver", "head"), ("successor", "committee-officer"), ("witness", "organisation-officer"),
    ):  # fmt: skip
        HandoverSignature.objects.create(
            handover=signed, part=part, user=world.users[user], person=world.users[user].person,
            body=body if part == "witness" else None, leads=part == "witness", at=timezone.now(),
        )  # fmt: skip
    signed.state, signed.number, signed.signed_on = "signed", "县委组织部交〔2026〕1号", DAY
    signed.save()
    return Handed(item, file, left)


def _handover(world: World, title: str) -> Handover:
    head, town = world.people["head"], world.units["town"]
    post = factories.make_post(town, title)
    factories.make_tenure(head, post, HELD_FROM, LEFT)
    due = LEFT + timedelta(days=30)
    duty = Duty.objects.create(
        kind="handover", person=head, subject=post.pk, unit=town, post=post, county_id=town.county_id,
        period=LEFT.isoformat(), opens=LEFT, owed_from=LEFT, due=due, state="planned",
    )  # fmt: skip
    return Handover.objects.create(
        duty=duty, person=head, post=post, unit=town, county_id=town.county_id, left_on=LEFT, due=due, opened_on=LEFT,
        state="checking", receiver=world.units["committee"],
    )  # fmt: skip
