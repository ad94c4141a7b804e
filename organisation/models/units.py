"""Units, their place in a system over time, their sections and posts."""

from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.credit_code import is_valid
from core.searching import search_keys
from organisation.choices import CATEGORIES, FUNCTIONS, MANAGEMENTS
from organisation.models.divisions import Division
from rulebook.tenure import Management


def same(column: str) -> Func:
    """A column as a one-value range, so that a gist exclusion can compare it without any database extension."""
    return Func(F(column), F(column), template="int8range(%(expressions)s, '[]')")


def validate_credit_code(code: str) -> None:
    """Raise ValidationError unless `code` is a unified social credit code (统一社会信用代码) with the right check digit."""
    if not is_valid(code):
        raise ValidationError(_("统一社会信用代码“%(code)s”的校验位不正确"), params={"code": code})


class Unit(models.Model):
    """A Party or government unit (单位). Personal data: none.

    `county` is the county-level division whose supervision the unit belongs to, kept here because every list filters by it.
    """

    name = models.CharField(_("单位名称"), max_length=80)
    category = models.CharField(_("单位类别"), max_length=12, choices=CATEGORIES)
    county = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name=_("所属县"))
    division = models.ForeignKey(
        Division,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="units",
        verbose_name=_("行政区划"),
    )
    credit_code = models.CharField(
        _("统一社会信用代码"),
        max_length=18,
        null=True,
        blank=True,
        unique=True,
        validators=[validate_credit_code],
    )
    function = models.CharField(_("监督职能"), max_length=20, choices=FUNCTIONS, blank=True)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["id"]
        verbose_name = _("单位")
        verbose_name_plural = _("单位")
        permissions = [("supervise_unit", _("监督该单位一把手（个别授权）"))]
        indexes = [GinIndex(fields=["search_keys"], name="unit_search")]
        constraints = [
            models.UniqueConstraint(fields=["county", "name"], name="unit_name_once_in_county"),
            models.UniqueConstraint(
                fields=["county", "function"],
                condition=~Q(function=""),
                name="one_body_per_function_and_county",
                violation_error_message=_("本县已有另一个单位承担这项监督职能"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search keys true to the name."""
        self.search_keys = search_keys(self.name)
        self.credit_code = self.credit_code or None
        super().save(*args, **kwargs)


class Affiliation(models.Model):
    """Which competent department (主管部门) a unit stood under, from when to when. An open lower end: since its founding."""

    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        related_name="affiliations",
        verbose_name=_("单位"),
    )
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="subordinates",
        verbose_name=_("主管部门"),
    )
    during = DateRangeField(_("起止日期"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "during"]
        verbose_name = _("隶属关系")
        verbose_name_plural = _("隶属关系")
        constraints = [
            ExclusionConstraint(
                name="one_parent_at_a_time",
                expressions=[
                    (same("unit"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一单位在同一时间只能有一个主管部门"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False),
                name="affiliation_has_days",
                violation_error_message=_("止日须晚于起日"),
            ),
            models.CheckConstraint(
                condition=~Q(unit=F("parent")),
                name="no_unit_under_itself",
                violation_error_message=_("单位不能是自己的主管部门"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} ← {self.parent}"


class Section(models.Model):
    """An inner section of a unit (内设机构). Personal data: none."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="sections", verbose_name=_("单位"))
    name = models.CharField(_("内设机构名称"), max_length=60)
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "id"]
        verbose_name = _("内设机构")
        verbose_name_plural = _("内设机构")
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="section_name_once_in_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.name}"


class Post(models.Model):
    """A post (职务) in a unit or a section of it. Personal data: none.

    A head's post (一把手岗位) and a section head's post have one seat; a post like 副局长 may have several, told apart by `seat`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="posts", verbose_name=_("单位"))
    section = models.ForeignKey(
        Section,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="posts",
        verbose_name=_("内设机构"),
    )
    title = models.CharField(_("职务"), max_length=60)
    seat = models.PositiveSmallIntegerField(_("席次"), default=1)
    is_head = models.BooleanField(_("是否一把手"), default=False)
    managed_by = models.CharField(_("管理层级"), max_length=4, choices=MANAGEMENTS, default=Management.COUNTY)
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "-is_head", "id"]
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "title", "seat"],
                condition=Q(section=None),
                name="post_once_in_unit",
                violation_error_message=_("该单位已有同名同席次的岗位"),
            ),
            models.UniqueConstraint(
                fields=["section", "title", "seat"],
                condition=Q(section__isnull=False),
                name="post_once_in_section",
                violation_error_message=_("该内设机构已有同名同席次的岗位"),
            ),
            models.CheckConstraint(
                condition=Q(is_head=False) | Q(section=None),
                name="section_post_never_heads_the_unit",
                violation_error_message=_("内设机构的岗位不能是单位“一把手”岗位"),
            ),
        ]

    def __str__(self) -> str:
        section = f" {self.section.name}" if self.section else ""
        return f"{self.unit}{section} {self.title}"

    @property
    def has_one_seat(self) -> bool:
        """Whether two people can never hold this title at once (heads and section heads)."""
        return self.is_head or self.section_id is not None
