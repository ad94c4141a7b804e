"""An opinion on a head (廉政意见, N46): gathered from the file, drafted by one officer, signed by the principal under its number, then sealed."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from core import ledger
from core.documents import Block, Line, Paragraph, Signature, Title
from core.periods import months_after
from core.templatetags.wording import cn_date
from integrity.models import IntegrityOpinion, OpinionSeries
from integrity.policies.files import (
    drafted_opinions,
    keeping_body,
    kept_files,
    signed_opinions,
    tenure_of_file,
)
from integrity.services.inquiries.held import NotPossible
from integrity.services.inquiries.sending import BLOCKS
from organisation.models import Person
from rulebook.procedures.files import (
    CONCLUSIONS,
    MARK,
    OPINION_MONTHS,
    PURPOSES,
    STEPS,
    Conclusion,
    State,
    Step,
)
from supervision.selectors.timeline import Bearing, Reading, bearings_of

LONGEST_REASON = 300
NOTHING = "档案中没有影响使用的情况。"


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the file tells on a day for an opinion: in words, what it would come to, the last day of what has effect."""

    text: str
    conclusion: Conclusion
    until: date | None


@dataclass(frozen=True, slots=True)
class Wording:
    """An opinion as typed."""

    purpose: str
    occasion: str
    text: str
    conclusion: str
    until: date | None = None


def gather(person: Person, by: User, on: date) -> Gathered:
    """What the file of `person` tells `by` that bears on using them; in Chinese whoever asks, because it is kept."""
    with override(settings.LANGUAGE_CODE):
        rows = bearings_of(Reading(person=person, user=by, on=on))
        head = f"经查阅{person.name}同志廉政档案（截至{cn_date(on)}）："
        lines = [f"{at}. {row.words}" for at, row in enumerate(rows, start=1)] or [NOTHING]
    return Gathered("\n".join([head, *lines]), *_weighed(rows))


def _weighed(rows: list[Bearing]) -> tuple[Conclusion, date | None]:
    last = max((row.until for row in rows if row.until), default=None)
    if any(row.pending for row in rows):
        return Conclusion.PENDING, None
    return (Conclusion.AFFECTED, last) if last else (Conclusion.CLEAR, None)


@ledger.service("integrity-opinion.draft")
def draft_opinion(*, token: UUID, person: int, wording: Wording, by: User, on: date) -> IntegrityOpinion:
    """Draft an opinion; the same `token` twice drafts it once. Raises ValidationError by field, NotPossible for a head that is not the
    body's.
    """
    known = IntegrityOpinion.objects.filter(token=token, drafted_by=by).first()
    if known:
        raise ledger.Again(known)
    found = kept_files(by, on).filter(pk=person).first()
    tenure = tenure_of_file(found, on) if found else None
    if found is None or tenure is None:
        raise NotPossible
    gathered = gather(found, by, on)
    _refuse(wording, gathered, on)
    return IntegrityOpinion.objects.create(
        person=found, unit=tenure.post.unit, post=tenure.post, body=keeping_body(by, tenure, on), gathered=gathered.text,
        drafted_on=on, drafted_by=by, token=token, **_values(wording),
    )  # fmt: skip


@ledger.service("integrity-opinion.reword")
def reword_opinion(*, opinion: int, wording: Wording, by: User, on: date) -> IntegrityOpinion:
    """Word a draft anew, by the file as it is now. Raises ValidationError by field, NotPossible where it is no draft any more."""
    row = _locked(opinion, by, on, State.DRAFT)
    gathered = gather(row.person, by, on)
    _refuse(wording, gathered, on)
    for name, value in _values(wording).items():
        setattr(row, name, value)
    row.gathered, row.drafted_on, row.drafted_by = gathered.text, on, by
    row.save()
    return row


@ledger.service("integrity-opinion.submit")
def submit_opinion(*, opinion: int, by: User, on: date) -> IntegrityOpinion:
    """Put a draft before the principal. Raises NotPossible."""
    row = _begun(Step.SUBMIT, opinion, by, on)
    row.returned = ""
    row.save()
    return row


@ledger.service("integrity-opinion.return")
def return_opinion(*, opinion: int, reason: str, by: User, on: date) -> IntegrityOpinion:
    """Give it back to be worded anew. Raises ValidationError without a reason, NotPossible."""
    return _with_reason(Step.RETURN, opinion, reason, by, on)


@ledger.service("integrity-opinion.drop")
def drop_opinion(*, opinion: int, reason: str, by: User, on: date) -> IntegrityOpinion:
    """Give up one that was not signed. Raises ValidationError without a reason, NotPossible."""
    return _with_reason(Step.DROP, opinion, reason, by, on)


