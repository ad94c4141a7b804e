"""An approval sheet from first to last: each signs under their own log-in, in order; what the rules forbid is refused with words."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.models import Event
from decisions.choices import Outcome
from finance.models import FundUse
from finance.services.funds.sheets import (
    ChangedMeanwhile,
    NotPossible,
    cancel_use,
    change_use,
    enter_use,
    name_signers,
    pay_use,
    sign_use,
)
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import Signer
from tests import factories
from tests.decisions.decided import make_decided
from tests.decisions.world import make_matter
from tests.finance.funds import (
    content,
    entered,
    judged_funds,
    open_codes,
    paid,
    people_of,
    signed,
    stored,
    town_of_funds,
    user_of,
)
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    return town_of_funds()


def resolution(county, amount=100_000, **changes):
    return make_decided(county, amount=Decimal(amount), category=MatterCategory.FUNDS, **changes)


def test_a_small_use_is_entered_signed_by_all_and_paid_and_nothing_is_found(county):
    use = paid(county, entered(county, 3_000))
    judged_funds()
    assert open_codes(use) == set()
    assert (use.number, use.paid_on, use.head) == ("支2026-0001", DAY, None)
    done = Event.objects.filter(target_id=use.pk, target_type="finance.funduse").values_list(
        "action", flat=True
    )
    assert list(done.order_by("pk")) == [
        "funds.enter",
        "funds.name-signers",
        *["funds.sign"] * 4,
        "funds.pay",
    ]


def test_a_large_use_goes_ahead_on_its_resolution(county):
    use = paid(county, entered(county, 60_000, matter=resolution(county)))
    judged_funds()
    assert open_codes(use) == set()
    assert use.head_on == DAY


def test_sending_the_form_twice_enters_one_sheet(county):
    token = uuid4()
    for _times in range(2):
        enter_use(token=token, unit=county.town, content=content(), by=county.secretary, on=DAY)
    assert FundUse.objects.count() == 1


def test_nobody_signs_before_their_turn_nor_twice_nor_for_another(county):
    use, people = entered(county), people_of(county)
    with pytest.raises(NotPossible):
        sign_use(use=use.pk, by=user_of(people[Signer.DEPUTY]), on=DAY)
    sign_use(use=use.pk, by=user_of(people[Signer.HANDLER]), on=DAY)
    for who in (user_of(people[Signer.HANDLER]), county.head_user, county.nobody, county.discipline):
        with pytest.raises(NotPossible):
            sign_use(use=use.pk, by=who, on=DAY)


def test_nobody_is_named_for_two_places_and_the_head_not_as_handler(county):
    use, people = entered(county), people_of(county)
    with pytest.raises(ValidationError) as refused:
        name_signers(
            use=use.pk, signers=people | {Signer.WITNESS: people[Signer.HANDLER]}, by=county.secretary, on=DAY
        )
    assert "同一人" in str(refused.value)
    with pytest.raises(ValidationError) as refused:
        name_signers(use=use.pk, signers=people | {Signer.HANDLER: county.head}, by=county.secretary, on=DAY)
    assert "一把手" in refused.value.message_dict["handler"][0]


def test_the_deputy_named_is_the_one_in_charge_and_relatives_are_not_named_together(county):
    use, people = entered(county), people_of(county)
    with pytest.raises(ValidationError) as refused:
        name_signers(
            use=use.pk, signers=people | {Signer.DEPUTY: county.members[4]}, by=county.secretary, on=DAY
        )
    assert "苗若溪" in refused.value.message_dict["deputy"][0]
    factories.make_relatives(people[Signer.HANDLER], people[Signer.WITNESS])
    with pytest.raises(ValidationError) as refused:
        name_signers(use=use.pk, signers=people, by=county.secretary, on=DAY)
    assert "亲属" in str(refused.value)


def test_a_place_the_sum_asks_for_is_not_left_empty_and_somebody_of_another_unit_is_refused(county):
    use, people = entered(county, 6_000), people_of(county)
    with pytest.raises(ValidationError) as refused:
        name_signers(
            use=use.pk, signers={Signer.HANDLER: county.outsider.person} | {Signer.WITNESS: people[Signer.WITNESS]},
            by=county.secretary, on=DAY,
        )  # fmt: skip
    assert set(refused.value.message_dict) == {"handler", "finance", "deputy", "head"}


def test_leaders_do_not_sign_a_large_sum_that_was_not_decided(county):
    use, people = entered(county, 30_000), people_of(county)
    signed(county, use, Signer.HANDLER, Signer.WITNESS, Signer.FINANCE)
    with pytest.raises(ValidationError) as refused:
        sign_use(use=use.pk, by=user_of(people[Signer.DEPUTY]), on=DAY)
    assert "须先经集体研究" in refused.value.messages[0]


@pytest.mark.parametrize(("outcome", "words"), [(Outcome.REJECTED, "没有通过"), (None, "还没有作出决议")])
def test_nor_one_whose_matter_was_not_passed(county, outcome, words):
    if outcome:
        matter = resolution(county, outcome=outcome)
    else:
        matter = make_matter(county, amount=Decimal(100_000), category=MatterCategory.FUNDS)
    use = entered(county, 30_000, matter=matter)
    signed(county, use, Signer.HANDLER, Signer.WITNESS, Signer.FINANCE)
    with pytest.raises(ValidationError) as refused:
        signed(county, use, Signer.DEPUTY)
    assert words in refused.value.messages[0]


def test_a_second_use_may_not_take_the_resolution_beyond_its_sum(county):
    matter = resolution(county)
    paid(county, entered(county, 60_000, matter=matter))
    use = entered(county, 50_000, matter=matter)
    signed(county, use, Signer.HANDLER, Signer.WITNESS, Signer.FINANCE)
    with pytest.raises(ValidationError) as refused:
        signed(county, use, Signer.DEPUTY)
    assert "110,000.00" in refused.value.messages[0]


def test_nor_for_another_purpose(county):
    matter = resolution(county)
    paid(county, entered(county, 30_000, matter=matter))
    use = entered(county, 30_000, matter=matter, budget_item="公务接待费")
    signed(county, use, Signer.HANDLER, Signer.WITNESS, Signer.FINANCE)
    with pytest.raises(ValidationError, match="用途|用于"):
        signed(county, use, Signer.DEPUTY)


def test_what_is_not_signed_by_all_is_not_paid(county):
    use = entered(county)
    signed(county, use, Signer.HANDLER, Signer.WITNESS)
    with pytest.raises(NotPossible):
        pay_use(use=use.pk, paid_on=DAY, by=county.secretary, on=DAY)
    signed(county, use, Signer.FINANCE, Signer.DEPUTY)
    with pytest.raises(ValidationError):
        pay_use(use=use.pk, paid_on=DAY + timedelta(days=1), by=county.secretary, on=DAY)
    with pytest.raises(NotPossible):
        pay_use(use=use.pk, paid_on=DAY, by=county.head_user, on=DAY)


def test_a_signed_sheet_is_not_changed_any_more_but_may_be_withdrawn_with_a_reason(county):
    use = entered(county)
    with pytest.raises(ChangedMeanwhile):
        change_use(use=use.pk, content=content(4_000), seen=None, by=county.secretary, on=DAY)
    changed = change_use(use=use.pk, content=content(4_000), seen=use.changed_at, by=county.secretary, on=DAY)
    assert changed.amount == 4_000
    signed(county, use, Signer.HANDLER)
    with pytest.raises(NotPossible):
        change_use(use=use.pk, content=content(), seen=changed.changed_at, by=county.secretary, on=DAY)
    with pytest.raises(ValidationError):
        cancel_use(use=use.pk, reason=" ", by=county.secretary, on=DAY)
    assert cancel_use(use=use.pk, reason="项目取消", by=county.secretary, on=DAY).cancelled


def test_a_smaller_sum_takes_off_the_signers_it_does_not_ask_for(county):
    use = entered(county, 25_000)
    assert (use.second, use.head) == (county.members[7], county.head)
    use = change_use(use=use.pk, content=content(3_000), seen=use.changed_at, by=county.secretary, on=DAY)
    assert (use.second, use.head, use.head_name) == (None, None, "")


def test_the_database_itself_keeps_a_sheet_from_naming_one_person_twice(county):
    use = entered(county)
    with pytest.raises(IntegrityError), transaction.atomic():
        FundUse.objects.filter(pk=use.pk).update(witness=use.handler)


def test_findings_are_raised_by_night_and_closed_when_mended(county):
    use = stored(county, 6_000, without=(Signer.HEAD,))
    assert judged_funds()["raised"] == 1
    assert judged_funds()["raised"] == 0
    assert open_codes(use) == {"sheet-signature-missing"}
    use.head, use.head_on = county.head, use.paid_on
    use.save()
    judged_funds()
    assert open_codes(use) == set()


def test_the_head_of_the_day_answers(county):
    from supervision.models import Finding

    use = stored(county, 6_000, without=(Signer.HEAD,), paid_on=date(2026, 3, 3))
    judged_funds()
    finding = Finding.objects.get(source="finance.funduse", source_id=use.pk)
    assert (finding.person, finding.clause, finding.subject) == (county.head, "B3", MatterCategory.FUNDS)
