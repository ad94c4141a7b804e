"""Counting: what the pools hold becomes counts by grade, and remarks in no order; the pools are wiped. Once (C13, L13)."""

from datetime import datetime
from secrets import SystemRandom

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from appraisals.models import Appraisal, PaperEntry, Poll, Remark, Tally
from appraisals.services.pools import counted
from core.rows import as_product
from rulebook.procedures.appraisals import is_shown


@as_product("every pool of the appraisal is counted, whoever closes it; nobody is shown a ballot")
@transaction.atomic
def count(appraisal: Appraisal, at: datetime) -> None:
    """Count every poll of `appraisal` that was not counted; ballots that are being cast are waited for.

    Remarks of fewer ballots than are shown (L13) are not kept: they would tell who they are from. Raises ValidationError while papers were
    typed that nobody compared yet.
    """
    polls = Poll.objects.select_for_update(of=("self",)).select_related("appraisal__round")
    for poll in polls.filter(appraisal=appraisal, counted_at=None).order_by("pk"):
        _must_be_compared(poll)
        _count(poll, at)


def _count(poll: Poll, at: datetime) -> None:
    found = counted(poll)
    Tally.objects.bulk_create(
        Tally(poll=poll, question=question, grade=grade, count=number)
        for question, grades in found.grades.items()
        for grade, number in grades.items()
    )
    if is_shown(poll.returned):
        remarks = [Remark(poll=poll, text=text) for text in found.remarks]
        SystemRandom().shuffle(remarks)
        Remark.objects.bulk_create(remarks)
    poll.pool, poll.counted_at = None, at
    poll.save(update_fields=["pool", "counted_at"])


def _must_be_compared(poll: Poll) -> None:
    left = PaperEntry.objects.filter(poll=poll).values("number").distinct().count()
    if left:
        words = _("%(electorate)s还有 %(left)s 张纸质票没有录完、核对，不能计票。")
        raise ValidationError(words % {"electorate": poll.get_electorate_display(), "left": left})
