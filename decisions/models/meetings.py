"""Meetings: who should sit, what is on the agenda, who said and voted what (C6–C8). Sealed when the meeting closes."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.choices import Away, ItemState, MeetingState, Outcome, View, Vote
from decisions.models.matters import Candidate, Matter
from organisation.models import Person, Unit


class Meeting(models.Model):
    """A meeting of a unit's leading body (会议). `entered_later` marks the record of a meeting held on paper.

    Once closed, PostgreSQL refuses to change it, its seats, its items, what was said and how it was voted.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("单位"))
    kind = models.CharField(_("会议类型"), max_length=30)
    at = models.DateTimeField(_("召开时间"))
    place = models.CharField(_("地点"), max_length=100, blank=True)
    chair = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("主持人")
    )
    state = models.CharField(
        _("状态"), max_length=8, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    circulated_at = models.DateTimeField(_("议程送达时间"), null=True, blank=True)
    opened_at = models.DateTimeField(_("开始时间"), null=True, blank=True)
    closed_at = models.DateTimeField(_("结束时间"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("结束人"),
    )  # fmt: skip
    entered_later = models.BooleanField(_("会后补录"), default=False)
    secretary = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("记录人"),
    )  # fmt: skip
    version = models.PositiveIntegerField(default=0, editable=False)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token", "version"])

    class Meta:
        ordering = ["-at", "-id"]
        verbose_name = _("会议")
        verbose_name_plural = _("会议")
        indexes = [models.Index(fields=["unit", "-at"], name="meeting_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MeetingState.CLOSED) | Q(closed_at__isnull=False),
                name="closed_meeting_says_when",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.kind} {self.at:%Y-%m-%d}"


class Seat(models.Model):
    """Someone called to a meeting: a member who should attend (应到会成员), or an observer (列席) who neither counts nor votes.

    `read_at` is when the agenda and papers were first opened (C7). `left_at` is since when somebody who attends is out of the room;
    which items they were not there for stands with each item.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="seats", verbose_name=_("人员"))
    is_member = models.BooleanField(_("班子成员"), default=True)
    is_head = models.BooleanField(_("“一把手”"), default=False)
    position = models.CharField(_("职务"), max_length=100, blank=True)
    place = models.PositiveSmallIntegerField(_("次序"), default=1)
    circulated_at = models.DateTimeField(_("送达时间"), null=True, blank=True)
    read_at = models.DateTimeField(_("打开时间"), null=True, blank=True)
    attended = models.BooleanField(_("到会"), null=True, blank=True)
    absence_reason = models.CharField(_("缺席或离席原因"), max_length=200, blank=True)
    left_at = models.DateTimeField(_("离席时间"), null=True, blank=True)

    class Meta:
        ordering = ["meeting_id", "place", "id"]
        verbose_name = _("参会人员")
        verbose_name_plural = _("参会人员")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_seat_a_person"),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(is_member=True), name="the_head_is_a_member"
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(attended=True), name="only_who_attends_can_leave"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.person}"


class AgendaItem(models.Model):
    """A matter on the agenda of a meeting (议题). `added_later` was not on the agenda circulated: only by the emergency path (C7).

    `pool` holds secret ballots while voting goes on: one encrypted text of constant length, shuffled anew with every ballot, wiped
    when counted. Neither it nor anything else says who cast which. `other_met` and `other_words` answer the matter's `vote_other`.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="items", verbose_name=_("事项"))
    place = models.PositiveSmallIntegerField(_("次序"), default=1)
    added_later = models.BooleanField(_("议程外增加"), default=False)
    state = models.CharField(_("状态"), max_length=12, choices=ItemState.choices, default=ItemState.WAITING)
    secret = models.BooleanField(_("无记名投票"), default=False)
    pool = models.BinaryField(null=True, blank=True, editable=False)
    tally = models.JSONField(_("计票"), null=True, blank=True)
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices, blank=True)
    reasons = models.TextField(_("“一把手”不同于多数意见的理由"), blank=True)
    other_met = models.BooleanField(_("其他表决要求已满足"), null=True, blank=True)
    other_words = models.CharField(_("其他表决要求的落实情况"), max_length=300, blank=True)

    class Meta:
        ordering = ["meeting_id", "place", "id"]
        verbose_name = _("议题")
        verbose_name_plural = _("议题")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "matter"], name="matter_once_on_an_agenda"),
            models.CheckConstraint(
                condition=~Q(state=ItemState.DECIDED) | ~Q(outcome=""), name="decided_item_has_an_outcome"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.matter}"


