"""What a step needs besides the state: what a complaint led to must be over, nothing goes to the unit reported, recognition is asked above the county."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from complaints.models import Complaint, ReceivingBody
from complaints.procedure.handling import Taken, disposal_of
from complaints.services.links import INQUIRY, links_of
from complaints.services.opening import Keys
from core import sealing
from integrity.models import Inquiry
from organisation.models import Unit
from rulebook.procedures.complaints import Disposal, Step
from rulebook.procedures.inquiry import OVER, Outcome

# Steps that name a body: the one it is passed on to, the one that recognises.
NAMES_A_BODY = frozenset({Step.REFER, Step.ACCUSE_TO})


def led_to(found: Complaint, keys: Keys) -> list[Inquiry]:
    """The letters of inquiry and talks it led to, with those that followed them, the earliest first."""
    numbers = {one.row for one in links_of(found, keys, INQUIRY)}
    rows: list[Inquiry] = []
    while numbers:
        more = list(Inquiry.objects.filter(pk__in=numbers).select_related("person", "unit", "body"))
        rows += more
        numbers = set(Inquiry.objects.filter(previous__in=more).values_list("pk", flat=True))
    return sorted(rows, key=lambda one: one.pk)


def require(
    found: Complaint, keys: Keys, kind: Step, taken: list[Taken], *, choice: str, statement: str
) -> None:
    """Raise ValidationError by field where the step cannot be taken yet, or names a body that must not be."""
    if kind in {Step.CONCLUDE, Step.PROPOSE}:
        _require_over(found, keys, kind, taken, choice)
    if kind in NAMES_A_BODY and not statement.strip():
        raise ValidationError({"statement": [_("请写明机关名称。")]})
    if kind == Step.REFER and statement.strip() in _reported(found, keys):
        raise ValidationError({"statement": [_("不得转给被反映的单位和个人。")]})
    if (
        kind == Step.ACCUSE_TO
        and ReceivingBody.objects.filter(name=statement.strip(), unit__isnull=False).exists()
    ):
        raise ValidationError({"statement": [_("诬告陷害由设区的市级以上机关认定，本县只能申请（N32）。")]})


def _require_over(found: Complaint, keys: Keys, kind: Step, taken: list[Taken], choice: str) -> None:
    if disposal_of(taken) != Disposal.INQUIRY or not (rows := led_to(found, keys)):
        return
    if any(row.state not in OVER for row in rows):
        raise ValidationError(_("函询谈话还没有办结，办结后再继续办理。"))
    if rows[-1].outcome == Outcome.VERIFY and kind == Step.CONCLUDE:
        raise ValidationError(_("函询谈话的结果是转初步核实，请先提出初步核实的处置意见（N29）。"))
    if rows[-1].outcome == Outcome.VERIFY and choice != Disposal.VERIFICATION:
        raise ValidationError({"choice": [_("函询谈话的结果是转初步核实，请选择初步核实（N29）。")]})


def _reported(found: Complaint, keys: Keys) -> set[str]:
    said: dict[str, Any] = sealing.unlock_words(keys.content, bytes(found.content))
    unit = Unit.objects.filter(pk=said.get("unit") or 0).values_list("name", flat=True).first()
    return {name for name in (unit, said.get("unit_words"), said.get("person_words")) if name}