@ledger.service("integrity-opinion.sign")
def sign_opinion(*, opinion: int, by: User, on: date) -> IntegrityOpinion:
    """Sign what another drafted, under the next number of the body and year; it may be used for the months of L68.

    Raises ValidationError where the file tells by now what the conclusion leaves out, NotPossible.
    """
    row = _begun(Step.SIGN, opinion, by, on)
    if not _fits(row.conclusion, row.until, gather(row.person, by, on)):
        raise ValidationError(_("起草以后档案有了影响使用或者正在核查的情况，请退回修改。"))
    OpinionSeries.objects.get_or_create(body=row.body, year=on.year)
    series = OpinionSeries.objects.select_for_update().get(body=row.body, year=on.year)
    series.last += 1
    series.save()
    row.year, row.serial, row.signed_on, row.signed_by = on.year, series.last, on, by
    row.number = f"{row.body.county.name[0]}{MARK}〔{on.year}〕{series.last}号"
    row.valid_until = months_after(on, OPINION_MONTHS.value) - timedelta(days=1)
    with override(settings.LANGUAGE_CODE):
        row.content = [[type(block).__name__, asdict(block)] for block in _worded(row, on)]
    row.save()
    return row


def document_of(opinion: IntegrityOpinion) -> list[Block]:
    """The opinion as it was signed."""
    return [BLOCKS[name](**fields) for name, fields in opinion.content]


def possible_steps(row: IntegrityOpinion, by: User, on: date) -> set[Step]:
    """The steps `by` can take now; at most two queries."""
    found = [rule for rule in STEPS.values() if row.state in rule.after]
    may = {
        principal: (signed_opinions if principal else drafted_opinions)(by, on).filter(pk=row.pk).exists()
        for principal in {rule.by_principal for rule in found}
    }
    return {rule.step for rule in found if may[rule.by_principal]}


def _begun(step: Step, opinion: int, by: User, on: date) -> IntegrityOpinion:
    rule = STEPS[step]
    row = _locked(opinion, by, on, *rule.after, principal=rule.by_principal)
    row.state = rule.to
    return row


def _with_reason(step: Step, opinion: int, reason: str, by: User, on: date) -> IntegrityOpinion:
    row = _begun(step, opinion, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明理由。")]})
    row.returned = reason.strip()[:LONGEST_REASON]
    row.save()
    return row


def _locked(opinion: int, by: User, on: date, *states: State, principal: bool = False) -> IntegrityOpinion:
    rows = (signed_opinions if principal else drafted_opinions)(by, on)
    numbers = rows.filter(pk=opinion, state__in=states).order_by().values("pk")
    held = IntegrityOpinion.objects.select_for_update(of=("self",), no_key=True)
    row = held.select_related("person", "unit", "post", "body__county").filter(pk__in=numbers).first()
    if row is None:
        raise NotPossible
    return row


def _values(wording: Wording) -> dict[str, object]:
    return {
        "purpose": wording.purpose,
        "occasion": wording.occasion.strip(),
        "text": wording.text.strip(),
        "conclusion": wording.conclusion,
        "until": wording.until if wording.conclusion == Conclusion.AFFECTED else None,
    }


def _refuse(wording: Wording, gathered: Gathered, on: date) -> None:
    problems: dict[str, list[str]] = {}
    if wording.purpose not in PURPOSES:
        problems["purpose"] = [_("请选择用途。")]
    if not wording.occasion.strip():
        problems["occasion"] = [_("请写明征求意见的单位和事由。")]
    if not wording.text.strip():
        problems["text"] = [_("请写明意见。")]
    if wording.conclusion not in CONCLUSIONS:
        problems["conclusion"] = [_("请选择结论。")]
    elif wording.conclusion == Conclusion.AFFECTED and (wording.until is None or wording.until < on):
        problems["until"] = [
            _("有影响期的，请填写影响期的最后一日，不早于今天（%(today)s）。") % {"today": cn_date(on)}
        ]
    elif not _fits(wording.conclusion, wording.until, gathered):
        problems["conclusion"] = [_("与档案载明的情况不符：有情况正在核查，或者影响期没有届满。")]
    if problems:
        raise ValidationError(problems)


def _fits(conclusion: str, until: date | None, gathered: Gathered) -> bool:
    """Whether a conclusion leaves nothing out: nobody is cleared while something has effect or is being looked into."""
    if gathered.conclusion == Conclusion.PENDING:
        return conclusion == Conclusion.PENDING
    if gathered.conclusion == Conclusion.AFFECTED:
        enough = until is not None and gathered.until is not None and until >= gathered.until
        return conclusion == Conclusion.PENDING or (conclusion == Conclusion.AFFECTED and enough)
    return True


def _worded(row: IntegrityOpinion, on: date) -> Iterator[Block]:
    yield Title("关于" + row.person.name + "同志的廉政意见")
    yield Line(row.number)
    yield Line("")
    yield Paragraph(f"征求意见的单位和事由：{row.occasion}")
    yield Paragraph(f"{row.person.name}，{row.unit.name}{row.post.title}。")
    yield from (Paragraph(line) for line in row.text.splitlines() if line.strip())
    words = CONCLUSIONS[Conclusion(row.conclusion)]
    if row.until:
        words += f"，影响期至{cn_date(row.until)}"
    yield Paragraph(f"{words}。", "意见：")
    yield Paragraph(f"本意见有效期至{cn_date(row.valid_until)}。")
    yield Signature(row.body.name, f"{on.year}年{on.month}月{on.day}日")
