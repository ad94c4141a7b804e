"""What the organisation department keeps about the head of the town: an appraisal that waits for its decision, a reward that was decided."""

from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import ContentFile

from appointments.models import ActionFile, PersonnelAction
from appointments.services.actions import ActionOpening, Decision, decide_action, open_action
from tests.desk.world import DAY, World


@dataclass(frozen=True, slots=True)
class Acted:
    """Both files, and a paper of the decided one."""

    waiting: PersonnelAction
    decided: PersonnelAction
    file: ActionFile

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        waiting = f"/appointments/actions/{self.waiting.pk}/"
        decided = f"/appointments/actions/{self.decided.pk}/"
        return {
            "personnel-action": decided,
            "personnel-action-consulting": f"{waiting}conclusions/",
            "personnel-action-decide": f"{waiting}decide/",
            "personnel-action-withdraw": f"{waiting}withdraw/",
            "personnel-action-attach": f"{waiting}attach/",
            "personnel-action-reply": f"{decided}reply/",
            "personnel-action-file": f"{decided}files/{self.file.pk}/",
        }.get(name, "")


def make(world: World) -> Acted:
    """Make all of it through the services."""
    by, head, town = world.users["organisation-officer"], world.people["head"], world.units["town"]
    about = {
        "unit": world.units["committee"],
        "person": head,
        "post": town.posts.filter(tenures__person=head)[0],
        "grounds": "按考核方案。",
    }
    appraisal = ActionOpening(kind="appraisal", year=DAY.year - 1, **about)
    reward = ActionOpening(kind="reward", occasion="抗洪抢险", **about)
    waiting = open_action(token=uuid4(), opening=appraisal, by=by, on=DAY)
    decided = open_action(token=uuid4(), opening=reward, by=by, on=DAY)
    decided = decide_action(action=decided.pk, decision=Decision("citation", DAY, taken=True), by=by, on=DAY)
    file = ActionFile.objects.create(
        action=decided, file=ContentFile(b"text", name="notice.txt"), name="通报.txt", size=4, sha256="0" * 64, added_by=by
    )  # fmt: skip
    return Acted(waiting, decided, file)
