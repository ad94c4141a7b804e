"""What the demo's units spend: a year of payments from their ledgers, sheets being signed, a budget, self-checks, off-book money being recovered."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q

from accounts.models import RoleHeld, User
from accounts.services import make_user
from core import workdays
from decisions.models import Matter
from desk.demo.people import FOLDER, Cast
from finance.choices import Discovery
from finance.models import Purchase, SelfCheck
from finance.models.offbook import SIGNS
from finance.procedure.parties import known
from finance.services.funds.budgets import enter_budget
from finance.services.funds.checking import JUDGING, check_county_funds
from finance.services.funds.offbook import (
    Discovered,
    note_recovery,
    record_off_book,
    sign_self_check,
    state_self_check,
)
from finance.services.funds.sheets import UseContent, enter_use, name_signers, sign_use
from finance.services.ledgers import FIELDS, import_ledger
from organisation.models import Person, Relative, Tenure, Unit
from rulebook.division import Field
from rulebook.procedures.funds import SELF_CHECK_DAYS, SIGNERS, Signer, sheet_rule_on
from rulebook.roles import Role
from supervision.selectors import holder_of

ENTERING = (Role.BOOKKEEPER, Role.SECRETARY)
TOWN, BUREAU, WITH_BUDGET = "城关镇", "县交通运输局", "县林业局"
UNCHECKED = "县水利局"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Purse:
    """A unit, who enters its funds, and who may sign on a day."""

    unit: Unit
    bookkeeper: User
    cast: Cast
    today: date

    def user(self, person: Person) -> User:
        """The log-in of a signer; a new one has no password."""
        if person.pk not in self.cast.of_person:
            self.cast.of_person[person.pk] = make_user(person=person, by=None, on=self.today)
        return self.cast.of_person[person.pk]

    def signers(self, on: date) -> dict[Signer, Person]:
        """One person for each place, as far as the unit has them that day: clerks, deputies, the head."""
        held = list(
            Tenure.objects.filter(post__unit=self.unit, during__contains=on)
            .select_related("person", "post")
            .order_by("post_id")
        )
        heads = [one.person for one in held if one.post.is_head]
        charge = holder_of(self.unit.pk, Field.FINANCE, on)
        leaders = [one.person for one in held if one.post.section_id is None and one.person not in heads]
        deputies = [*([charge] if charge in leaders else []), *(one for one in leaders if one != charge)]
        clerks = [one.person for one in held if one.post.section_id is not None and one.person not in heads]
        found = dict(zip((Signer.DEPUTY, Signer.SECOND), deputies, strict=False))
        found |= {Signer.HEAD: heads[0]} if heads else {}
        for place in (Signer.HANDLER, Signer.WITNESS, Signer.FINANCE):
            chosen = {one.pk for one in found.values()}
            free = (
                one for one in (*clerks, *reversed(deputies[2:])) if one.pk not in chosen | _relatives(chosen)
            )
            person = next(free, None)
            if person is not None:
                found[place] = person
        return found


def _relatives(people: set[int]) -> set[int]:
    """The registered relatives of `people`, by number: they do not sign with them (N14)."""
    pairs = Relative.objects.filter(Q(person__in=people) | Q(relative__in=people))
    return {one for pair in pairs.values_list("person", "relative") for one in pair} - people


def tell(cast: Cast, today: date) -> None:
    """Enter everything, and judge it as the night would."""
    held = (
        RoleHeld.objects.filter(role__in=ENTERING, body__isnull=False)
        .select_related("user", "body")
        .order_by("-role", "pk")  # the bookkeeper last, instead of the secretary
    )
    purses = {one.body.name: Purse(one.body, one.user, cast, today) for one in held if one.body is not None}
    with JUDGING.together():
        for name in (TOWN, BUREAU):
            _ledger(purses[name])
        _sheets(purses[TOWN])
        _budget(purses[WITH_BUDGET])
        for name, purse in purses.items():
            _self_check(purse, signed=name != UNCHECKED)
        _off_book(purses[BUREAU])
    for county in sorted({purse.unit.county_id for purse in purses.values()}):
        check_county_funds(county=county, on=today)


def _rows(unit: str) -> Iterator[Row]:
    with (FOLDER / "funds.csv").open(encoding="utf-8", newline="") as source:
        yield from (row for row in csv.DictReader(source) if row["单位"] == unit)


def _ledger(purse: Purse) -> None:
    """Import the unit's ledger, as who enters its funds."""
    text, titles = io.StringIO(), {field.key: field.title for field in FIELDS}
    writer = csv.DictWriter(text, [*titles.values()], lineterminator="\n")
    writer.writeheader()
    calendar = workdays.load()
    for row in _rows(purse.unit.name):
        paid = calendar.on_or_before(purse.today - timedelta(int(row["天前"])))
        told = {
            "number": f"账{paid.year}-{row['序号']}",
            "paid_on": paid,
            "amount": row["金额"],
            "purpose": row["用途"],
        }
        told |= {"payee": row["收款人"], "budget_item": row["预算项目"], "matter": _matter(purse, row, paid)}
        told["pays"] = _purchase(purse, row)
        for signer, name in _names(purse, row, paid).items():
            told |= {signer.value: name, f"{signer}_on": paid}
        writer.writerow({titles[key]: value for key, value in told.items()})
    report = import_ledger(
        content=text.getvalue().encode(),
        name="资金台账.csv",
        unit=purse.unit,
        columns=titles,
        by=purse.bookkeeper,
    )
    if report.is_refused:
        raise ValueError(report.errors[:5])


