"""Division of work: who is in charge of which field of a unit, and when a county set the five fields aside."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Unit
from organisation.models.units import same
from rulebook.division import FIELDS
from supervision.choices import FIELDS_OF_WORK

_COUNTY = Cast("county", models.BigIntegerField())
COUNTY_AS_RANGE = Func(_COUNTY, _COUNTY, template="int8range(%(expressions)s, '[]')")


class Charge(models.Model):
    """That a person is in charge of a field of a unit's work (分管), from when to when, by which document or meeting.

    Without a person it says that the unit has no such work. PostgreSQL keeps a unit's field with one person at a time.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="charges", verbose_name=_("单位"))
    field = models.CharField(_("分管工作"), max_length=12, choices=FIELDS_OF_WORK)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="charges",
        verbose_name=_("分管领导"),
    )  # fmt: skip
    during = DateRangeField(_("起止日期"))
    basis = models.CharField(_("依据（文号或会议）"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["unit_id", "-during", "id"]
        verbose_name = _("班子分工")
        verbose_name_plural = _("班子分工")
        indexes = [models.Index(fields=["unit", "field"], name="charge_of_unit")]
        constraints = [
            # One for each field, so that a gist exclusion needs no database extension to compare words.
            *(
                ExclusionConstraint(
                    name=f"one_holder_of_{field}_at_a_time",
                    condition=Q(field=field.value),
                    expressions=[
                        (same("unit"), RangeOperators.OVERLAPS),
                        ("during", RangeOperators.OVERLAPS),
                    ],
                    violation_error_message=_("同一单位的一项工作在同一时间只能由一人分管"),
                )
                for field in FIELDS
            ),
            models.CheckConstraint(
                condition=Q(field__in=[field.value for field in FIELDS]), name="charge_is_of_a_known_field"
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="charge_has_days",
                violation_error_message=_("分管须有起日，止日须晚于起日"),
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="charge_has_a_basis"),
            models.CheckConstraint(
                condition=Q(person__isnull=False)
                | Q(field__in=[field.value for field, rule in FIELDS.items() if not rule.everywhere]),
                name="every_unit_has_this_work",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_field_display()} {self.person or ''}"


class Suspension(models.Model):
    """Days on which a county does not apply the five fields (暂不执行五个不直接分管): why, and who decided it.

    Without one the rule applies.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    during = DateRangeField(_("起止日期"))
    reason = models.CharField(_("理由"), max_length=300)
    decided_by = models.CharField(_("决定的机关和文号"), max_length=200)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.PROTECT,
        related_name="+", verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["county_id", "-during"]
        verbose_name = _("暂不执行“五个不直接分管”")
        verbose_name_plural = _("暂不执行“五个不直接分管”")
        constraints = [
            ExclusionConstraint(
                name="one_suspension_at_a_time",
                expressions=[
                    (COUNTY_AS_RANGE, RangeOperators.OVERLAPS),
                    ("during", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("该县在这段时间已登记暂不执行"),
            ),
            models.CheckConstraint(
                condition=Q(during__isempty=False) & Q(during__startswith__isnull=False),
                name="suspension_has_days",
                violation_error_message=_("须有起日，止日须晚于起日"),
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decided_by=""), name="suspension_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county} {self.during.lower}"
