"""The head's objection to the report (申诉) and its re-examination by others (N17); an overturned report is taken back."""

from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import Outcome, State
from audits.models import Audit, Objection, Step
from audits.policies.stages import written_audits
from audits.procedure.days import objected_by, reexamined_by
from audits.services.stages.checking import recheck
from audits.services.stages.held import NotPossible, held, locked
from core import ledger, workdays
from organisation.models import Person, Tenure
from rulebook.procedures.auditing import OVERTURNED_WITH_REPORT, Actor
from rulebook.procedures.auditing import Step as Kind
from supervision.services import take_back


def report_of(audit: Audit) -> Step | None:
    """The report that stands, if one does."""
    return Step.objects.filter(audit=audit, kind=Kind.REPORT, void_on=None).first()


@ledger.service("audit.object")
def file_objection(*, token: UUID, audit: int, text: str, by: User, on: date) -> Objection:
    """Object to the report, as the head, within its days. The same `token` again gives the one it made. Raises ValidationError, NotPossible."""
    known = Objection.objects.filter(token=token, filed_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    found = held(audit, Actor.HEAD, by, on, over=True)
    report = report_of(found)
    if report is None or Objection.objects.filter(report=report).exists():
        raise NotPossible
    if not text.strip():
        raise ValidationError({"text": [_("请写明申诉的事项和理由。")]})
    calendar = workdays.load()
    due = objected_by(report.delivered_on or report.on, calendar)
    if on > due:
        words = _("提出申诉的期限已在 %(due)s 届满（N17）。")
        raise ValidationError({"text": [words % {"due": due.isoformat()}]})
    row = Objection.objects.create(
        audit=found, report=report, filed_on=on, text=text.strip(), due=reexamined_by(on, calendar), filed_by=by, token=token
    )  # fmt: skip
    recheck(found, on=on)
    return row


def reviewers_offered(audit: Audit, on: date) -> QuerySet[Person]:
    """Who can re-examine: the people of the auditing body who were never in the team, nor are the head's relatives or the head."""
    held_posts = Tenure.objects.filter(post__unit=audit.body_id, during__contains=on)
    rows = Person.objects.filter(pk__in=held_posts.order_by().values("person"))
    return (
        rows.exclude(pk__in=audit.team.order_by().values("person")).exclude(pk=audit.person_id).order_by("pk")
    )


@ledger.service("audit.answer-objection")
def answer_objection(
    *, objection: int, reviewer: Person, outcome: str, answer: str, by: User, on: date
) -> Objection:
    """Answer an objection. Overturned, the report and what followed it are void: the calendar forgets it, the draft is sent anew.

    Raises ValidationError by field, NotPossible where it was answered, or `by` was of the team.
    """
    row = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("report")
        .filter(pk=objection)
        .first()
    )
    if row is None or row.outcome or not written_audits(by, on).filter(pk=row.audit_id).exists():
        raise NotPossible
    found = locked(row.audit_id, over=True)
    problems: dict[str, list[str]] = {}
    team = set(found.team.values_list("person", flat=True))
    if by.person_id in team:
        raise ValidationError(_("您参加了这项审计，不能复查；请由审计组以外的人员办理（N17）。"))
    if reviewer.pk in team:
        problems["reviewer"] = [_("参加过这项审计的人员不能复查（N17）。")]
    if outcome not in set(Outcome):
        problems["outcome"] = [_("请选择复查结论。")]
    if not answer.strip():
        problems["answer"] = [_("请写明复查情况和理由。")]
    if problems:
        raise ValidationError(problems)
    row.reviewer, row.outcome, row.answer, row.answered_on = reviewer, outcome, answer.strip(), on
    row.save()
    if outcome == Outcome.OVERTURNED:
        _overturn(found, on)
    recheck(found, on=on)
    return row


def _overturn(audit: Audit, on: date) -> None:
    rows = Step.objects.select_for_update().filter(audit=audit, kind__in=OVERTURNED_WITH_REPORT, void_on=None)
    fulfilments = []
    for row in rows:
        if row.fulfilment_id is not None:
            fulfilments.append(row.fulfilment_id)
            row.fulfilment = None
        row.void_on = on
        row.save()
    take_back(fulfilments=fulfilments, on=on)
    audit.state = State.ENTERED
    audit.save()
