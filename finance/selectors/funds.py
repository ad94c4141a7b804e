"""Lists of uses of funds, budgets, self-checks and off-book money, and what their forms offer; always through the policies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Sum

from accounts.models import User
from core.models import Event
from core.searching import matches
from decisions.models import Matter
from decisions.policies import visible_matters
from finance.models import Budget, FundUse, OffBookAccount, SelfCheck
from finance.policies import (
    editable_uses,
    payable_uses,
    signable_self_checks,
    signable_uses,
    stated_self_checks,
    visible_budgets,
    visible_off_book,
    visible_self_checks,
    visible_uses,
)
from finance.selectors.exercised import FUNDS
from finance.selectors.fund_checking import USES
from organisation.models import Person, Tenure, Unit
from rulebook.procedures.funds import SPENDING
from supervision.choices import FindingState
from supervision.models import Finding
from supervision.policies import visible_findings
from supervision.selectors.powers import Narrowing

UNITS_OFFERED = 300
MATTERS_OFFERED = 200
WAITING, PAID, CANCELLED, FAULTY, MINE = "waiting", "paid", "cancelled", "faulty", "mine"


@dataclass(frozen=True, slots=True)
class UseQuery:
    """What a list of uses is narrowed by; empty values ask for everything. `state` is one of WAITING, PAID, CANCELLED, FAULTY, MINE."""

    unit: int | None = None
    year: int | None = None
    state: str = ""
    matter: int | None = None
    purchase: int | None = None
    part: int | None = None
    text: str = ""
    exercised: Narrowing | None = None


def uses_matching(user: User, on: date, query: UseQuery) -> QuerySet[FundUse]:
    """Uses of funds `user` may see that answer `query`, newest first."""
    rows = signable_uses(user, on) if query.state == MINE else visible_uses(user, on)
    rows = rows.filter(_wanted(query)).select_related("unit", "payee")
    if query.exercised:
        rows = FUNDS.narrowed(rows, query.exercised)
    return rows.defer("unit__search_keys", "payee__search_keys").order_by("-happened_on", "-pk")


def uses_paying(user: User, on: date, *, purchase: int | None, part: int | None) -> QuerySet[FundUse]:
    """Uses that pay for a purchase, or a part of a project, as far as `user` may see them, newest first."""
    asked = Q(purchase=purchase) if purchase is not None else Q(part=part)
    rows = visible_uses(user, on).filter(asked, cancelled=False).select_related("payee", "unit")
    return rows.defer("unit__search_keys", "payee__search_keys").order_by("-happened_on", "-pk")


def _wanted(query: UseQuery) -> Q:
    found = Q()
    if query.unit:
        found &= Q(unit=query.unit)
    for name in ("matter", "purchase", "part"):
        if getattr(query, name):
            found &= Q(**{name: getattr(query, name)})
    if query.year:
        found &= Q(happened_on__gte=date(query.year, 1, 1), happened_on__lte=date(query.year, 12, 31))
    if query.state == WAITING:
        found &= Q(paid_on=None, cancelled=False)
    elif query.state == PAID:
        found &= Q(paid_on__isnull=False)
    elif query.state == CANCELLED:
        found &= Q(cancelled=True)
    elif query.state == FAULTY:
        found &= Q(Exists(_open_findings()))
    if query.text:
        found &= (
            matches(query.text, field="payee__search_keys")
            | matches(query.text, field="unit__search_keys")
            | Q(number__istartswith=query.text.strip())
            | Q(purpose__icontains=query.text.strip())
        )
    return found


def _open_findings() -> QuerySet[Finding]:
    return Finding.objects.filter(source=USES, source_id=OuterRef("pk")).exclude(state=FindingState.CLOSED)


def faulty_among(source: str, of: Iterable[Model], user: User, on: date) -> dict[int, list[str]]:
    """By number: the codes of what is open in the register of each of `of` of `source`, as far as `user` may see it; one query."""
    rows = visible_findings(user, on).filter(source=source, source_id__in=[one.pk for one in of])
    found: dict[int, list[str]] = {}
    for number, code in (
        rows.exclude(state=FindingState.CLOSED).order_by("pk").values_list("source_id", "code")
    ):
        found.setdefault(number, []).append(code)
    return found


def units_spending(user: User, on: date) -> list[Unit]:
    """The units the lists can be narrowed to; none where they are too many to choose from.

    Asked of the units and not of their uses, of which there may be a million.
    """
    spending = Exists(visible_uses(user, on).filter(unit=OuterRef("pk")))
    units = list(Unit.objects.filter(spending).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1])
    return units if len(units) <= UNITS_OFFERED else []


def signers_of(unit: Unit, on: date) -> QuerySet[Person]:
    """Who may sign a sheet of `unit`: everyone with a post in it."""
    held = Tenure.objects.filter(post__unit=unit, during__contains=on)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def leaders_of(unit: Unit, on: date, *, heads: bool) -> QuerySet[Person]:
    """The unit's heads, or its other leaders, on `on`."""
    held = Tenure.objects.filter(post__unit=unit, post__section=None, during__contains=on)
    leading = held.order_by().filter(post__is_head=True)
    rows = leading if heads else held.exclude(person__in=leading.values("person"))
    return Person.objects.filter(pk__in=rows.order_by().values("person")).order_by("name", "pk")


