"""Every night all files are judged together: what days passing make late is found, what was mended is closed."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from appointments.services.checking import check_cases
from appointments.tasks import JOB, check_appointments_today
from core.models import JobRun
from supervision.models import Finding
from tests import factories
from tests.appointments.files import appoint, decide, make_case, prepare
from tests.decisions.world import TODAY, World


def test_a_year_of_probation_that_ends_unassessed_is_found_by_night_and_once(world: World):
    case = make_case(world)
    prepare(world, case)
    decide(world, case)
    appoint(world, case)
    check_appointments_today(TODAY.isoformat())
    unassessed = Finding.objects.filter(code="cadre-probation-unassessed")
    assert not unassessed.exists()
    for _night in range(2):
        check_appointments_today((TODAY + timedelta(days=356)).isoformat())
    assert unassessed.get().unit == world.town
    assert JobRun.objects.filter(job=JOB, finished_at__isnull=False).count() == 2


def test_twenty_files_take_as_many_queries_as_four(world: World):
    def queries(number: int) -> int:
        cases = [make_case(world, person=factories.make_person()).pk for _file in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            check_cases(cases=cases, on=TODAY)
        return len(asked)

    assert queries(4) == queries(20)
