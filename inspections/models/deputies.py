"""Deputies (两代一委): the pool from which members of an inspection are drawn."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from inspections.choices import KIND_CHOICES
from organisation.models import Person, Unit


class Deputy(models.Model):
    """A deputy of one kind, for the days they serve.

    `person` where the roster knows them, so that relatives and former superiors are known; `unit` where they work in one of the county's
    units; `workplace` says it in words for everybody else. `user` is a log-in of their own, where they have one.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=KIND_CHOICES)
    name = models.CharField(_("姓名"), max_length=40)
    number = models.CharField(_("证号"), max_length=20)
    workplace = models.CharField(_("工作单位和职务"), max_length=100, blank=True)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="deputies", verbose_name=_("对应人员")
    )  # fmt: skip
    unit = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("所在单位")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="deputies", verbose_name=_("登录名")
    )  # fmt: skip
    during = DateRangeField(_("任期"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["token", "search_keys"])

    class Meta:
        ordering = ["kind", "number", "id"]
        verbose_name = _("代表、委员")
        verbose_name_plural = _("代表、委员")
        indexes = [
            models.Index(fields=["county", "kind", "number"], name="deputy_by_county"),
            GinIndex(fields=["search_keys"], name="deputy_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["county", "kind", "number"], name="deputy_number_once_a_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(number=""), name="a_deputy_is_named_and_numbered"),
            models.CheckConstraint(condition=Q(during__isempty=False), name="a_deputy_serves_some_days"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep search keys true."""
        self.search_keys = search_keys(self.name, self.number, self.workplace)
        super().save(*args, **kwargs)

    @property
    def works_at(self) -> str:
        """Where they work, in words."""
        return self.workplace or (self.unit.name if self.unit else "")
