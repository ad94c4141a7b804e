"""Who sees a unit's funds, and who writes down what."""

from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import RoleHeld, User
from accounts.services import give_role
from decisions.policies import kept_units
from finance import policies
from finance.choices import Discovery
from finance.models import Budget, OffBookAccount, SelfCheck
from finance.services.funds.offbook import Discovered, close_off_book, note_recovery, record_off_book
from finance.services.funds.sheets import NotPossible, enter_use, name_signers
from rulebook.procedures.funds import Signer
from rulebook.roles import Role
from tests import factories
from tests.finance.funds import content, entered, people_of, signed, stored, town_of_funds, user_of
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
SEEING = ["secretary", "head_user", "member", "discipline", "organiser", "finance", "auditor", "leader"]
NOT_SEEING = ["outsider", "nobody", "kin", "development"]


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    return town_of_funds()


def rows_of(county):
    account = record_off_book(token=uuid4(), unit=county.town, content=found(), by=county.finance, on=DAY)
    return {
        policies.visible_uses: stored(county),
        policies.visible_budgets: Budget.objects.create(unit=county.town, year=2026),
        policies.visible_self_checks: SelfCheck.objects.create(unit=county.town, year=2025, due=DAY),
        policies.visible_off_book: account,
    }


def found(**changes):
    values = {
        "title": "食堂结余", "how": Discovery.INSPECTION, "year": 2026, "found_on": DAY, "amount": 12_000, "words": "未入账",
    }  # fmt: skip
    return Discovered(**values | changes)


@pytest.mark.parametrize("who", SEEING)
def test_the_unit_and_the_bodies_whose_mandate_covers_funds_see_them(county, who):
    for visible, row in rows_of(county).items():
        assert visible(getattr(county, who), DAY).filter(pk=row.pk).exists(), visible
    assert policies.sees_any_funds(getattr(county, who), DAY)


@pytest.mark.parametrize("who", NOT_SEEING)
def test_others_and_relatives_of_the_head_see_none(county, who):
    for visible, row in rows_of(county).items():
        assert not visible(getattr(county, who), DAY).filter(pk=row.pk).exists(), visible


def test_who_is_not_logged_in_sees_none(county):
    rows_of(county)
    assert not policies.visible_uses(AnonymousUser(), DAY)
    assert not policies.sees_any_funds(county.nobody, DAY)


def bookkeeper_of(county):
    person = factories.make_person("时清和")
    factories.make_tenure(person, factories.make_post(county.town, "所长", head=False, section="财政所"))
    return factories.make_user("bookkeeper", person=person, role=Role.BOOKKEEPER, body=county.town)


def test_the_secretary_enters_until_the_unit_has_a_bookkeeper_and_reads_from_then_on(county):
    assert list(policies.own_fund_units(county.secretary, DAY)) == [county.town]
    bookkeeper = bookkeeper_of(county)
    for rows in (policies.own_fund_units, policies.entered_units):
        assert list(rows(bookkeeper, DAY)) == [county.town]
        assert not rows(county.secretary, DAY)
    assert policies.visible_uses(county.secretary, DAY).filter(pk=stored(county).pk).exists()
    User.objects.filter(pk=bookkeeper.pk).update(is_active=False)
    assert list(policies.own_fund_units(county.secretary, DAY)) == [county.town]


def test_a_bookkeeper_enters_no_decisions_and_nothing_of_another_unit(county):
    bookkeeper = bookkeeper_of(county)
    assert not kept_units(bookkeeper, DAY).exists()
    with pytest.raises(NotPossible):
        enter_use(token=uuid4(), unit=county.bureau, content=content(), by=bookkeeper, on=DAY)


def test_a_head_is_no_bookkeeper_and_handles_nothing_even_where_the_role_was_given_before(county):
    with pytest.raises(ValidationError) as refused:
        give_role(
            user=county.head_user, role=Role.BOOKKEEPER, body=county.town, reason="兼任", by=None, on=DAY
        )
    assert "user" in refused.value.message_dict
    RoleHeld.objects.create(
        user=county.head_user,
        role=Role.BOOKKEEPER,
        body=county.town,
        reason="原任",
        during=DateRange(DAY, None),
    )
    head = User.objects.get(pk=county.head_user.pk)
    assert not policies.own_fund_units(head, DAY).exists()
    assert not policies.started_fund_units(head, DAY).exists()