class Stance(models.Model):
    """What one member did on one item: was away, withdrew, spoke in which place, said what, voted. In a secret ballot only that they voted.

    `away` says that somebody who attends the meeting was not there for this item, `away_at` when that was noted.
    `recusal_ground` says why the product proposes to withdraw (a registered relative, the person themself). `spoke` is the place in
    the order of speaking; `passed` without words counts as speaking.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="stances")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="stances")
    away = models.CharField(_("未参加本议题"), max_length=4, choices=Away.choices, blank=True)
    away_at = models.DateTimeField(_("登记未参加的时间"), null=True, blank=True)
    recusal_ground = models.CharField(_("应回避的理由"), max_length=200, blank=True)
    recused = models.BooleanField(_("回避"), null=True, blank=True)
    recusal_reason = models.CharField(_("回避理由"), max_length=200, blank=True)
    spoke = models.PositiveSmallIntegerField(_("发言次序"), null=True, blank=True)
    passed = models.BooleanField(_("无意见"), default=False)
    view = models.CharField(_("意见"), max_length=10, choices=View.choices, blank=True)
    words = models.TextField(_("发言要点"), blank=True)
    vote = models.CharField(_("表决"), max_length=8, choices=Vote.choices, blank=True)
    voted = models.BooleanField(_("已投票"), default=False)

    class Meta:
        ordering = ["item_id", "seat__place", "id"]
        verbose_name = _("成员意见和表决")
        verbose_name_plural = _("成员意见和表决")
        constraints = [
            models.UniqueConstraint(fields=["item", "seat"], name="one_stance_a_seat"),
            models.UniqueConstraint(fields=["item", "spoke"], name="one_speaker_at_a_time"),
            models.CheckConstraint(
                condition=~Q(recused=True) | Q(vote="", voted=False), name="who_withdrew_does_not_vote"
            ),
            models.CheckConstraint(
                condition=Q(away="", away_at=None)
                | ~Q(away="") & Q(away_at__isnull=False, spoke=None, vote="", voted=False),
                name="who_was_away_neither_spoke_nor_voted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.seat}"

    @property
    def is_there(self) -> bool:
        """Whether the member was in the room for this item."""
        return bool(self.seat.attended) and not self.away

    @property
    def takes_part(self) -> bool:
        """Whether the member was there and did not withdraw: they alone count for quorum, speaking, votes and turnout (N9, N10)."""
        return self.is_there and not self.recused


class CandidateVote(models.Model):
    """An open vote of one member on one candidate (逐人表决). Secret ones leave no row."""

    stance = models.ForeignKey(Stance, on_delete=models.CASCADE, related_name="candidate_votes")
    candidate = models.ForeignKey(Candidate, on_delete=models.PROTECT, related_name="votes")
    vote = models.CharField(_("表决"), max_length=8, choices=Vote.choices)

    class Meta:
        ordering = ["stance_id", "candidate_id"]
        verbose_name = _("对人选的表决")
        verbose_name_plural = _("对人选的表决")
        constraints = [
            models.UniqueConstraint(fields=["stance", "candidate"], name="one_vote_a_candidate_and_member")
        ]

    def __str__(self) -> str:
        return f"{self.candidate} {self.vote}"
