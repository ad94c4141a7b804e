"""Bidders and suppliers, one row each, so that who wins again and again is counted by row and not by spelling."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.searching import search_keys
from organisation.models.units import validate_credit_code

LONGEST_NAME, LONGEST_KEY = 120, 200


class Supplier(models.Model):
    """A bidder or supplier (投标人、供应商). Personal data: the name, where it is a sole trader.

    `key` is what it is known by in its county: the unified social credit code where one is given, else its name, else the id of the
    system it came from.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    name = models.CharField(_("名称"), max_length=LONGEST_NAME)
    credit_code = models.CharField(
        _("统一社会信用代码"), max_length=18, blank=True, default="", validators=[validate_credit_code]
    )
    key = models.CharField(max_length=LONGEST_KEY, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("search_keys",)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("供应商")
        verbose_name_plural = _("供应商")
        indexes = [GinIndex(fields=["search_keys"], name="supplier_search")]
        constraints = [
            models.UniqueConstraint(fields=["county", "key"], name="supplier_once_in_county"),
            models.CheckConstraint(
                condition=Q(credit_code="") | Q(key=F("credit_code")), name="supplier_known_by_its_code"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(key=""), name="supplier_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search keys true to the name."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.search_keys = search_keys(self.name, self.credit_code)
