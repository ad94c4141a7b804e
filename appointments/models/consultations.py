"""Which conclusions about the candidate were consulted for a file (C20)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appointments.models.cases import Case
from supervision.models import Consultation


class CaseConsultation(Consultation):
    """A conclusion consulted for a file of an appointment; once for each."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")

    class Meta:
        ordering = ["case_id", "on", "id"]
        verbose_name = _("结论运用记录")
        verbose_name_plural = _("结论运用记录")
        constraints = [
            models.UniqueConstraint(fields=["case", "key", "row"], name="conclusion_consulted_once_in_case"),
            models.CheckConstraint(condition=~Q(words=""), name="consultation_says_how_it_was_weighed"),
            models.CheckConstraint(
                condition=Q(entered_on__gte=F("on")), name="consultation_not_ahead_of_its_entry"
            ),
        ]
