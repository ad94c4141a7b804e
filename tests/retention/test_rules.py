"""How long each kind of material is kept (保存期限): declared once, for every table, with its source."""

from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings

from retention.selectors.due import TABLES, cutoff
from rulebook.limits import LIMITS as EVERY_LIMIT
from rulebook.retention import FORGOTTEN, LIMITS, LOGIN_DAYS, RULES, WORKING, End, table_rules
from rulebook.types import LOCAL_DEFAULT
from tests.today import DAY


def own_tables() -> set[str]:
    """Every table of every own app, but the histories: they go with what they are of."""
    return {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label in settings.OWN_APPS and not hasattr(model, "history_id")
    }


def test_every_table_has_one_rule_or_a_reason_to_have_none():
    ruled = [table for rule in RULES.values() for table in rule.tables]
    assert len(ruled) == len(set(ruled))
    assert not set(ruled) & set(WORKING)
    assert not set(ruled) & set(FORGOTTEN)
    assert not set(WORKING) & set(FORGOTTEN)
    others = {"axes.AccessAttempt", "sessions.Session"}  # of packages, holding log-ins
    assert set(ruled) | set(WORKING) | set(FORGOTTEN) == own_tables() | others
    assert all(WORKING.values())


def test_what_is_kept_says_for_how_long_and_what_is_deleted_from_when():
    for rule in RULES.values():
        assert (rule.term is not None) == (rule.end is End.KEEP), rule.key
        assert rule.starts
        assert rule.source.instrument
        assert (rule.limit is None) == (rule.end is End.KEEP or rule.key == "sessions"), rule.key


def test_every_table_that_is_deleted_says_in_sql_when_it_is_due():
    assert set(TABLES) == {table for table, key in table_rules().items() if RULES[key].end is End.DELETE}


def test_the_numbers_are_the_countys_within_the_law():
    assert {limit.rule for limit in LIMITS} == {"L90", "L91", "L92", "L93", "L94", "L95", "L96", "L97"}
    assert all(limit.source is LOCAL_DEFAULT for limit in LIMITS)
    assert set(LIMITS) <= set(EVERY_LIMIT)
    assert LOGIN_DAYS.at_least is not None
    assert LOGIN_DAYS.at_least >= 183


def test_no_source_that_was_not_read_claims_to_be():
    assert not any(rule.source.read for rule in RULES.values())


def test_a_record_is_deleted_by_two_bodies_alone():
    for rule in RULES.values():
        if rule.key in {"declarations", "interests"}:
            assert len({function for function, _clause in rule.approved_by}) == 2
        else:
            assert not rule.listed


@pytest.mark.parametrize(("key", "days"), [("logins", 365), ("jobs", 30), ("drafts", 180)])
def test_a_period_is_over_after_its_days(key, days):
    assert (DAY - cutoff(RULES[key], DAY)).days == days


def test_a_period_of_years_is_over_on_the_same_day_of_the_year():
    assert cutoff(RULES["declarations"], DAY) == DAY.replace(year=DAY.year - 5)


def test_what_other_apps_forget_is_forgotten_by_a_task_of_theirs():
    for task in FORGOTTEN.values():
        module, name = task.rsplit(".", 1)
        assert hasattr(getattr(import_module(module), name), "delay")
