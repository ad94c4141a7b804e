"""What looks wrong in a matter but only a person can tell (疑点): it becomes a finding once somebody of a supervising body confirms it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.choices import DoubtState
from decisions.models.matters import Matter
from organisation.models import Person


class Doubt(models.Model):
    """That by the records a matter did not pass the Party's meeting first (疑似党委（党组）会未前置, C6). Records may be incomplete, so nothing is
    asked of the head before a named person of a supervising body has looked into it and said why.

    `facts` are what it rests on; where they change, it is to be looked into again. `person` is the head who would answer: the doubt is
    kept from them and their relatives until it is confirmed (N14).
    """

    matter = models.OneToOneField(
        Matter, on_delete=models.PROTECT, related_name="doubt", verbose_name=_("决策事项")
    )
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手")
    )
    facts = models.JSONField(_("事实"))
    raised_on = models.DateField(_("发现日期"))
    state = models.CharField(_("状态"), max_length=10, choices=DoubtState.choices, default=DoubtState.PENDING)
    words = models.TextField(_("核实情况"), blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("核实人"),
    )  # fmt: skip
    settled_at = models.DateTimeField(_("核实时间"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-raised_on", "-id"]
        verbose_name = _("疑点")
        verbose_name_plural = _("疑点核实")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[DoubtState.CONFIRMED, DoubtState.DISMISSED], settled_at__isnull=False)
                & Q(settled_by__isnull=False)
                & ~Q(words="")
                | ~Q(state__in=[DoubtState.CONFIRMED, DoubtState.DISMISSED]),
                name="settled_doubt_says_by_whom_and_why",
            )
        ]

    def __str__(self) -> str:
        return str(self.matter)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("doubt", args=[self.pk])
