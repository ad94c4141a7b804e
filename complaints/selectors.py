"""Questions about receiving bodies that concern no user."""

from django.conf import settings

from complaints.models import ReceivingBody


def served_body() -> ReceivingBody | None:
    """The body whose public page and mailbox these are; None where none is set up."""
    served = ReceivingBody.objects.filter(county=settings.COUNTY_CODE, unit__isnull=False)
    return served.select_related("above").first()
