"""Part A of the Opinions (分级分类监管): which body supervises which heads, for what."""

from rulebook.duties import BY_KIND, HANDOVER, LINKED_LEADER, MANAGING_COMMITTEE, TERM_AUDIT
from rulebook.establishment import Category, Function
from rulebook.procedures.decisions import MatterCategory
from rulebook.types import Basis, MandateRule

EVERY_DUTY = tuple(BY_KIND)
EVERY_MATTER = tuple(MatterCategory)
# Cadre matters are for those in the step, the organisation department and the discipline body alone (B2).
NO_CADRES = tuple(category for category in MatterCategory if category != MatterCategory.PERSONNEL)

MANDATES: tuple[MandateRule, ...] = (
    MandateRule("A1", Basis.LINKED_LEADER, "全面监督管理", sees=EVERY_DUTY, reads=True, matters=NO_CADRES),
    MandateRule(
        "A2",
        Basis.COUNTY_MANAGED,
        "日常监督管理",
        body=Function.ORGANISATION,
        sees=EVERY_DUTY,
        reads=True,
        matters=EVERY_MATTER,
    ),
    MandateRule("A3", Basis.PARTY_SECTIONS, "内设机构负责人监督管理", body=Function.ORGANISATION),
    MandateRule(
        "A4",
        Basis.GOVERNMENT_SECTIONS,
        "内设机构负责人监督管理",
        body=Function.PERSONNEL,
    ),
    MandateRule(
        "A5",
        Basis.ALL_HEADS,
        "经济责任审计监督",
        body=Function.AUDIT,
        sees=(TERM_AUDIT.kind, HANDOVER.kind),
        matters=NO_CADRES,
    ),
    MandateRule(
        "A6",
        Basis.ALL_HEADS,
        "工程项目建设管理监督",
        body=Function.DEVELOPMENT,
        matters=(MatterCategory.PROJECT,),
    ),
    MandateRule(
        "A7", Basis.ALL_HEADS, "账务资金管理监督", body=Function.FINANCE, matters=(MatterCategory.FUNDS,)
    ),
    MandateRule(
        "A8",
        Basis.ALL_HEADS,
        "履职和廉政监督",
        body=Function.DISCIPLINE,
        sees=EVERY_DUTY,
        reads=True,
        matters=EVERY_MATTER,
    ),
    MandateRule("A9", Basis.SYSTEM, "日常监督管理", sees=EVERY_DUTY, reads=True, matters=NO_CADRES),
    MandateRule("A10", Basis.OWN_UNIT, "内部监督", sees=EVERY_DUTY, matters=NO_CADRES),
)
BY_CLAUSE: dict[str, MandateRule] = {rule.clause: rule for rule in MANDATES}

# The departments whose inner sections' heads a row covers.
SECTIONS_OF: dict[Basis, Category] = {
    Basis.PARTY_SECTIONS: Category.PARTY_DEPARTMENT,
    Basis.GOVERNMENT_SECTIONS: Category.GOVERNMENT_DEPARTMENT,
}

# Rows whose body is a person or everyone inside: nobody "stands back" for all of a unit's members (A10), and a leader's row
# ends with the link (A1).
BY_PERSON: tuple[str, ...] = tuple(rule.clause for rule in MANDATES if rule.basis == Basis.LINKED_LEADER)
FROM_INSIDE: tuple[str, ...] = tuple(rule.clause for rule in MANDATES if rule.basis == Basis.OWN_UNIT)


def _acting() -> dict[str, str]:
    """Under which row a body named in the calendar acts: its own where it follows duties by it. The leading bodies have none."""
    by_basis = {Basis.LINKED_LEADER: LINKED_LEADER, Basis.SYSTEM: MANAGING_COMMITTEE}
    found = {by_basis[rule.basis]: rule.clause for rule in MANDATES if rule.basis in by_basis}
    return found | {rule.body: rule.clause for rule in MANDATES if rule.body and rule.sees}


# Who must act (rulebook.duties) → the row of part A by which they do; MANAGING_COMMITTEE: of a head the department manages.
ACTS_UNDER: dict[str, str] = _acting()
