"""Who led a unit when, post by post."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from desk.presenters.heads import span
from desk.selectors.units import UnitFacts, holds
from organisation.models import Post, Tenure


def headless_words(posts: Iterable[Post], heads: Iterable[Tenure]) -> str:
    """Why a unit shows fewer heads than it has posts for: a post is vacant, or its holder is not the reader's to see."""
    known = list(posts)
    if not known:
        return _("名册中没有“一把手”岗位")
    vacant = [post.title for post in known if post.is_vacant]  # type: ignore[attr-defined]
    if vacant:
        return _("%(posts)s空缺") % {"posts": "、".join(vacant)}
    return "" if any(heads) else _("不在您的监督范围")


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
                "text": f"{tenure.get_kind_display()} · {span(tenure.during)}",
                "tone": "ok" if holds(tenure, on) else "muted",
            }
        )
    return list(posts.values())


def section_rows(facts: UnitFacts) -> list[dict[str, Any]]:
    """The unit's inner sections, each with the heads the user may see."""
    return [
        {"section": section, "heads": facts.section_heads.get(section.pk, [])} for section in facts.sections
    ]
