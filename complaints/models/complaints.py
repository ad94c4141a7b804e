"""What was received, and what was done about it. Every word of it is locked; what stands in the open is days, numbers and states."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import CHANNEL_CHOICES, STATE_CHOICES, STEP_CHOICES, Sender
from complaints.models.keys import BodyKey, ReceivingBody
from rulebook.procedures.complaints import Channel, State


class Complaint(models.Model):
    """What somebody reported (检举控告). `content` is locked with a key of its own (`ComplaintKey`).

    `lookup` follows from the receipt code and cannot be turned back; `for_reporter` is the key of the messages, locked with one only the code
    makes. `received_on` is a day, never a moment. `summary` is what an officer wrote when registering it, locked too.
    `links` names what it led to (letters of inquiry, a clarification), locked, always of one length and written anew with every step, so that it
    tells neither what nor whether. `escalate_by` and `clarify_by` are days for what waits beside `due`. `former` follows from the
    number an imported one had before, under this installation's own secret.
    """

    body = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="complaints", verbose_name=_("受理机关")
    )
    number = models.CharField(_("编号"), max_length=20)
    channel = models.CharField(_("渠道"), max_length=8, choices=CHANNEL_CHOICES, default=Channel.WEB)
    named = models.BooleanField(_("实名"), default=False)
    received_on = models.DateField(_("收到日期"))
    state = models.CharField(_("状态"), max_length=10, choices=STATE_CHOICES, default=State.RECEIVED)
    major = models.BooleanField(_("重大问题"), default=False)
    due = models.DateField(_("当前期限"), null=True, blank=True)
    content = models.BinaryField(editable=False)
    summary = models.BinaryField(editable=False, null=True)
    links = models.BinaryField(editable=False, null=True)
    escalate_by = models.DateField(_("呈报县领导的期限"), null=True, blank=True)
    clarify_by = models.DateField(_("澄清正名的期限"), null=True, blank=True)
    lookup = models.BinaryField(editable=False, null=True, unique=True)
    for_reporter = models.BinaryField(editable=False, null=True)
    former = models.BinaryField(editable=False, null=True, unique=True)
    into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", verbose_name=_("并入")
    )

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = _("检举控告")
        verbose_name_plural = _("检举控告")
        indexes = [
            models.Index(fields=["body", "state", "due"], name="complaint_by_state"),
            models.Index(fields=["body", "-received_on", "-id"], name="complaint_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="complaint_number_once"),
            models.CheckConstraint(
                condition=Q(lookup=None, for_reporter=None)
                | Q(lookup__isnull=False, for_reporter__isnull=False),
                name="a_code_opens_answers",
            ),
            models.CheckConstraint(
                condition=Q(state=State.MERGED, into__isnull=False) | ~Q(state=State.MERGED) & Q(into=None),
                name="merged_into_another",
            ),
        ]

    def __str__(self) -> str:
        return self.number


class ComplaintKey(models.Model):
    """The keys of one complaint (of its content, of its messages), sealed to a generation of its body's key; when that is changed, sealed anew."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="keys")
    key = models.ForeignKey(BodyKey, on_delete=models.PROTECT, related_name="complaints")
    sealed = models.BinaryField(editable=False)

    class Meta:
        verbose_name = _("检举控告密钥")
        verbose_name_plural = _("检举控告密钥")
        constraints = [models.UniqueConstraint(fields=["complaint", "key"], name="complaint_key_once")]

    def __str__(self) -> str:
        return f"{self.complaint_id}"


class Message(models.Model):
    """Something the reporter added, or the body answered (往来), locked with the key of the messages, which the receipt code opens, too."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="messages")
    sender = models.CharField(_("来往方向"), max_length=8, choices=Sender.choices)
    on = models.DateField(_("日期"))
    content = models.BinaryField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("答复人"),
    )
    read_on = models.DateField(_("查看日期"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("往来")
        verbose_name_plural = _("往来")
        constraints = [
            models.CheckConstraint(
                condition=Q(sender=Sender.BODY, by__isnull=False) | Q(sender=Sender.REPORTER, by=None),
                name="a_reporter_is_no_user",
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.on}"


def file_path(_row: Any, name: str) -> str:
    """Where a locked file lies: one folder for all, so that a path tells nothing."""
    return f"complaints/{name}"


class ComplaintFile(models.Model):
    """An attachment, locked like the words it came with (附件). Its name is among those words, at the place `position`."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=file_path)

    class Meta:
        ordering = ["id"]
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "message", "position"],
                nulls_distinct=False,
                name="attachment_at_a_place",
            )
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.position}"


class ComplaintStep(models.Model):
    """A step of handling (办理步骤): who, when; the reasons are locked. `choice` is the way of disposal or the conclusion."""

    complaint = models.ForeignKey(Complaint, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=10, choices=STEP_CHOICES)
    on = models.DateField(_("日期"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理人")
    )
    choice = models.CharField(_("方式或者结论"), max_length=12, blank=True, default="")
    content = models.BinaryField(editable=False)
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("办理步骤")
        verbose_name_plural = _("办理步骤")

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.kind}"


class HandedOn(models.Model):
    """What this body may not handle and did not keep (N23): a number, the day, the body entitled, and its receipt.

    `package` is sealed to the body entitled and deleted when that body confirmed; `lookup` lets the reporter learn where it went.
    """

    number = models.CharField(_("编号"), max_length=20, unique=True)
    body = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="handed_on", verbose_name=_("有权机关")
    )
    by_way_of = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="+", verbose_name=_("经由")
    )
    received_on = models.DateField(_("收到日期"))
    due = models.DateField(_("报送期限"))
    lookup = models.BinaryField(editable=False, null=True, unique=True)
    package = models.FileField(upload_to=file_path, blank=True)
    receipt = models.CharField(_("回执"), max_length=80, blank=True, default="")
    receipt_on = models.DateField(_("回执日期"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("登记人"),
    )

    class Meta:
        ordering = ["-received_on", "-id"]
        verbose_name = _("报送上级的检举控告")
        verbose_name_plural = _("报送上级的检举控告")
        constraints = [
            models.CheckConstraint(
                condition=Q(receipt="", receipt_on=None)
                | ~Q(receipt="") & Q(receipt_on__isnull=False, package=""),
                name="confirmed_package_is_deleted",
            )
        ]

    def __str__(self) -> str:
        return self.number


class Draft(models.Model):
    """What somebody wrote and did not send yet (暂存): locked with a key only the code makes, deleted after a few days."""

    lookup = models.BinaryField(editable=False, unique=True)
    content = models.BinaryField(editable=False)
    until = models.DateField()

    class Meta:
        verbose_name = _("暂存")
        verbose_name_plural = _("暂存")

    def __str__(self) -> str:
        return f"{self.pk}"


class SpentForm(models.Model):
    """A form that was sent: sent twice it is taken once. Forgotten with the day on which it would have grown too old."""

    token = models.UUIDField(primary_key=True)
    until = models.DateField()

    class Meta:
        verbose_name = _("已用表单")
        verbose_name_plural = _("已用表单")

    def __str__(self) -> str:
        return f"{self.token}"
