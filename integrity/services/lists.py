"""Drafting a year's list, signing it in order, changing it by procedure (B6, C1)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from integrity.choices import ItemOrigin, ListState
from integrity.models import ListItem, ListVersion, ResponsibilityList
from integrity.policies.lists import lists_from_above, own_lists
from integrity.selectors.lists import county_items, duty_of, headed, in_force, left_open, pending
from integrity.services.judging import recheck_lists
from organisation.models import Unit
from rulebook.procedures.integrity import NEXT_YEAR_FROM, template_on
from rulebook.types import Proof
from supervision.policies import scope_of
from supervision.selectors import Directory
from supervision.services import Done, fulfil

LONGEST_TITLE = 60


class NotPossible(Exception):
    """The list is not the user's to write in, or somebody was faster."""


def years_to_draft(on: date) -> list[int]:
    """The years whose list may be begun on `on`: this one, the last made up for, the next from L31 on."""
    return [on.year - 1, on.year, *([on.year + 1] if on.month >= NEXT_YEAR_FROM.value else [])]


@ledger.service("responsibility.draft")
def draft_list(*, unit: int, year: int, by: User, on: date) -> ResponsibilityList:
    """Begin the user's own list of `year` for `unit` from the template in force, the county's items and what the year before left open;
    one that was begun is that one. Raises ValidationError for a year that is not asked for, NotPossible for who does not head the unit.
    """
    person = by.person
    if person is None or not headed(person.pk, unit, year):
        raise NotPossible
    known = ResponsibilityList.objects.filter(person=person, unit=unit, year=year).first()
    if known:
        raise ledger.Again(known)
    if year not in years_to_draft(on):
        raise ValidationError({"year": [_("现在不能起草 %(year)s 年的责任清单。") % {"year": year}]})
    home = Unit.objects.select_for_update(no_key=True).get(pk=unit)
    made, _new = ResponsibilityList.objects.get_or_create(
        person=person, unit=home, year=year, defaults={"drafted_on": on, "entered_by": by}
    )
    if not made.versions.exists():
        _fill(ListVersion.objects.create(list=made, number=1), made, on)
    return made


def _fill(version: ListVersion, found: ResponsibilityList, on: date) -> None:
    rows = [
        ListItem(key=one.key, origin=ItemOrigin.TEMPLATE, title=one.title, text=one.text)
        for one in template_on(max(on, date(found.year, 1, 1)))
    ]
    rows += [
        ListItem(key=f"county-{one.pk}", origin=ItemOrigin.COUNTY, title=one.title, text=one.text)
        for one in county_items(found.unit.county_id, found.year)
    ]
    rows += [
        ListItem(
            origin=ItemOrigin.CARRIED, title=one.title, text=one.text,
            carried_year=found.year - 1, carried_number=one.number,
        )
        for one in left_open(found.person_id, found.unit_id, found.year, on)
    ]  # fmt: skip
    for number, row in enumerate(rows, start=1):
        row.version, row.number = version, number
    ListItem.objects.bulk_create(rows)


@ledger.service("responsibility.save-item")
def save_item(
    *, found: int, number: int | None, title: str, text: str, by: User, on: date
) -> ResponsibilityList:
    """Word an item of the draft, or add one of the unit's own (`number` None). Raises ValidationError by field, NotPossible once signed."""
    row, version = _draft(found, by)
    problems: dict[str, list[str]] = {}
    if not title.strip():
        problems["title"] = [_("请填写责任事项。")]
    elif len(title.strip()) > LONGEST_TITLE:
        problems["title"] = [_("责任事项不超过 %(n)s 个字。") % {"n": LONGEST_TITLE}]
    if not text.strip():
        problems["text"] = [_("请填写具体要求。")]
    if problems:
        raise ValidationError(problems)
    if number is None:
        numbers = ListItem.objects.filter(version__list=row).values_list("number", flat=True)
        item = ListItem(version=version, number=max(numbers, default=0) + 1, origin=ItemOrigin.OWN)
    else:
        item = _item(version, number)
    # What the template or the county calls it stays; only how it is done in this unit is worded here.
    if item.origin in {ItemOrigin.OWN, ItemOrigin.CARRIED}:
        item.title = title.strip()
    item.text = text.strip()
    item.save()
    return row


