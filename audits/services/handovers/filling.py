"""The leaver's side: filling in the list, giving it to the successor, papers; and who cannot hand over in person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import HandoverState, ItemAnswer
from audits.models import Handover, HandoverFile, HandoverItem
from audits.policies.handovers import led_handovers, prepared_handovers
from audits.procedure.handovers import contradicted, unfilled
from audits.services.handovers.judging import form_of, recheck
from audits.services.handovers.states import NotPossible, fills, held, unsign
from core import attachments, ledger, workdays
from rulebook.procedures.handover import CHECK_DAYS, ITEMS, Excuse

NOTHING = "无"
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Filled:
    """The list as typed: the leaver's words by item, new items by kind, the kinds of which there is nothing, and what the successor is to
    finish among the leaver's own (item numbers).
    """

    words: Mapping[int, str] = field(default_factory=dict)
    added: Mapping[str, list[str]] = field(default_factory=dict)
    nothing: frozenset[str] = frozenset()
    open: frozenset[int] = frozenset()


@ledger.service("handover.fill")
def fill_handover(*, handover: int, filled: Filled, seen: datetime | None, by: User, on: date) -> Handover:
    """Write the leaver's own words beside what the product filled in, and add what no record tells. An item whose words change waits for
    the successor again. Raises ValidationError by field, NotPossible, ChangedMeanwhile.
    """
    found = held(fills(by, on), handover, on, seen=seen)
    items = {item.pk: item for item in found.items.all()}
    problems = _problems(filled, items)
    if problems:
        raise ValidationError(problems)
    changed = False
    for number, item in items.items():
        words = filled.words.get(number, item.words).strip()
        is_open = item.open if item.source else number in filled.open
        if item.nothing or (words, is_open) == (item.words, item.open):
            continue
        item.words, item.open = words, is_open
        item.answer, item.objection, changed = ItemAnswer.PENDING, "", True
        item.save()
    for kind, titles in filled.added.items():
        for title in titles:
            __, made = HandoverItem.objects.get_or_create(
                handover=found, kind=kind, source="", source_id=0, title=title, nothing=False
            )
            changed |= made
    changed |= _write_nothing(found, items, filled)
    if changed:
        unsign(found)
    found.filled_by = by
    found.save()
    recheck(found.pk, on=on)
    return found


def _problems(filled: Filled, items: Mapping[int, HandoverItem]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    there = {item.kind for item in items.values() if not item.nothing}
    for kind, titles in filled.added.items():
        if kind not in ITEMS:
            raise NotPossible
        if any(len(title) > LONGEST for title in titles):
            problems[f"added-{kind}"] = [
                _("每项不超过 %(most)s 个字，详细情况请在保存后填写说明。") % {"most": LONGEST}
            ]
    for kind in filled.nothing:
        if kind not in ITEMS:
            raise NotPossible
        if kind in there or filled.added.get(kind):
            problems[f"nothing-{kind}"] = [_("本类已有事项，不能再填写“无”。")]
    return problems


def _write_nothing(found: Handover, items: Mapping[int, HandoverItem], filled: Filled) -> bool:
    """Make the statements that there is nothing those given; a statement beside something is dropped."""
    stated = {item.kind: item for item in items.values() if item.nothing}
    for kind in filled.nothing - stated.keys():
        HandoverItem.objects.create(handover=found, kind=kind, title=NOTHING, nothing=True)
    dropped = [item for kind, item in stated.items() if kind not in filled.nothing]
    for item in dropped:
        item.delete()
    return bool(filled.nothing - stated.keys() or dropped)


@ledger.service("handover.drop-item")
def drop_item(*, handover: int, item: int, by: User, on: date) -> Handover:
    """Take an item the leaver added out of the list. What the product filled in stays. Raises NotPossible."""
    found = held(fills(by, on), handover, on)
    row = found.items.filter(pk=item, source="", nothing=False).first()
    if row is None:
        raise NotPossible
    row.delete()
    unsign(found)
    found.save()
    return found


@ledger.service("handover.give")
def give_handover(*, handover: int, by: User, on: date) -> Handover:
    """Give the list to the successor to check. Raises ValidationError where a kind of item is not told of, NotPossible."""
    found = held(fills(by, on), handover, on)
    if found.state != HandoverState.FILLING:
        return found
    lines = form_of(found).lines
    missing = [_(ITEMS[kind].title) for kind in (*unfilled(lines), *contradicted(lines))]
    if missing:
        raise ValidationError(
            _("还没有填写：%(items)s。没有此类事项的请选“无”。") % {"items": "、".join(missing)}
        )
    found.state, found.submitted_on, found.filled_by = HandoverState.CHECKING, on, by
    found.check_due = workdays.load().add(on, CHECK_DAYS.value)
    found.save()
    recheck(found.pk, on=on)
    return found


@ledger.service("handover.excuse")
def excuse_leaver(*, handover: int, excuse: str, words: str, by: User, on: date) -> Handover:
    """Establish that the leaver cannot, or will not, hand over in person: the leading witness then fills in the list in their place.
    Nobody is said to refuse before the days are over. Raises ValidationError by field, NotPossible.
    """
    found = held(led_handovers(by, on), handover, on)
    if found.excuse:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if excuse not in set(Excuse):
        problems["excuse"] = [_("请选择情形。")]
    if not words.strip():
        problems["words"] = [_("请写明情况和依据。")]
    if excuse == Excuse.REFUSED and on <= found.due:
        problems["excuse"] = [_("交接期限届满前不能认定为拒不交接（L14）。")]
    if problems:
        raise ValidationError(problems)
    found.excuse, found.excuse_words, found.excused_by = excuse, words.strip(), by
    found.save()
    recheck(found.pk, on=on)
    return found


def attach(*, handover: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a handover; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach_one(handover=handover, file=file, by=by, on=on))


@ledger.service("handover.attach")
def _attach_one(*, handover: int, file: UploadedFile, by: User, on: date) -> HandoverFile:
    found = held(prepared_handovers(by, on), handover, on)
    kept: HandoverFile = attachments.keep(file, among=found.files.all(), handover=found, added_by=by)
    return kept
