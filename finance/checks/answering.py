"""Who answers for what is found in a purchase: the unit's head on the day it was made."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from finance.models import Purchase
from organisation.models import Person, Tenure


def answering(purchases: Sequence[Purchase], on: date) -> dict[int, Person | None]:
    """The head who answers for each of `purchases` as of `on`, by number of the row; one query."""
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__unit__in={one.unit_id for one in purchases}, post__is_head=True)
    for tenure in rows.select_related("person", "post").order_by("post_id", "during"):
        held[tenure.post.unit_id].append(tenure)
    found: dict[int, Person | None] = {}
    for one in purchases:
        day = min(one.happened_on, on)
        heads = (tenure.person for tenure in held[one.unit_id] if holds(tenure, day))
        found[one.pk] = next(heads, None)
    return found


def holds(tenure: Tenure, day: date) -> bool:
    """Whether `tenure` ran on `day`."""
    during = tenure.during
    return bool(during.lower <= day and (during.upper is None or day < during.upper))
