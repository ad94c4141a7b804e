"""The search box: heads and units by name, pinyin or staff number."""

from dataclasses import dataclass
from datetime import date

from accounts.models import User
from core.searching import matches
from desk.selectors.units import heads_of
from organisation.models import Tenure, Unit
from supervision.policies import visible_tenures, visible_units

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The first hits of each sort, one more than SHOWN where there are more; the units with their heads by the unit's id."""

    heads: list[Tenure]
    units: list[Unit]
    heads_of_units: dict[int, list[Tenure]]

    @property
    def more_heads(self) -> bool:
        """Whether the list of heads has more than is shown here."""
        return len(self.heads) > SHOWN

    @property
    def more_units(self) -> bool:
        """Whether the list of units has more than is shown here."""
        return len(self.units) > SHOWN


def search_everything(user: User, words: str, on: date) -> Found:
    """Return the heads in post on `on` and the units that `words` names, among those `user` may see."""
    heads = visible_tenures(user, on).filter(matches(words, field="person__search_keys"), during__contains=on)
    units = visible_units(user, on).filter(matches(words))
    shown = list(units.defer("search_keys").order_by("county_id", "id")[: SHOWN + 1])
    return Found(
        heads_of_units=heads_of(user, shown, on, today=on),
        heads=list(
            heads.select_related("person", "post__unit", "post__section")
            .defer("person__search_keys", "post__unit__search_keys")
            .order_by("post__unit_id", "post_id")[: SHOWN + 1]
        ),
        units=shown,
    )
