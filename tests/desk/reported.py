"""What was reported to the discipline body for the tests of every address: a complaint with a file, one handed on, a mail that waits."""

from dataclasses import dataclass

from complaints.models import BodyKey, Complaint, HandedOn, Mail, ReceivingBody
from complaints.services.attachments import Clean
from complaints.services.intake import Said, receive
from complaints.services.keys import confirm_share, make_body_key
from complaints.services.mails import keep
from complaints.services.passphrases import make_personal_key, opened
from core import sealing
from tests.desk.world import DAY, World

SECRET = "山高月小 水落石出 不可示人"


@dataclass(frozen=True, slots=True)
class Reported:
    """The complaint, what was handed on, the key both were sealed by, and a mail with a file."""

    complaint: Complaint
    handed_on: HandedOn
    key: BodyKey
    mail: Mail

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of complaints."""
        of_one = f"/complaints/{self.complaint.pk}/"
        of_mail = f"/complaints/mails/{self.mail.pk}/"
        of_other = f"/complaints/handed-on/{self.handed_on.pk}/"
        return {
            "complaint": of_one,
            "complaint-step": f"{of_one}steps/register/",
            "complaint-answer": f"{of_one}answer/",
            "complaint-stand-back": f"{of_one}stand-back/",
            "complaint-file": f"{of_one}files/{self.complaint.files.get().pk}/",
            "complaint-mail": of_mail,
            "complaint-mail-reject": f"{of_mail}reject/",
            "complaint-mail-take-up": f"{of_mail}take-up/",
            "complaint-mail-file": f"{of_mail}files/{self.mail.files.get().pk}/",
            "complaint-past-confirm": "/complaints/past/1/",
            "handed-on-confirm": of_other,
            "handed-on-package": f"{of_other}package/",
            "complaint-ceremony": f"/complaints/keys/bodies/{self.key.body_id}/",
            "complaint-key-act": f"/complaints/keys/drop/{self.key.pk}/",
        }.get(name, "")


def make(world: World) -> Reported:
    """Hold the ceremony, and report twice: about the town's head, and about the body itself."""
    above = ReceivingBody.objects.create(
        name="市纪委监委", county=world.county, outside_key=sealing.new_pair().public
    )
    unit = world.units["discipline"]
    body = ReceivingBody.objects.create(name=unit.name, county=world.county, unit=unit, above=above)
    officer = world.users["discipline-officer"]
    keepers = [world.users["committee-officer"], world.users["organisation-officer"]]
    for user in (officer, *keepers):
        make_personal_key(by=user, passphrase=SECRET, again=SECRET)
    key = make_body_key(
        body=body, officers=[officer], custodians=keepers, reason="首次启用", by=officer, on=DAY
    )
    for share in key.shares.select_related("holder__owner"):
        owner = share.holder.owner
        confirm_share(share=share, private=opened(by=owner, passphrase=SECRET), by=owner)
    said = Said(facts="工程没有开会就定了", unit=world.units["town"].pk, files=[Clean("附件1.txt", b"text")])
    receive(body=body, said=said, form="of the town", on=DAY)
    receive(body=body, said=Said(facts="有人不公", unit=unit.pk), form="of the body", on=DAY)
    key.refresh_from_db()
    words = {
        "sender": "x@example.test",
        "subject": "修渠",
        "sent": "",
        "text": "没有开会",
        "files": ["附件1.txt"],
    }
    keep(
        body=body,
        key=key,
        words=words | {"left_out": []},
        files=[Clean("附件1.txt", b"text")],
        mark=b"m" * 32,
        on=DAY,
    )
    return Reported(
        Complaint.objects.get(body=body),
        HandedOn.objects.get(by_way_of=body),
        key,
        Mail.objects.get(body=body),
    )
