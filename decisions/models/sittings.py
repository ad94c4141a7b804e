"""What belongs to a meeting beside its members: advisers and others who sat in (列席), its notice, record and minutes as files."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from decisions.choices import Adviser, MeetingPaper
from decisions.models.meetings import AgendaItem, Meeting


class Observer(models.Model):
    """Somebody who sits in on a meeting, or on one item of it (列席人员), by name, since they need not be in the roster. Neither counts nor
    votes. `adviser`: a legal adviser there proves that the legality of a listed matter was looked at (C4). Sealed with the meeting.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="observers")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="observers",
        verbose_name=_("议题"),
    )  # fmt: skip
    name = models.CharField(_("姓名"), max_length=40)
    position = models.CharField(_("单位和职务"), max_length=100)
    adviser = models.CharField(_("顾问类型"), max_length=8, choices=Adviser.choices, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    history = HistoricalRecords()

    class Meta:
        ordering = ["meeting_id", "id"]
        verbose_name = _("列席人员")
        verbose_name_plural = _("列席人员")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "item", "name", "position"],
                name="observer_once_at_an_item",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.position}）"

    def sits_in(self, item: AgendaItem) -> bool:
        """Whether they are there for `item`."""
        return self.item_id in (None, item.pk)


class MeetingFile(KeptFile):
    """A paper of a meeting (会议通知, 会议记录, 会议纪要). Minutes come after the seal and are never taken away. Never rendered inline.

    `dated` is the day it bears: of minutes entered with a meeting held on paper the one written on them, else the day it was kept.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="files")
    paper = models.CharField(_("材料"), max_length=8, choices=MeetingPaper.choices)
    dated = models.DateField(_("日期"))
    file = models.FileField(upload_to="meetings/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("会议文件")
        verbose_name_plural = _("会议文件")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("meeting-file", args=[self.meeting_id, self.pk])
