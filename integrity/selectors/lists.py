"""Lists of a year, each with its versions; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from core.searching import matches
from integrity.choices import ItemOrigin, ListState
from integrity.models import (
    CountyItem,
    Evidence,
    ListItem,
    ListReview,
    ListVersion,
    ResponsibilityList,
    ReviewLine,
)
from integrity.policies.lists import lists_from_above, own_lists, visible_lists
from integrity.selectors.exercised import LISTS
from organisation.models import Tenure
from rulebook.duties import RESPONSIBILITY_LIST
from rulebook.procedures.integrity import Outcome, Review
from supervision.models import Duty
from supervision.selectors.powers import Narrowing

WAITING, DRAFTED = "waiting", "drafted"


@dataclass(frozen=True, slots=True)
class ListQuery:
    """What the lists are narrowed by; empty values ask for everything."""

    text: str = ""
    year: int | None = None
    state: str = ""
    whose: str = ""
    unit: int | None = None
    exercised: Narrowing | None = None


def lists_matching(user: User, on: date, query: ListQuery) -> QuerySet[ResponsibilityList]:
    """Lists `user` may read that answer `query`, the newest year first."""
    rows = {"own": own_lists(user), "above": lists_from_above(user, on)}.get(query.whose)
    rows = visible_lists(user, on) if rows is None else rows
    if query.text:
        rows = rows.filter(matches(query.text))
    if query.year:
        rows = rows.filter(year=query.year)
    if query.unit:
        rows = rows.filter(unit=query.unit)
    if query.exercised:
        rows = LISTS.narrowed(rows, query.exercised)
    if query.state in ListState.values:
        rows = rows.filter(state=query.state)
    elif query.state in {WAITING, DRAFTED}:
        pending = ListVersion.objects.filter(list=OuterRef("pk"), above_signed_on=None)
        signed = pending.filter(head_signed_on__isnull=query.state == DRAFTED)
        rows = rows.filter(Exists(signed))
    return with_parts(rows).order_by("-year", "unit__name", "pk")


def with_parts(rows: QuerySet[ResponsibilityList]) -> QuerySet[ResponsibilityList]:
    """`rows` with head, unit, versions and items, evidence and reviews: a constant number of queries."""
    versions = ListVersion.objects.select_related(
        "head_signed_by__person", "above_signed_by__person", "body"
    ).prefetch_related("items")
    evidence = Evidence.objects.select_related("entered_by__person").prefetch_related(
        "attachments__added_by__person"
    )
    reviews = ListReview.objects.select_related("body", "reviewed_by__person").prefetch_related("lines")
    return rows.select_related("person", "unit").prefetch_related(
        Prefetch("versions", versions), Prefetch("evidence", evidence), Prefetch("reviews", reviews)
    )


def in_force(found: ResponsibilityList) -> ListVersion | None:
    """The last version both sides signed."""
    return next((one for one in reversed(list(found.versions.all())) if one.is_sealed), None)


def pending(found: ResponsibilityList) -> ListVersion | None:
    """The version that waits to be signed."""
    return next((one for one in found.versions.all() if not one.is_sealed), None)


def items_in_force(found: ResponsibilityList) -> list[ListItem]:
    """What is to be carried out."""
    version = in_force(found)
    return list(version.items.all()) if version else []


def duty_of(found: ResponsibilityList) -> Duty | None:
    """The duty its signing does (C1)."""
    return Duty.objects.filter(
        kind=RESPONSIBILITY_LIST.kind, person=found.person_id, subject=found.unit_id, period=str(found.year)
    ).first()


def headed(person: int, unit: int, year: int) -> bool:
    """Whether `person` heads `unit` on a day of `year`."""
    days = (date(year, 1, 1), date(year + 1, 1, 1))
    held = Tenure.objects.filter(person=person, post__unit=unit, post__is_head=True, during__overlap=days)
    return held.exists()


def county_items(county: str, year: int) -> QuerySet[CountyItem]:
    """What `county` adds to the lists of `year`."""
    ends = Q(until_year=None) | Q(until_year__gte=year)
    return CountyItem.objects.filter(ends, county=county, since_year__lte=year)


def left_open(person: int, unit: int, year: int, on: date) -> list[ListItem]:
    """Items of the year before that the year-end review did not find done: of the head's own list, else of those who headed the unit before
    and do not any more.
    """
    before = ResponsibilityList.objects.filter(unit=unit, year=year - 1, reviews__kind=Review.YEAR_END)
    own = before.filter(person=person)
    if not own.exists():
        heading = Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=on)
        own = before.exclude(person__in=heading.values("person"))
    open_lines = ReviewLine.objects.filter(review__list__in=own, review__kind=Review.YEAR_END).exclude(
        outcome=Outcome.DONE
    )
    numbers = {(line.review.list_id, line.number) for line in open_lines.select_related("review")}
    last = ListVersion.objects.filter(list=OuterRef("list"), above_signed_on__isnull=False).order_by(
        "-number"
    )
    versions = ListVersion.objects.filter(list__in=own, number=last.values("number")[:1])
    items = (
        ListItem.objects.filter(version__in=versions).select_related("version").order_by("version", "number")
    )
    # An item every list has anyway goes on as that; what is the unit's own would be forgotten.
    carried = items.filter(origin__in=(ItemOrigin.OWN, ItemOrigin.CARRIED))
    return [item for item in carried if (item.version.list_id, item.number) in numbers]


def lists_to_sign(user: User, on: date) -> QuerySet[ResponsibilityList]:
    """Lists signed by the head that wait for a body of `user`; `signed_on` is since when."""
    return (
        lists_from_above(user, on)
        .filter(versions__above_signed_on=None, versions__head_signed_on__isnull=False)
        .annotate(signed_on=F("versions__head_signed_on"))
        .select_related("person", "unit")
        .order_by("signed_on", "pk")
    )


def lists_to_draft(user: User, on: date) -> QuerySet[ResponsibilityList]:
    """Own lists the user has still to sign."""
    return (
        own_lists(user)
        .filter(versions__above_signed_on=None, versions__head_signed_on=None)
        .select_related("person", "unit")
        .order_by("year", "pk")
    )


def lists_to_review(user: User, on: date) -> QuerySet[ResponsibilityList]:
    """Lists of years that are over which a body of `user` has not reviewed yet."""
    done = ListReview.objects.filter(list=OuterRef("pk"), kind=Review.YEAR_END)
    rows = lists_from_above(user, on).filter(~Exists(done), state=ListState.IN_FORCE, year__lt=on.year)
    return rows.select_related("person", "unit").order_by("year", "pk")
