"""What a unit decides by: its list of matters (事项清单) in versions, and its large-sum threshold (大额资金标准) over time."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.choices import CATEGORIES, FRACTION_CHOICES, BaseChoice
from organisation.models import Unit
from organisation.models.units import same
from rulebook.procedures.decisions import DEFAULT_FRACTION, MatterCategory


class Threshold(models.Model):
    """From which sum on a use of funds is a large sum in a unit, from when to when (C2). Never above the county's ceiling (L8)."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="thresholds", verbose_name=_("单位")
    )
    amount = models.DecimalField(_("大额资金标准（元）"), max_digits=15, decimal_places=2)
    during = DateRangeField(_("起止日期"))
    basis = models.CharField(_("依据（会议或文号）"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "during"]
        verbose_name = _("大额资金标准")
        verbose_name_plural = _("大额资金标准")
        constraints = [
            ExclusionConstraint(
                name="one_threshold_at_a_time",
                expressions=[(same("unit"), RangeOperators.OVERLAPS), ("during", RangeOperators.OVERLAPS)],
                violation_error_message=_("同一单位在同一时间只能有一个大额资金标准"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="threshold_above_nothing",
                violation_error_message=_("大额资金标准须大于零"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="threshold_has_days",
                violation_error_message=_("标准须有起日，止日须晚于起日"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}"


class MatterList(models.Model):
    """A version of a unit's list of matters (三重一大事项清单). A draft until it is adopted by resolution; then PostgreSQL refuses change."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="matter_lists", verbose_name=_("单位")
    )
    version = models.PositiveSmallIntegerField(_("版本"))
    adopted_on = models.DateField(_("通过日期"), null=True, blank=True)
    adopted_by = models.CharField(_("通过的会议或文号"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "-version"]
        verbose_name = _("“三重一大”事项清单")
        verbose_name_plural = _("“三重一大”事项清单")
        constraints = [
            models.UniqueConstraint(fields=["unit", "version"], name="list_version_once_in_unit"),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(adopted_on=None),
                name="one_draft_list_in_unit",
                violation_error_message=_("该单位已有一份清单草案"),
            ),
            models.CheckConstraint(
                condition=Q(adopted_on=None) | ~Q(adopted_by=""), name="an_adopted_list_says_by_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.version}"


class ListedMatter(models.Model):
    """A kind of matter on a list: its class, the meetings it must pass in order, by which majority, whether its legality is reviewed.

    Where the majority is left empty it is the one of the unit's bylaw in force when a matter is filed (默认表决方式). `vote_other` is what is asked
    besides the majority (表决方式“其他”), in words: nothing counts it, so that a person says at the closing whether it was met.
    """

    list = models.ForeignKey(MatterList, on_delete=models.CASCADE, related_name="matters")
    code = models.CharField(_("事项编码"), max_length=20)
    name = models.CharField(_("事项名称"), max_length=100)
    category = models.CharField(_("类别"), max_length=10, choices=CATEGORIES)
    meetings = ArrayField(models.CharField(max_length=30), verbose_name=_("决策会议（按次序）"))
    vote_base = models.CharField(
        _("计票基数"), max_length=8, choices=BaseChoice.choices, default=BaseChoice.DUE, blank=True
    )
    vote_fraction = models.CharField(
        _("须超过的比例"), max_length=4, choices=FRACTION_CHOICES, default=DEFAULT_FRACTION, blank=True
    )
    vote_other = models.CharField(_("其他表决要求"), max_length=200, blank=True)
    needs_legality = models.BooleanField(_("须合法性审查"), default=False)
    secret_ballot = models.BooleanField(_("无记名投票"), default=False)
    threshold = models.DecimalField(
        _("金额标准（元）"), max_digits=15, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(_("备注"), max_length=200, blank=True)

    class Meta:
        ordering = ["list_id", "code"]
        verbose_name = _("清单事项")
        verbose_name_plural = _("清单事项")
        constraints = [
            models.UniqueConstraint(fields=["list", "code"], name="code_once_in_list"),
            models.CheckConstraint(condition=Q(meetings__len__gt=0), name="listed_matter_names_its_meetings"),
            models.CheckConstraint(
                condition=Q(vote_base="", vote_fraction="") | ~Q(vote_base="") & ~Q(vote_fraction=""),
                name="listed_vote_is_base_and_fraction",
            ),
            models.CheckConstraint(
                condition=Q(vote_other="") | ~Q(category=MatterCategory.PERSONNEL),
                name="cadre_matters_are_voted_by_their_own_rule",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
