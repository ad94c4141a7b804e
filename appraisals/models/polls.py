"""The ballot of one electorate (评议主体): slips with one-time codes, the pool while voting goes on, counts and remarks afterwards (C13, L13).

Nothing here says who voted what: a slip bears no name, no number and no time, only whether it was used; a ballot is no row but a place in the pool.
"""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appraisals.choices import ELECTORATE_CHOICES, GRADE_CHOICES
from appraisals.models.appraisals import Appraisal
from core.fields import by_user
from rulebook.procedures.appraisals import SLIPS_AT_MOST


class Poll(models.Model):
    """One electorate of an appraisal: how many slips and how many paper ballots were given out, what came back.

    `pool` holds the ballots while voting goes on: one encrypted text of constant length, the marks of each question and the remarks shuffled
    anew with every ballot; wiped when counted. `cast` and `papers_cast` are known all the while (回收), what the ballots say is not.
    `papers_in` are the numbers of the sheets that are in it, so that none goes in twice; they were given after shuffling and name nobody.
    """

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="polls")
    electorate = models.CharField(_("评议主体"), max_length=10, choices=ELECTORATE_CHOICES)
    slips = models.PositiveSmallIntegerField(_("发出票码数"), default=0)
    papers = models.PositiveSmallIntegerField(_("发出纸质票数"), default=0)
    cast = models.PositiveSmallIntegerField(_("网上回收票数"), default=0)
    papers_cast = models.PositiveSmallIntegerField(_("纸质回收票数"), default=0)
    papers_in = ArrayField(
        models.PositiveSmallIntegerField(), default=list, blank=True, verbose_name=_("已入箱的纸质票序号")
    )
    pool = models.BinaryField(null=True, blank=True, editable=False)
    counted_at = models.DateTimeField(_("计票时间"), null=True, blank=True)

    class Meta:
        ordering = ["appraisal_id", "id"]
        verbose_name = _("评议主体")
        verbose_name_plural = _("评议主体")
        constraints = [
            models.UniqueConstraint(fields=["appraisal", "electorate"], name="an_electorate_votes_once"),
            models.CheckConstraint(
                condition=Q(cast__lte=F("slips"), papers_cast__lte=F("papers")), name="no_more_ballots_than_given_out"
            ),
            models.CheckConstraint(
                condition=Q(slips__lte=SLIPS_AT_MOST, papers__lte=SLIPS_AT_MOST), name="an_electorate_is_no_crowd"
            ),
            models.CheckConstraint(
                condition=Q(counted_at=None) | Q(pool=None), name="a_counted_pool_is_wiped"
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.appraisal} {self.get_electorate_display()}"

    @property
    def issued(self) -> int:
        """Ballots given out (发出)."""
        return self.slips + self.papers

    @property
    def returned(self) -> int:
        """Ballots that came back (回收)."""
        return self.cast + self.papers_cast


class Slip(models.Model):
    """A one-time code (票码): only what it is recognised by, and whether it was used. In no order, in no history, with no time."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    used = models.BooleanField(_("已使用"), default=False)

    class Meta:
        verbose_name = _("票码")
        verbose_name_plural = _("票码")

    def __str__(self) -> str:
        return str(self.poll_id)


class PaperEntry(models.Model):
    """A paper ballot as one of two people typed it in (录入); gone once both agree and it is in the pool.

    `number` is written on the paper when it is taken from the box, after shuffling: it names a sheet, nobody's ballot.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="entries")
    number = models.PositiveSmallIntegerField(_("票序号"))
    turn = models.PositiveSmallIntegerField(_("第几次录入"))
    marks = models.JSONField(_("选项"))
    remark = models.CharField(_("意见"), max_length=200, blank=True)
    by = by_user(_("录入人"))

    class Meta:
        ordering = ["poll_id", "number", "turn"]
        verbose_name = _("纸质票录入")
        verbose_name_plural = _("纸质票录入")
        constraints = [
            models.UniqueConstraint(fields=["poll", "number", "turn"], name="a_paper_is_typed_once_a_turn"),
            models.UniqueConstraint(fields=["poll", "number", "by"], name="a_paper_is_typed_by_two_people"),
            models.CheckConstraint(condition=Q(turn__in=[1, 2], number__gte=1), name="a_paper_is_typed_twice"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.poll_id} {self.number} {self.turn}"


class Tally(models.Model):
    """How many ballots of an electorate gave a question a grade. Written when counted, never changed."""

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="tallies")
    question = models.CharField(_("项目"), max_length=20)
    grade = models.CharField(_("等次"), max_length=10, choices=GRADE_CHOICES)
    count = models.PositiveSmallIntegerField(_("票数"))

    class Meta:
        ordering = ["poll_id", "id"]
        verbose_name = _("计票")
        verbose_name_plural = _("计票")
        constraints = [
            models.UniqueConstraint(fields=["poll", "question", "grade"], name="a_grade_is_counted_once")
        ]

    def __str__(self) -> str:
        return f"{self.poll_id} {self.question} {self.grade} {self.count}"


class Remark(models.Model):
    """What somebody wrote beside the marks (意见). In no order; shown only where the electorate's counts are."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="remarks")
    text = models.CharField(_("意见"), max_length=200)

    class Meta:
        ordering = ["poll_id", "id"]
        verbose_name = _("评议意见")
        verbose_name_plural = _("评议意见")

    def __str__(self) -> str:
        return str(self.poll_id)
