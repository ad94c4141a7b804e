"""What was reported to the discipline body for the tests of every address: a complaint with a file put before the county leader, a clarification
the head is asked about, one handed on, a mail that waits.
"""

from dataclasses import dataclass
from uuid import uuid4

from complaints.models import (
    BodyKey,
    Clarification,
    Complaint,
    HandedOn,
    Mail,
    MajorNotice,
    PersonalKey,
    ReceivingBody,
)
from complaints.services.attachments import Clean
from complaints.services.intake import Said, receive
from complaints.services.keys import confirm_share, make_body_key
from complaints.services.mails import keep
from complaints.services.passphrases import make_personal_key, opened
from core import sealing
from organisation.models import Post
from tests.desk.world import DAY, World

SECRET = "山高月小 水落石出 不可示人"


@dataclass(frozen=True, slots=True)
class Reported:
    """The complaint, what was handed on, the key both were sealed by; what the leader is told, and what the head is cleared of; a mail with a file."""

    complaint: Complaint
    handed_on: HandedOn
    key: BodyKey
    notice: MajorNotice
    clarification: Clarification
    mail: Mail

    def address(self, name: str) -> str:
        """The address called `name`, where it is one of complaints."""
        of_one = f"/complaints/{self.complaint.pk}/"
        of_mail = f"/complaints/mails/{self.mail.pk}/"
        of_other = f"/complaints/handed-on/{self.handed_on.pk}/"
        clearing = f"/clarifications/{self.clarification.pk}/"
        return {
            "complaint-inquiry": f"{of_one}inquiry/",
            "complaint-escalate": f"{of_one}escalate/",
            "complaint-notice-act": f"{of_one}notices/{self.notice.pk}/",
            "complaint-clarification": f"{of_one}clarification/",
            "complaint-notice": f"/complaints/notices/{self.notice.pk}/",
            "clarification": clearing,
            "clarification-step": f"{clearing}withdraw/",
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
    for user in (officer, *keepers, world.users["leader"]):
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
    complaint = Complaint.objects.get(body=body)
    return Reported(
        complaint,
        HandedOn.objects.get(by_way_of=body),
        key,
        _notice(world, complaint),
        _clarification(world, body),
        Mail.objects.get(body=body),
    )


def _notice(world: World, complaint: Complaint) -> MajorNotice:
    """What the county leader is told; who that is by the rulebook is of no matter here."""
    own, leader = sealing.new_key(), world.users["leader"]
    key = PersonalKey.objects.get(owner=leader)
    return MajorNotice.objects.create(
        complaint=complaint, round=1, post=Post.objects.get(tenures__person=leader.person), name="乔怀谷", leader=leader,
        sent_on=DAY, due=DAY, by=world.users["discipline-officer"], key=key,
        for_leader=sealing.seal(bytes(key.public), own), for_body=sealing.lock(sealing.new_key(), own),
        summary=sealing.lock_words(own, {"text": "请示。"}),
    )  # fmt: skip


def _clarification(world: World, body: ReceivingBody) -> Clarification:
    head, town = world.people["head"], world.units["town"]
    return Clarification.objects.create(
        person=head, unit=town, post=town.posts.get(is_head=True, tenures__person=head, title="镇党委书记"), body=body,
        state="asked", title="关于接待经费的情况", text="符合规定。", drafted_on=DAY, drafted_by=world.users["discipline-officer"],
        asked_on=DAY, wish_due=DAY, token=uuid4(),
    )  # fmt: skip
