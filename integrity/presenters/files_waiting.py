"""What waits in integrity files: requests to answer, and answers given; opinions to word anew, and to sign."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date
from integrity.models import FileCorrection, IntegrityOpinion
from integrity.policies.files import keeps_files
from integrity.policies.inquiries import led_bodies
from integrity.selectors import files as selectors
from rulebook.procedures.files import State
from supervision.presenters.waiting import Item, Part, each

TOLD_FOR = timedelta(days=30)  # how long a head is told that a request was answered


def waiting(user: User, on: date) -> Iterator[Part]:
    """For the head answers to the own requests; for the body requests and drafts given back; for its principal what is overdue or to be signed."""
    corrections, opinions = reverse("integrity-corrections"), reverse("integrity-opinions")
    if user.person_id:
        yield Part(
            "corrections-answered", _("已答复的档案更正申请"), _("您申请更正廉政档案，纪检监察机关已经答复"),
            selectors.own_corrections_answered(user, on - TOLD_FOR), corrections, each(_answered),
        )  # fmt: skip
    if keeps_files(user, on):
        yield Part(
            "corrections-to-answer", _("待答复的档案更正申请"), _("“一把手”申请更正本人廉政档案，须在期限内答复"),
            selectors.corrections_to_answer(user, on), f"{corrections}?state={selectors.OPEN}", each(_to_answer),
        )  # fmt: skip
        yield Part(
            "opinions-to-reword", _("退回修改的廉政意见"), _("主要负责人退回，请修改后再提请签发"),
            selectors.opinions_to_reword(user, on), f"{opinions}?state={State.DRAFT}", each(_to_reword),
        )  # fmt: skip
    if led_bodies(user, on):
        yield Part(
            "corrections-overdue", _("逾期没有答复的更正申请"), _("档案更正申请到期没有答复"),
            selectors.corrections_overdue(user, on), f"{corrections}?state={selectors.LATE}", each(_to_answer),
        )  # fmt: skip
        yield Part(
            "opinions-to-sign", _("待我签发的廉政意见"), _("由您作为主要负责人签发或者退回"),
            selectors.opinions_to_sign(user, on), f"{opinions}?state={State.SUBMITTED}", each(_to_sign),
        )  # fmt: skip


def _to_answer(row: FileCorrection) -> Item:
    words = _("%(day)s申请更正，请核对记录后答复（C14）") % {"day": cn_date(row.asked_on)}
    return Item(title=f"{row.person.name} {row.title}", reason=words, url=row.get_absolute_url(), due=row.due)


def _answered(row: FileCorrection) -> Item:
    told = {"day": cn_date(row.answer.on), "outcome": row.answer.get_outcome_display()}
    words = _("%(day)s答复：%(outcome)s（C14）") % told
    return Item(title=row.title, reason=words, url=row.get_absolute_url())


def _to_sign(row: IntegrityOpinion) -> Item:
    words = _("%(day)s起草，请签发或者退回（N46）") % {"day": cn_date(row.drafted_on)}
    return Item(title=f"{row.person.name} {row.unit.name}", reason=words, url=row.get_absolute_url())


def _to_reword(row: IntegrityOpinion) -> Item:
    words = _("退回：%(reason)s") % {"reason": row.returned}
    return Item(title=f"{row.person.name} {row.unit.name}", reason=words, url=row.get_absolute_url())
