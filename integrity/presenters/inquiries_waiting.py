"""What waits in letters of inquiry and reminder talks: for the head, the officer, the principal; where their findings lead."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core import workdays
from core.templatetags.wording import cn_date
from integrity.models import Admonition, Inquiry
from integrity.policies.inquiries import asks, led_bodies, visible_inquiries
from integrity.procedure.inquiries import assess_due
from integrity.selectors import inquiries as selectors
from rulebook.procedures.inquiry import OUTCOMES, Outcome, State
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Letters to sign for and to answer, self-criticism to hand in; drafts to approve, letters to send, talks to hold, words to assess,
    outcomes to approve, letters nobody answered.
    """
    if user.person_id:
        yield from _own(user, on)
    if asks(user, on):
        yield from _of_body(user, on)
    if led_bodies(user, on):
        yield from _of_principal(user, on)


def inquiry_of(user: User, finding: Finding, on: date) -> Address:
    """The case, for those who may open it."""
    if not visible_inquiries(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("inquiry", args=[finding.source_id])
    return Address(matter=page, facts=page)


def _own(user: User, on: date) -> Iterator[Part]:
    listed = reverse("inquiry-list")
    yield Part(
        "inquiries-to-answer", _("待我签收和说明的函询"), _("请签收，并在期限内说明情况"), selectors.own_to_answer(user, on), listed,
        each(_to_answer),
    )  # fmt: skip
    yield Part(
        "criticisms", _("待我提交的书面检查"), _("受到诫勉后应当提交书面检查"), selectors.own_to_criticise(user), listed,
        each(_to_criticise),
    )  # fmt: skip


def _of_body(user: User, on: date) -> Iterator[Part]:
    listed = reverse("inquiry-list")
    yield Part(
        "inquiries-to-handle", _("待办理的函询谈话"), _("已经批准待发出、待谈话或者待评估"), selectors.to_handle(user, on),
        f"{listed}?state={selectors.TO_HANDLE}", each(_to_handle),
    )  # fmt: skip


def _of_principal(user: User, on: date) -> Iterator[Part]:
    listed = reverse("inquiry-list")
    yield Part(
        "inquiries-to-approve", _("待我批准的函询"), _("由您作为主要负责人批准或者退回"), selectors.to_approve(user, on),
        f"{listed}?state=submitted", each(_to_approve),
    )  # fmt: skip
    yield Part(
        "inquiries-to-decide", _("待我批准的处置建议"), _("函询谈话的处置建议由您批准或者退回"), selectors.to_decide(user, on),
        f"{listed}?state=assessed", each(_to_decide),
    )  # fmt: skip
    yield Part(
        "inquiries-unanswered", _("逾期没有说明的函询"), _("您批准的函询，本人到期没有说明"), selectors.escalated(user, on),
        f"{listed}?state={selectors.LATE}", each(_unanswered),
    )  # fmt: skip


def _to_answer(row: Inquiry) -> Item:
    if row.state == State.SENT:
        told = {"body": row.body.name, "day": cn_date(row.sent_on)}
        return _item(
            row.get_way_display(), _("%(body)s %(day)s发出，请签收（C17）") % told, row, row.answer_due
        )
    words = _("%(body)s函询，请书面说明（C17）") % {"body": row.body.name}
    return _item(f"{row.get_way_display()} {row.number}", words, row, row.answer_due)


def _to_criticise(row: Admonition) -> Item:
    words = _("%(day)s受到诫勉，请提交书面检查（N30）") % {"day": cn_date(row.since)}
    url = reverse("inquiry-criticism", args=[row.inquiry_id])
    return Item(title=row.inquiry.number, reason=words, url=url, due=row.criticism_due)


def _to_handle(row: Inquiry) -> Item:
    if row.state == State.APPROVED:
        return _item(_named(row), _("主要负责人已经批准，请编号发出（C17）"), row)
    if row.answered_on is None:
        return _item(
            _named(row),
            _("%(day)s发出谈话通知，请进行谈话并登记（C17）") % {"day": cn_date(row.sent_on)},
            row,
        )
    words = _("%(day)s说明，请提出处置建议（N29）") % {"day": cn_date(row.answered_on)}
    return _item(_named(row), words, row, assess_due(row.answered_on, workdays.shown()))


def _to_approve(row: Inquiry) -> Item:
    return _item(_named(row), _("%(day)s起草，请批准或者退回（C17）") % {"day": cn_date(row.drafted_on)}, row)


def _to_decide(row: Inquiry) -> Item:
    outcome = _(OUTCOMES[Outcome(row.outcome)].title)
    return _item(_named(row), _("建议：%(outcome)s（N29）") % {"outcome": outcome}, row)


def _unanswered(row: Inquiry) -> Item:
    words = _("应在 %(day)s前说明，至今没有说明（N28）") % {"day": cn_date(row.answer_due)}
    return _item(_named(row), words, row, row.answer_due)


def _named(row: Inquiry) -> str:
    return f"{row.get_way_display()} {row.person.name} {row.unit.name}"


def _item(title: str, reason: str, row: Inquiry, due: date | None = None) -> Item:
    return Item(title=title, reason=reason, url=row.get_absolute_url(), due=due)
