"""Tenures and linked leaders: the dated facts every question about a past day rests on."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.choices import TENURE_KINDS, LinkKind
from organisation.models.people import Person
from organisation.models.units import Post, Unit, same
from rulebook.tenure import TenureKind


class Tenure(models.Model):
    """A person on a post (任职). `during` holds the first day held up to, not including, the first day no longer held.

    PostgreSQL itself keeps two tenures from overlapping on one post. `linked_leader` is only what the last roster said in this
    tenure's row, so that the next one can tell a change; who is linked to the unit, and since when, stands in LeaderLink.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("人员")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures", verbose_name=_("岗位"))
    during = DateRangeField(_("任职起止"))
    kind = models.CharField(_("任职方式"), max_length=4, choices=TENURE_KINDS, default=TenureKind.FULL)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    linked_leader = models.ForeignKey(
        Person, null=True, blank=True, editable=False, db_index=False, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("名册所列联系县领导"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["post_id", "during"]
        verbose_name = _("任职")
        verbose_name_plural = _("任职")
        constraints = [
            ExclusionConstraint(
                name="one_holder_of_a_post_at_a_time",
                expressions=[
                    (same("post"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("同一岗位在同一时间只能有一人任职"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="tenure_has_days",
                violation_error_message=_("任职须有起日，止日须晚于起日"),
            ),
        ]
        indexes = [
            GistIndex(fields=["during"], name="tenure_during"),
            # The sweep asks which tenures begin or end between two days.
            models.Index(Func(F("during"), function="lower"), name="tenure_begins"),
            models.Index(Func(F("during"), function="upper"), name="tenure_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.post}"


class LeaderLink(models.Model):
    """A county leader in charge of or linked to a unit (分管/联系县级领导), from when to when (A1)."""

    leader = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="leader_links",
        verbose_name=_("县领导"),
    )
    unit = models.ForeignKey(
        Unit,
        on_delete=models.CASCADE,
        related_name="leader_links",
        verbose_name=_("单位"),
    )
    kind = models.CharField(_("方式"), max_length=10, choices=LinkKind.choices, default=LinkKind.LINKED)
    during = DateRangeField(_("起止日期"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "during"]
        verbose_name = _("分管联系")
        verbose_name_plural = _("分管联系")
        constraints = [
            ExclusionConstraint(
                name="a_leader_is_linked_once_at_a_time",
                expressions=[
                    (same("leader"), RangeOperators.OVERLAPS),
                    (same("unit"), RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("该领导在同一时间已分管联系该单位"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False),
                name="link_has_days",
                violation_error_message=_("止日须晚于起日"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.leader} → {self.unit}"
