"""Projects as the exercise of power (B5): one counts from the day its first stage began."""

from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from projects.models import Project, Stage
from projects.policies import sees_any_project, visible_projects
from projects.selectors.checking import SOURCE
from supervision.selectors.powers import Exercise

_begun = Stage.objects.filter(project=OuterRef("pk"), began_on__isnull=False).order_by("began_on")
PROJECTS = Exercise(
    clause="B5",
    title=_("工程项目"),
    source=SOURCE,
    page="project-list",
    visible=visible_projects,
    sees=sees_any_project,
    every=Project.objects.all,
    day=Subquery(_begun.values("began_on")[:1]),
    only=Q(cancelled=False),
    amount=F("total"),
)
