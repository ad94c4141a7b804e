"""A major matter before a county leader (呈报, C24): what is said, and what the leader answers, opens for that leader and the officers alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaints import Complaint
from complaints.models.keys import PersonalKey, ReceivingBody
from organisation.models import Post


class MajorNotice(models.Model):
    """One leader told in one round. `summary` and `instruction` (批示) are locked with a key of their own.

    That key is sealed to the leader's pair (`for_leader`), and locked with the complaint's (`for_body`). Whoever has no pair was told on paper on
    `delivered_on`. Without a leader it went to the body above, since nobody of the county was entitled.
    """

    complaint = models.ForeignKey(
        Complaint, on_delete=models.PROTECT, related_name="notices", verbose_name=_("检举控告")
    )
    round = models.PositiveSmallIntegerField(_("第几次"))
    post = models.ForeignKey(
        Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务")
    )
    name = models.CharField(_("姓名"), max_length=80, blank=True, default="")
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("县领导"),
    )
    above = models.ForeignKey(
        ReceivingBody,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("上级机关"),
    )
    sent_on = models.DateField(_("呈报日期"))
    due = models.DateField(_("批示期限"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("呈报人")
    )
    key = models.ForeignKey(
        PersonalKey,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("个人密钥"),
    )
    for_leader = models.BinaryField(editable=False, null=True)
    for_body = models.BinaryField(editable=False)
    summary = models.BinaryField(editable=False)
    delivered_on = models.DateField(_("纸质送达日期"), null=True, blank=True)
    read_on = models.DateField(_("查看日期"), null=True, blank=True)
    instruction = models.BinaryField(editable=False, null=True)
    instructed_on = models.DateField(_("批示日期"), null=True, blank=True)
    acknowledged_on = models.DateField(_("阅知日期"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("阅知人"),
    )

    class Meta:
        ordering = ["complaint", "round", "id"]
        verbose_name = _("呈报")
        verbose_name_plural = _("呈报")
        indexes = [models.Index(fields=["leader", "instructed_on", "due"], name="notice_of_a_leader")]
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "round", "post"], nulls_distinct=False, name="leader_told_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(
                    for_leader__isnull=False, key__isnull=False, leader__isnull=False, delivered_on=None
                )
                | Q(for_leader=None, key=None, delivered_on__isnull=False),
                name="told_in_the_product_or_on_paper",
            ),
            models.CheckConstraint(
                condition=Q(post__isnull=False, above=None) | Q(post=None, above__isnull=False),
                name="a_leader_or_the_body_above",
            ),
            models.CheckConstraint(
                condition=Q(instruction=None, instructed_on=None)
                | Q(instruction__isnull=False, instructed_on__isnull=False),
                name="an_instruction_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_on=None, acknowledged_by=None)
                | Q(acknowledged_on__gte=models.F("instructed_on"), acknowledged_by__isnull=False),
                name="only_an_instruction_is_acknowledged",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint} {self.round}"
