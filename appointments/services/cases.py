"""Opening and ending files, naming who handles them, tying them to the discussion."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.checks.entering import missing_for_discussion
from appointments.choices import CaseState, KindChoice
from appointments.models import Case, Handler
from appointments.policies import deciding_units, linkable_matters
from appointments.services.checking import recheck
from appointments.services.numbering import next_number
from appointments.services.states import NotPossible, held
from core import ledger
from core.rows import as_product
from decisions.choices import DECIDED_STATES
from organisation.models import Person, Post, Relative, Unit
from supervision.policies import scope_of


@dataclass(frozen=True, slots=True)
class Opening:
    """A file as typed."""

    unit: Unit
    person: Person
    post: Post
    kind: str
    reason: str = ""
    exceptional: str = ""
    personal_matters: bool = False
    past: bool = False


@ledger.service("appointment.open")
def open_case(*, token: UUID, opening: Opening, by: User, on: date) -> Case:
    """Open a file; the same `token` twice gives the same file. Raises ValidationError by field, NotPossible."""
    known = Case.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    if not deciding_units(by, on).filter(pk=opening.unit.pk).exists():
        raise NotPossible
    problems = _problems(opening, by, on)
    if problems:
        raise ValidationError(problems)
    unit = Unit.objects.select_for_update().get(pk=opening.unit.pk)
    with as_product(
        "numbers run over all files of a unit, also over those that who opens this one may not see"
    ):
        case = Case.objects.create(
            unit=unit, number=next_number(Case.objects.filter(unit=unit), on), person=opening.person, post=opening.post, kind=opening.kind,
            reason=opening.reason.strip(), exceptional=opening.exceptional.strip(),
            personal_matters=opening.personal_matters, past=opening.past, opened_on=on, entered_by=by, token=token,
        )  # fmt: skip
    recheck(case, on=on)
    return case


def _problems(opening: Opening, by: User, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if opening.person.pk in scope_of(by, on).barred:
        problems["person"] = [_("不能为本人或者登记在册的亲属建档，请由他人办理（N14）。")]
    if opening.kind not in KindChoice.values:
        problems["kind"] = [_("请选择任用方式。")]
    if opening.post.unit.county_id != opening.unit.county_id:
        problems["post"] = [_("拟任职务不在本县。")]
    with as_product("one open file a person and post, whoever keeps it"):
        same = Case.objects.filter(person=opening.person, post=opening.post, state=CaseState.OPEN).exists()
    if same:
        problems["person"] = [_("该人选拟任这一职务的档案正在办理，不能重复建档。")]
    return problems


@ledger.service("appointment.link-discussion")
def link_matter(*, case: int, matter: int, by: User, on: date) -> Case:
    """Take the discussion from the register of decisions. Before the meeting every step that must come first has to be over.

    Raises ValidationError, NotPossible where the matter does not propose the candidate, or another one decided already.
    """
    found = held(case, by, on)
    chosen = linkable_matters(by, on, found).filter(pk=matter).first()
    if chosen is None:
        raise NotPossible
    if found.matter_id == chosen.pk:
        return found
    if found.matter is not None and found.matter.state in DECIDED_STATES:
        raise ValidationError({"matter": [_("讨论决定已经作出，不能换成别的事项。")]})
    missing = [] if found.past or chosen.state in DECIDED_STATES else missing_for_discussion(found, on)
    if missing:
        raise ValidationError(
            {"matter": [_("不能提交讨论决定，还缺：%(steps)s。") % {"steps": "、".join(missing)}]}
        )
    found.matter = chosen
    found.save()
    recheck(found, on=on)
    return found


@ledger.service("appointment.drop")
def drop_case(*, case: int, reason: str, by: User, on: date) -> Case:
    """End a file without an appointment. Raises ValidationError without a reason, NotPossible after the appointment."""
    found = held(case, by, on)
    if found.state != CaseState.OPEN:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明终止理由。")]})
    found.state, found.dropped_reason = CaseState.DROPPED, reason.strip()[:300]
    found.save()
    recheck(found, on=on)
    return found


@ledger.service("appointment.name-handler")
def name_handler(*, case: int, staff_no: str, by: User, on: date) -> Handler:
    """Name who handles the file. Raises ValidationError for nobody known, or for the candidate and their relatives (N14)."""
    found = held(case, by, on)
    person = Person.objects.filter(staff_no=staff_no.strip()).first()
    if person is None:
        raise ValidationError(
            {"staff_no": [_("没有工号为“%(number)s”的人员。") % {"number": staff_no.strip()}]}
        )
    kin = Relative.objects.filter(
        Q(person=found.person, relative=person) | Q(person=person, relative=found.person)
    )
    if person.pk == found.person_id or kin.exists():
        raise ValidationError({"staff_no": [_("承办人不能是人选本人或者登记在册的亲属（N14）。")]})
    handler, _made = Handler.objects.get_or_create(case=found, person=person)
    recheck(found, on=on)
    return handler


@ledger.service("appointment.release-handler")
def release_handler(*, case: int, handler: int, by: User, on: date) -> Case:
    """Take somebody off the file; who is off already is no error."""
    found = held(case, by, on)
    for row in Handler.objects.filter(case=found, pk=handler):
        row.delete()
    return found
