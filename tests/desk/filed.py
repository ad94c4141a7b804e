"""What is in the integrity file of the town's head beside the records: a request for a correction with a paper, opinions in each state.

Nobody heads the discipline body of this county, so that what its principal does is done to the rows.
"""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile

from core.periods import months_after
from integrity.models import CorrectionFile, FileCorrection, IntegrityOpinion
from integrity.services.corrections import ask_correction
from integrity.services.opinions import Wording, draft_opinion
from tests.desk.world import DAY, World

WORDING = Wording("appointment", "县委组织部，拟任县水利局局长", "有情况正在核查。", "pending")


@dataclass(frozen=True, slots=True)
class Filed:
    """The request and its paper, a draft and a signed opinion."""

    correction: FileCorrection
    paper: CorrectionFile
    draft: IntegrityOpinion
    signed: IntegrityOpinion

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        file = f"/integrity-files/{self.correction.person_id}/"
        entry = f"chapter={self.correction.chapter}&entry={self.correction.entry}"
        return {
            "integrity-file": file,
            "integrity-file-document": f"{file}file.docx",
            "integrity-correction": self.correction.get_absolute_url(),
            "integrity-correction-new": f"/integrity-files/corrections/new/?{entry}",
            "integrity-correction-file": self.paper.get_absolute_url(),
            "integrity-opinion": self.signed.get_absolute_url(),
            "integrity-opinion-letter": f"{self.signed.get_absolute_url()}letter/",
            "integrity-opinion-edit": f"{self.draft.get_absolute_url()}edit/",
            "integrity-opinion-step": f"{self.draft.get_absolute_url()}steps/submit/",
            "integrity-opinion-new": f"{file}opinions/new/",
        }.get(name, "")


def make(world: World) -> Filed:
    """Make all of it, as far as it goes through the services."""
    head, user = world.people["head"], world.users["head"]
    entry = f"tenure-{head.tenures.filter(post__is_head=True).order_by('pk')[0].pk}"
    correction = ask_correction(
        token=uuid4(),
        chapter="posts",
        entry=entry,
        wrong="任职日期有误。",
        right="应为次月。",
        by=user,
        on=DAY,
    )
    paper = CorrectionFile.objects.create(
        correction=correction, file=ContentFile(b"text", name="notice.txt"), name="任职文件.txt", size=4, sha256="0" * 64, added_by=user
    )  # fmt: skip
    return Filed(correction, paper, _drafted(world), _signed(world))


def _drafted(world: World) -> IntegrityOpinion:
    officer = world.users["discipline-officer"]
    return draft_opinion(token=uuid4(), person=world.people["head"].pk, wording=WORDING, by=officer, on=DAY)


def _signed(world: World) -> IntegrityOpinion:
    made = _drafted(world)
    IntegrityOpinion.objects.filter(pk=made.pk).update(
        state="signed", signed_on=DAY, signed_by=world.users["administrator"], number="镇纪廉意〔2026〕1号", year=DAY.year,
        serial=1, valid_until=months_after(DAY, 3) - timedelta(days=1), content=[["Title", {"text": "廉政意见"}]],
    )  # fmt: skip
    made.refresh_from_db()
    return made