def _names(purse: Purse, row: Row, paid: date) -> dict[Signer, str]:
    """Who signed a payment, by name; by mistake somebody missing, twice, or the head as handler."""
    people = purse.signers(paid)
    names = {
        signer: people[signer].name
        for signer in sheet_rule_on(paid).required(Decimal(row["金额"]))
        if signer in people
    }
    if row["情形"] == "缺主要负责人":
        names.pop(Signer.HEAD, None)
    if row["情形"] == "同一人":
        names[Signer.FINANCE] = names[Signer.HANDLER]
    if row["情形"] == "一把手经办" and Signer.HEAD in people:
        names[Signer.HANDLER] = people[Signer.HEAD].name
    return names


def _matter(purse: Purse, row: Row, paid: date) -> str:
    """The number of the matter it rests on, decided by then."""
    if not row["事项"]:
        return ""
    ending = row["事项"].partition("}")[2]
    decided = Matter.objects.filter(
        unit=purse.unit, title__endswith=ending, resolutions__on__lte=paid
    ).first()
    return decided.number if decided else ""


def _purchase(purse: Purse, row: Row) -> str:
    """The number of the purchase it pays for."""
    if not row["采购"]:
        return ""
    return Purchase.objects.values_list("number", flat=True).get(unit=purse.unit, title=row["采购"])


def _sheets(purse: Purse) -> None:
    """Sheets being signed: a small one that waits for the deputy, a large one that rests on a resolution, a large one without any."""
    today, people = purse.today, purse.signers(purse.today)
    repairs = Matter.objects.filter(unit=purse.unit, title="村级活动场所修缮补助").first()
    for number, (purpose, payee, amount, item, matter, signed) in enumerate(
        (
            ("政务服务窗口耗材", "旬阳市远山办公用品有限公司", 3200, "办公费", None, 3),
            ("渝河村活动场所屋面修缮补助", "渝河村民委员会（演示）", 46000, "专项资金", repairs, 2),
            ("集镇路灯更换", "石泉县路安交通设施有限公司", 58000, "维修费", None, 3),
        )
    ):
        content = UseContent(purpose, known(payee), Decimal(amount), item, matter)
        use = enter_use(
            token=_token(purpose), unit=purse.unit, content=content, by=purse.bookkeeper, on=today
        )
        required = sheet_rule_on(today).required(use.amount)
        if not set(required) <= set(people):
            raise ValueError(
                f"{purse.unit} lacks {[SIGNERS[one] for one in set(required) - set(people)]}, {number}"
            )
        use = name_signers(use=use.pk, signers=people, by=purse.bookkeeper, on=today)
        for signer in required[:signed]:
            sign_use(use=use.pk, by=purse.user(people[signer]), on=today)


def _budget(purse: Purse) -> None:
    """A budget that was never put to a meeting."""
    lines = [("办公费", Decimal(60_000)), ("防火巡查费", Decimal(180_000)), ("培训费", Decimal(30_000))]
    enter_budget(
        unit=purse.unit,
        year=purse.today.year,
        lines=lines,
        matter=None,
        seen=None,
        by=purse.bookkeeper,
        on=purse.today,
    )


def _self_check(purse: Purse, *, signed: bool) -> None:
    """Last year's self-check, in which the units with a secretary took part; one never finished it."""
    year = purse.today.year - 1
    due = workdays.load().on_or_after(date(year, 12, 31) + timedelta(SELF_CHECK_DAYS.value))
    check = SelfCheck.objects.create(unit=purse.unit, year=year, due=due)
    on = due - timedelta(7)
    people = purse.signers(on)
    named = {
        "finance": people.get(Signer.FINANCE),
        "discipline": people.get(Signer.SECOND),
        "head": people.get(Signer.HEAD),
    }
    if not signed or None in named.values():
        return
    words = "对基本账户、工会账户和食堂账户逐笔核对，并核查了票据领用和往来款项。"
    state_self_check(check=check.pk, none_found=True, words=words, signers=named, by=purse.bookkeeper, on=on)
    for sign in SIGNS:
        person = named[sign]
        if person is not None:
            sign_self_check(check=check.pk, by=purse.user(person), on=on)


def _off_book(purse: Purse) -> None:
    """Money an inspection of the county's finance office found two months ago, half of it recovered by now."""
    finance, found_on = User.objects.get(username="caizheng"), purse.today - timedelta(58)
    content = Discovered(
        title="养护站废旧材料变卖款", how=Discovery.INSPECTION, year=found_on.year, found_on=found_on, amount=Decimal(18_600),
        words="专项检查发现，养护站变卖废旧材料所得没有入账，由个人保管。",
    )  # fmt: skip
    account = record_off_book(
        token=_token("off-book"), unit=purse.unit, content=content, by=finance, on=found_on
    )
    note_recovery(
        token=_token("recovery"), account=account.pk, day=found_on + timedelta(20), words="追回现金，缴入财政专户。",
        amount=Decimal(9_300), by=purse.bookkeeper, on=purse.today,
    )  # fmt: skip


def _token(what: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"funds {what}")
