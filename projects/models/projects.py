"""Building projects of units (工程项目, B5)."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from organisation.models import Unit
from projects.choices import Origin


class Project(models.Model):
    """A building project of a unit (工程项目). Sums in yuan.

    `total` is its whole investment (总投资、概算), `public` the budget money in it (N33). `started_on` is the first day of its plan, by
    which it is listed. Its five stages are made with it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="projects", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    number = models.CharField(_("项目编号"), max_length=60)
    title = models.CharField(_("项目名称"), max_length=200)
    summary = models.TextField(_("建设内容"), blank=True)
    total = models.DecimalField(_("总投资（元）"), max_digits=15, decimal_places=2)
    public = models.DecimalField(_("其中预算资金（元）"), max_digits=15, decimal_places=2)
    funding = models.CharField(_("资金来源"), max_length=200, blank=True)
    started_on = models.DateField(_("计划开始日期"))
    cancelled = models.BooleanField(_("已终止"), default=False)
    origin = models.CharField(_("来源"), max_length=8, choices=Origin.choices, default=Origin.ENTERED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("county", "search_keys")
    history = HistoricalRecords(excluded_fields=["search_keys", "token"])

    class Meta:
        ordering = ["-started_on", "-id"]
        verbose_name = _("工程项目")
        verbose_name_plural = _("工程项目")
        indexes = [
            models.Index(fields=["county", "-started_on", "-id"], name="project_by_county"),
            models.Index(fields=["unit", "-started_on", "-id"], name="project_by_unit"),
            GinIndex(fields=["search_keys"], name="project_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="project_number_once_in_unit"),
            models.CheckConstraint(
                condition=Q(total__gt=0) & Q(public__gte=0) & Q(public__lte=F("total")),
                name="project_sums_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.title, self.number)
