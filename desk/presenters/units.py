"""Who led a unit when, post by post."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse

from desk.presenters.heads import span
from desk.selectors.units import UnitFacts, holds
from organisation.models import Tenure


def timelines(tenures: Iterable[Tenure], on: date) -> list[dict[str, Any]]:
    """One timeline a post: its holders, newest first."""
    posts: dict[int, dict[str, Any]] = {}
    for tenure in tenures:
        post = posts.setdefault(tenure.post_id, {"title": tenure.post.title, "entries": []})
        post["entries"].append(
            {
                "on": tenure.during.lower,
                "title": tenure.person.name,
                "url": reverse("head", args=[tenure.person.staff_no]),
                "text": f"{tenure.kind} · {span(tenure.during)}",
                "tone": "ok" if holds(tenure, on) else "muted",
            }
        )
    return list(posts.values())


def section_rows(facts: UnitFacts) -> list[dict[str, Any]]:
    """The unit's inner sections, each with the heads the user may see."""
    return [
        {"section": section, "heads": facts.section_heads.get(section.pk, [])} for section in facts.sections
    ]
