"""Lists of projects, what was done to one, and what its forms offer; always through the policies."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from core.models import Event
from core.searching import matches
from organisation.models import Person, Tenure, Unit
from projects.models import Project, Stage, Visit
from projects.policies import editable_projects, led_projects, visible_projects
from projects.selectors.checking import SOURCE
from projects.selectors.exercised import PROJECTS
from supervision.choices import FindingState
from supervision.models import Finding
from supervision.policies import visible_findings
from supervision.selectors.powers import Narrowing

UNITS_OFFERED = 300
WARNED_DAYS = 15  # before a planned day, as the calendar warns of duties (L2)


@dataclass(frozen=True, slots=True)
class ProjectQuery:
    """What a list of projects is narrowed by; empty values ask for everything. `stage` is one under way."""

    unit: int | None = None
    stage: str = ""
    year: int | None = None
    found: bool = False
    exercised: Narrowing | None = None
    text: str = ""


def projects_matching(user: User, on: date, query: ProjectQuery) -> QuerySet[Project]:
    """Projects `user` may see that answer `query`, newest first, each with the number of open findings `user` may see in it."""
    rows = visible_projects(user, on).filter(_wanted(query)).annotate(faults=_faults(user, on))
    if query.found:
        rows = rows.filter(faults__gt=0)
    if query.exercised:
        rows = PROJECTS.narrowed(rows, query.exercised)
    rows = rows.select_related("unit").prefetch_related("stages")
    return rows.defer("search_keys", "unit__search_keys").order_by("-started_on", "-pk")


def _faults(user: User, on: date) -> Coalesce:
    found = visible_findings(user, on).filter(source=SOURCE, source_id=OuterRef("pk"))
    still = found.exclude(state=FindingState.CLOSED).order_by().values("source_id")
    counted = still.annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _wanted(query: ProjectQuery) -> Q:
    found = Q(unit=query.unit) if query.unit else Q()
    if query.stage:
        under_way = Stage.objects.filter(
            project=OuterRef("pk"), kind=query.stage, began_on__isnull=False, ended_on=None
        )
        found &= Q(Exists(under_way), cancelled=False)
    if query.year:
        found &= Q(started_on__year=query.year)
    if query.text:
        found &= matches(query.text) | matches(query.text, field="unit__search_keys")
    return found


def units_offered(user: User, on: date) -> list[Unit]:
    """The units the list can be narrowed to; none where they are too many to choose from."""
    building = visible_projects(user, on).order_by().values("unit")
    units = list(
        Unit.objects.filter(pk__in=building).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1]
    )
    return units if len(units) <= UNITS_OFFERED else []


def findings_of(project: Project, user: User, on: date) -> QuerySet[Finding]:
    """What was found in `project`, as far as `user` may see it."""
    rows = visible_findings(user, on).filter(source=SOURCE, source_id=project.pk)
    return rows.order_by("-raised_on", "-pk")


def happenings_of(project: Project) -> QuerySet[Event]:
    """What was done to the record of `project`, in order."""
    done = Event.objects.filter(target_type=SOURCE, target_id=project.pk)
    return done.select_related("actor__person").order_by("at", "pk")


def people_of(unit: Unit) -> QuerySet[Person]:
    """Everyone with a post in `unit`, now or before: who may have handled a contract, or withdrawn from a project."""
    held = Tenure.objects.filter(post__unit=unit)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


def stages_due(user: User, on: date) -> QuerySet[Stage]:
    """Stages of the user's own projects whose planned end is near or past, and that are not over, the longest late first."""
    mine = editable_projects(user, on).filter(cancelled=False)
    rows = Stage.objects.filter(
        project__in=mine.values("pk"),
        spared="",
        ended_on=None,
        planned_until__lte=on + timedelta(days=WARNED_DAYS),
    )
    return rows.select_related("project__unit").order_by("planned_until", "pk")


def stages_unchecked(user: User, on: date) -> QuerySet[Stage]:
    """Stages under way, or over, of the projects `user` heads the unit of, that the head has not checked yet (L35)."""
    mine = led_projects(user, on).filter(cancelled=False)
    checked = Visit.objects.filter(project=OuterRef("project"), stage=OuterRef("kind"))
    rows = Stage.objects.filter(~Q(Exists(checked)), project__in=mine.values("pk"), began_on__isnull=False)
    return rows.select_related("project__unit").order_by("began_on", "pk")
