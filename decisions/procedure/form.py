"""The documented form of a decision (interchange, section 4): what happened, when, by whom. Absent or null: it did not happen.

Days are dates, times carry their offset, money is yuan as text with at most two decimals. Unknown fields are refused. Nothing but
an id and a category has to be there; storing a decision asks for more (decisions.services.importing).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

Words = str
Name = Annotated[str, Meta(min_length=1, max_length=200)]
Money = Annotated[str, Meta(pattern=r"^[0-9]{1,13}(\.[0-9]{1,2})?$")]
Moment = Annotated[datetime, Meta(tz=True)]
Count = Annotated[int, Meta(ge=0)]
Fraction = Annotated[str, Meta(pattern=r"^(1|[1-9][0-9]?/[1-9][0-9]?)$")]
Category = Literal["重大事项决策", "重大项目安排", "重要人事任免", "大额资金使用", "一般事项"]
Flag = Literal["livelihood", "technical", "public-interest"]
Opinion = Literal["favourable", "conditional", "adverse"]
Vote = Literal["for", "against", "abstain"]


class Part(Struct, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of the form; every field may be absent unless it says who or what it is about."""


class Consultation(Part):
    """The draft was published and comments were collected (公布草案、征求意见, C3)."""

    published_on: date | None = None
    closed_on: date | None = None
    comments: Count | Words | list[str] | None = None
    summary: Words | None = None
    adoption: Words | None = None


class ExpertPanel(Part):
    """专家组论证 (C4)."""

    on: date | None = None
    experts: Count | Words | list[str] | None = None
    opinion: Opinion | None = None
    answer: Words | None = None


class TechnicalAdvice(Part):
    """技术咨询 (C4)."""

    on: date | None = None
    by: str | None = None
    opinion: Opinion | None = None
    answer: Words | None = None


class LegalityReview(Part):
    """合法性审查 (C4): when the papers were received and when the opinion was given."""

    received_on: date | None = None
    on: date | None = None
    by: str | None = None
    opinion: Opinion | None = None
    answer: Words | None = None


class StabilityRisk(Part):
    """社会稳定风险评估 (C4)."""

    on: date | None = None
    by: str | None = None
    grade: Literal["low", "medium", "high"] | None = None
    answer: Words | None = None


class Publicity(Part, rename={"since": "from", "until": "to"}):
    """公示 (C5), `from` the first day `to` the last."""

    since: date | None = None
    until: date | None = None


class Hearing(Part):
    """听证 (C5)."""

    notice_on: date | None = None
    on: date | None = None
    record: Words | bool | None = None


class Survey(Part):
    """民意调查 (C5)."""

    on: date | None = None
    respondents: Count | None = None
    in_favour: Annotated[float, Meta(ge=0)] | None = None


class Member(Part):
    """A member of the deciding body (班子成员): `spoke` is the place in the order of speaking, passing counts as speaking.

    `away`: attended the meeting, but was not there for this item (迟到、离席).
    """

    staff_no: Name
    name: str | None = None
    head: bool | None = None
    attended: bool | None = None
    away: bool | None = None
    recused: bool | None = None
    recusal_due: bool | None = None
    circulated: bool | None = None
    spoke: Annotated[int, Meta(ge=1)] | None = None
    opinion: Literal["agree", "disagree", "defer"] | None = None
    vote: Vote | None = None


class Tally(Part, rename={"in_favour": "for"}):
    """What a secret ballot came to (无记名投票结果): votes cast, never by whom."""

    in_favour: Count | None = None
    against: Count | None = None
    abstain: Count | None = None

    @property
    def votes_for(self) -> int:
        """Ballots in favour."""
        return self.in_favour or 0

    @property
    def cast(self) -> int:
        """Ballots cast."""
        return (self.in_favour or 0) + (self.against or 0) + (self.abstain or 0)


class Meeting(Part):
    """The meeting that decided: `members` are all who should have attended (应到会成员). `tally` where the ballot was secret.

    `quorum`: the share of them that must attend by the unit's own bylaw (人数占比), asked where it is stricter than the rules.
    """

    at: Moment | None = None
    agenda_circulated_at: Moment | None = None
    item_on_agenda: bool | None = None
    members: list[Member] | None = None
    tally: Tally | None = None
    quorum: Fraction | None = None


class VoteRule(Part):
    """Strictly more than `fraction` of whom passes. `due` (the default): all who should attend; `present`: those who did."""

    base: Literal["due", "present"] | None = None
    fraction: Fraction | None = None


class MeetingHeld(Part):
    """A meeting of one of the kinds the matter must pass through."""

    kind: Name
    on: date | None = None


class Candidate(Part):
    """A person proposed for a post, voted on alone (逐人表决): votes by staff number, or a `tally` where they were secret."""

    staff_no: Name
    name: str | None = None
    votes: dict[str, Vote | None] | None = None
    tally: Tally | None = None
    outcome: Literal["passed", "rejected", "deferred"] | None = None


class Resolution(Part):
    """决议: what came out, in words, and whether it was archived."""

    outcome: Literal["passed", "rejected", "deferred"] | None = None
    on: date | None = None
    text: Words | None = None
    archived: bool | None = None


class Emergency(Part):
    """A decision taken in an emergency (特殊紧急情况, C7), to be reported to a meeting afterwards."""

    reason: Words | None = None
    decided_by: str | None = None
    decided_on: date | None = None
    reported_on: date | None = None


class Execution(Part):
    """Something done to carry the decision out. `by_decision`: the id of a later decision that covers a departure.

    Without `on` nothing was done yet; of a task so entered `due` still holds.
    `progress_on`: the latest day on which something was noted about how a task goes.
    """

    kind: Literal["task", "supervision", "payment", "contract", "appointment", "change"]
    on: date | None = None
    amount: Money | None = None
    departs: bool | None = None
    by_decision: str | None = None
    owner: str | None = None
    due: date | None = None
    progress_on: date | None = None
    done_on: date | None = None


class Loss(Part):
    """That the decision caused a loss (决策失误, C11)."""

    found_on: date | None = None
    description: Words | None = None


class Decision(Part):
    """One decision."""

    id: Name
    category: Category
    unit: str | None = None
    title: str | None = None
    proposed_on: date | None = None
    flags: list[Flag] | None = None
    amount: Money | None = None
    large_sum_threshold: Money | None = None
    consultation: Consultation | None = None
    expert_panel: ExpertPanel | None = None
    technical_advice: TechnicalAdvice | None = None
    legality_review: LegalityReview | None = None
    stability_risk: StabilityRisk | None = None
    publicity: Publicity | None = None
    hearing: Hearing | None = None
    survey: Survey | None = None
    meeting: Meeting | None = None
    vote_rule: VoteRule | None = None
    meetings_required: list[Name] | None = None
    meetings_held: list[MeetingHeld] | None = None
    candidates: list[Candidate] | None = None
    resolution: Resolution | None = None
    emergency: Emergency | None = None
    execution: list[Execution] | None = None
    loss: Loss | None = None
