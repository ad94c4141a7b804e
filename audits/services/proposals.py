"""Proposing an audit by hand, setting a proposal aside, taking it up again (C18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import Kind, ProposalState
from audits.models import Proposal
from audits.policies import kept_proposals, offered_triggers, proposable_people
from audits.selectors.proposals import open_findings
from audits.services.states import NotPossible
from core import ledger
from organisation.models import Person, Tenure
from rulebook.procedures.audits import PROBLEMS_LEAST, TRIGGERS, Trigger

VIEWED = "audit.proposal.viewed"


@dataclass(frozen=True, slots=True)
class Content:
    """A proposal as typed."""

    person: Person
    trigger: str
    kind: str
    due: date
    words: str


@ledger.service("audit.propose")
def propose_audit(*, token: UUID, content: Content, by: User, on: date) -> Proposal:
    """Propose an audit by hand; the same `token` again gives the one it made. Raises ValidationError by field, NotPossible."""
    Person.objects.select_for_update(no_key=True).get(pk=content.person.pk)
    known = Proposal.objects.filter(token=token, entered_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    if content.trigger not in offered_triggers(by, on):
        raise NotPossible
    problems = _problems(content, by, on)
    if problems:
        raise ValidationError(problems)
    held = Tenure.objects.filter(person=content.person, during__contains=on, post__is_head=True)
    post = held.select_related("post__unit").order_by("during", "pk")[0].post
    return Proposal.objects.create(
        person=content.person, post=post, trigger=content.trigger, kind=content.kind, since=on, due=content.due,
        words=content.words.strip(), raised_on=on, entered_by=by, token=token,
    )  # fmt: skip


def _problems(content: Content, by: User, on: date) -> dict[str, list[str]]:
    trigger = Trigger(content.trigger)
    problems: dict[str, list[str]] = {}
    if content.kind not in {Kind.DURING, Kind.BEFORE}:
        problems["kind"] = [_("离任审计由离任自动提出，请选择任中或者任前审计。")]
    if content.due <= on:
        problems["due"] = [_("完成期限须晚于今天。")]
    if not content.words.strip():
        problems["words"] = [_("请写明情况和理由。")]
    if trigger == Trigger.PROBLEMS:
        number = open_findings(content.person.pk)
        if number < PROBLEMS_LEAST.value:
            told = {"number": number, "least": PROBLEMS_LEAST.value}
            problems["trigger"] = [_("未了结的问题 %(number)s 个，不足 %(least)s 个（L40）。") % told]
    if not proposable_people(by, on, trigger).filter(pk=content.person.pk).exists():
        problems["person"] = [_("不在您可以提出审计建议的范围内。")]
    waiting = Proposal.objects.filter(
        person=content.person,
        trigger=trigger,
        state=ProposalState.OPEN,
    )
    if waiting.exists():
        problems["person"] = [_("已有同一事由的审计建议尚未办理。")]
    return problems


@ledger.service("audit.proposal.aside")
def set_aside(*, proposal: int, reason: str, by: User, on: date) -> Proposal:
    """Note that a proposal is not followed for now, and why. One that a clause makes a duty cannot be. Aside already: nothing is changed.

    Raises ValidationError, NotPossible.
    """
    row = _kept(proposal, by, on)
    if row.state == ProposalState.ASIDE:
        return row
    if row.state != ProposalState.OPEN:
        raise NotPossible
    rule = TRIGGERS[Trigger(row.trigger)]
    if rule.compulsory:
        raise ValidationError(
            _("任满五年必须审计（%(clause)s），不能搁置；离任或者完成审计后自行消除。")
            % {"clause": rule.clause}
        )
    if not reason.strip():
        raise ValidationError(_("请写明搁置的理由。"))
    row.state, row.aside_reason, row.aside_on, row.aside_by = ProposalState.ASIDE, reason.strip(), on, by
    row.save()
    return row


@ledger.service("audit.proposal.take-up")
def take_up(*, proposal: int, by: User, on: date) -> Proposal:
    """Let a proposal that was set aside wait for the plan again. Open already: nothing is changed. Raises NotPossible."""
    row = _kept(proposal, by, on)
    if row.state == ProposalState.OPEN:
        return row
    if row.state != ProposalState.ASIDE:
        raise NotPossible
    row.state = ProposalState.OPEN
    row.save()
    return row


def _kept(proposal: int, by: User, on: date) -> Proposal:
    if not kept_proposals(by, on).filter(pk=proposal).exists():
        raise NotPossible
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("post__unit", "person")
    return rows.get(pk=proposal)


def note_viewing(*, proposals: Iterable[Proposal], by: User) -> None:
    """Write in the ledger that `by` saw who is considered for a post (B2): proposals before a post is taken that no plan tells of yet."""
    numbers = [
        row.pk for row in proposals if row.trigger == Trigger.BEFORE and row.state != ProposalState.PLANNED
    ]
    if numbers:
        ledger.record(VIEWED, by=by, facts={"proposals": numbers})
