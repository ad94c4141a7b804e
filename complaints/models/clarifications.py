"""Clearing a head's name (澄清正名, N32). Nothing here leads to a complaint: what it came from stands locked on the complaint's side."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.choices import CLARIFICATION_SCOPES, CLARIFICATION_STATES
from complaints.models.keys import ReceivingBody
from organisation.models import Person, Post, Unit
from rulebook.procedures.clarification import Scope, State


def _user(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
    )


class Clarification(models.Model):
    """What a head is cleared of, in the officer's own words; how far that is made known is the head's `wish`.

    Without a wish in time only the head and the superiors are told. `returned` is why it was given back to be worded anew.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="clarifications", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    body = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="clarifications", verbose_name=_("澄清机关")
    )
    state = models.CharField(_("状态"), max_length=8, choices=CLARIFICATION_STATES, default=State.DRAFT)
    title = models.CharField(_("澄清事项"), max_length=80)
    text = models.TextField(_("澄清内容"))
    drafted_on = models.DateField(_("起草日期"))
    drafted_by = _user(_("起草人"))
    asked_on = models.DateField(_("征求意见日期"), null=True, blank=True)
    wish_due = models.DateField(_("本人提出意见的期限"), null=True, blank=True)
    wish = models.CharField(_("澄清范围"), max_length=8, choices=CLARIFICATION_SCOPES, blank=True, default="")
    words = models.TextField(_("本人意见"), blank=True, default="")
    wished_on = models.DateField(_("本人提出意见的日期"), null=True, blank=True)
    returned = models.CharField(_("退回理由"), max_length=200, blank=True, default="")
    approved_on = models.DateField(_("批准日期"), null=True, blank=True)
    approved_by = _user(_("批准人"))
    done_on = models.DateField(_("实施日期"), null=True, blank=True)
    proof = models.TextField(_("实施情况"), blank=True, default="")
    done_by = _user(_("实施人"))
    withdrawn_on = models.DateField(_("撤下日期"), null=True, blank=True)
    token = models.UUIDField(unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-drafted_on", "-id"]
        verbose_name = _("澄清正名")
        verbose_name_plural = _("澄清正名")
        indexes = [
            models.Index(fields=["body", "state"], name="clarification_by_state"),
            models.Index(fields=["-done_on", "-id"], name="clarification_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(text=""), name="a_clarification_says_something"
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None)
                | Q(approved_on__isnull=False) & ~Q(approved_by=F("drafted_by")),
                name="a_clarification_is_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None)
                | Q(approved_on__isnull=False, done_on__gte=F("approved_on")) & ~Q(proof=""),
                name="what_is_done_was_approved_and_has_proof",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(wish=Scope.PUBLIC, done_on__isnull=False),
                name="only_what_is_public_is_withdrawn",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("clarification", args=[self.pk])

    @property
    def is_public(self) -> bool:
        """Whether it stands on the public page."""
        return self.state == State.DONE and self.wish == Scope.PUBLIC and self.withdrawn_on is None
