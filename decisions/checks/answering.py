"""Who answers for what is found in a matter: the unit's head on the day it was decided."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.utils import timezone

from decisions.checks.forms import deciding_item
from decisions.models import Matter
from organisation.models import Person, Tenure


def answering(matters: Sequence[Matter], on: date) -> dict[int, Person | None]:
    """The head who answers for each of `matters` as of `on`, by number of the row: of several the one who chaired, else the first
    head's post of the unit. One query beside what judging the matters loads.
    """
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__unit__in={matter.unit_id for matter in matters}, post__is_head=True)
    for tenure in rows.select_related("person", "post").order_by("post_id", "during"):
        held[tenure.post.unit_id].append(tenure)
    asked = {matter.pk: (matter.unit_id, min(decided_on(matter) or on, on)) for matter in matters}
    heads = {
        (unit, day): [tenure.person for tenure in held[unit] if _holds(tenure, day)]
        for unit, day in {*asked.values()}
    }
    return {matter.pk: _of_these(matter, heads[asked[matter.pk]]) for matter in matters}


def decided_on(matter: Matter) -> date | None:
    """The day `matter` was decided, or is to be: of its meeting, else of its resolution or of the emergency; None where none is known."""
    if matter.form is not None:
        return _from_form(matter.form)
    item = deciding_item(matter)
    if item is not None:
        return timezone.localdate(item.meeting.at)
    emergency = getattr(matter, "emergency", None)
    return emergency.decided_on if emergency else None


def _of_these(matter: Matter, heads: list[Person]) -> Person | None:
    chairing = _chairing(matter)
    led = (head for head in heads if head.pk in chairing or head.staff_no in chairing)
    return next(led, heads[0] if heads else None)


def _chairing(matter: Matter) -> set[int | str | None]:
    """Who led the meeting: by number of the row, or by staff number where the matter was imported."""
    if matter.form is not None:
        members = (matter.form.get("meeting") or {}).get("members") or ()
        return {member["staff_no"] for member in members if member.get("head")}
    item = deciding_item(matter)
    return {item.meeting.chair_id} if item else set()


def _from_form(form: dict[str, dict[str, str]]) -> date | None:
    days = (
        (form.get(part) or {}).get(name)
        for part, name in (("meeting", "at"), ("resolution", "on"), ("emergency", "decided_on"))
    )
    given = next((day for day in days if day), None)
    return date.fromisoformat(given[:10]) if given else None


def _holds(tenure: Tenure, day: date) -> bool:
    during = tenure.during
    return bool(during.lower <= day and (during.upper is None or day < during.upper))
