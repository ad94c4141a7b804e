"""Personal events a head declares (个人有关事项报告, N48), where the county extended the duty to its heads."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from integrity.choices import EVENT_CHOICES
from organisation.models import Person
from rulebook.procedures.integrity import EVENTS

_COUNTY = Cast("county", models.BigIntegerField())


class Extension(models.Model):
    """Days on which a county has its heads declare personal events (扩大个人有关事项报告范围): without one nobody is asked (N48)."""

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    during = DateRangeField(_("起止日期"))
    basis = models.CharField(_("决定的机关和文号"), max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["county_id", "-during"]
        verbose_name = _("扩大个人有关事项报告范围")
        verbose_name_plural = _("扩大个人有关事项报告范围")
        constraints = [
            ExclusionConstraint(
                name="one_extension_at_a_time",
                expressions=[
                    (
                        Func(_COUNTY, _COUNTY, template="int8range(%(expressions)s, '[]')"),
                        RangeOperators.OVERLAPS,
                    ),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("该县在这段时间已登记扩大范围"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="extension_has_days",
                violation_error_message=_("须有起日，止日须晚于起日"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.during.lower}"


class Declaration(models.Model):
    """A change of a kind on a day. Words only of kinds of which clause B6 needs to know more than that (rulebook EVENTS).

    Confidential: the person, the organisation department, the discipline body; every view is noted. The full form stays with the
    organisation department on paper.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="declarations", verbose_name=_("一把手")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    event = models.CharField(_("事项"), max_length=20, choices=EVENT_CHOICES)
    happened_on = models.DateField(_("发生日期"))
    reported_on = models.DateField(_("报告日期"))
    words = models.CharField(_("情况"), max_length=300, blank=True)
    token = models.UUIDField(unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("报告人"),
    )  # fmt: skip

    class Meta:
        ordering = ["-reported_on", "-id"]
        verbose_name = _("个人有关事项报告")
        verbose_name_plural = _("个人有关事项报告")
        indexes = [models.Index(fields=["county", "-reported_on", "-id"], name="declaration_by_county")]
        constraints = [
            models.CheckConstraint(
                condition=Q(words="") | Q(event__in=[key for key, rule in EVENTS.items() if rule.words]),
                name="words_only_where_the_clause_asks",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.reported_on}"


class YearlyDeclaration(models.Model):
    """That a head made the declaration of a year (年度集中报告) to the organisation department; its content is not kept here."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="yearly_declarations", verbose_name=_("一把手")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    confirmed_on = models.DateField(_("报告日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("报告人"),
    )  # fmt: skip

    class Meta:
        ordering = ["-year", "id"]
        verbose_name = _("个人有关事项年度报告")
        verbose_name_plural = _("个人有关事项年度报告")
        constraints = [
            models.UniqueConstraint(fields=["person", "year"], name="one_yearly_declaration_a_head")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.year}"