def test_whoever_handles_a_sum_starts_its_sheet_and_keeps_it_until_somebody_signs(county):
    clerk = user_of(county.candidate)
    use = enter_use(token=uuid4(), unit=county.town, content=content(), by=clerk, on=DAY)
    assert use.handler == county.candidate
    assert policies.editable_uses(clerk, DAY).filter(pk=use.pk).exists()
    assert policies.editable_uses(county.secretary, DAY).filter(pk=use.pk).exists()
    others = people_of(county) | {Signer.HANDLER: county.kin_of_deputy, Signer.WITNESS: county.candidate}
    with pytest.raises(ValidationError) as refused:
        name_signers(use=use.pk, signers=others, by=clerk, on=DAY)
    assert refused.value.message_dict == {"handler": ["您填写的审批单由您本人经办。"]}
    name_signers(use=use.pk, signers=people_of(county), by=clerk, on=DAY)
    use = signed(county, use)
    assert not policies.editable_uses(clerk, DAY).exists()
    assert not policies.payable_uses(clerk, DAY).exists()
    assert policies.payable_uses(county.secretary, DAY).filter(pk=use.pk).exists()


def test_only_who_enters_the_units_funds_changes_what_others_entered(county):
    use = entered(county)
    for who in (county.head_user, county.finance, county.discipline, county.nobody):
        assert not policies.editable_uses(who, DAY).exists()
        assert not policies.kept_budgets(who, DAY).exists()
        with pytest.raises(NotPossible):
            enter_use(token=uuid4(), unit=county.town, content=content(), by=who, on=DAY)
    assert policies.editable_uses(county.secretary, DAY).filter(pk=use.pk).exists()


def test_a_sheet_waits_for_one_signer_at_a_time(county):
    use, people = entered(county, 6_000), people_of(county)
    for signer in (Signer.HANDLER, Signer.WITNESS, Signer.FINANCE, Signer.DEPUTY, Signer.HEAD):
        waiting = [one for one in people if policies.signable_uses(user_of(people[one]), DAY).exists()]
        assert waiting == [signer]
        signed(county, use, signer)
    assert policies.payable_uses(county.secretary, DAY).exists()


def test_off_book_money_is_closed_by_who_supervises_and_never_by_the_unit_or_a_relative(county):
    account = record_off_book(
        token=uuid4(), unit=county.town, content=found(how=Discovery.DECLARED), by=county.secretary, on=DAY
    )
    for who in (county.secretary, county.head_user, county.member, county.kin, county.development):
        with pytest.raises(NotPossible):
            close_off_book(account=account.pk, closing="已上缴", by=who, on=DAY)
    with pytest.raises(ValidationError):
        close_off_book(account=account.pk, closing=" ", by=county.finance, on=DAY)
    assert close_off_book(account=account.pk, closing="已上缴", by=county.finance, on=DAY).closed_on == DAY
    with pytest.raises(NotPossible):
        note_recovery(
            token=uuid4(), account=account.pk, day=DAY, words="上缴", amount=1, by=county.secretary, on=DAY
        )


def test_a_unit_records_of_itself_what_it_declares_alone(county):
    with pytest.raises(ValidationError):
        record_off_book(token=uuid4(), unit=county.town, content=found(), by=county.head_user, on=DAY)
    for who in (county.nobody, county.member, county.kin):
        with pytest.raises(NotPossible):
            record_off_book(token=uuid4(), unit=county.town, content=found(), by=who, on=DAY)
    assert not OffBookAccount.objects.exists()


def test_what_one_may_see_is_decided_in_a_constant_number_of_queries(county, django_assert_max_num_queries):
    for _times in range(3):
        stored(county)
    factories.make_relatives(county.members[3], county.members[4])
    with django_assert_max_num_queries(10):
        assert len(policies.visible_uses(county.auditor, DAY)) == 3
