"""Where findings of lists, incidents, gifts and declarations lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from integrity.models import Attribution
from integrity.policies.declarations import visible_declarations
from integrity.policies.gifts import visible_gifts
from integrity.policies.incidents import visible_attributions
from integrity.policies.lists import visible_lists
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def list_of(user: User, finding: Finding, on: date) -> Address:
    """The list, for those who may open it."""
    if not visible_lists(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("responsibility", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#items")


def incident_of(user: User, finding: Finding, on: date) -> Address:
    """The incident, and the list it is attached to."""
    row: Attribution | None = visible_attributions(user, on).filter(pk=finding.source_id).first()
    if row is None:
        return NOWHERE
    lists = visible_lists(user, on).filter(person=row.person_id, unit=row.unit_id, year=row.year)
    page = lists.values_list("pk", flat=True).first()
    incident = reverse("incident", args=[row.incident_id])
    return Address(
        matter=reverse("responsibility", args=[page]) + "#incidents" if page else incident, facts=incident
    )


def gift_of(user: User, finding: Finding, on: date) -> Address:
    """The register of gifts, at the row."""
    if not visible_gifts(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = f"{reverse('gifts')}#gift-{finding.source_id}"
    return Address(matter=page, facts=page)


def declaration_of(user: User, finding: Finding, on: date) -> Address:
    """The declarations, for those who may read them."""
    if not visible_declarations(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("declarations")
    return Address(matter=page, facts=page)


def yearly_of(user: User, finding: Finding, on: date) -> Address:
    """The page on which the head declares, for the head."""
    page = reverse("declarations") if finding.person_id == user.person_id else ""
    return Address(matter=page, facts=page)
