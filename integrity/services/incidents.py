"""Entering incidents, and taking one back that did not prove true (B6, C1)."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.templatetags.wording import cn_date
from integrity.models import Attribution, Incident
from integrity.policies.incidents import answering_tenures, kept_incidents
from integrity.selectors.incidents import VIEWED, heads_on
from integrity.services.judging import JUDGING, check_incidents
from integrity.services.lists import NotPossible
from organisation.models import Person, Tenure, Unit
from rulebook.division import Field
from rulebook.procedures.integrity import INCIDENT_SOURCES, RELATIONS, Relation
from supervision.policies import scope_of
from supervision.selectors import holder_of


@dataclass(frozen=True, slots=True)
class Report:
    """An incident as typed. `head`: whose spouse or child, where the unit has two heads; `staff_no`: of a member or subordinate."""

    unit: Unit
    happened_on: date | None
    relation: str
    what: str
    source: str
    field: str = ""
    staff_no: str = ""
    head: str = ""


@ledger.service("incident.enter")
def enter_incident(*, token: UUID, report: Report, by: User, on: date) -> Incident:
    """Enter an incident and let every head of the unit on its day answer for it; one of the family is that head's alone.

    The same `token` twice enters it once. Of spouse and child nothing is kept but that they are. Raises ValidationError by field,
    NotPossible for who does not act for the discipline body.
    """
    known = Incident.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    if not answering_tenures(by, on).filter(post__unit=report.unit).exists():
        raise NotPossible
    problems = _problems(report, on)
    if problems or report.happened_on is None:
        raise ValidationError(problems)
    family = RELATIONS[Relation(report.relation)].family
    person = None if family else _person(report, by, on)
    heads = _heads(report, by, on)
    made = Incident.objects.create(
        unit=report.unit, happened_on=report.happened_on, relation=report.relation, person=person,
        field="" if family else report.field, what=report.what.strip(), source=report.source,
        entered_on=on, entered_by=by, token=token,
    )  # fmt: skip
    field = made.field
    holder = holder_of(report.unit.pk, Field(field), report.happened_on) if field else None
    for head in heads:
        Attribution.objects.create(
            incident=made, person=head.person, unit=report.unit, county_id=report.unit.county_id,
            year=report.happened_on.year, holder=holder,
        )  # fmt: skip
    _recheck(made, on)
    return made


@ledger.service("incident.withdraw")
def withdraw_incident(*, incident: int, reason: str, by: User, on: date) -> Incident:
    """Take an incident back that did not prove true; what was asked of the heads is closed. Raises ValidationError, NotPossible."""
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明撤销理由。")]})
    numbers = kept_incidents(by, on).filter(pk=incident, withdrawn_reason="").order_by().values("pk")
    row = (
        Incident.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=numbers).first()
    )
    if row is None:
        raise NotPossible
    row.withdrawn_reason = reason.strip()[:300]
    row.save()
    _recheck(row, on)
    return row


def note_viewing(*, incident: Incident, by: User) -> None:
    """Write in the ledger that `by` opened the incident."""
    ledger.record(VIEWED, by=by, target=incident)


def _recheck(row: Incident, on: date) -> None:
    JUDGING.after_commit(partial(check_incidents, numbers=[row.pk], on=on))


def _problems(report: Report, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if report.happened_on is None:
        problems["happened_on"] = [_("请填写发生日期。")]
    elif report.happened_on > on:
        problems["happened_on"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if report.relation not in set(Relation):
        problems["relation"] = [_("请选择涉及人员与“一把手”的关系。")]
    if report.source not in INCIDENT_SOURCES:
        problems["source"] = [_("请选择来源。")]
    if report.field and report.field not in set(Field):
        problems["field"] = [_("请选择所涉工作。")]
    if not report.what.strip():
        problems["what"] = [_("请写明事实。")]
    return problems


def _person(report: Report, by: User, on: date) -> Person | None:
    """Whom it is about. Raises ValidationError for a number nobody in the unit ever had, or somebody the user must stand back from."""
    number = report.staff_no.strip()
    if not number:
        return None
    found = Person.objects.filter(staff_no=number).first()
    if found is None:
        raise ValidationError({"staff_no": [_("没有工号为“%(number)s”的人员。") % {"number": number}]})
    if found.pk in scope_of(by, on).barred:
        raise ValidationError(
            {"staff_no": [_("涉及本人或者登记在册的亲属，应当回避，请由他人登记（N14）。")]}
        )
    return found


def _heads(report: Report, by: User, on: date) -> list[Tenure]:
    """The heads who answer: of the day it happened, whoever leads the unit now. Raises ValidationError where there was none, where one of
    two must be named, or where the user must stand back from one of them.
    """
    day = report.happened_on or on
    heads = heads_on(report.unit.pk, day)
    if not heads:
        raise ValidationError({"happened_on": [_("%(day)s该单位没有“一把手”。") % {"day": cn_date(day)}]})
    if RELATIONS[Relation(report.relation)].family and len({one.person_id for one in heads}) > 1:
        heads = [one for one in heads if one.person.staff_no == report.head.strip()]
        if not heads:
            raise ValidationError({"head": [_("该单位当时有两位“一把手”，请填写所涉“一把手”的工号。")]})
    mine = answering_tenures(by, on).filter(pk__in=[one.pk for one in heads])
    if mine.count() < len(heads):
        raise ValidationError(
            {"unit": [_("该单位“一把手”是本人、亲属或者本机构应当回避的人员，请由上一级登记。")]}
        )
    return list({one.person_id: one for one in heads}.values())
