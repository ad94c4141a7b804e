"""Who supervises a head, for what, on what basis, since when (part A)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from organisation.models import Person, Post, Tenure
from organisation.selectors import first_day
from rulebook.establishment import Function
from rulebook.mandates import BY_CLAUSE, FROM_INSIDE, MANDATES, SECTIONS_OF
from rulebook.tenure import Management
from rulebook.types import Basis, MandateRule
from supervision.models import MandateException
from supervision.policies import ByHand, exceptions_in_force
from supervision.selectors.bodies import Body, Directory


@dataclass(frozen=True, slots=True)
class Mandate:
    """One answer to "who supervises this head": `since` is the first day all of its grounds held, None where unknown."""

    clause: str
    body: str
    subject: str
    basis: str
    since: date | None
    body_unit: int | None = None
    body_person: int | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """What the rulebook, or an exception by hand, says before anybody stands back: `body` by `rule`, because of `text`."""

    rule: MandateRule
    body: Body
    text: str
    since: date | None
    county: str


def directory_of(person: Person, on: date) -> Directory:
    """The bodies on `on` of the counties in which `person` ever served."""
    posts = Tenure.objects.filter(person=person)
    return Directory(counties=posts.values_list("post__unit__county", flat=True).distinct(), on=on)


def mandates_over(person: Person, on: date, directory: Directory | None = None) -> list[Mandate]:
    """Return the mandates over `person` on `on`, by clause; empty where they held no post then. A constant number of queries.

    `directory` is `directory_of` the person on that day, where the caller has it already.
    """
    tenures = list(Tenure.objects.filter(person=person).select_related("post__unit", "post__section"))
    held = [
        tenure
        for tenure in tenures
        if _holds(tenure, on) and (tenure.post.is_head or tenure.post.section_id is not None)
    ]
    if not held:
        return []
    directory = directory or directory_of(person, on)
    own: dict[tuple[str, Body], Mandate] = {}
    passed: dict[tuple[str, Body], Mandate] = {}
    for tenure in sorted(held, key=lambda tenure: (not tenure.post.is_head, tenure.during.lower)):
        first = first_day(tenure, tenures)
        for rule in MANDATES:
            if rule.since <= on and (rule.until is None or on < rule.until):
                for ground in _grounds(rule, tenure, first, directory):
                    _bear(ground, person, directory, own, passed)
    for ground in _by_hand(person, on):
        _bear(ground, person, directory, own, passed)
    order = [rule.clause for rule in MANDATES]
    found = {**passed, **own}.values()
    return sorted(found, key=lambda mandate: (order.index(mandate.clause), mandate.body))


def _holds(tenure: Tenure, on: date) -> bool:
    return bool(tenure.during.lower <= on and (tenure.during.upper is None or on < tenure.during.upper))


def _bear(
    ground: Ground,
    person: Person,
    directory: Directory,
    own: dict[tuple[str, Body], Mandate],
    passed: dict[tuple[str, Body], Mandate],
) -> None:
    """Enter the mandate that follows from `ground`, at the body that need not stand back, unless it was taken from it by hand."""
    clause, body = ground.rule.clause, ground.body
    if _is_taken(clause, body, person, directory):
        return
    bearer = body
    if body.person is not None and directory.must_stand_back(body.person, person.pk):
        bearer = directory.bearer(directory.above(body, ground.county), person.pk, ground.county)
    elif clause not in FROM_INSIDE:
        bearer = directory.bearer(body, person.pk, ground.county)
    if bearer != body and _is_taken(clause, bearer, person, directory):
        return
    text = ground.text
    if bearer != body:
        text += _("（%(body)s应当回避，由上一级承担）") % {"body": body.name}
    mandate = Mandate(
        clause, bearer.name, ground.rule.subject, text, ground.since, bearer.unit, bearer.person
    )
    found = own if bearer == body else passed
    known = found.setdefault((clause, bearer), mandate)
    if known.since and mandate.since and mandate.since < known.since:
        found[clause, bearer] = mandate


def _is_taken(clause: str, body: Body, person: Person, directory: Directory) -> bool:
    return body.unit is not None and ByHand(clause, body.unit, person.pk) in directory.taken


def _grounds(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> Iterator[Ground]:
    post = tenure.post
    unit, county = directory.register.unit(post.unit), post.unit.county_id
    if rule.basis in SECTIONS_OF:
        if post.section_id is not None and unit.category == SECTIONS_OF[rule.basis]:
            told = {"post": _called(post, unit.name), "category": _(unit.category)}
            text = _("%(post)s，%(category)s内设机构负责人") % told
            yield Ground(rule, directory.function(county, Function(str(rule.body))), text, first, county)
    elif not post.is_head:
        return
    elif rule.basis == Basis.LINKED_LEADER:
        yield from _by_link(rule, tenure, first, directory)
    elif rule.basis == Basis.SYSTEM:
        yield from _by_system(rule, tenure, first, directory)
    elif rule.basis == Basis.OWN_UNIT:
        text = _("%(unit)s党组织和党员干部对本单位“一把手”") % {"unit": unit.name}
        yield Ground(rule, Body(unit.name, post.unit_id), text, first, county)
    elif rule.basis == Basis.ALL_HEADS or directory.register.manager(post) == Management.COUNTY:
        words = (
            _("%(post)s，县委管理干部") if rule.basis == Basis.COUNTY_MANAGED else _("%(post)s，党政“一把手”")
        )
        body = directory.function(county, Function(str(rule.body)))
        yield Ground(rule, body, words % {"post": _called(post, unit.name)}, first, county)


def _called(post: Post, unit: str) -> str:
    """A post in words, under the name its unit had."""
    section = f" {post.section.name}" if post.section else ""
    return f"{unit}{section} {post.title}"


def _by_link(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> Iterator[Ground]:
    unit = tenure.post.unit
    for link in directory.links.get(unit.pk, []):
        since = max(first, link.during.lower) if link.during.lower else first
        called = directory.register.unit(unit).name
        told = {"leader": link.leader, "kind": link.get_kind_display(), "unit": called}
        text = _("县领导%(leader)s%(kind)s%(unit)s") % told
        leader = Body(link.leader.name, person=link.leader_id)
        yield Ground(rule, leader, text, since, unit.county_id)


def _by_system(rule: MandateRule, tenure: Tenure, first: date, directory: Directory) -> Iterator[Ground]:
    unit = tenure.post.unit
    since, below = first, directory.register.unit(unit).name
    for step in directory.ancestors(unit.pk):
        since = max(since, step.during.lower) if step.during.lower else since
        body = directory.body(step.parent_id)
        text = _("%(unit)s的主管部门为%(parent)s") % {"unit": below, "parent": body.name}
        yield Ground(rule, body, text, since, unit.county_id)
        below = body.name


def _by_hand(person: Person, on: date) -> Iterator[Ground]:
    """Mandates that exceptions give."""
    given = exceptions_in_force(on).filter(effect=MandateException.Effect.ADD)
    for row in given.filter(person=person).select_related("body"):
        rule, body = BY_CLAUSE[row.clause], Body(row.body.name, row.body_id)
        text = _("个别指定：%(reason)s") % {"reason": row.reason}
        days = [day for day in (row.during.lower, row.confirmed_on) if day]
        yield Ground(rule, body, text, max(days), row.body.county_id)
