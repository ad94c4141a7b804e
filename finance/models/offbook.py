"""Off-book accounts (账外账、“小金库”, B3): each unit's yearly self-check, what was declared or found, and how it was recovered."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from finance.choices import Discovery
from organisation.models import Person, Unit

SIGNS = ("finance", "discipline", "head")  # in the order in which they sign a self-check


def _person(label: Any) -> Any:
    return models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )


class SelfCheck(models.Model):
    """A unit's self-check for off-book money in one year (“小金库”自查). Planned when the year is over; `none_found` says what it came to.

    It is signed by the finance person, the discipline member and the head, three people.
    """

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="self_checks", verbose_name=_("单位")
    )
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    due = models.DateField(_("期限"))
    none_found = models.BooleanField(_("没有账外账、“小金库”"), null=True)
    words = models.TextField(_("自查情况"), blank=True)
    stated_on = models.DateField(_("填写日期"), null=True, blank=True)
    finance, finance_on = _person(_("财务人员")), models.DateField(null=True, blank=True)
    discipline, discipline_on = _person(_("纪检委员")), models.DateField(null=True, blank=True)
    head, head_on = _person(_("主要负责人")), models.DateField(null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("填写人"),
    )  # fmt: skip
    changed_at = models.DateTimeField(auto_now=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-year", "unit_id"]
        verbose_name = _("“小金库”自查")
        verbose_name_plural = _("“小金库”自查")
        indexes = [models.Index(fields=["county", "-year"], name="self_check_by_county")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_self_check_a_unit_and_year"),
            models.CheckConstraint(
                condition=(Q(head=None) | Q(finance=None) | ~Q(head=F("finance")))
                & (Q(head=None) | Q(discipline=None) | ~Q(head=F("discipline")))
                & (Q(finance=None) | Q(discipline=None) | ~Q(finance=F("discipline"))),
                name="self_check_is_signed_by_three",
                violation_error_message=_("自查须由三人分别签字"),
            ),
            models.CheckConstraint(
                condition=Q(none_found=None, head_on=None, finance_on=None, discipline_on=None)
                | Q(none_found__isnull=False, stated_on__isnull=False),
                name="self_check_is_stated_before_it_is_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the county true."""
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)

    @property
    def missing(self) -> list[str]:
        """Which signatures are missing yet, in order."""
        return [sign for sign in SIGNS if getattr(self, f"{sign}_on") is None]

    @property
    def is_done(self) -> bool:
        """Whether it was stated and signed by all three."""
        return self.none_found is not None and not self.missing


class OffBookAccount(models.Model):
    """Money kept off the books of a unit (账外账、“小金库”): what, how much, how it came to light. Open until it is closed with words."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="off_book", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    title = models.CharField(_("账户或资金"), max_length=100)
    how = models.CharField(_("来源"), max_length=10, choices=Discovery.choices)
    year = models.PositiveSmallIntegerField(_("所属年度"))
    found_on = models.DateField(_("发现日期"))
    amount = models.DecimalField(_("查实金额（元）"), max_digits=15, decimal_places=2)
    words = models.TextField(_("情况"))
    due = models.DateField(_("清理期限"))
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    closing = models.TextField(_("办结情况"), blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("办结人"),
    )  # fmt: skip
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    changed_at = models.DateTimeField(auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-found_on", "-id"]
        verbose_name = _("账外资金")
        verbose_name_plural = _("账外资金")
        indexes = [models.Index(fields=["county", "-found_on"], name="off_book_by_county")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) & ~Q(title="") & ~Q(words=""), name="off_book_says_what"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closing="") & Q(closed_by__isnull=False),
                name="off_book_closed_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the county true."""
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)


class RecoveryStep(models.Model):
    """What was done about off-book money on a day (清理收回): words, and the sum recovered by it, if any."""

    account = models.ForeignKey(OffBookAccount, on_delete=models.PROTECT, related_name="steps")
    on = models.DateField(_("日期"))
    words = models.TextField(_("采取的措施"))
    amount = models.DecimalField(_("收回金额（元）"), max_digits=15, decimal_places=2, default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("清理收回")
        verbose_name_plural = _("清理收回")
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0) & ~Q(words=""), name="recovery_step_says_what")
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"
