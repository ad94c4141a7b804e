"""A year's list of the head of the town, brought as far as a test needs it."""

from datetime import date, timedelta
from uuid import uuid4

from integrity.models import ResponsibilityList
from integrity.selectors.lists import items_in_force
from integrity.services.carrying_out import enter_evidence, review_list
from integrity.services.lists import draft_list, save_item, sign_as_head, sign_from_above
from rulebook.procedures.integrity import Review
from tests.integrity.world import TODAY, World

YEAR = TODAY.year
MARCH = date(YEAR, 3, 2)
YEAR_END = date(YEAR, 12, 21)
NEW_YEAR = date(YEAR + 1, 1, 4)


def drafted(world: World, year: int = YEAR, on: date = MARCH) -> ResponsibilityList:
    """A draft from the template."""
    return draft_list(unit=world.town.pk, year=year, by=world.head_user, on=on)


def signed(world: World, year: int = YEAR, on: date = MARCH) -> ResponsibilityList:
    """Signed by the head, and five days later by the county committee's officer; with one item of the unit's own."""
    made = drafted(world, year, on)
    save_item(
        found=made.pk, number=None, title="管好惠农资金", text="每季度检查一次。", by=world.head_user, on=on
    )
    sign_as_head(found=made.pk, by=world.head_user, on=on)
    sign_from_above(found=made.pk, by=world.committee_officer, on=on + timedelta(days=5))
    made.refresh_from_db()
    return made


def carried_out(world: World, found: ResponsibilityList, *, without: int | None = None) -> None:
    """Evidence for every item but the one numbered `without`."""
    for item in items_in_force(found):
        if item.number != without:
            enter_evidence(
                token=uuid4(), found=found.pk, number=item.number, day=date(found.year, 5, 6),
                text="召开专题会议并逐一谈话。", by=world.head_user, on=date(found.year, 5, 6),
            )  # fmt: skip


def reviewed(
    world: World, found: ResponsibilityList, *, left_open: int | None = None, kind: Review = Review.YEAR_END
) -> None:
    """The year-end review: everything done but the item numbered `left_open`."""
    said = {
        item.number: ("not-done", "仍有两户没有检查。") if item.number == left_open else ("done", "")
        for item in items_in_force(found)
    }
    review_list(found=found.pk, kind=kind, said=said, by=world.committee_officer, on=date(found.year, 12, 21))
