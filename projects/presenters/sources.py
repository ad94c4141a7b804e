"""Where findings about projects, and about interests in their bidders, lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from projects.models import Match, Part
from projects.policies import visible_projects, watched_matches
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address

PARTS = {
    "project-paid-ahead": "#parts",
    "project-paid-above": "#parts",
    "project-change-undecided": "#parts",
    "project-over-budget": "#parts",
    "project-stage-late": "#plan",
}


def find_project(user: User, finding: Finding, on: date) -> Address:
    """The project, for those who may open it (B5), at what the finding is about."""
    if not visible_projects(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("project", args=[finding.source_id])
    return Address(matter=page, facts=page + PARTS.get(finding.code, "#stages"))


def page_of_part(part: Part, user: User, on: date) -> str:
    """The page of a part; empty for who may not open it."""
    seen = visible_projects(user, on).filter(pk=part.project_id).exists()
    return reverse("project-part", args=[part.pk]) if seen else ""


def find_match(user: User, finding: Finding, on: date) -> Address:
    """The project's recusals; the declaration itself for the discipline body alone."""
    row = Match.objects.select_related("bidder__part").filter(pk=finding.source_id).first()
    if row is None or not visible_projects(user, on).filter(pk=row.bidder.part.project_id).exists():
        return NOWHERE
    page = reverse("project", args=[row.bidder.part.project_id])
    watched = watched_matches(user, on).filter(pk=row.pk).exists()
    return Address(matter=page, facts=reverse("interest-list") if watched else f"{page}#recusals")
