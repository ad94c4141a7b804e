"""The settings file has the sections and properties that OCDS Cardinal documents, and what it cannot use it refuses by name."""

import pytest

from finance.procedure.flags import EVERY_INDICATOR, Settings, SettingsError, read_settings
from tests.finance.cases import Form, award, bid, flags, of_code, release

SAME_PRICE = release("x", bid("valid", "A", 1), bid("valid", "B", 1))


def test_an_indicator_runs_where_its_section_is_there() -> None:
    assert of_code("R028", [SAME_PRICE], "[R028]\n") == of_code("R028", [SAME_PRICE]) != {}
    assert of_code("R028", [SAME_PRICE], "; [R028]\n") == {}
    assert of_code("R028", [SAME_PRICE], "") == {}


def test_without_a_file_every_indicator_runs_with_its_defaults() -> None:
    sections = "\n".join(
        f"[{code}]"
        for code in ["R003", "R018", "R024", "R025", "R028", "R030", "R035", "R036", "R038", "R048", "R058"]
    )
    assert read_settings(sections) == EVERY_INDICATOR


def test_every_documented_property_is_known() -> None:
    read = read_settings(
        """\ufeff
        ; remarks begin with a semicolon
        # or a number sign
        currency = CNY
        no_price_comparison_procurement_methods = 抽签|摇号
        price_comparison_procurement_methods = 竞价
        [output]
        info_currency_mismatches = true
        [exclusions]
        procurement_method_details = 应急
        [R003]
        threshold = 20 # remarked
        procurement_methods = open|selective
        [R003.procurement_method_details]
        Licitación de Seguros = 10
        [R024]
        threshold = 0.05
        [R025]
        percentile = 80
        threshold = "0.1"
        [R035]
        threshold = 2
        [R038]
        threshold = 0.5
        minimum_submitted_bids = 3
        minimum_contracting_processes = 4
        [R048]
        digits = 3
        threshold = 10
        minimum_contracting_processes = 5
        [defaults]
        currency = CNY
        item_classification_scheme = UNSPSC
        bid_status = valid
        award_status = active
        party_roles = yes
        [redactions]
        amount = 0|99999999
        organization_id = placeholder
        [corrections]
        award_status_by_contract_status = true
        [modifications]
        move_auctions = off
        prefix_buyer_or_procuring_entity_id = DO-UC-
        prefix_tenderer_or_supplier_id = DO-RPE-
        split_procurement_method_details = -
        [codelists.bid_status]
        Qualified = valid
        [codelists.award_status]
        Active = active
        """
    )
    assert read.r003 is not None
    assert read.r025 is not None
    assert read.r038 is not None
    assert (read.r003.threshold, read.r003.procurement_method_details) == (20, {"Licitación de Seguros": 10})
    assert (read.r025.percentile, read.r025.threshold) == (80, 0.1)
    assert (read.r038.minimum_submitted_bids, read.r038.minimum_contracting_processes) == (3, 4)
    assert (read.defaults.party_roles, read.modifications.move_auctions) == (True, False)
    assert read.codelists.bid_status == {"Qualified": "valid"}
    assert read.r058 is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[R999]\n", "没有名为“R999”的设置。"),
        ("[R024]\nlimit = 1\n", "没有名为“R024.limit”的设置。"),
        ("[R028]\nthreshold = 1\n", "没有名为“R028.threshold”的设置。"),
        ("[R024]\nthreshold = many\n", "“R024.threshold”的值不合要求。"),
        ("[R035]\nthreshold = -1\n", "“R035.threshold”的值不合要求。"),
        ("[R035]\nthreshold = 0.5\n", "“R035.threshold”的值不合要求。"),
        ("[R024]\nthreshold\n", "第 2 行既不是小节也不是设置。"),
        ("currency = CNY\n[currency]\n", "第 2 行的小节与一项设置同名。"),
        ("[near-threshold]\npercent = 101\n", "“near-threshold.percent”的值不合要求。"),
    ],
)
def test_what_it_cannot_use_is_refused_by_name(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings(text)
    assert str(refused.value) == said


# What `prepare` corrects


def test_nothing_is_corrected_unless_a_property_asks_for_it() -> None:
    assert not read_settings("[defaults]\n[redactions]\n[corrections]\n[modifications]\n[R028]\n").prepares
    assert read_settings("[defaults]\ncurrency = CNY\n").prepares
    assert not Settings().prepares


def test_ids_become_texts_and_a_lone_organisation_a_list() -> None:
    same: Form = release("x", awards=[{"status": "active", "suppliers": {"id": 7}}])
    same["bids"] = {
        "details": [
            {"status": "valid", "tenderers": {"id": 7}, "value": {"amount": 1}},
            {"status": "valid", "tenderers": [{"id": 8}], "value": {"amount": 1}},
        ]
    }
    assert of_code("R028", [same]) == {}
    assert of_code("R028", [same], "[R028]\n[defaults]\ncurrency = CNY") == {
        "OCID": {"x": 1.0},
        "Tenderer": {"7": 1.0, "8": 1.0},
    }


def test_defaults_fill_in_what_is_absent_but_not_what_is_null() -> None:
    def untold(**status: object) -> Form:
        bids = [bid("valid", "A", 1), {**bid("valid", "B", 1), **status}]
        if not status:
            del bids[1]["status"]
        return release("x", *bids)

    ini = "[R028]\n[defaults]\nbid_status = valid\n"
    assert of_code("R028", [untold()], ini) != {}
    assert of_code("R028", [untold(status=None)], ini) == {}


def test_codes_are_replaced_and_values_that_stand_for_nothing_left_out() -> None:
    translated = release("x", bid("合格", "A", 1), bid("合格", "B", 1))
    assert set(of_code("R028", [translated], "[R028]\n[codelists.bid_status]\n合格 = invited")) == set()
    assert of_code("R028", [SAME_PRICE], "[R028]\n[redactions]\namount = 0|1") == {}
    assert of_code("R028", [SAME_PRICE], "[R028]\n[redactions]\norganization_id = B") == {}


def test_ids_are_prefixed_once_and_methods_cut_at_the_separator() -> None:
    ini = "no_price_comparison_procurement_methods = 抽签\n[R028]\n[modifications]\n"
    one = release(
        "x", bid("valid", "A", 1), bid("valid", "S-B", 1), tender={"procurementMethodDetails": "抽签 - 工程"}
    )
    prefixed = of_code("R028", [one], ini + "prefix_tenderer_or_supplier_id = S-")
    assert prefixed["Tenderer"] == {"S-A": 1.0, "S-B": 1.0}
    assert of_code("R028", [one], ini + "split_procurement_method_details = -") == {}


def test_bids_of_auctions_become_the_bids() -> None:
    auctioned = {
        "ocid": "x",
        "auctions": [{"stages": [{"bids": [bid("valid", "A", 1)]}, {"bids": [bid("valid", "B", 1)]}]}],
    }
    ini = "[R028]\n[modifications]\nmove_auctions = true"
    assert of_code("R028", [auctioned], ini)["OCID"] == {"x": 1.0}
    assert of_code("R028", [auctioned | {"bids": None}], ini) == {}, "where bids are told, they stay"


def test_an_award_whose_contracts_were_all_cancelled_is_cancelled() -> None:
    def with_contracts(*statuses: str) -> Form:
        contracts = [{"awardID": 1, "status": status} for status in statuses]
        awards = [award("active", "V", id="1")]
        return release("x", bid("disqualified", "D"), bid("valid", "V"), awards=awards, contracts=contracts)

    ini = "[R035]\n[corrections]\naward_status_by_contract_status = true"
    assert of_code("R035", [with_contracts("cancelled", "cancelled")], ini) == {}
    assert of_code("R035", [with_contracts("cancelled", "active")], ini)["OCID"] == {"x": 1.0}
    assert flags([with_contracts("cancelled")], "[R035]")["OCID"]["x"]["R035"] == 1.0
