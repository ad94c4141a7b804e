"""Who supervises a head, for what, on what basis, since when (part A)."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from organisation.models import Person, Tenure
from rulebook.establishment import Category, Function
from rulebook.mandates import BY_CLAUSE, MANDATES
from rulebook.tenure import Management
from rulebook.types import Basis, MandateRule
from supervision.models import MandateException
from supervision.selectors.bodies import Body, Directory

SECTIONS = {
    Basis.PARTY_SECTIONS: Category.PARTY_DEPARTMENT,
    Basis.GOVERNMENT_SECTIONS: Category.GOVERNMENT_DEPARTMENT,
}


@dataclass(frozen=True, slots=True)
class Mandate:
    """One answer to "who supervises this head": `since` is the first day all of its grounds held, None where unknown.

    `passed_up`: it came to this body because the one the rule names is recused.
    """

    clause: str
    body: str
    subject: str
    basis: str
    since: date | None
    body_unit: int | None = None
    body_person: int | None = None
    passed_up: bool = False


def mandates_over(person: Person, on: date) -> list[Mandate]:
    """Return the mandates over `person` on `on`, by clause; empty where they held no post then. A constant number of queries."""
    tenures = list(Tenure.objects.filter(person=person).select_related("post__unit", "post__section"))
    held = [
        tenure
        for tenure in tenures
        if _holds(tenure, on) and (tenure.post.is_head or tenure.post.section_id is not None)
    ]
    if not held:
        return []
    directory = Directory(counties={tenure.post.unit.county_id for tenure in held}, on=on)
    found: dict[tuple[str, str], Mandate] = {}
    for tenure in sorted(held, key=lambda tenure: (not tenure.post.is_head, tenure.during.lower)):
        first = first_day(tenure, tenures)
        for rule in MANDATES:
            if rule.since <= on and (rule.until is None or on < rule.until):
                for mandate in apply(rule, tenure, first, directory):
                    known = found.setdefault((mandate.clause, mandate.body), mandate)
                    if known.since and mandate.since and mandate.since < known.since:
                        found[mandate.clause, mandate.body] = mandate
    mandates = _with_exceptions(list(found.values()), person, on)
    order = [rule.clause for rule in MANDATES]
    return sorted(mandates, key=lambda mandate: (order.index(mandate.clause), mandate.body))


def first_day(tenure: Tenure, tenures: list[Tenure]) -> date:
    """The first day of the unbroken run of `tenures` of one person on this post that leads to `tenure`."""
    first: date = tenure.during.lower
    same_post = {
        other.during.upper: other.during.lower for other in tenures if other.post_id == tenure.post_id
    }
    while first in same_post:
        first = same_post[first]
    return first


def _holds(tenure: Tenure, on: date) -> bool:
    return bool(tenure.during.lower <= on and (tenure.during.upper is None or on < tenure.during.upper))


def apply(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> list[Mandate]:
    """The mandates `rule` gives over the holder of `tenure` (loaded with post, unit and section), held without a break since `first`."""
    post = tenure.post
    if rule.basis in SECTIONS:
        if post.section_id is None or post.unit.category != SECTIONS[rule.basis]:
            return []
        named = {"post": post, "category": _(post.unit.category)}
        text = _("%(post)s，%(category)s内设机构负责人") % named
        return [_by_function(rule, tenure, first, directory, text)]
    if not post.is_head:
        return []
    if rule.basis == Basis.LINKED_LEADER:
        return _by_link(rule, tenure, first, directory)
    if rule.basis == Basis.SYSTEM:
        return _by_system(rule, tenure, first, directory)
    if rule.basis == Basis.OWN_UNIT:
        text = _("%(unit)s党组织和党员干部对本单位“一把手”") % {"unit": post.unit}
        return [Mandate(rule.clause, post.unit.name, rule.subject, text, first, post.unit_id)]
    if rule.basis == Basis.COUNTY_MANAGED and post.managed_by != Management.COUNTY:
        return []
    words = _("%(post)s，县委管理干部") if rule.basis == Basis.COUNTY_MANAGED else _("%(post)s，党政“一把手”")
    return [_by_function(rule, tenure, first, directory, words % {"post": post})]


def _by_function(rule: MandateRule, tenure: Tenure, first: date, directory: Directory, text: str) -> Mandate:
    """The body that performs the rule's function, or the next body up that may act over the holder."""
    body = directory.function(tenure.post.unit.county_id, Function(str(rule.body)))
    return _unbiased(rule, tenure, first, directory, body, text)


def _unbiased(
    rule: MandateRule, tenure: Tenure, since: date, directory: Directory, body: Body, text: str
) -> Mandate:
    post = tenure.post
    unit = post.unit_id if post.is_head else None
    acting = directory.unbiased(body, person=tenure.person_id, unit=unit, county=post.unit.county_id)
    passed_up = acting != body
    if passed_up:
        text += _("（%(body)s应当回避，由上一级承担）") % {"body": body.name}
    return Mandate(rule.clause, acting.name, rule.subject, text, since, acting.unit, passed_up=passed_up)


def _by_link(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> list[Mandate]:
    found = []
    for link in directory.leaders(tenure.post.unit_id, tenure.person_id):
        since = max(first, link.during.lower) if link.during.lower else first
        named = {"leader": link.leader, "kind": link.get_kind_display(), "unit": tenure.post.unit}
        text = _("县领导%(leader)s%(kind)s%(unit)s") % named
        found.append(
            Mandate(rule.clause, link.leader.name, rule.subject, text, since, body_person=link.leader_id)
        )
    return found


def _by_system(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> list[Mandate]:
    found, since, below = [], first, tenure.post.unit.name
    for step in directory.ancestors(tenure.post.unit_id):
        since = max(since, step.during.lower) if step.during.lower else since
        text = _("%(unit)s的主管部门为%(parent)s") % {"unit": below, "parent": step.parent}
        body = Body(step.parent.name, step.parent_id)
        found.append(_unbiased(rule, tenure, since, directory, body, text))
        below = step.parent.name
    # Where a case passes to a department that is over the unit anyway, that is its ground.
    return sorted(found, key=lambda mandate: mandate.passed_up)


def _with_exceptions(mandates: list[Mandate], person: Person, on: date) -> list[Mandate]:
    exceptions = MandateException.objects.filter(person=person, during__contains=on).select_related("body")
    for exception in exceptions:
        rule = BY_CLAUSE[exception.clause]
        mandates = [m for m in mandates if (m.clause, m.body_unit) != (exception.clause, exception.body_id)]
        if exception.effect == MandateException.Effect.ADD:
            basis = _("个别指定：%(reason)s") % {"reason": exception.reason}
            since = exception.during.lower
            mandates.append(
                Mandate(rule.clause, exception.body.name, rule.subject, basis, since, exception.body_id)
            )
    return mandates
