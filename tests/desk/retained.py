"""What is held and listed in the county: a hold of the discipline body, a list that waits, a copy that was forgotten."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from core.models import Job
from integrity.models import Declaration
from retention.models import DestructionList, LegalHold
from retention.services.copies import KIND
from retention.services.holds import Order, place
from retention.services.lists import list_due
from tests import factories
from tests.desk.world import DAY, World


@dataclass(frozen=True, slots=True)
class Retained:
    """The hold, the list, the job that made a copy for the town's secretary."""

    hold: LegalHold
    list: DestructionList
    job: Job

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        job, made = f"/account/data/{self.job.pk}/", f"/retention/destruction/{self.list.pk}/"
        return {
            "own-data-job": job,
            "own-data-progress": f"{job}progress/",
            "own-data-file": f"{job}file/",
            "hold-lift": f"/retention/holds/{self.hold.pk}/lift/",
            "destruction-list": made,
            "destruction-answer": f"{made}answer/",
        }.get(name, "")


def make(world: World) -> Retained:
    """Make all of it, through the services."""
    order = Order(person=world.people["far"], reason="核查需要", ordered_by="县纪委监委，镇纪调〔2026〕3号")
    held = place(order=order, token=uuid4(), by=world.users["discipline-officer"], on=DAY)
    left = factories.make_person("钟景行")
    post = factories.make_post(factories.make_unit(), "局长")
    factories.make_tenure(left, post, date(2010, 1, 1), DAY - timedelta(days=365 * 6))
    Declaration.objects.create(
        person=left, county=world.county, event="marriage", happened_on=date(2015, 1, 1), reported_on=date(2015, 1, 9), token=uuid4()
    )  # fmt: skip
    list_due(on=DAY)
    job = Job.objects.create(
        kind=KIND, owner=world.users["secretary"], file_name="个人信息副本.zip", state=Job.State.DONE, result={"rows": 1, "tables": 1}
    )  # fmt: skip
    return Retained(held, DestructionList.objects.get(), job)
