"""What an inspection suggests as a sign a head may be asked about (函询谈话, C17)."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.models import Suggestion
from inspections.policies import visible_inspections
from integrity.selectors.inquiries import tenure_of
from integrity.selectors.origins import Origin, OriginKind


def _find(user: User, row: int, on: date) -> Origin | None:
    seen = visible_inspections(user, on).filter(sent_on__isnull=False).order_by().values("pk")
    found = Suggestion.objects.filter(pk=row, inspection__in=seen).select_related("inspection__unit").first()
    if found is None:
        return None
    inspection = found.inspection
    return Origin(
        title=f"{inspection.number} {inspection.unit.name}",
        facts=found.text,
        person=inspection.person_id,
        unit=inspection.unit_id,
        url=f"{reverse('inspection', args=[inspection.pk])}#suggestions",
    )


SIGNS = OriginKind(key="inspection", title=_("“两代一委”视察建议"), is_confidential=False, find=_find)


def ask_url(found: Suggestion, user: User, on: date) -> str:
    """Where `user` asks the head to explain what deputies suggested; empty where they do not."""
    if tenure_of(user, on, person=found.inspection.person_id, unit=found.inspection.unit_id) is None:
        return ""
    return f"{reverse('inquiry-new')}?{urlencode({'origin': SIGNS.key, 'row': found.pk})}"
