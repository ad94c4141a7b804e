"""The head signs for the letter, explains in their own words, hands in the self-criticism; the record of a talk."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger, workdays
from core.templatetags.wording import cn_date
from integrity.models import Admonition, Explanation, ExplanationFile, Inquiry, SelfCriticism
from integrity.policies.inquiries import handled_inquiries, own_admonitions, own_inquiries
from integrity.procedure.inquiries import answer_due
from integrity.selectors.inquiries import party_principal
from integrity.selectors.origins import tell_heard
from integrity.services.inquiries.checking import recheck
from integrity.services.inquiries.held import NotPossible, begin, locked
from rulebook.procedures.inquiry import TALKERS_LEAST, State, Step

SEPARATORS = "、，,；;"


@ledger.service("inquiry.receive")
def receive_inquiry(*, inquiry: int, by: User, on: date) -> Inquiry:
    """The head signs for the letter or notice; the days for the answer run from here (N28). Raises NotPossible."""
    row = begin(Step.RECEIVE, inquiry=inquiry, by=by, on=on)
    row.received_on = on
    if row.is_letter and row.sent_on:
        row.answer_due = answer_due(row.sent_on, on, workdays.load())
    row.save()
    recheck(row.pk, on=on)
    return row


@ledger.service("inquiry.answer")
def answer_inquiry(*, inquiry: int, text: str, signed_by: str, by: User, on: date) -> Inquiry:
    """The head explains in their own words, once; late words are taken as well, and shown as late.

    Raises ValidationError without words, or where the unit's Party principal has to sign and is not named (N28); NotPossible.
    """
    row = begin(Step.ANSWER, inquiry=inquiry, by=by, on=on)
    problems: dict[str, list[str]] = {}
    if not text.strip():
        problems["text"] = [_("请写明情况。")]
    principal = party_principal(row, on)
    if principal is not None and not signed_by.strip():
        words = _("请经本单位党组织主要负责人（%(name)s）签署意见后，填写签署人（N28）。")
        problems["signed_by"] = [words % {"name": principal.name}]
    if problems:
        raise ValidationError(problems)
    signer = signed_by.strip() if principal is not None else ""
    Explanation.objects.create(inquiry=row, on=on, text=text.strip(), signed_by=signer, by=by)
    return _explained(row, on, on)


@ledger.service("inquiry.talk")
def register_talk(
    *, inquiry: int, day: date | None, place: str, talkers: str, text: str, by: User, on: date
) -> Inquiry:
    """Enter the record of the talk: when, where, by at least two (their names), what the head said.

    Raises ValidationError by field, NotPossible.
    """
    row = begin(Step.TALK, inquiry=inquiry, by=by, on=on)
    problems: dict[str, list[str]] = {}
    if day is None:
        problems["day"] = [_("请填写谈话日期。")]
    elif day > on or (row.sent_on and day < row.sent_on):
        problems["day"] = [_("谈话日期应在通知发出日期和今天（%(today)s）之间。") % {"today": cn_date(on)}]
    if not place.strip():
        problems["place"] = [_("请填写谈话地点。")]
    names = _names(talkers)
    if len(names) < TALKERS_LEAST.value:
        problems["talkers"] = [_("谈话人不得少于 %(n)s 人，请用顿号分开。") % {"n": TALKERS_LEAST.value}]
    elif row.person.name in names:
        problems["talkers"] = [_("谈话人不能是被谈话的“一把手”本人。")]
    if not text.strip():
        problems["text"] = [_("请写明谈话情况和本人的说明。")]
    if problems or day is None:
        raise ValidationError(problems)
    Explanation.objects.create(
        inquiry=row, on=day, text=text.strip(), place=place.strip(), talkers="、".join(names), by=by
    )
    return _explained(row, day, on)


def attach_to_explanation(*, inquiry: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with the head's words, or the record of the talk; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach(inquiry=inquiry, file=file, by=by, on=on))


@ledger.service("inquiry.attach")
def _attach(*, inquiry: int, file: UploadedFile, by: User, on: date) -> ExplanationFile:
    """Raises ValidationError where it may not be kept, NotPossible once the case was assessed, or for whose words it is not."""
    rows = Inquiry.objects.filter(
        Q(pk__in=own_inquiries(by, on).order_by().values("pk"))
        | Q(pk__in=handled_inquiries(by, on).order_by().values("pk"))
    )
    row = locked(rows.filter(state=State.ANSWERED, explanation__by=by), inquiry)
    explanation = Explanation.objects.get(inquiry=row)
    return attachments.keep(file, among=explanation.attachments.all(), explanation=explanation, added_by=by)


@ledger.service("inquiry.criticise")
def hand_in_criticism(*, inquiry: int, text: str, by: User, on: date) -> SelfCriticism:
    """The head hands in the written self-criticism after an admonition, once (N30). Raises ValidationError, NotPossible."""
    numbers = own_admonitions(by).filter(inquiry=inquiry, criticism=None).order_by().values("pk")
    row = Admonition.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers).first()
    if row is None or SelfCriticism.objects.filter(admonition=row).exists():
        raise NotPossible
    if not text.strip():
        raise ValidationError({"text": [_("请写明对问题的认识和改正措施。")]})
    made = SelfCriticism.objects.create(admonition=row, on=on, text=text.strip(), by=by)
    recheck(inquiry, on=on)
    return made


def _explained(row: Inquiry, day: date, on: date) -> Inquiry:
    row.answered_on = day
    row.save()
    tell_heard(row.origin, row.origin_row, day, on)
    recheck(row.pk, on=on)
    return row


def _names(typed: str) -> list[str]:
    for sign in SEPARATORS:
        typed = typed.replace(sign, "、")
    return list(dict.fromkeys(name.strip() for name in typed.split("、") if name.strip()))
