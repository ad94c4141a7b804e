"""Signing: the leaver, the successor and the witnesses, each under the own log-in; the leading witness completes the handover."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import HandoverState
from audits.models import Handover, HandoverItem, HandoverSignature
from audits.policies.handovers import own_handovers, witnessed_handovers
from audits.procedure.handovers import all_agreed
from audits.services.handovers.judging import form_of, recheck
from audits.services.handovers.states import NotPossible, held, takes
from core import clock, ledger
from organisation.models import Unit
from rulebook.procedures.handover import Part, WitnessRule
from rulebook.types import Proof
from supervision.policies import scope_of
from supervision.services import Done, fulfil
from supervision.services.calendar import lock

CARRIED = "已列入 %(number)s 交接"


@ledger.service("handover.sign-as-leaver")
def sign_as_leaver(*, handover: int, by: User, on: date) -> Handover:
    """Sign as who hands over. Raises ValidationError where an item is not agreed yet, NotPossible."""
    found = held(own_handovers(by).filter(excuse=""), handover, on)
    _ask_agreed(found)
    _sign(found, Part.LEAVER, by)
    return found


@ledger.service("handover.sign-as-successor")
def sign_as_successor(*, handover: int, by: User, on: date) -> Handover:
    """Sign as who takes over. Raises ValidationError, NotPossible."""
    found = held(takes(by, on), handover, on)
    _ask_agreed(found)
    _sign(found, Part.SUCCESSOR, by)
    return found


@ledger.service("handover.sign-as-witness")
def sign_as_witness(*, handover: int, by: User, on: date) -> Handover:
    """Sign as a witness. The leading body's signature, after both sides', completes the handover: it gets its number, does the
    calendar's duty, and what is open goes to the successor. Raises ValidationError, NotPossible.
    """
    lock()
    found, rule = _witnessed(handover, by, on)
    _ask_agreed(found)
    parts = set(found.signatures.values_list("part", flat=True))
    body = _body(by, rule, on)
    if rule.leads and (Part.SUCCESSOR not in parts or (not found.excuse and Part.LEAVER not in parts)):
        raise ValidationError(_("请在移交人、接收人都签字以后签字。"))
    _sign(found, Part.WITNESS, by, body=body, leads=rule.leads)
    if rule.leads:
        _complete(found, body, by, on)
    return found


def _witnessed(handover: int, by: User, on: date) -> tuple[Handover, WitnessRule]:
    for rule, rows in witnessed_handovers(by, on):
        if rows.filter(pk=handover).exists():
            return held(rows, handover, on), rule
    raise NotPossible


def _ask_agreed(found: Handover) -> None:
    if found.state != HandoverState.CHECKING or not all_agreed(form_of(found).lines):
        raise ValidationError(_("接收人逐项核对无异议以后才能签字。"))


def _sign(found: Handover, part: Part, by: User, *, body: Unit | None = None, leads: bool = False) -> None:
    """Write one signature; the same again is the one there. Nobody signs in two parts."""
    mine = Q(user=by) | (Q(person=by.person) if by.person else Q(pk__in=[]))
    known = found.signatures.filter(mine).first()
    if known is not None:
        if known.part == part and known.user_id == by.pk:
            return
        raise ValidationError(_("移交人、接收人、监交人不能是同一人。"))
    if by.person_id is not None and part != Part.LEAVER and by.person_id == found.person_id:
        raise ValidationError(_("移交人、接收人、监交人不能是同一人。"))
    taken = found.signatures.filter(part=part)
    if (taken.filter(body=body) if part == Part.WITNESS else taken).exists():
        raise NotPossible
    HandoverSignature.objects.create(
        handover=found, part=part, body=body, leads=leads, user=by, person=by.person, at=clock.now()
    )


def _body(by: User, rule: WitnessRule, on: date) -> Unit:
    bodies = scope_of(by, on).bodies
    if not bodies:
        raise NotPossible
    return next((body for body in bodies if body.function == rule.function), bodies[0])


def _complete(found: Handover, body: Unit, by: User, on: date) -> None:
    found.number, found.signed_on, found.state = _number(found, body, on), on, HandoverState.SIGNED
    found.save()
    done = Done(
        person=found.person_id, unit=found.unit_id, post=found.post_id, period=found.left_on.isoformat()
    )
    fulfil(proof=Proof.HANDOVER, heads=[done], held_on=on, record=None, on=on)
    _carry_over(found, by, on)
    recheck(found.pk, on=on)


def _number(found: Handover, body: Unit, on: date) -> str:
    """The next number of the body's handovers in the year, like 县委组织部交〔2026〕3号 (N44). Locks the body."""
    Unit.objects.select_for_update(no_key=True).get(pk=body.pk)
    start = f"{body.name}交〔{on.year}〕"
    return f"{start}{Handover.objects.filter(county=found.county_id, number__startswith=start).count() + 1}号"


def _carry_over(found: Handover, by: User, on: date) -> None:
    """What earlier handovers of the post left open stands in this one now, or its record is finished."""
    earlier = HandoverItem.objects.filter(
        handover__post=found.post_id, handover__state=HandoverState.SIGNED, open=True, closed_on=None
    ).exclude(handover=found)
    for item in earlier:
        item.closed_on, item.closed_by, item.result = on, by, CARRIED % {"number": found.number}
        item.save()
