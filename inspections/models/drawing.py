"""Drawing deputies (抽选): the promise made beforehand, the published list, whom the draw gave, who takes a place that fell free (C22)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.fields import by_user
from inspections.choices import KIND_CHOICES
from inspections.models.deputies import Deputy
from inspections.models.inspections import Inspection


class Draw(models.Model):
    """What a draw rests on. `promise` is the SHA-256 of `secret`, published with the plan; the secret is shown with the draw alone.

    `list_hash` seals the list as published, `draw_on` is the day declared with it, `spoken` the number a witness names when all this is fixed.
    """

    inspection = models.OneToOneField(Inspection, on_delete=models.PROTECT, related_name="draw")
    promise = models.CharField(_("种子承诺"), max_length=64)
    secret = models.CharField(max_length=64)
    promised_on = models.DateField(_("承诺公布日期"))
    quotas = models.JSONField(_("名额"), default=dict)
    listed_on = models.DateField(_("名单公布日期"), null=True, blank=True)
    listed_by = by_user(_("名单公布人"))
    draw_on = models.DateField(_("抽选日期"), null=True, blank=True)
    list_hash = models.CharField(_("名单校验值"), max_length=64, blank=True)
    witness = models.CharField(_("见证人"), max_length=60, blank=True)
    spoken = models.CharField(_("见证人报出的数字"), max_length=20, blank=True)
    seed = models.CharField(_("种子"), max_length=64, blank=True)
    drawn_on = models.DateField(_("抽选完成日期"), null=True, blank=True)
    drawn_by = by_user(_("抽选人"))

    class Meta:
        verbose_name = _("抽选")
        verbose_name_plural = _("抽选")
        constraints = [
            models.CheckConstraint(
                condition=Q(drawn_on=None, seed="", spoken="")
                | Q(drawn_on__gte=F("draw_on"), listed_on__isnull=False)
                & ~Q(seed="") & ~Q(spoken="") & ~Q(witness="") & ~Q(list_hash=""),
                name="a_draw_follows_its_list",
            ),
            models.CheckConstraint(
                condition=Q(listed_on=None) | Q(draw_on__gt=F("listed_on")), name="a_list_is_published_before_the_draw"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.inspection_id}"


class Candidate(models.Model):
    """A line of the published list: who may be drawn, and who may not for which reason. As it was that day, and never changed."""

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="candidates")
    deputy = models.ForeignKey(
        Deputy, on_delete=models.PROTECT, related_name="+", verbose_name=_("代表、委员")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=KIND_CHOICES)
    number = models.CharField(_("证号"), max_length=20)
    name = models.CharField(_("姓名"), max_length=40)
    workplace = models.CharField(_("工作单位和职务"), max_length=100, blank=True)
    excluded = models.CharField(_("不参加抽选的理由"), max_length=300, blank=True)

    class Meta:
        ordering = ["kind", "number", "id"]
        verbose_name = _("抽选名单")
        verbose_name_plural = _("抽选名单")
        constraints = [
            models.UniqueConstraint(fields=["inspection", "deputy"], name="a_deputy_once_on_a_list")
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """Who was drawn. `place` is that in the order of the draw among the kind; who leaves is replaced by the next in that order.

    `present` is whether they were there on the day of the visit.
    """

    inspection = models.ForeignKey(Inspection, on_delete=models.PROTECT, related_name="members")
    deputy = models.ForeignKey(
        Deputy, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("代表、委员")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=KIND_CHOICES)
    place = models.PositiveSmallIntegerField(_("抽选次序"))
    replaces = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
        verbose_name=_("递补"),
    )
    since = models.DateField(_("抽选日期"))
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    left_reason = models.CharField(_("退出理由"), max_length=300, blank=True)
    present = models.BooleanField(_("参加视察"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["inspection_id", "kind", "place"]
        verbose_name = _("视察成员")
        verbose_name_plural = _("视察成员")
        indexes = [models.Index(fields=["deputy", "inspection"], name="member_by_deputy")]
        constraints = [
            models.UniqueConstraint(fields=["inspection", "deputy"], name="a_deputy_once_in_an_inspection"),
            models.UniqueConstraint(fields=["inspection", "kind", "place"], name="a_place_once_in_a_draw"),
            models.CheckConstraint(
                condition=Q(left_on=None, left_reason="") | Q(left_on__isnull=False) & ~Q(left_reason=""),
                name="who_leaves_an_inspection_says_why",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.deputy.name