def spending_matters(unit: Unit, user: User, on: date) -> QuerySet[Matter]:
    """Matters of `unit` a use of funds may rest on."""
    rows = visible_matters(user, on).filter(unit=unit, category__in=[str(one) for one in SPENDING])
    return rows.order_by("-proposed_on", "-pk")[:MATTERS_OFFERED]


def items_of(unit: Unit, year: int) -> list[str]:
    """The items of the unit's budget of `year`, by name."""
    found = (
        Budget.objects.filter(unit=unit, year=year)
        .values_list("items__name", flat=True)
        .order_by("items__pk")
    )
    return [name for name in found if name]


def findings_about(source: str, number: int, user: User, on: date) -> QuerySet[Finding]:
    """What was found in one row of `source`, as far as `user` may see it."""
    return visible_findings(user, on).filter(source=source, source_id=number).order_by("-raised_on", "-pk")


def spent_by_item(budget: Budget, on: date) -> dict[str, Decimal]:
    """By item: how much was paid in the budget's year through `on`; one query."""
    rows = FundUse.objects.filter(
        unit=budget.unit, cancelled=False, paid_on__gte=date(budget.year, 1, 1),
        paid_on__lte=min(on, date(budget.year, 12, 31)),
    )  # fmt: skip
    return dict(rows.order_by().values_list("budget_item").annotate(total=Sum("amount")))


def budgets_listed(user: User, on: date) -> QuerySet[Budget]:
    """Budgets `user` may see, newest first, with their sums as approved."""
    rows = visible_budgets(user, on).select_related("unit", "matter").annotate(total=Sum("items__amount"))
    return rows.defer("unit__search_keys", "matter__search_keys").order_by("-year", "unit__name", "pk")


def self_checks_listed(user: User, on: date, year: int | None, state: str) -> QuerySet[SelfCheck]:
    """Self-checks `user` may see; `state` is open, late or done."""
    rows = visible_self_checks(user, on).select_related("unit").defer("unit__search_keys")
    if year:
        rows = rows.filter(year=year)
    if state == "done":
        rows = rows.filter(head_on__isnull=False)
    elif state in ("open", "late"):
        rows = rows.filter(head_on=None)
        rows = rows.filter(due__lt=on) if state == "late" else rows
    return rows.order_by("-year", "unit__name", "pk")


def off_book_listed(user: User, on: date, state: str) -> QuerySet[OffBookAccount]:
    """Off-book money `user` may see, with what was recovered; `state` is open, late or closed."""
    rows = visible_off_book(user, on).select_related("unit").defer("unit__search_keys")
    if state in ("open", "late"):
        rows = rows.filter(closed_on=None)
        rows = rows.filter(due__lt=on) if state == "late" else rows
    elif state == "closed":
        rows = rows.filter(closed_on__isnull=False)
    return rows.annotate(recovered=Sum("steps__amount")).order_by("-found_on", "-pk")


def uses_to_sign(user: User, on: date) -> QuerySet[FundUse]:
    """Sheets that wait for the signature of `user`, the oldest first."""
    return signable_uses(user, on).select_related("unit", "payee").order_by("applied_on", "pk")


def uses_to_name(user: User, on: date) -> QuerySet[FundUse]:
    """Sheets whose signers `user` is still to name: nobody is, or of those started by a handler only they."""
    unnamed = Q(witness=None, finance=None, deputy=None)
    return (
        editable_uses(user, on).filter(unnamed).select_related("unit", "payee").order_by("applied_on", "pk")
    )


def uses_to_pay(user: User, on: date) -> QuerySet[FundUse]:
    """Sheets that everybody signed, of which `user` is to note the payment."""
    return payable_uses(user, on).select_related("unit", "payee").order_by("applied_on", "pk")


def checks_to_sign(user: User, on: date) -> QuerySet[SelfCheck]:
    """Self-checks that wait for the signature of `user`."""
    return signable_self_checks(user, on).select_related("unit").order_by("due", "pk")


def checks_to_state(user: User, on: date) -> QuerySet[SelfCheck]:
    """Self-checks that wait to be stated by `user`."""
    return stated_self_checks(user, on).filter(none_found=None).select_related("unit").order_by("due", "pk")


def happenings_of_row(row: Model) -> QuerySet[Event]:
    """What was done to one record, in order."""
    done = Event.objects.filter(target_type=row._meta.label_lower, target_id=row.pk)
    return done.select_related("actor__person").order_by("at", "pk")
