"""A head's responsibility list of a year (责任清单): versions with items, both signatures, evidence, reviews (B6, C1).

A version that both sides signed is sealed by PostgreSQL; a change is a new version with its reason, signed by both again.
Evidence and reviews point to an item by its number, which it keeps through all versions.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from core.searching import search_keys
from integrity.choices import OUTCOME_CHOICES, REVIEW_CHOICES, ItemOrigin, ListState
from organisation.models import Person, Unit


class ResponsibilityList(models.Model):
    """What a head takes on for a unit in a year; one a head, unit and year."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="responsibility_lists", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="responsibility_lists", verbose_name=_("单位")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    state = models.CharField(_("状态"), max_length=10, choices=ListState.choices, default=ListState.PREPARED)
    drafted_on = models.DateField(_("起草日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("起草人"),
    )  # fmt: skip
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["-year", "unit_id", "id"]
        verbose_name = _("责任清单")
        verbose_name_plural = _("责任清单")
        indexes = [
            models.Index(fields=["county", "-year", "unit", "id"], name="responsibility_by_county"),
            GinIndex(fields=["search_keys"], name="responsibility_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "unit", "year"], name="one_list_a_head_unit_and_year")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.unit} {self.person}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep county and search keys true."""
        self.county_id = self.unit.county_id
        self.search_keys = search_keys(self.person.name, self.person.staff_no, self.unit.name)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("responsibility", args=[self.pk])


class ListVersion(models.Model):
    """The items as both sides signed them: first the head, then the body above by its officer. Later ones say why they change it."""

    list = models.ForeignKey(ResponsibilityList, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    reason = models.CharField(_("调整理由"), max_length=300, blank=True)
    returned = models.CharField(_("退回意见"), max_length=300, blank=True)
    head_signed_on = models.DateField(_("“一把手”签字日期"), null=True, blank=True)
    head_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("签字人"),
    )  # fmt: skip
    above_signed_on = models.DateField(_("上级签字日期"), null=True, blank=True)
    above_signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("上级签字人"),
    )  # fmt: skip
    body = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("上级党组织")
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["list_id", "number"]
        verbose_name = _("责任清单版本")
        verbose_name_plural = _("责任清单版本")
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="version_once_in_list"),
            models.UniqueConstraint(
                fields=["list"], condition=Q(above_signed_on=None), name="one_version_waits_to_be_signed"
            ),
            models.CheckConstraint(
                condition=Q(head_signed_on=None, head_signed_by=None)
                | Q(head_signed_on__isnull=False, head_signed_by__isnull=False),
                name="a_head_signs_by_name",
            ),
            models.CheckConstraint(
                condition=Q(above_signed_on=None, above_signed_by=None)
                | Q(
                    above_signed_by__isnull=False,
                    body__isnull=False,
                    above_signed_on__gte=F("head_signed_on"),
                ),
                name="the_body_above_signs_after_the_head",
            ),
            models.CheckConstraint(condition=Q(number=1) | ~Q(reason=""), name="a_changed_list_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.list} {self.number}"

    @property
    def is_sealed(self) -> bool:
        """Whether both sides signed it."""
        return self.above_signed_on is not None

    @property
    def is_draft(self) -> bool:
        """Whether its items may still be changed: nobody signed."""
        return self.head_signed_on is None


class ListItem(models.Model):
    """One item of a version. `carried_year`, `carried_number`: where an item left open in an earlier year stood."""

    version = models.ForeignKey(ListVersion, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveSmallIntegerField(_("序号"))
    key = models.CharField(_("模板项"), max_length=40, blank=True)
    origin = models.CharField(_("来源"), max_length=10, choices=ItemOrigin.choices, default=ItemOrigin.OWN)
    title = models.CharField(_("责任事项"), max_length=60)
    text = models.TextField(_("具体要求"))
    carried_year = models.PositiveSmallIntegerField(_("结转自年度"), null=True, blank=True)
    carried_number = models.PositiveSmallIntegerField(_("结转自序号"), null=True, blank=True)

    class Meta:
        ordering = ["version_id", "number"]
        verbose_name = _("责任事项")
        verbose_name_plural = _("责任事项")
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="item_once_in_version"),
            models.CheckConstraint(
                condition=Q(
                    origin=ItemOrigin.CARRIED, carried_year__isnull=False, carried_number__isnull=False
                )
                | ~Q(origin=ItemOrigin.CARRIED) & Q(carried_year=None, carried_number=None),
                name="a_carried_item_says_from_where",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Evidence(models.Model):
    """That something was done for an item (落实凭据): when, what, by which files. Added to, never changed."""

    list = models.ForeignKey(ResponsibilityList, on_delete=models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField(_("责任事项序号"))
    on = models.DateField(_("日期"))
    text = models.TextField(_("落实情况"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_on = models.DateField(_("登记日期"))
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ["list_id", "number", "on", "id"]
        verbose_name = _("落实凭据")
        verbose_name_plural = _("落实凭据")
        indexes = [models.Index(fields=["list", "number"], name="evidence_of_item")]

    def __str__(self) -> str:
        return f"{self.list} {self.number} {self.on}"


class EvidenceFile(KeptFile):
    """A file of a piece of evidence. Never rendered inline."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="responsibility/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("落实材料")
        verbose_name_plural = _("落实材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("responsibility-file", args=[self.evidence.list_id, self.pk])


class ListReview(models.Model):
    """That the body above looked at how the list is carried out (年中、年终检查): item by item, never a score."""

    list = models.ForeignKey(ResponsibilityList, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(_("检查"), max_length=10, choices=REVIEW_CHOICES)
    on = models.DateField(_("检查日期"))
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("检查机构"))
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("检查人"),
    )  # fmt: skip

    class Meta:
        ordering = ["list_id", "on", "id"]
        verbose_name = _("责任清单检查")
        verbose_name_plural = _("责任清单检查")
        constraints = [models.UniqueConstraint(fields=["list", "kind"], name="review_once_in_list")]

    def __str__(self) -> str:
        return f"{self.list} {self.get_kind_display()}"


class ReviewLine(models.Model):
    """What a review says of one item."""

    review = models.ForeignKey(ListReview, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField(_("责任事项序号"))
    outcome = models.CharField(_("结果"), max_length=10, choices=OUTCOME_CHOICES)
    words = models.CharField(_("意见"), max_length=500, blank=True)

    class Meta:
        ordering = ["review_id", "number"]
        verbose_name = _("检查意见")
        verbose_name_plural = _("检查意见")
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="item_once_in_review"),
            models.CheckConstraint(
                condition=Q(outcome="done") | ~Q(words=""), name="what_is_not_done_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"


class CountyItem(models.Model):
    """An item a county adds to every list of the years that begin in `during` (本县增加的责任事项)."""

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    title = models.CharField(_("责任事项"), max_length=60)
    text = models.TextField(_("具体要求"))
    since_year = models.PositiveSmallIntegerField(_("自年度起"))
    until_year = models.PositiveSmallIntegerField(_("至年度止"), null=True, blank=True)
    basis = models.CharField(_("依据（文号）"), max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["county_id", "since_year", "id"]
        verbose_name = _("本县增加的责任事项")
        verbose_name_plural = _("本县增加的责任事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_year=None) | Q(until_year__gte=F("since_year")),
                name="county_item_has_years",
                violation_error_message=_("“至年度止”不能早于“自年度起”"),
            )
        ]

    def __str__(self) -> str:
        return self.title
