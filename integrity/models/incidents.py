"""An incident in the team, among subordinates or in a head's family, and the heads who answer for it (B6, C1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from integrity.choices import INCIDENT_SOURCE_CHOICES, RELATION_CHOICES
from organisation.models import Person, Unit
from supervision.choices import FIELDS_OF_WORK


class Incident(models.Model):
    """What happened (问题、事件), as the discipline body establishes it. Confidential: it, the heads who answer, the body above.

    Personal data: of a member of the team or a subordinate the person, so that it is kept from them and their relatives; of spouse and
    child nothing but that they are. `source` is a kind, never from whom it came. `field` is the work it happened in.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="incidents", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    happened_on = models.DateField(_("发生日期"))
    relation = models.CharField(_("涉及人员"), max_length=12, choices=RELATION_CHOICES)
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("本人")
    )
    field = models.CharField(_("所涉工作"), max_length=12, choices=FIELDS_OF_WORK, blank=True)
    what = models.TextField(_("事实"))
    source = models.CharField(_("来源"), max_length=12, choices=INCIDENT_SOURCE_CHOICES)
    entered_on = models.DateField(_("登记日期"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    withdrawn_reason = models.CharField(_("撤销理由"), max_length=300, blank=True)
    token = models.UUIDField(unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-happened_on", "-id"]
        verbose_name = _("问题事件")
        verbose_name_plural = _("问题事件")
        indexes = [models.Index(fields=["county", "-happened_on", "-id"], name="incident_by_county")]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="an_incident_has_facts"),
            models.CheckConstraint(
                condition=Q(relation__in=["team", "subordinate"]) | Q(person=None, field=""),
                name="of_the_family_nothing_but_the_relation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.happened_on}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the county true."""
        self.county_id = self.unit.county_id
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("incident", args=[self.pk])


class Attribution(models.Model):
    """That a head answers for an incident: who headed the unit on its day, whoever was directly in charge (`holder`)."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="attributions")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="attributions", verbose_name=_("一把手")
    )
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    county = models.ForeignKey("organisation.Division", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"))
    holder = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("当时的分管领导"),
    )  # fmt: skip

    class Meta:
        ordering = ["incident_id", "id"]
        verbose_name = _("第一责任人")
        verbose_name_plural = _("第一责任人")
        indexes = [models.Index(fields=["person", "unit", "year"], name="attribution_of_list")]
        constraints = [
            models.UniqueConstraint(fields=["incident", "person"], name="a_head_answers_once_for_an_incident")
        ]

    def __str__(self) -> str:
        return f"{self.incident} {self.person}"
