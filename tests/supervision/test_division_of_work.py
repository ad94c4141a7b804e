"""A unit divides its work: from a day on, by a document, among its leaders of that day; what is wrong in it is found, and closed when mended."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from core.models import Event, JobRun
from organisation.models import Person, Tenure, Unit
from rulebook.division import DEPUTY_DAYS, FIELDS, Field
from rulebook.establishment import Category
from rulebook.procedures.decisions import MatterCategory
from rulebook.roles import Role
from supervision.choices import Closure, FindingState
from supervision.models import Charge, Finding, Suspension
from supervision.policies import divided_units, dividing_units, visible_findings
from supervision.selectors import heads_holding, holder_of, holders_of, units_bound
from supervision.selectors.division import last_change
from supervision.services import Assigned, DividedMeanwhile, check_divisions, divide_work
from supervision.tasks import check_divisions_today
from tests import factories
from tests.today import DAY

pytestmark = pytest.mark.django_db
BASIS = "镇党委〔2026〕1号"
BEGAN = DAY - timedelta(days=200)
LONG_PAST = DAY - timedelta(days=100)


class Town:
    """A town with a head, two deputies, somebody of a section, and its secretary; its county began long ago."""

    def __init__(self, name: str = "城关镇") -> None:
        factories.start_calendar(BEGAN)
        self.unit: Unit = factories.make_unit(name, Category.TOWN)
        self.head = self.leader("镇党委书记", head=True)
        self.deputy, self.other = self.leader("副镇长"), self.leader("镇党委委员")
        self.clerk: Person = factories.make_person()
        post = factories.make_post(self.unit, "干事", head=False, section="党政办公室")
        factories.make_tenure(self.clerk, post)
        self.secretary: User = factories.make_user(role=Role.SECRETARY, body=self.unit)

    def leader(self, title: str, *, head: bool = False) -> Person:
        person: Person = factories.make_person()
        factories.make_tenure(person, factories.make_post(self.unit, title, head=head))
        return person

    def divide(
        self,
        since: date = LONG_PAST,
        basis: str = BASIS,
        by: User | None = None,
        **fields: Person | str | None,
    ) -> Unit:
        """Divide the work: the deputy holds what is not said otherwise; "none" means no such work."""
        rows = []
        for field in FIELDS:
            who = fields.get(field, self.deputy)
            person = who.pk if isinstance(who, Person) else None
            rows.append(Assigned(field, person, no_work=who == "none"))
        return divide_work(
            unit=self.unit.pk, since=since, basis=basis, rows=rows, seen=last_change(self.unit.pk),
            by=by or self.secretary, on=DAY,
        )  # fmt: skip

    def open(self) -> list[str]:
        rows = Finding.objects.filter(unit=self.unit).exclude(state=FindingState.CLOSED)
        return sorted(rows.values_list("code", flat=True))

    def check(self, on: date = DAY) -> None:
        check_divisions(units=[self.unit.pk], on=on)


@pytest.fixture
def town() -> Town:
    return Town()


def test_work_divided_among_deputies_is_stored_by_its_document_and_nothing_is_found(town: Town) -> None:
    town.divide(finance=town.other)
    rows = Charge.objects.filter(unit=town.unit)
    assert rows.count() == len(FIELDS)
    row = rows.get(field=Field.FINANCE)
    assert (row.person, row.basis, row.entered_by) == (town.other, BASIS, town.secretary)
    assert (row.during.lower, row.during.upper) == (LONG_PAST, None)
    assert town.open() == []
    assert Event.objects.filter(
        action="division.enter", actor=town.secretary, target_id=town.unit.pk
    ).exists()


def test_the_head_may_be_named_and_that_is_found_at_once_and_closed_when_a_deputy_takes_it(
    town: Town,
) -> None:
    town.divide(finance=town.head, since=DAY - timedelta(days=2))
    finding = Finding.objects.get()
    assert (finding.code, finding.clause, finding.person) == ("head-holds-finance", "B3", town.head)
    assert finding.subject == MatterCategory.FUNDS
    town.divide(since=DAY)
    finding.refresh_from_db()
    assert (finding.state, finding.closure) == (FindingState.CLOSED, Closure.FIXED)


def test_a_deputy_who_leaves_office_leaves_the_field_without_a_deputy(town: Town) -> None:
    town.divide()
    left = DAY - timedelta(days=60)
    Tenure.objects.filter(person=town.deputy).update(during=DateRange(factories.LONG_AGO, left))
    town.check()
    assert town.open() == sorted(f"no-deputy-{field}" for field in FIELDS)
    assert Finding.objects.filter(facts__since=left.isoformat()).count() == len(FIELDS)
    town.divide(since=DAY, **dict.fromkeys(FIELDS, town.other))
    assert town.open() == []
    assert set(Finding.objects.values_list("closure", flat=True)) == {Closure.FIXED}


def test_a_head_who_leaves_is_no_head_any_more_and_the_field_waits_for_a_deputy(town: Town) -> None:
    town.divide(finance=town.head)
    assert town.open() == ["head-holds-finance"]
    left = DAY - timedelta(days=1)
    Tenure.objects.filter(person=town.head).update(during=DateRange(factories.LONG_AGO, left))
    town.check()
    assert town.open() == []
    town.check(DAY + timedelta(days=DEPUTY_DAYS.value * 3))
    assert town.open() == ["no-deputy-finance"]


def test_a_field_left_open_is_found_once_its_days_have_passed(town: Town) -> None:
    town.divide(construction=None)
    assert town.open() == ["no-deputy-construction"]
    town.divide(since=DAY, construction="none")
    assert town.open() == []


@pytest.mark.parametrize("who", ["clerk", "stranger", "gone"])
def test_who_is_no_leader_of_the_unit_on_that_day_is_refused_by_name(town: Town, who: str) -> None:
    gone = town.leader("副镇长（前任）")
    Tenure.objects.filter(person=gone).update(during=DateRange(factories.LONG_AGO, LONG_PAST))
    person = {"clerk": town.clerk, "stranger": factories.make_person(), "gone": gone}[who]
    with pytest.raises(ValidationError, match="不是本单位班子成员") as refused:
        town.divide(personnel=person)
    assert list(refused.value.message_dict) == ["personnel"]
    assert not Charge.objects.exists()
    if who == "gone":
        town.divide(since=LONG_PAST - timedelta(days=1), personnel=gone)


def test_only_projects_and_approvals_can_be_said_to_be_no_work_of_the_unit(town: Town) -> None:
    with pytest.raises(ValidationError, match="每个单位都有财务工作"):
        town.divide(finance="none")
    town.divide(construction="none", approval="none")
    assert Charge.objects.filter(unit=town.unit, person=None).count() == 2


@pytest.mark.parametrize(
    ("since", "basis", "field"), [(DAY + timedelta(days=1), BASIS, "since"), (LONG_PAST, " ", "basis")]
)
def test_a_day_to_come_and_a_missing_document_are_refused(
    town: Town, since: date, basis: str, field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        town.divide(since=since, basis=basis)
    assert list(refused.value.message_dict) == [field]


def test_a_division_in_which_nobody_is_named_is_refused(town: Town) -> None:
    with pytest.raises(ValidationError, match="至少"):
        town.divide(**dict.fromkeys(FIELDS))


def test_a_later_division_ends_the_former_and_past_days_keep_their_own(town: Town) -> None:
    town.divide()
    town.divide(since=DAY, finance=town.other)
    assert holder_of(town.unit.pk, Field.FINANCE, DAY - timedelta(days=1)) == town.deputy
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.other
    assert holder_of(town.unit.pk, Field.FINANCE, LONG_PAST - timedelta(days=1)) is None


def test_a_division_entered_for_an_earlier_day_holds_until_the_one_already_entered(town: Town) -> None:
    town.divide(since=DAY, finance=town.other)
    town.divide(since=LONG_PAST)
    during = Charge.objects.get(unit=town.unit, field=Field.FINANCE, person=town.deputy).during
    assert (during.lower, during.upper) == (LONG_PAST, DAY)
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.other


def test_a_correction_keeps_what_was_there_before_in_its_history(town: Town) -> None:
    town.divide()
    town.divide(finance=town.other, basis="镇党委〔2026〕2号")
    row = Charge.objects.get(unit=town.unit, field=Field.FINANCE)
    assert (row.person, row.during.lower) == (town.other, LONG_PAST)
    assert [old.person for old in row.history.order_by("history_id")] == [town.deputy, town.other]


def test_the_same_division_sent_twice_changes_nothing(town: Town) -> None:
    town.divide()
    before = last_change(town.unit.pk)
    town.divide()
    assert last_change(town.unit.pk) == before


def test_who_did_not_see_the_last_change_does_not_overwrite_it(town: Town) -> None:
    town.divide()
    rows = [Assigned(field, town.other.pk) for field in FIELDS]
    with pytest.raises(DividedMeanwhile):
        divide_work(unit=town.unit.pk, since=DAY, basis=BASIS, rows=rows, seen=0, by=town.secretary, on=DAY)
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.deputy


def test_a_deputy_or_another_units_secretary_enters_nothing(town: Town) -> None:
    for user in (factories.make_user(person=town.deputy), Town("曾家镇").secretary):
        with pytest.raises(Unit.DoesNotExist):
            town.divide(by=user)
    town.divide(by=factories.make_user(person=town.head))


def test_the_database_keeps_a_field_with_one_person_at_a_time_and_knows_only_the_five(town: Town) -> None:
    town.divide()
    days = DateRange(DAY, None)
    for change in (
        {"field": Field.FINANCE, "person": town.other},
        {"field": "weather", "person": town.other},
        {"field": Field.PERSONNEL, "person": None, "during": DateRange(date(2000, 1, 1), date(2000, 2, 1))},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Charge.objects.create(**{"unit": town.unit, "during": days, "basis": BASIS} | change)


def test_while_the_county_sets_the_rule_aside_nothing_is_found_or_asked(town: Town) -> None:
    town.divide(finance=town.head)
    numbers = [town.unit.pk]
    assert heads_holding(numbers, Field.FINANCE, DAY) == {town.unit.pk: town.head.pk}
    assert units_bound(numbers, Field.FINANCE, DAY) == {town.unit.pk}
    Suspension.objects.create(
        county=town.unit.county,
        during=DateRange(DAY, None),
        reason="机构改革期间",
        decided_by="县委〔2026〕8号",
    )
    town.check()
    assert town.open() == []
    assert heads_holding(numbers, Field.FINANCE, DAY) == {}
    assert units_bound(numbers, Field.FINANCE, DAY) == frozenset()
    assert units_bound(numbers, Field.FINANCE, DAY - timedelta(days=1)) == {town.unit.pk}
    assert holder_of(town.unit.pk, Field.FINANCE, DAY) == town.head


def test_other_powers_ask_for_many_units_in_one_query(town: Town) -> None:
    second = Town("曾家镇")
    town.divide(finance=town.head)
    second.divide()
    numbers = [town.unit.pk, second.unit.pk]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert heads_holding(numbers, Field.FINANCE, DAY) == {town.unit.pk: town.head.pk}
        assert holders_of(numbers, Field.FINANCE, DAY) == {
            town.unit.pk: town.head,
            second.unit.pk: second.deputy,
        }
    assert len(asked) == 2


def test_the_night_judges_all_units_in_as_many_queries_as_one(town: Town) -> None:
    town.divide(finance=town.head)
    with CaptureQueriesContext(connection) as one:
        check_divisions(units=[town.unit.pk], on=DAY)
    towns = [Town(f"第{number}镇") for number in range(4)]
    for other in towns:
        other.divide(finance=other.head)
    numbers = [town.unit.pk, *(other.unit.pk for other in towns)]
    with CaptureQueriesContext(connection) as five:
        check_divisions(units=numbers, on=DAY)
    assert len(five) == len(one)


def test_the_night_finds_what_no_entry_told_and_notes_that_it_ran(town: Town) -> None:
    check_divisions_today(DAY.isoformat())
    assert town.open() == sorted(f"no-deputy-{field}" for field in FIELDS)
    run = JobRun.objects.get(job="check-of-divisions")
    assert run.result == {"checked": 1, "raised": len(FIELDS)}
    check_divisions_today(DAY.isoformat())
    assert Finding.objects.count() == len(FIELDS)


def test_bodies_see_a_division_as_their_mandate_covers_and_the_units_own_people_see_theirs(
    town: Town,
) -> None:
    town.divide(finance=town.head, construction=town.head, personnel=town.head)
    far = Town("曾家镇")
    finance = factories.make_user(
        role=Role.OFFICER, body=factories.make_unit("县财政局", Category.GOVERNMENT_DEPARTMENT)
    )
    personnel = factories.make_user(
        role=Role.OFFICER, body=factories.make_unit("县人力资源和社会保障局", Category.GOVERNMENT_DEPARTMENT)
    )
    deputy = factories.make_user(person=town.deputy)
    nobody = factories.make_user()
    assert set(divided_units(finance, DAY)) >= {town.unit, far.unit}
    assert not divided_units(personnel, DAY).filter(pk__in=[town.unit.pk, far.unit.pk]).exists()
    assert not divided_units(nobody, DAY).exists()
    assert set(divided_units(deputy, DAY)) == {town.unit}
    assert not dividing_units(deputy, DAY).exists()
    assert set(visible_findings(finance, DAY).values_list("code", flat=True)) == {"head-holds-finance"}
    assert visible_findings(deputy, DAY).count() == 3


def test_nobody_looks_by_office_into_the_division_of_a_unit_that_a_relative_heads(town: Town) -> None:
    kin = factories.make_person()
    factories.make_relatives(kin, town.head)
    discipline = factories.make_unit("县纪委监委", Category.DISCIPLINE)
    officer = factories.make_user(person=kin, role=Role.OFFICER, body=discipline)
    plain = factories.make_user(role=Role.OFFICER, body=discipline)
    assert divided_units(plain, DAY).filter(pk=town.unit.pk).exists()
    assert not divided_units(officer, DAY).filter(pk=town.unit.pk).exists()
