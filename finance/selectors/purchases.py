"""Lists of purchases, how their signs count, and what a form of one offers; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from core.models import Event
from core.searching import matches
from decisions.models import Matter
from decisions.policies import visible_matters
from finance.choices import FlagGroup
from finance.models import Bid, Flag, Purchase, Supplier
from finance.policies import surveyed_suppliers, visible_purchases
from finance.selectors.checking import SOURCE
from finance.selectors.exercised import PURCHASES
from organisation.models import Affiliation, Person, Tenure, Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from supervision.policies import visible_findings
from supervision.selectors.powers import Narrowing

UNITS_OFFERED = 300  # a longer list is no help; units are found by name in the search then
MATTERS_OFFERED = 200
ANY_FLAG = "any"


@dataclass(frozen=True, slots=True)
class PurchaseQuery:
    """What a list of purchases is narrowed by; empty values ask for everything. `flag` is a code, or `any`."""

    unit: int | None = None
    category: str = ""
    method: str = ""
    year: int | None = None
    flag: str = ""
    supplier: int | None = None
    text: str = ""
    exercised: Narrowing | None = None


def purchases_matching(user: User, on: date, query: PurchaseQuery) -> QuerySet[Purchase]:
    """Purchases `user` may see that answer `query`, newest first, with their signs."""
    rows = visible_purchases(user, on).filter(_wanted(query))
    if query.exercised:
        rows = PURCHASES.narrowed(rows, query.exercised)
    rows = rows.select_related("unit", "supplier").prefetch_related("flags")
    return rows.defer("form", "search_keys", "unit__search_keys", "supplier__search_keys").order_by(
        "-happened_on", "-pk"
    )


def _wanted(query: PurchaseQuery) -> Q:
    found = Q()
    for name in ("unit", "category", "method"):
        value = getattr(query, name)
        if value:
            found &= Q(**{name: value})
    if query.year:
        found &= Q(happened_on__year=query.year)
    if query.flag:
        flags = Flag.objects.filter(purchase=OuterRef("pk"))
        found &= Q(Exists(flags if query.flag == ANY_FLAG else flags.filter(code=query.flag)))
    if query.supplier:
        won = Bid.objects.filter(purchase=OuterRef("pk"), supplier=query.supplier)
        found &= Q(supplier=query.supplier) | Q(Exists(won))
    if query.text:
        found &= (
            matches(query.text)
            | matches(query.text, field="unit__search_keys")
            | matches(query.text, field="supplier__search_keys")
        )
    return found


def units_offered(user: User, on: date) -> list[Unit]:
    """The units the list can be narrowed to; none where they are too many to choose from."""
    buying = visible_purchases(user, on).order_by().values("unit")
    units = list(Unit.objects.filter(pk__in=buying).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1])
    return units if len(units) <= UNITS_OFFERED else []


def supplier_named(user: User, on: date, number: int | None) -> Supplier | None:
    """The supplier a list is narrowed to, where `user` may see a purchase with it."""
    if number is None:
        return None
    theirs = visible_purchases(user, on).filter(
        Q(supplier=number) | Q(Exists(Bid.objects.filter(purchase=OuterRef("pk"), supplier=number)))
    )
    return Supplier.objects.filter(pk=number).first() if theirs.exists() else None


def flag_counts(user: User, on: date) -> dict[str, int]:
    """By code: in how many of the purchases `user` may see the sign stands; one query."""
    rows = Flag.objects.filter(group=FlagGroup.PURCHASE, purchase__in=visible_purchases(user, on))
    return dict(rows.order_by().values_list("code").annotate(number=Count("pk")))


def flagged_buyers(user: User, on: date) -> QuerySet[Flag]:
    """Signs about units as buyers, of units whose purchases `user` may see."""
    buying = visible_purchases(user, on).order_by().values("unit")
    rows = Flag.objects.filter(group=FlagGroup.BUYER, unit__in=buying)
    return rows.select_related("unit").order_by("code", "-value", "pk")


def flagged_suppliers(user: User, on: date) -> QuerySet[Flag]:
    """Signs about suppliers, for bodies that look at the whole of a county's funds."""
    rows = Flag.objects.filter(group=FlagGroup.SUPPLIER, supplier__in=surveyed_suppliers(user, on))
    return rows.select_related("supplier").order_by("code", "-value", "pk")


def findings_of(purchase: Purchase, user: User, on: date) -> QuerySet[Finding]:
    """What was found in `purchase`, as far as `user` may see it."""
    return (
        visible_findings(user, on).filter(source=SOURCE, source_id=purchase.pk).order_by("-raised_on", "-pk")
    )


def happenings_of(purchase: Purchase) -> QuerySet[Event]:
    """What was done to the record of `purchase`, in order."""
    done = Event.objects.filter(target_type=SOURCE, target_id=purchase.pk)
    return done.select_related("actor__person").order_by("at", "pk")


def handlers_of(unit: Unit, on: date) -> QuerySet[Person]:
    """Who may have handled a purchase of `unit`: everyone with a post in it, now or before, and the heads of the unit above."""
    above = Affiliation.objects.filter(unit=unit).values("parent")
    held = Tenure.objects.filter(Q(post__unit=unit) | Q(post__unit__in=above, post__is_head=True))
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def matters_offered(unit: Unit, user: User, on: date) -> QuerySet[Matter]:
    """Matters of `unit` a purchase may rest on; none about cadres."""
    rows = visible_matters(user, on).filter(unit=unit).exclude(category=MatterCategory.PERSONNEL)
    return rows.order_by("-proposed_on", "-pk")[:MATTERS_OFFERED]
