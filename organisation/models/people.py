"""People, only as far as a clause needs them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField, DateRangeField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from organisation.choices import AbsenceKind, RelativeKind


class Person(models.Model):
    """A cadre (干部). Personal data: name and staff number, nothing else (A1–A10 need no more)."""

    staff_no = models.CharField(_("工号"), max_length=32, unique=True)
    name = models.CharField(_("姓名"), max_length=40)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["staff_no"]
        verbose_name = _("人员")
        verbose_name_plural = _("人员")
        indexes = [GinIndex(fields=["search_keys"], name="person_search")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search keys true to name and staff number."""
        self.search_keys = search_keys(self.name, self.staff_no)
        super().save(*args, **kwargs)


class Relative(models.Model):
    """A registered kinship between two cadres, for recusal alone (任职回避, N14). Personal data: the kinship."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="relatives",
        verbose_name=_("人员"),
    )
    relative = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name=_("亲属"))
    kind = models.CharField(_("关系"), max_length=12, choices=RelativeKind.choices)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("亲属关系")
        verbose_name_plural = _("亲属关系")
        constraints = [
            models.UniqueConstraint(fields=["person", "relative"], name="kinship_once"),
            models.CheckConstraint(
                condition=~Q(person=F("relative")),
                name="nobody_is_their_own_relative",
                violation_error_message=_("亲属须是另一人"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.relative}（{self.get_kind_display()}）"


class Absence(models.Model):
    """An approved absence of a head (离岗), which can waive a quarter's talk (L7). Personal data: the dates and kind."""

    person = models.ForeignKey(
        Person,
        on_delete=models.CASCADE,
        related_name="absences",
        verbose_name=_("人员"),
    )
    kind = models.CharField(_("类别"), max_length=12, choices=AbsenceKind.choices)
    during = DateRangeField(_("起止日期"))
    approved_by = models.CharField(_("批准机关"), max_length=80)
    reason = models.CharField(_("事由"), max_length=200, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["person_id", "during"]
        verbose_name = _("离岗")
        verbose_name_plural = _("离岗")
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False),
                name="absence_has_days",
                violation_error_message=_("止日须晚于起日"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()}"
