"""Which files still miss the consultation of a conclusion, as a condition in SQL; of every kind of file (C14, C20)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q

from appointments.models import ActionConsultation, CaseConsultation
from supervision.selectors.consulted import sources, stale_through


def consulting_missing(kept: type[CaseConsultation] | type[ActionConsultation], on: date) -> Q:
    """Files, whose consultations are `kept`, about somebody of whom a conclusion is in force on `on` that was not consulted; empty where
    nothing concludes anything.
    """
    missing = Q()
    for source in sources():
        known = kept._default_manager.filter(
            file=OuterRef(OuterRef("pk")), key=source.key, row=OuterRef("pk")
        )
        if source.months is not None:
            known = known.filter(on__gt=stale_through(on, source.months))
        rows = source.rows(on).filter(~Exists(known), **{source.person: OuterRef("person")})
        missing |= Q(Exists(rows))
    return missing
