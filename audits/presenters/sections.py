"""What the page of an audit is made of: sections in order, each told by a callable of its own.

A section gives its template (`audits/_*.html`) and what it shows, or None where there is nothing for this reader. Every template is
rendered with `audit` and `today` besides its own context. A form stands on a page of its own: what it refused is shown there.
"""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from accounts.models import User
from audits.models import Audit
from audits.presenters import planning, stages, team

Section = tuple[str, dict[str, Any]] | None
SECTIONS: tuple[Callable[[User, Audit, date], Section], ...] = (
    planning.facts_section,
    planning.plan_section,
    team.team_section,
    stages.stages_section,
    stages.findings_section,
    stages.materials_section,
    stages.documents_section,
    stages.objections_section,
)


def rendered(request: HttpRequest, user: User, audit: Audit, on: date) -> Iterator[SafeString]:
    """The sections of `audit` for `user`."""
    for tell in SECTIONS:
        section = tell(user, audit, on)
        if section is not None:
            template, context = section
            yield render_to_string(template, {**context, "audit": audit, "today": on}, request)
