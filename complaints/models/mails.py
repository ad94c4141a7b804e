"""Mail taken from the body's mailbox that waits for an officer's entry: locked the moment it was read, never a complaint before it was routed (N23)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import MailState
from complaints.models.complaints import file_path
from complaints.models.keys import BodyKey, ReceivingBody


class Mail(models.Model):
    """A mail (待录入邮件), sender and subject locked with its words. `sealed` is its key, sealed to the body.

    `mark` follows from what the mail is (Message-ID and content) under this installation's own secret: the same mail is taken once, and the
    mark tells nobody which it was. Once entered only mark, day and state stay; one set aside stays locked, so that it can be taken up again.
    """

    body = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="mails", verbose_name=_("受理机关")
    )
    mark = models.BinaryField(editable=False, unique=True)
    received_on = models.DateField(_("收到日期"))
    state = models.CharField(_("状态"), max_length=10, choices=MailState.choices, default=MailState.WAITING)
    key = models.ForeignKey(BodyKey, on_delete=models.PROTECT, related_name="mails")
    sealed = models.BinaryField(editable=False)
    content = models.BinaryField(editable=False)
    reason = models.BinaryField(editable=False, default=b"")
    handled_on = models.DateField(_("处理日期"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("处理人"),
    )

    class Meta:
        ordering = ["received_on", "id"]
        verbose_name = _("待录入邮件")
        verbose_name_plural = _("待录入邮件")
        indexes = [models.Index(fields=["body", "state", "received_on"], name="mail_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=MailState.ENTERED) | Q(content=b"", sealed=b"", reason=b""),
                name="of_an_entered_mail_nothing_stays",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.WAITING, by=None, handled_on=None)
                | ~Q(state=MailState.WAITING) & Q(by__isnull=False, handled_on__isnull=False),
                name="who_handled_a_mail",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.received_on:%F} {self.pk}"


class MailFile(models.Model):
    """An attachment of a mail, locked like its words, where its name stands at `position`."""

    mail = models.ForeignKey(Mail, on_delete=models.CASCADE, related_name="files")
    position = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to=file_path)

    class Meta:
        ordering = ["position"]
        verbose_name = _("邮件附件")
        verbose_name_plural = _("邮件附件")
        constraints = [
            models.UniqueConstraint(fields=["mail", "position"], name="mail_attachment_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.mail_id} {self.position}"
