"""What calls for an audit (审计建议): kept by a nightly statement, or entered by hand."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from appointments.models import Case
from audits.choices import TRIGGER_CHOICES, Gone, Kind, ProposalState
from organisation.models import Person, Post, Unit
from rulebook.procedures.audits import Trigger
from supervision.models import Duty


class Proposal(models.Model):
    """That a head should be audited: what for, since which day that is so, by when (审计建议, C18, C19).

    `post` is the one whose tenure is audited. `since` is the day the trigger rests on: five years complete, the post left, the inspection
    begun, the proposal entered. A trigger raises one proposal: `duty`, `case`, or the post with the day it was left tell which.
    `gone` says why the trigger is no more; a planned proposal keeps its state then, and its plan is changed by the steps of the plan.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="audit_proposals", verbose_name=_("一把手")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    trigger = models.CharField(_("立项事由"), max_length=12, choices=TRIGGER_CHOICES)
    kind = models.CharField(_("审计类型"), max_length=8, choices=Kind.choices)
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(_("事由发生日期"))
    due = models.DateField(_("完成期限"))
    words = models.TextField(_("情况说明"), blank=True)
    state = models.CharField(
        _("状态"), max_length=8, choices=ProposalState.choices, default=ProposalState.OPEN
    )
    gone = models.CharField(_("事由消除的原因"), max_length=10, choices=Gone.choices, blank=True, default="")
    gone_on = models.DateField(_("事由消除日期"), null=True, blank=True)
    aside_reason = models.TextField(_("搁置理由"), blank=True, default="")
    aside_on = models.DateField(_("搁置日期"), null=True, blank=True)
    aside_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("搁置人"),
    )  # fmt: skip
    raised_on = models.DateField(_("提出日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("提出人"),
    )  # fmt: skip
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["due", "id"]
        verbose_name = _("审计建议")
        verbose_name_plural = _("审计建议")
        indexes = [
            models.Index(fields=["county", "due", "id"], name="proposal_by_county"),
            models.Index(fields=["person", "state"], name="proposal_of_person"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["duty"], name="one_proposal_a_duty"),
            models.UniqueConstraint(fields=["case"], name="one_proposal_a_case"),
            models.UniqueConstraint(
                fields=["person", "post", "since"],
                condition=Q(trigger=Trigger.LEAVING),
                name="one_proposal_a_leaving",
            ),
            models.CheckConstraint(
                condition=Q(trigger=Trigger.FIVE_YEARS, duty__isnull=False, case=None)
                | Q(trigger=Trigger.BEFORE, duty=None, case__isnull=False)
                | Q(trigger=Trigger.LEAVING, duty=None, case=None)
                | Q(trigger__in=[Trigger.COMMISSIONED, Trigger.PROBLEMS], duty=None, case=None)
                & ~Q(words=""),
                name="proposal_rests_on_its_trigger",
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.FALLEN, gone_on__isnull=False) & ~Q(gone="")
                | Q(state=ProposalState.PLANNED)
                | Q(state__in=[ProposalState.OPEN, ProposalState.ASIDE], gone="", gone_on=None),
                name="proposal_state_tells_one_story",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.ASIDE)
                | Q(aside_on__isnull=False, aside_by__isnull=False)
                & ~Q(aside_reason="")
                & ~Q(trigger=Trigger.FIVE_YEARS),
                name="what_is_set_aside_says_why_and_is_not_c19",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_trigger_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep unit and county true."""
        self.unit_id = self.post.unit_id
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)

    @property
    def is_open(self) -> bool:
        """Whether it waits to be planned."""
        return self.state == ProposalState.OPEN
