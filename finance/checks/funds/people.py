"""Who headed, led, was in charge and is related, of those who signed a number of sheets."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from finance.checks.answering import holds
from finance.choices import SIGNER_FIELDS
from finance.models import FundUse
from finance.procedure.funds import Signature
from organisation.models import Relative, Tenure
from rulebook.division import FIELDS, Field
from supervision.models import Charge, Suspension


class People:
    """What is to be known of the signers of `uses` and their units; four queries."""

    def __init__(self, uses: Sequence[FundUse]) -> None:
        units = {use.unit_id for use in uses}
        signers = {getattr(use, f"{signer}_id") for use in uses for signer in SIGNER_FIELDS} - {None}
        charges = Charge.objects.filter(unit__in=units, field=Field.FINANCE, person__isnull=False)
        self._charges: dict[int, list[Charge]] = defaultdict(list)
        for charge in charges.select_related("person").defer("person__search_keys"):
            self._charges[charge.unit_id].append(charge)
        concerned = signers | {charge.person_id for held in self._charges.values() for charge in held}
        self._held: dict[tuple[int, int], list[Tenure]] = defaultdict(list)
        leading = Tenure.objects.filter(post__unit__in=units, person__in=concerned, post__section=None)
        for tenure in leading.select_related("post"):
            self._held[tenure.person_id, tenure.post.unit_id].append(tenure)
        self._aside: dict[str, list[Suspension]] = defaultdict(list)
        for one in Suspension.objects.filter(county__in={use.county_id for use in uses}):
            self._aside[one.county_id].append(one)
        related = Relative.objects.filter(Q(person__in=signers) & Q(relative__in=signers))
        self._kin = {frozenset(pair) for pair in related.values_list("person", "relative")}

    def headed(self, person: int, unit: int, day: date) -> bool:
        """Whether `person` headed `unit` on `day`."""
        return any(one.post.is_head and holds(one, day) for one in self._held.get((person, unit), ()))

    def in_charge(self, unit: int, day: date) -> Signature | None:
        """Who was in charge of finance in `unit` on `day`, as one of its leaders then."""
        for charge in self._charges.get(unit, ()):
            first, end = charge.during.lower, charge.during.upper
            person = charge.person
            if person is None or first > day or (end is not None and end <= day):
                continue
            if any(holds(one, day) for one in self._held.get((person.pk, unit), ())):
                return Signature(str(person.pk), person.name)
        return None

    def is_bound(self, county: str, day: date) -> bool:
        """Whether a head of `county` must not stand in for the deputy on `day`."""
        if day < FIELDS[Field.FINANCE].since:
            return False
        return not any(
            one.during.lower <= day and (one.during.upper is None or day < one.during.upper)
            for one in self._aside.get(county, ())
        )

    def are_relatives(self, one: int, other: int) -> bool:
        """Whether two signers are registered as relatives."""
        return frozenset((one, other)) in self._kin
