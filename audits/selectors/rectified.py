"""What rectifications are counted by: how long they wait since the report, whether the same comes back in another audit of the unit."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, IntegerField, Max, OuterRef, Q, Subquery

from accounts.models import User
from audits.choices import RectificationState
from audits.models import Step
from audits.policies.stages import visible_rectifications
from rulebook.procedures.auditing import AGE_BANDS
from rulebook.procedures.auditing import Step as Kind

CLOSED = (RectificationState.MENDED, RectificationState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Age:
    """A band of days since the report: more than `over`, at most `upto` (None: no end)."""

    over: int | None
    upto: int | None

    def condition(self, on: date) -> Q:
        """Rows of that age on `on`, by their `reported_on`."""
        found = Q()
        if self.over is not None:
            found &= Q(reported_on__lt=on - timedelta(self.over))
        if self.upto is not None:
            found &= Q(reported_on__gte=on - timedelta(self.upto))
        return found


_BOUNDS = [band.value for band in AGE_BANDS]
AGES: dict[str, Age] = {
    str(number): Age(over, upto)
    for number, (over, upto) in enumerate(zip([None, *_BOUNDS], [*_BOUNDS, None], strict=True), start=1)
}


def reported_on() -> Subquery:
    """The day of the last report on a rectification's audit, an overturned one too."""
    steps = Step.objects.filter(audit=OuterRef("finding__audit"), kind=Kind.REPORT).order_by()
    last = steps.values("audit").annotate(last=Max("on")).values("last")
    return Subquery(last, output_field=DateField())


def in_audits(user: User, on: date) -> Subquery:
    """In how many audits of the unit `user` may see a finding of the same category stands."""
    same = visible_rectifications(user, on).filter(
        finding__withdrawn_on=None,
        finding__audit__unit=OuterRef("finding__audit__unit"),
        finding__category=OuterRef("finding__category"),
    )
    counted = same.order_by().values("finding__category").annotate(
        number=Count("finding__audit", distinct=True)
    )  # fmt: skip
    return Subquery(counted.values("number"), output_field=IntegerField())
