"""What the head of the town answers for as first responsible person: a signed list, a draft, an incident, a gift, declarations asked for."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db.backends.postgresql.psycopg_any import DateRange

from integrity.models import EvidenceFile, Extension, Gift, Incident, ResponsibilityList
from integrity.services.carrying_out import enter_evidence
from integrity.services.gifts import Received, enter_gift
from integrity.services.incidents import Report, enter_incident
from integrity.services.lists import draft_list, save_item, sign_as_head, sign_from_above
from tests.desk.world import DAY, World

OWN_ITEM = 8


@dataclass(frozen=True, slots=True)
class Responsible:
    """The list of this year, in force; the one of last year, begun late; the rest."""

    signed: ResponsibilityList
    draft: ResponsibilityList
    file: EvidenceFile
    incident: Incident
    gift: Gift

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of these pages."""
        signed, draft = f"/responsibility/{self.signed.pk}/", f"/responsibility/{self.draft.pk}/"
        return {
            "responsibility": signed,
            "responsibility-item-new": f"{draft}items/new/",
            "responsibility-item": f"{draft}items/1/",
            "responsibility-drop": f"{draft}items/{OWN_ITEM}/drop/",
            "responsibility-evidence": f"{signed}items/2/evidence/",
            "responsibility-sign": f"{signed}sign/",
            "responsibility-return": f"{signed}return/",
            "responsibility-change": f"{signed}change/",
            "responsibility-review": f"{signed}reviews/year-end/",
            "responsibility-file": f"{signed}files/{self.file.pk}/",
            "incident": f"/responsibility/incidents/{self.incident.pk}/",
            "incident-withdraw": f"/responsibility/incidents/{self.incident.pk}/withdraw/",
            "gift-receive": f"/responsibility/gifts/{self.gift.pk}/receive/",
        }.get(name, "")


def make(world: World) -> Responsible:
    """Make all of it through the services."""
    head, town = world.users["head"], world.units["town"]
    signed = draft_list(unit=town.pk, year=DAY.year, by=head, on=DAY)
    sign_as_head(found=signed.pk, by=head, on=DAY)
    sign_from_above(found=signed.pk, by=world.users["committee-officer"], on=DAY)
    shown = enter_evidence(
        token=uuid4(),
        found=signed.pk,
        number=2,
        day=DAY - timedelta(days=5),
        text="逐一谈话。",
        by=head,
        on=DAY,
    )
    file = EvidenceFile.objects.create(
        evidence=shown, file=ContentFile(b"text", name="talk.txt"), name="谈话.txt", size=4, sha256="0" * 64,
        added_by=head,
    )  # fmt: skip
    draft = draft_list(unit=town.pk, year=DAY.year - 1, by=head, on=DAY)
    save_item(found=draft.pk, number=None, title="惠农资金", text="检查。", by=head, on=DAY)
    report = Report(town, DAY - timedelta(days=20), "subordinate", "虚报工程量。", "audit")
    incident = enter_incident(token=uuid4(), report=report, by=world.users["discipline-officer"], on=DAY)
    received = Received(town, "茶叶两盒", Decimal(800), "served", DAY - timedelta(days=3))
    gift = enter_gift(token=uuid4(), received=received, by=head, on=DAY)
    during = DateRange(date(DAY.year - 1, 1, 1), None)
    Extension.objects.create(county=world.county, during=during, basis="镇委发〔2025〕1号")
    return Responsible(signed, draft, file, incident, gift)
