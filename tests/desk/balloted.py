"""The ballot of the town's head, open, with slips and papers; a file of codes that was made out and taken."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from appraisals.models import Appraisal, Poll
from appraisals.services.slips import KIND
from core.models import Job
from organisation.models import Tenure
from rulebook.procedures.appraisals import State
from tests.desk.world import DAY, World
from tests.factories.appraisals import make_poll, make_round


@dataclass(frozen=True, slots=True)
class Balloted:
    """The appraisal, a poll with papers, and the job that made out its slips."""

    appraisal: Appraisal
    poll: Poll
    job: Job

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        job, papers = f"/appraisals/slips/{self.job.pk}/", f"/appraisals/polls/{self.poll.pk}/papers/"
        return {
            "appraisal-slips": f"/appraisals/rounds/{self.appraisal.round_id}/slips/",
            "appraisal-slips-job": job,
            "appraisal-slips-progress": f"{job}progress/",
            "appraisal-slips-stop": f"{job}stop/",
            "appraisal-slips-file": f"{job}file/",
            "appraisal-turnout": f"/appraisals/{self.appraisal.pk}/turnout/",
            "appraisal-papers": papers,
            "appraisal-papers-compare": f"{papers}compare/",
        }.get(name, "")


def make(world: World) -> Balloted:
    """Make all of it as rows."""
    # Of a year that the appraisals beside it leave free.
    of = make_round(world.units["organisation"], DAY.year + 1)
    post = Tenure.objects.get(
        person=world.people["head"], post__unit=world.units["town"], post__is_head=True, during__contains=DAY
    ).post
    appraisal = Appraisal.objects.create(
        round=of, year=of.year, person=world.people["head"], unit=world.units["town"], post=post, state=State.VOTING,
        stated_on=of.statements_due, published_on=of.statements_due,
        opened_at=timezone.make_aware(datetime.combine(DAY - timedelta(1), time(8))),
    )  # fmt: skip
    job = Job.objects.create(
        kind=KIND, owner=world.users["organisation-officer"], file_name="票码.pdf", options={"round": of.pk}, state=Job.State.DONE,
        result={"slips": 10, "forgotten": DAY.isoformat()},
    )  # fmt: skip
    return Balloted(appraisal, make_poll(appraisal, "members", 10, 5), job)
