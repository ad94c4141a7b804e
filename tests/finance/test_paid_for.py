"""What a use of funds pays for: chosen by number, shown on both pages, judged against the contract, told once."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import load_workbook

from core.models import Event
from finance.models import Flag, FundUse
from finance.selectors.paid_for import PaidFor
from finance.services.funds.sheets import enter_use, name_signers, pay_use
from finance.services.ledgers import FIELDS, import_ledger
from projects.models import Part, Project
from projects.services.checking import check_projects
from supervision.models import Finding
from tests import factories
from tests.finance.funds import (
    PAYEE,
    content,
    judged_funds,
    open_codes,
    payee,
    people_of,
    signed,
    stored,
    town_of_funds,
)
from tests.finance.purchases import bought
from tests.today import DAY, fix_today

pytestmark = pytest.mark.django_db
PAID = date(2026, 6, 10)


@pytest.fixture
def county(monkeypatch):
    fix_today(monkeypatch)
    return town_of_funds()


def purchase_of(county, **changes):
    """Printing for 20,000 yuan from PAYEE, accepted in May."""
    sums = dict.fromkeys(("award_amount", "contract_amount", "estimate"), Decimal(20_000))
    given = {"number": "采1", "title": "印刷宣传册", "supplier": content().payee, "bids": ()}
    return bought(county, **sums | given | changes)


def part_of(county):
    project = Project.objects.create(
        unit=county.town, number="工1", title="修路", total=2_000_000, public=1, started_on=date(2026, 1, 1)
    )
    return Part.objects.create(
        project=project, name="一标段", category="works", supplier=payee("青山路桥公司"), contract_on=date(2026, 2, 1),
        contract_amount=100_000,
    )  # fmt: skip


def test_what_is_paid_to_its_supplier_after_acceptance_within_the_contract_raises_nothing(county):
    use = stored(county, purchase=purchase_of(county))
    judged_funds()
    assert open_codes(use) == set()


def test_paying_another_than_the_supplier_is_found_under_b3(county):
    use = stored(county, purchase=purchase_of(county), payee="安康市绿水商贸有限公司")
    judged_funds()
    assert open_codes(use) == {"funds-payee-not-supplier"}
    assert Finding.objects.get(source_id=use.pk).clause == "B3"


def test_paying_more_in_all_than_the_contract_with_its_changes_is_found_under_b4_in_the_payment_that_exceeds_it(
    county,
):
    purchase = purchase_of(county)
    uses = [stored(county, 9_000, purchase=purchase, budget_item=f"印刷费{at}") for at in range(3)]
    judged_funds()
    assert [open_codes(use) for use in uses] == [set(), set(), {"funds-beyond-contract"}]
    finding = Finding.objects.get(source_id=uses[2].pk)
    assert (finding.clause, finding.facts["total"], finding.facts["agreed"]) == ("B4", "27000.00", "20000.00")
    purchase.current_amount = Decimal(27_000)
    purchase.save()
    judged_funds()
    assert open_codes(uses[2]) == set()


def test_paying_before_acceptance_is_found_once_in_the_payment_or_in_the_purchase(county):
    purchase = purchase_of(county, accepted_on=None)
    use = stored(county, purchase=purchase)
    judged_funds()
    assert open_codes(use) == {"funds-before-acceptance"}
    assert "还没有验收" in Finding.objects.get(source_id=use.pk).message
    Flag.objects.create(
        county=purchase.county,
        group="OCID",
        code="paid-before-acceptance",
        value=1,
        purchase=purchase,
        reckoned_on=DAY,
    )
    judged_funds()
    assert open_codes(use) == set()


def test_what_is_paid_for_a_part_counts_in_its_project_and_a_payment_noted_in_both_counts_once(county):
    part = part_of(county)
    stored(county, 90_000, part=part, payee="青山路桥公司")
    check_projects(projects=[part.project_id], on=DAY)
    assert "project-paid-ahead" in open_codes(part.project)
    Finding.objects.all().delete()
    part.payments.create(on=PAID, amount=90_000)
    check_projects(projects=[part.project_id], on=DAY)
    told = Finding.objects.get(source_id=part.project_id, code="project-paid-ahead")
    assert Decimal(str(told.facts["paid"])) == 90_000


def test_a_payee_who_is_not_the_parts_contractor_is_found(county):
    use = stored(county, part=part_of(county))
    judged_funds()
    assert open_codes(use) == {"funds-payee-not-supplier"}


def test_a_sheet_is_not_paid_above_the_contract_it_pays(county):
    purchase = purchase_of(county, contract_amount=Decimal(2_000), award_amount=Decimal(2_000))
    given = content(3_000, pays=PaidFor(purchase=purchase))
    use = enter_use(token=uuid4(), unit=county.town, content=given, by=county.secretary, on=DAY)
    name_signers(use=use.pk, signers=people_of(county), by=county.secretary, on=DAY)
    signed(county, use)
    with pytest.raises(ValidationError, match="合同"):
        pay_use(use=use.pk, paid_on=DAY, by=county.secretary, on=DAY)
    assert FundUse.objects.get(pk=use.pk).paid_on is None


def test_nothing_of_another_unit_is_paid_for(county):
    purchase = purchase_of(county)
    purchase.unit = county.bureau
    purchase.save()
    with pytest.raises(ValidationError) as refused:
        enter_use(
            token=uuid4(),
            unit=county.town,
            content=content(pays=PaidFor(purchase=purchase)),
            by=county.secretary,
            on=DAY,
        )
    assert "pays" in refused.value.message_dict


def test_a_ledger_names_it_by_its_number_and_a_number_nobody_has_is_refused(county):
    purchase_of(county)
    part_of(county)
    titles = {field.key: field.title for field in FIELDS}
    names = ["number", "paid_on", "purpose", "payee", "amount", "budget_item", "pays"]

    def imported(*rows):
        lines = [",".join(titles[name] for name in names), *(",".join(row) for row in rows)]
        return import_ledger(
            content="\n".join(lines).encode(), name="台账.csv", unit=county.town,
            columns={name: titles[name] for name in names}, by=county.secretary,
        )  # fmt: skip

    rows = [
        ("账1", "2026-06-10", "印刷", PAYEE, "100", "印刷费", "采1"),
        ("账2", "2026-06-10", "工程款", "青山路桥公司", "100", "专项", "工1/一标段"),
        ("账3", "2026-06-10", "印刷", PAYEE, "100", "印刷费", ""),
    ]
    assert not imported(*rows).is_refused
    told = dict(FundUse.objects.values_list("number", "purchase__number"))
    assert told == {"账1": "采1", "账2": None, "账3": None}
    assert FundUse.objects.get(number="账2").part.name == "一标段"
    assert imported(*rows).counts["unchanged"] == {"payments": 3}
    wrong = imported(("账4", "2026-06-10", "印刷", PAYEE, "100", "印刷费", "采9"))
    assert [(one.row, one.column) for one in wrong.errors] == [(2, "采购或标段编号")]


def test_the_form_takes_the_number_proposes_what_fits_and_keeps_what_was_typed_where_it_is_wrong(
    county, client
):
    purchase = purchase_of(county)
    client.force_login(county.secretary)
    found = client.get(reverse("fund-payables"), {"unit": county.town.pk, "pays": "宣传"}).content.decode()
    assert 'value="采1 印刷宣传册"' in found
    assert PAYEE in found
    typed = {
        "token": str(uuid4()), "unit": county.town.pk, "purpose": "印刷", "payee": PAYEE, "amount": "100",
        "budget_item": "印刷费", "pays": "采9",
    }  # fmt: skip
    answer = client.post(reverse("fund-new"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "没有编号为“采9”的采购或者标段" in page
    assert 'value="采9"' in page
    assert 'value="100' in page
    assert client.post(reverse("fund-new"), typed | {"pays": "采1"}).status_code == 302
    use = FundUse.objects.get()
    assert use.purchase == purchase
    assert (
        reverse("purchase", args=[purchase.pk])
        in client.get(reverse("fund-use", args=[use.pk])).content.decode()
    )
    assert (
        reverse("fund-use", args=[use.pk])
        in client.get(reverse("purchase", args=[purchase.pk])).content.decode()
    )


def test_the_list_is_exported_as_it_is_filtered_with_formulas_as_text_and_noted(county, client):
    stored(county, purpose="=cmd()", number="账1")
    stored(county, number="账2", paid_on=date(2025, 6, 10))
    client.force_login(county.secretary)
    answer = client.get(reverse("fund-export"), {"year": "2026"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert [row[0] for row in rows] == ["单号", "账1"]
    assert rows[1][1] == "'=cmd()"
    assert rows[1][4] == 3000
    assert Event.objects.get(action="funds.export").facts == {"filter": "year=2026"}
    client.force_login(county.nobody)
    assert client.get(reverse("fund-export")).status_code == 404


def test_an_export_of_many_takes_no_more_queries_than_one_of_few(
    county, client, django_assert_max_num_queries
):
    for _ in range(3):
        stored(county)
    client.force_login(county.secretary)
    client.get(reverse("fund-export"))
    with django_assert_max_num_queries(20):
        b"".join(client.get(reverse("fund-export")).streaming_content)


def test_projects_are_exported_with_their_parts_as_the_list_is_filtered(county, client):
    part_of(county)
    client.force_login(county.secretary)
    answer = client.get(reverse("project-export"), {"year": "2026"})
    rows = list(load_workbook(BytesIO(b"".join(answer.streaming_content))).active.values)
    assert rows[1][:4] == ("工1", "修路", "城关镇", 2_000_000)
    assert rows[1][8:11] == ("一标段", "青山路桥公司", 100_000)
    assert Event.objects.filter(action="project.export").count() == 1
    client.force_login(factories.make_user("stranger"))
    empty = client.get(reverse("project-export"))
    assert len(list(load_workbook(BytesIO(b"".join(empty.streaming_content))).active.values)) == 1
