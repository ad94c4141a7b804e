"""Planning a quarter's talks: one draft a head, with day, place and host set."""

from collections.abc import Iterable
from datetime import date

from accounts.models import User
from core import ledger
from integrity.models import Participation, Record
from integrity.policies import open_duties
from integrity.selectors.heads import period_of
from integrity.selectors.planning import planned_by_head, planned_drafts, planned_for
from integrity.services.drafts import keep_quietly
from organisation.models import Unit


@ledger.service("record.plan")
def plan_talks(
    *,
    kind: str,
    duties: Iterable[int],
    held_on: date,
    host: str,
    place: str,
    body: Unit | None,
    by: User,
    on: date,
) -> list[Record]:
    """Make a draft of `kind` on `held_on` for each of the open `duties`; where one is planned already, move it to this day.

    Duties that are closed meanwhile, or not this user's to act on, are left out.
    """
    wanted = list(open_duties(by, kind, on).filter(pk__in=list(duties)))
    planned = planned_by_head(kind, planned_drafts(by, kind, on))
    made = []
    for duty in wanted:
        draft = planned_for(duty, planned) or Record(kind=kind, entered_by=by)
        draft.held_on, draft.host, draft.place, draft.body, draft.changed_by = held_on, host, place, body, by
        keep_quietly(draft)
        period = "" if duty.period == period_of(kind, held_on) else duty.period
        Participation.objects.update_or_create(
            record=draft, person_id=duty.person_id, defaults={"unit_id": duty.unit_id, "period": period}
        )
        made.append(draft)
    return made
