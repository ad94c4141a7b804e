"""Handovers at leaving a post (离任经济责任事项交接, C21): the list of items, who signed it, what turned out wrong afterwards."""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audits.choices import (
    EXCUSE_CHOICES,
    FLAW_CHOICES,
    HANDOVER_ITEMS,
    SIGNING_PARTS,
    HandoverState,
    ItemAnswer,
)
from core.models import KeptFile
from core.searching import search_keys
from organisation.models import Person, Post, Unit
from rulebook.procedures.handover import Part
from supervision.models import Duty


def _who(label: Any, **more: Any) -> Any:
    return models.ForeignKey(Person, on_delete=models.PROTECT, verbose_name=label, **more)


def _user(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=label,
    )


class Handover(models.Model):
    """The handover of one post by who left it (离任交接). Once signed it never changes: PostgreSQL refuses it.

    `duty` is the calendar's duty it does; `left_on` the first day no longer held. `successor` takes over: who holds the post, else who
    acts in the unit (主持工作); where there is neither, the body above, `receiver`. `excuse` says why the leaver cannot hand over in
    person; then the officer who leads the witnessing does it in their place.
    """

    duty = models.OneToOneField(
        Duty, on_delete=models.PROTECT, related_name="handover", verbose_name=_("履职事项")
    )
    person = _who(_("离任人"), related_name="handovers")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("职务"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="handovers", verbose_name=_("单位"))
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    left_on = models.DateField(_("离任日期"))
    due = models.DateField(_("交接期限"))
    state = models.CharField(
        _("状态"), max_length=8, choices=HandoverState.choices, default=HandoverState.FILLING
    )
    successor = _who(_("接任人"), null=True, blank=True, related_name="handovers_taken")
    receiver = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("接收机构")
    )
    excuse = models.CharField(
        _("本人不能办理的情形"), max_length=8, choices=EXCUSE_CHOICES, blank=True, default=""
    )
    excuse_words = models.CharField(_("情况说明"), max_length=500, blank=True, default="")
    excused_by = _user(_("认定人"))
    filled_by = _user(_("填表人"))
    submitted_on = models.DateField(_("提交日期"), null=True, blank=True)
    check_due = models.DateField(_("核对期限"), null=True, blank=True)
    number = models.CharField(_("编号"), max_length=60, blank=True, default="")
    signed_on = models.DateField(_("交接日期"), null=True, blank=True)
    opened_on = models.DateField(_("启动日期"))
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    history = HistoricalRecords(excluded_fields=["search_keys"])

    class Meta:
        ordering = ["-left_on", "-id"]
        verbose_name = _("离任交接")
        verbose_name_plural = _("离任交接")
        indexes = [
            models.Index(fields=["county", "-left_on", "-id"], name="handover_by_county"),
            models.Index(fields=["unit", "-left_on", "-id"], name="handover_by_unit"),
            models.Index(fields=["post", "state"], name="handover_by_post"),
            GinIndex(fields=["search_keys"], name="handover_search"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "post", "left_on"], name="handover_once_a_leaving"),
            models.UniqueConstraint(
                fields=["county", "number"], condition=~Q(number=""), name="handover_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state=HandoverState.SIGNED, signed_on__isnull=False) & ~Q(number="")
                | ~Q(state=HandoverState.SIGNED) & Q(signed_on=None, number=""),
                name="signed_handover_has_day_and_number",
            ),
            models.CheckConstraint(
                condition=Q(excuse="") | ~Q(excuse_words="") & Q(excused_by__isnull=False),
                name="excused_leaver_says_why_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(successor=None) | ~Q(successor=F("person")),
                name="nobody_hands_over_to_themself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.left_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the search keys true."""
        self.search_keys = keys_of(self)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("handover", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before it is signed."""
        return self.state in {HandoverState.FILLING, HandoverState.CHECKING}


def keys_of(handover: Handover) -> list[str]:
    """The keys a handover is found by."""
    return search_keys(handover.person.name, handover.unit.name)


class HandoverItem(models.Model):
    """A line of the list (交接事项). `source` and `source_id` name the record it was taken from, `text` what the product knew on that day;
    `words` are the leaver's own beside it. `nothing` states that there is nothing of the kind. `open` ones are the successor's to finish.
    """

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="items")
    kind = models.CharField(_("类别"), max_length=12, choices=HANDOVER_ITEMS)
    source = models.CharField(_("来源"), max_length=40, blank=True, default="")
    source_id = models.BigIntegerField(_("来源编号"), default=0)
    title = models.CharField(_("事项"), max_length=200)
    text = models.TextField(_("系统记载"), blank=True, default="")
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    due = models.DateField(_("期限"), null=True, blank=True)
    nothing = models.BooleanField(_("无此类事项"), default=False)
    open = models.BooleanField(_("由接任人继续办理"), default=False)
    words = models.TextField(_("离任人说明"), blank=True, default="")
    answer = models.CharField(
        _("接任人核对"), max_length=8, choices=ItemAnswer.choices, blank=True, default=ItemAnswer.PENDING
    )
    objection = models.TextField(_("异议"), blank=True, default="")
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    result = models.TextField(_("办理结果"), blank=True, default="")
    closed_by = _user(_("办理人"))
    history = HistoricalRecords()

    class Meta:
        ordering = ["handover_id", "id"]
        verbose_name = _("交接事项")
        verbose_name_plural = _("交接事项")
        indexes = [
            models.Index(
                fields=["handover", "due"], condition=Q(open=True, closed_on=None), name="handover_item_open"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "kind", "source", "source_id", "title"], name="handover_item_once"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="handover_item_has_a_title"),
            models.CheckConstraint(
                condition=~Q(answer=ItemAnswer.OBJECTED) | ~Q(objection=""), name="objection_has_words"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(open=True) & ~Q(result=""), name="closed_item_says_result"
            ),
            models.CheckConstraint(
                condition=Q(nothing=False) | Q(open=False, source=""), name="nothing_is_left_open"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class HandoverSignature(models.Model):
    """A signature (签字): never changed, never taken back. The leaver, the successor and every witness are different people."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="signatures")
    part = models.CharField(_("签字人"), max_length=9, choices=SIGNING_PARTS)
    body = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("监交单位")
    )
    leads = models.BooleanField(_("牵头监交"), default=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("用户")
    )
    person = _who(_("人员"), null=True, blank=True, related_name="+")
    at = models.DateTimeField(_("签字时间"))

    class Meta:
        ordering = ["at", "id"]
        verbose_name = _("交接签字")
        verbose_name_plural = _("交接签字")
        constraints = [
            models.UniqueConstraint(
                fields=["handover", "part"], condition=~Q(part=Part.WITNESS.value), name="one_signs_each_side"
            ),
            models.UniqueConstraint(
                fields=["handover", "body"],
                condition=Q(part=Part.WITNESS.value),
                name="a_body_witnesses_once",
            ),
            models.UniqueConstraint(fields=["handover", "user"], name="three_users_sign"),
            models.UniqueConstraint(fields=["handover", "person"], name="three_people_sign"),
            models.CheckConstraint(
                condition=~Q(part=Part.WITNESS.value) & Q(leads=False)
                | Q(part=Part.WITNESS.value, body__isnull=False),
                name="a_witness_signs_for_a_body",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.user}"


class HandoverFile(KeptFile):
    """A paper kept with a handover (交接附件)."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="files")
    file = models.FileField(upload_to="handovers/%Y/")

    class Meta(KeptFile.Meta):
        verbose_name = _("交接附件")
        verbose_name_plural = _("交接附件")

    def get_absolute_url(self) -> str:
        """Where it is downloaded."""
        return reverse("handover-file", args=[self.handover_id, self.pk])


class HandoverFlaw(models.Model):
    """That the successor found something missing or false after signing (交接遗漏、不实). Only ever added."""

    handover = models.ForeignKey(Handover, on_delete=models.PROTECT, related_name="flaws")
    item = models.ForeignKey(
        HandoverItem, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("交接事项")
    )  # fmt: skip
    kind = models.CharField(_("情形"), max_length=8, choices=FLAW_CHOICES)
    words = models.TextField(_("情况"))
    noted_on = models.DateField(_("指出日期"))
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("指出人")
    )
    token = models.UUIDField(unique=True, editable=False)

    class Meta:
        ordering = ["noted_on", "id"]
        verbose_name = _("交接瑕疵")
        verbose_name_plural = _("交接瑕疵")
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="flaw_has_words"),
            models.CheckConstraint(
                condition=~Q(kind="false") | Q(item__isnull=False), name="what_is_false_is_an_item"
            ),
        ]

    def __str__(self) -> str:
        return self.words[:40]
