"""Which conclusions about the person were consulted for a file (C20): one table for each kind of file, of one shape."""

from django.db import models

from appointments.models.actions import PersonnelAction
from appointments.models.cases import Case
from supervision.models import Consultation


class CaseConsultation(Consultation):
    """A conclusion consulted for a file of an appointment."""

    file = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="consultations")


class ActionConsultation(Consultation):
    """A conclusion consulted for an appraisal, a reward or a removal."""

    file = models.ForeignKey(PersonnelAction, on_delete=models.PROTECT, related_name="consultations")
