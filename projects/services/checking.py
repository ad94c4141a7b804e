"""Keeping the register of findings true to the projects and the declared interests: after whatever bears on one, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction

from core import clock, rechecks
from organisation.models import Unit
from projects.checks import found_in, heads_of
from projects.checks.matches import Pair, matched
from projects.models import Match, Project
from projects.procedure.interests import unresolved
from projects.procedure.judging import Found
from projects.selectors.checking import MATCHES, SOURCE
from rulebook.procedures.decisions import MatterCategory
from supervision.services import Judging, Subject, reconcile

BATCH = 200
AT_ONCE = 500  # projects that are judged within a request
OF_COUNTY = "projects-of-county"
JUDGING = Judging("projects")


@transaction.atomic
def check_projects(*, projects: Sequence[int], on: date) -> int:
    """Judge `projects` (numbers of rows), and the interests in their bidders, as of `on`; return how many findings were raised.

    A constant number of queries. The rows are held, so that nothing is raised beside it.
    """
    held = Project.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=projects)
    rows = list(held.select_related("unit").order_by("pk"))
    found, heads = found_in(rows, on), heads_of(rows, on)
    subjects = {
        Subject(
            source=SOURCE,
            source_id=project.pk,
            title=project.title,
            kind=MatterCategory.PROJECT,
            unit=project.unit,
            person=heads[project.pk],
        ): found[project]
        for project in rows
    }
    return reconcile(found=subjects, on=on) + _check_matches(rows, on)


def _check_matches(projects: Sequence[Project], on: date) -> int:
    """Bring the matches, and what is found in them, to the interests declared. Confidential like cadre matters: kept from whom they are
    about, but for the head, who answers.
    """
    pairs = {(pair.interest, pair.bidder): pair for pair in matched([one.pk for one in projects], on)}
    rows = _kept(projects, pairs, on)
    heads = heads_of(projects, on)
    subjects: dict[Subject, list[Found]] = {}
    for row in rows:
        project, person = row.bidder.part.project, row.interest.person
        pair = pairs.get((row.interest_id, row.bidder_id))
        fault = unresolved(pair.match, on) if pair is not None else None
        head = heads[project.pk]
        subject = Subject(
            source=MATCHES,
            source_id=row.pk,
            title=f"{project.title} 投标人利益关联",
            kind=MatterCategory.PERSONNEL,
            unit=project.unit,
            person=head,
            concerns=person,
        )
        subjects[subject] = [fault] if fault is not None else []
    return reconcile(found=subjects, on=on) if subjects else 0


def _kept(projects: Sequence[Project], pairs: dict[tuple[int, int], Pair], on: date) -> list[Match]:
    """The rows of `pairs`, made where they are new, and those that hold no longer, all loaded for judging."""
    rows = Match.objects.filter(bidder__part__project__in=[one.pk for one in projects])
    known = {(row.interest_id, row.bidder_id): row for row in rows}
    new = [
        Match(interest_id=one, bidder_id=other, found_on=on)
        for one, other in pairs
        if (one, other) not in known
    ]
    Match.objects.bulk_create(new, ignore_conflicts=True)
    for holds in (True, False):
        moved = [row.pk for key, row in known.items() if row.holds != holds and (key in pairs) == holds]
        if moved:
            Match.objects.filter(pk__in=moved).update(holds=holds)
    needed = rows.select_related("interest__person", "bidder__part__project__unit").order_by("pk")
    return list(needed)


def recheck(*projects: Project, on: date) -> None:
    """Judge `projects` anew once the transaction stands. Every service that bears on one calls it last."""
    numbers = [project.pk for project in projects]
    JUDGING.after_commit(partial(check_projects, projects=numbers, on=on))


def recheck_all(numbers: Sequence[int], on: date) -> None:
    """Judge these projects anew once the transaction stands: few at once, many in the background, county by county."""
    if JUDGING.is_later:
        return
    if len(numbers) <= AT_ONCE:
        JUDGING.after_commit(partial(check_all, numbers, on))
        return
    for county in (
        Project.objects.filter(pk__in=numbers).order_by().values_list("county_id", flat=True).distinct()
    ):
        rechecks.ask(OF_COUNTY, county)


def check_projects_of(county: str) -> None:
    """Judge the projects of a county (its code), in the background."""
    rows = Project.objects.filter(county=county).order_by("pk")
    check_all(list(rows.values_list("pk", flat=True)), clock.today())


def recheck_bidders_of(person: int, on: date) -> None:
    """Judge anew the projects of the units `person` sat in: what they declared may be in their bidders."""
    JUDGING.after_commit(partial(_check_of_person, person=person, on=on))


def recheck_paid(unit: Unit, on: date) -> None:
    """Judge anew the projects of `unit` that uses of its funds pay for."""
    JUDGING.after_commit(partial(_check_paid, unit=unit.pk, on=on))


def _check_paid(*, unit: int, on: date) -> None:
    paid = Project.objects.filter(unit=unit, parts__fund_uses__isnull=False).distinct()
    check_all(list(paid.order_by("pk").values_list("pk", flat=True)), on)


def _check_of_person(*, person: int, on: date) -> None:
    theirs = Project.objects.filter(unit__posts__tenures__person=person, cancelled=False).distinct()
    numbers = list(theirs.order_by("pk").values_list("pk", flat=True))
    check_all(numbers, on)


def check_all(numbers: Sequence[int], on: date) -> int:
    """Judge any number of projects, batch by batch."""
    return sum(
        check_projects(projects=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH)
    )
