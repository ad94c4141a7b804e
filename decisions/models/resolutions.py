"""Resolutions: what a meeting decided, sealed (C6, C10)."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import Outcome
from decisions.models.matters import Matter
from decisions.models.meetings import AgendaItem


class Resolution(models.Model):
    """What a meeting decided on a matter (决议). Written once, when the meeting closes; PostgreSQL refuses change and deletion (C10).

    `content` is everything the decision rests on as it was then: matter, members, opinions, votes, tally; `digest` is its SHA-256 over
    the canonical text (keys sorted, no spaces, UTF-8). A change needs a new matter that refers to this one.
    """

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="resolution")
    matter = models.ForeignKey(
        Matter, on_delete=models.PROTECT, related_name="resolutions", verbose_name=_("事项")
    )
    number = models.CharField(_("决议编号"), max_length=60)
    on = models.DateField(_("决议日期"))
    outcome = models.CharField(_("结果"), max_length=8, choices=Outcome.choices)
    text = models.TextField(_("决议内容"))
    content = models.JSONField()
    digest = models.CharField(_("内容校验值（SHA-256）"), max_length=64)
    sealed_at = models.DateTimeField(_("封存时间"))
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("封存人"),
    )  # fmt: skip
    entered_later = models.BooleanField(_("会后补录"), default=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)

    class Meta:
        ordering = ["-on", "-id"]
        verbose_name = _("决议")
        verbose_name_plural = _("决议")
        indexes = [
            models.Index(fields=["matter", "-on"], name="resolution_of_matter"),
            GinIndex(fields=["search_keys"], name="resolution_search"),
        ]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="resolution_has_words")]

    def __str__(self) -> str:
        return self.number
