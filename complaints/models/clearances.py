"""Who was found to have nothing to do with what was received (回避核查, N31). Without such a row nobody sees it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaints import Complaint
from complaints.models.mails import Mail


class Clearance(models.Model):
    """That an officer, being who `circle` says (themselves and their registered relatives), was checked against a complaint or a mail.

    `clear` where neither is named. Another relative, another name make another circle: then the row says nothing any more, and what it
    stood for is closed to the officer until it was checked anew in an opened session. `reason` where an officer stood back of their own
    accord, which holds whatever a check finds; locked with the complaint's key.
    """

    complaint = models.ForeignKey(Complaint, null=True, on_delete=models.CASCADE, related_name="clearances")
    mail = models.ForeignKey(Mail, null=True, on_delete=models.CASCADE, related_name="clearances")
    officer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("办理人")
    )
    circle = models.BinaryField(editable=False)
    clear = models.BooleanField(_("无须回避"))
    reason = models.BinaryField(editable=False, default=b"")

    class Meta:
        verbose_name = _("回避核查")
        verbose_name_plural = _("回避核查")
        indexes = [
            models.Index(fields=["officer", "complaint"], name="clearance_of_complaint"),
            models.Index(fields=["officer", "mail"], name="clearance_of_mail"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["complaint", "officer"], name="complaint_checked_once"),
            models.UniqueConstraint(fields=["mail", "officer"], name="mail_checked_once"),
            models.CheckConstraint(
                condition=Q(complaint=None, mail__isnull=False) | Q(complaint__isnull=False, mail=None),
                name="checked_against_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(reason=b"") | Q(clear=False), name="who_stood_back_sees_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.complaint_id or self.mail_id}"