@ledger.service("responsibility.drop-item")
def drop_item(*, found: int, number: int, by: User, on: date) -> ResponsibilityList:
    """Take an item of the unit's own out of the draft. Raises ValidationError for one of the template, the county or the year before."""
    row, version = _draft(found, by)
    item = _item(version, number)
    if item.origin != ItemOrigin.OWN:
        raise ValidationError(_("统一模板、本县增加和上年结转的事项不能删除。"))
    item.delete()
    return row


@ledger.service("responsibility.head-signs")
def sign_as_head(*, found: int, by: User, on: date) -> ResponsibilityList:
    """The head signs their own list; its items stand from then on. Raises NotPossible where it was signed already."""
    row, version = _draft(found, by)
    version.head_signed_on, version.head_signed_by, version.returned = on, by, ""
    version.save()
    return row


@ledger.service("responsibility.body-signs")
def sign_from_above(*, found: int, by: User, on: date) -> ResponsibilityList:
    """The body above signs after the head, by its officer; the first signing does the year's duty (C1).

    Raises NotPossible where the head has not signed, it is signed already, or the body is not the one that must act.
    """
    row, version = _for_the_body(found, by, on)
    first = in_force(row) is None
    version.above_signed_on, version.above_signed_by, version.body = on, by, body_of(row, by, on)
    version.save()
    if first:
        row.state = ListState.IN_FORCE
        row.save()
        done = [Done(row.person_id, row.unit_id, str(row.year))]
        fulfil(proof=Proof.RESPONSIBILITY_LIST, heads=done, held_on=on, record=None, on=on)
    recheck_lists(row.pk, on=on)
    return row


@ledger.service("responsibility.return")
def return_list(*, found: int, words: str, by: User, on: date) -> ResponsibilityList:
    """Give it back to the head, saying why. Raises ValidationError without words, NotPossible."""
    row, version = _for_the_body(found, by, on)
    if not words.strip():
        raise ValidationError({"words": [_("请写明退回意见。")]})
    version.head_signed_on = version.head_signed_by = None
    version.returned = words.strip()[:300]
    version.save()
    return row


@ledger.service("responsibility.change")
def begin_change(*, found: int, reason: str, by: User, on: date) -> ResponsibilityList:
    """Begin a new version of a list in force, which both sides sign anew; until then the old one stands.

    Raises ValidationError without a reason, NotPossible where the year is closed or a change waits already.
    """
    row = locked(own_lists(by), found)
    last = in_force(row)
    if row.state != ListState.IN_FORCE or last is None or pending(row) is not None:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明调整理由。")]})
    version = ListVersion.objects.create(list=row, number=last.number + 1, reason=reason.strip()[:300])
    items = list(last.items.all())
    for item in items:
        item.pk, item.version = None, version
    ListItem.objects.bulk_create(items)
    return row


def body_of(found: ResponsibilityList, by: User, on: date) -> Unit:
    """For which of their bodies `by` signs: the one that must act."""
    duty = duty_of(found)
    acting = Directory(counties=[found.county_id], on=on).acting(duty) if duty else []
    units = {body.unit for body in acting}
    bodies = scope_of(by, on).bodies
    return next((body for body in bodies if body.pk in units), bodies[0])


def _draft(found: int, by: User) -> tuple[ResponsibilityList, ListVersion]:
    """The user's own list with the version nobody signed yet, locked. Raises NotPossible."""
    row = locked(own_lists(by), found)
    version = pending(row)
    if version is None or not version.is_draft:
        raise NotPossible
    return row, version


def _for_the_body(found: int, by: User, on: date) -> tuple[ResponsibilityList, ListVersion]:
    row = locked(lists_from_above(by, on), found)
    version = pending(row)
    if version is None or version.is_draft:
        raise NotPossible
    return row, version


def locked(rows: object, found: int) -> ResponsibilityList:
    """The list among `rows`, held to the end of the transaction. Raises NotPossible where it is not among them."""
    numbers = rows.filter(pk=found).values("pk")  # type: ignore[attr-defined]
    held = ResponsibilityList.objects.select_for_update(of=("self",), no_key=True)
    row: ResponsibilityList | None = held.select_related("unit", "person").filter(pk__in=numbers).first()
    if row is None:
        raise NotPossible
    return row


def _item(version: ListVersion, number: int) -> ListItem:
    item = version.items.filter(number=number).first()
    if item is None:
        raise NotPossible
    return item
