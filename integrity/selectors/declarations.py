"""Declarations, who saw them, who owes one; always through the policies."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Lower

from accounts.models import User
from core.models import Event
from core.searching import matches
from integrity.models import Declaration, Extension, YearlyDeclaration
from integrity.policies.declarations import declares, visible_declarations, watched_declarations
from organisation.models import Person, Tenure, Unit
from rulebook.tenure import OWING

SOURCE = Declaration._meta.label_lower
YEARLY = (
    YearlyDeclaration._meta.label_lower
)  # of one that was not made there is no row: the number is the person's
VIEWED = "declaration.viewed"


@dataclass(frozen=True, slots=True)
class DeclarationQuery:
    """What declarations are narrowed by; empty values ask for everything."""

    text: str = ""
    event: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A head with the years of which a declaration is owed, and the unit headed."""

    person: Person
    unit: Unit
    years: tuple[int, ...]


def declarations_matching(user: User, on: date, query: DeclarationQuery) -> QuerySet[Declaration]:
    """Declarations `user` may read that answer `query`, the latest first."""
    rows = visible_declarations(user, on)
    if query.text:
        rows = rows.filter(matches(query.text, field="person__search_keys"))
    for name, value in (("event", query.event), ("reported_on__year", query.year)):
        if value:
            rows = rows.filter(**{name: value})
    return rows.select_related("person")


def viewings_watched(user: User, on: date) -> QuerySet[Event]:
    """Every view of the declarations the user's discipline body watches over, last first."""
    rows = Event.objects.filter(
        action=VIEWED,
        target_type=SOURCE,
        target_id__in=watched_declarations(user, on).order_by().values("pk"),
    )
    return rows.select_related("actor__person").order_by("-at", "-pk")


def owners_of(numbers: list[int]) -> dict[int, str]:
    """Whose declarations `numbers` are."""
    return dict(Declaration.objects.filter(pk__in=numbers).values_list("pk", "person__name"))


def year_to_confirm(user: User, on: date) -> int | None:
    """The year whose declaration the user has still to make, None where nothing is asked."""
    if user.person_id is None or not declares(user, on):
        return None
    made = YearlyDeclaration.objects.filter(person=user.person_id, year=on.year).exists()
    return None if made else on.year


def owed_years_of(person: Person, on: date) -> list[int]:
    """The years of which `person` owes a declaration and made none; four queries."""
    owed = next((one.years for one in owed_declarations(on, only=person) if one.person == person), ())
    made = made_by([person.pk])[person.pk] if owed else {}
    return [year for year in owed if year not in made]


def owed_declarations(on: date, *, only: Person | None = None) -> list[Owed]:
    """Every head of a county that extended the duty to its heads, with the years from the one after it did so in which they held office on
    the first of January and still headed a unit at the end of that month; four queries.
    """
    extended = Extension.objects.filter(during__startswith__lte=on).order_by("during")
    counties: dict[str, list[tuple[date, date | None]]] = defaultdict(list)
    for county, during in extended.values_list("county", "during"):
        counties[county].append((during.lower, during.upper))
    held = Tenure.objects.filter(post__is_head=True, kind__in=OWING, post__unit__county__in=counties)
    if only is not None:
        held = held.filter(person=only)
    found: dict[int, Owed] = {}
    for tenure in held.select_related("person", "post__unit").order_by("person", Lower("during"), "pk"):
        first, end = tenure.during.lower, tenure.during.upper
        years = {
            year
            for since, until in counties[tenure.post.unit.county_id]
            for year in range(since.year, on.year + 1)
            if since <= date(year, 1, 1)
            and (until is None or date(year, 1, 31) < until)
            and first <= date(year, 1, 1)
            and (end is None or date(year, 1, 31) < end)
        }
        known = found.get(tenure.person_id)
        years |= set(known.years) if known else set()
        if years:
            found[tenure.person_id] = Owed(tenure.person, tenure.post.unit, tuple(sorted(years)))
    return list(found.values())


def made_by(people: list[int]) -> dict[int, dict[int, date]]:
    """When each of `people` made the declaration of which year; one query."""
    found: dict[int, dict[int, date]] = defaultdict(dict)
    rows = YearlyDeclaration.objects.filter(person__in=people).values_list("person", "year", "confirmed_on")
    for person, year, day in rows:
        found[person][year] = day
    return found
