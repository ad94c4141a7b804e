"""What the head of the town was asked to explain by the discipline body: a draft, a letter received, a talk announced, an answer, an
admonition. Nobody heads the discipline body of this county, so that what its principal does is done to the rows.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.core.files.base import ContentFile

from core.periods import months_after
from integrity.models import Admonition, Explanation, ExplanationFile, Inquiry
from integrity.services import inquiries as services
from tests.desk.world import DAY, World

SENT = DAY - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Inquired:
    """The cases, and a paper of the answer."""

    draft: Inquiry
    received: Inquiry
    talk: Inquiry
    answered: Inquiry
    admonished: Inquiry
    file: ExplanationFile

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        draft = f"/inquiries/{self.draft.pk}/"
        return {
            "inquiry": f"/inquiries/{self.answered.pk}/",
            "inquiry-edit": f"{draft}edit/",
            "inquiry-step": f"{draft}steps/submit/",
            "inquiry-answer": f"/inquiries/{self.received.pk}/answer/",
            "inquiry-talk": f"/inquiries/{self.talk.pk}/talk/",
            "inquiry-assess": f"/inquiries/{self.answered.pk}/assess/",
            "inquiry-criticism": f"/inquiries/{self.admonished.pk}/criticism/",
            "inquiry-letter": f"/inquiries/{self.answered.pk}/letter/",
            "inquiry-file": self.file.get_absolute_url(),
        }.get(name, "")


def make(world: World) -> Inquired:
    """Make all of it, as far as it goes through the services."""
    answered = _answered(world)
    file = ExplanationFile.objects.create(
        explanation=Explanation.objects.get(inquiry=answered), file=ContentFile(b"text", name="minutes.txt"),
        name="会议记录.txt", size=4, sha256="0" * 64, added_by=world.users["head"],
    )  # fmt: skip
    return Inquired(
        _drafted(world), _received(world), _sent(world, "talk"), answered, _admonished(world), file
    )


def _drafted(world: World, way: str = "letter") -> Inquiry:
    asking = services.Asking(
        person=world.people["head"].pk, way=way, matters="请说明接待费用。", grounds="日常监督发现。"
    )
    return services.open_inquiry(token=uuid4(), asking=asking, by=world.users["discipline-officer"], on=SENT)


def _sent(world: World, way: str = "letter") -> Inquiry:
    made = _drafted(world, way)
    Inquiry.objects.filter(pk=made.pk).update(state="approved", approved_by=world.users["administrator"])
    return services.send_inquiry(inquiry=made.pk, by=world.users["discipline-officer"], on=SENT)


def _received(world: World) -> Inquiry:
    return services.receive_inquiry(inquiry=_sent(world).pk, by=world.users["head"], on=SENT)


def _answered(world: World, on: date = DAY) -> Inquiry:
    return services.answer_inquiry(
        inquiry=_received(world).pk, text="已经集体研究。", signed_by="", by=world.users["head"], on=on
    )


def _admonished(world: World) -> Inquiry:
    officer = world.users["discipline-officer"]
    made = services.assess_inquiry(
        inquiry=_answered(world).pk, outcome="admonish", assessment="说明不充分。", by=officer, on=DAY
    )
    Inquiry.objects.filter(pk=made.pk).update(
        state="closed", decided_on=DAY, decided_by=world.users["administrator"]
    )
    made.refresh_from_db()
    Admonition.objects.create(
        inquiry=made, person=made.person, since=DAY, until=months_after(DAY, 6), criticism_due=DAY
    )
    return made
