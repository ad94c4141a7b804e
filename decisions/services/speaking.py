"""Speaking in turn: everyone present speaks or passes, and only then the head (C8, N6)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from decisions.choices import ItemState, View
from decisions.models import Stance
from decisions.services.locking import (
    AlreadyDone,
    changed,
    locked_item,
    locked_stances,
    must_speak_for,
    stance_of,
    taking_part,
)


@service("meeting.speak")
def speak(
    *, item: int, seat: int, view: str = "", words: str = "", passes: bool = False, by: User, on: date
) -> Stance:
    """Note what a member says to an item, or that they pass (无意见); the place in the order is given here, under lock.

    The head's turn opens once every other member taking part has spoken or passed. Until then one's own words may be put right.
    Raises NotYours; AlreadyDone; ValidationError, for the head naming who has not spoken.
    """
    row = locked_item(item, ItemState.DISCUSSING)
    stances = locked_stances(row)
    stance = stance_of(stances, seat)
    must_speak_for(stance.seat, row.meeting, by, on)
    present = taking_part(stances)
    if stance not in present:
        raise ValidationError(_("缺席、离席或者回避的成员不参加讨论。"))
    if stance.recused is None:
        raise ValidationError(_("请先回答是否回避。"))
    if not passes and view not in View.values:
        raise ValidationError({"view": [_("请选择同意、不同意或者缓议；没有意见的，请选“无意见”。")]})
    _must_be_in_turn(stance, present)
    if stance.spoke is None:
        stance.spoke = max((one.spoke for one in stances if one.spoke is not None), default=0) + 1
    stance.passed, stance.view, stance.words = passes, "" if passes else view, words.strip()
    stance.save()
    changed(row.meeting_id)
    return stance


def _must_be_in_turn(stance: Stance, present: list[Stance]) -> None:
    """The head last (C8); after the head nobody, and nobody's words are changed."""
    if any(one.seat.is_head and one.spoke is not None for one in present):
        if stance.spoke is not None:
            raise AlreadyDone
        raise ValidationError(_("“一把手”已经表态，讨论已结束。"))
    if stance.seat.is_head:
        waiting = silent_before_the_head(present)
        if waiting:
            words = _("“一把手”末位表态（C8）：%(names)s还没有发表意见。")
            raise ValidationError(words % {"names": "、".join(waiting)})


def silent_before_the_head(present: list[Stance]) -> list[str]:
    """The names of the members taking part, the head aside, who neither spoke nor passed yet."""
    return [one.seat.person.name for one in present if not one.seat.is_head and one.spoke is None]
