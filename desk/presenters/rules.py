"""The rulebook as tables: clauses, mandates, duties, numbers, with what is still to be checked against its source."""

from typing import Any

from django.utils.translation import gettext as _

from rulebook.clauses import CLAUSES
from rulebook.division import FIELDS
from rulebook.duties import DUTIES, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import NAMES, Category, Function
from rulebook.limits import LIMITS
from rulebook.mandates import MANDATES
from rulebook.procedures.auditing import RESPONSIBILITIES, STEPS, TESTS, Actor
from rulebook.procedures.audits import CONFERENCE_NAMES, PLAN_STEPS, TRIGGERS
from rulebook.procedures.handover import ITEMS
from rulebook.procedures.projects import RECORDS, TITLES
from rulebook.procedures.regulator import BYLAWS, BylawRule
from rulebook.types import LOCAL_DEFAULT, Basis, Cadence, DutyRule, Subject


def rule_tables() -> dict[str, Any]:
    """`clauses` by part, `mandates`, `duties`, `limits`, `fields` no head holds, `bylaws` a unit must have, what calls for an audit,
    `handover_items`, ready to be listed.
    """
    titles = {"A": _("分级分类监管"), "B": _("行使权力过程监管"), "C": _("建章立制")}
    return {
        "clauses": [
            {"part": part, "title": title, "rows": [c for c in CLAUSES.values() if c.id.startswith(part)]}
            for part, title in titles.items()
        ],
        "mandates": [
            {"rule": rule, "body": _body(rule.body, rule.basis), "heads": _heads(rule.basis)}
            for rule in MANDATES
        ],
        "duties": [_duty(rule) for rule in DUTIES],
        "fields": FIELDS.values(),
        "bylaws": [_bylaw(rule) for rule in BYLAWS.values()],
        "project_records": [{"rule": rule, "stage": TITLES[rule.stage]} for rule in RECORDS],
        "handover_items": ITEMS.values(),
        "audit_triggers": [
            {"rule": rule, "by": "、".join(_(NAMES[function]) for function in rule.by)}
            for rule in TRIGGERS.values()
        ],
        "audit_steps": [{"rule": rule, "by": _(NAMES[rule.by])} for rule in PLAN_STEPS.values()],
        "conference": "、".join(_(name) for name in CONFERENCE_NAMES.values()),
        "stage_steps": [{"rule": rule, "by": _taker(rule.by)} for rule in STEPS],
        "audit_tests": [{"test": test, "kind": RESPONSIBILITIES[test.kind]} for test in TESTS],
        "limits": [{"limit": limit, "is_local": limit.source is LOCAL_DEFAULT} for limit in LIMITS],
    }


def _taker(actor: Actor) -> str:
    return {Actor.BUREAU: _("审计机关"), Actor.HEAD: _("本人"), Actor.UNIT: _("单位")}[actor]


def _body(function: str | None, basis: Basis) -> str:
    if function:
        return _(NAMES[Function(function)])
    return {
        Basis.LINKED_LEADER: _("分管联系县级领导"),
        Basis.SYSTEM: _("主管部门"),
        Basis.OWN_UNIT: _("本单位党组织和党员干部"),
    }[basis]


def _heads(basis: Basis) -> str:
    return {
        Basis.LINKED_LEADER: _("分管联系的部门、镇的“一把手”"),
        Basis.COUNTY_MANAGED: _("县委管理的“一把手”"),
        Basis.PARTY_SECTIONS: _("党委部门内设机构负责人"),
        Basis.GOVERNMENT_SECTIONS: _("政府部门内设机构负责人"),
        Basis.ALL_HEADS: _("全县党政“一把手”"),
        Basis.SYSTEM: _("本系统下属单位“一把手”，不限层级"),
        Basis.OWN_UNIT: _("本单位“一把手”"),
    }[basis]


def _duty(rule: DutyRule) -> dict[str, Any]:
    cadences = {
        Cadence.QUARTER: _("每季度"),
        Cadence.YEAR: _("每年"),
        Cadence.FIVE_YEARS: _("任满五年"),
        Cadence.LEAVING: _("离任"),
        Cadence.PLANNED: _("按年度计划"),
    }
    subjects = {
        Subject.PERSON: _("每人一次"),
        Subject.HEADED_UNIT: _("每个任“一把手”的单位一次"),
        Subject.POST: _("每个岗位分别计算"),
    }
    return {
        "rule": rule,
        "cadence": cadences[rule.cadence],
        "subject": subjects[rule.subject],
        "by": "、".join(_who(who) for who in rule.by),
        "by_department": "、".join(_who(who) for who in rule.by_department),
    }


def _bylaw(rule: BylawRule) -> dict[str, Any]:
    if rule.required_of == frozenset(Category):
        units = _("所有单位")
    else:
        units = "、".join(_(one.value) for one in sorted(rule.required_of)) or _("不要求")
    return {"rule": rule, "units": units}


def _who(who: str) -> str:
    named = {
        MANAGING_COMMITTEE: _("管理该“一把手”的党委（党组）"),
        LINKED_LEADER: _("分管联系县领导"),
    }
    return named.get(who) or _(NAMES[Function(who)])
