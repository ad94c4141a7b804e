"""Sending a case under the next number of its body, year and mark; what the letter says stays as it was worded that day."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from accounts.models import User
from core import ledger, workdays
from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from integrity.models import Inquiry, InquiryLetter, InquirySeries
from integrity.procedure.inquiries import answer_due
from integrity.selectors.inquiries import party_principal
from integrity.services.inquiries.checking import recheck
from integrity.services.inquiries.held import begin
from rulebook.procedures.inquiry import ASKING, NOTICES, REPLY_DAYS, TALKERS_LEAST, Step, Way

BLOCKS: dict[str, type[Any]] = {one.__name__: one for one in (Title, Line, Heading, Paragraph, Signature)}


@ledger.service("inquiry.send")
def send_inquiry(*, inquiry: int, by: User, on: date) -> Inquiry:
    """Send the approved letter or notice under its number; the head finds it in their own view. Raises NotPossible."""
    row = begin(Step.SEND, inquiry=inquiry, by=by, on=on)
    mark, year = ASKING[row.asking].mark, on.year
    InquirySeries.objects.get_or_create(body=row.body, year=year, mark=mark)
    series = InquirySeries.objects.select_for_update().get(body=row.body, year=year, mark=mark)
    series.last += 1
    series.save()
    row.number, row.sent_on = f"{row.body.county.name[0]}{mark}〔{year}〕{series.last}号", on
    row.answer_due = answer_due(on, None, workdays.load()) if row.is_letter else None
    row.save()
    content = [[type(block).__name__, asdict(block)] for block in _worded(row, on)]
    InquiryLetter.objects.create(
        inquiry=row, body=row.body, year=year, mark=mark, serial=series.last, number=row.number, content=content
    )  # fmt: skip
    recheck(row.pk, on=on)
    return row


def blocks_of(letter: InquiryLetter) -> list[Block]:
    """What the letter said when it was sent."""
    return [BLOCKS[name](**fields) for name, fields in letter.content]


def _worded(row: Inquiry, on: date) -> Iterator[Block]:
    way, rule = Way(row.way), ASKING[row.asking]
    yield Title(f"{row.body.name}{NOTICES[way]}")
    yield Line(row.number)
    yield Line("")
    yield Paragraph(f"{row.unit.name}{row.person.name}同志：")
    if way == Way.LETTER:
        yield Paragraph(
            f"根据《{rule.source.instrument}》有关规定，现就以下问题向你函询。请实事求是作出书面说明，"
            f"自收到本通知之日起{REPLY_DAYS.value}个工作日内，{_signed(row, on)}。"
        )
    else:
        yield Paragraph(
            f"根据《{rule.source.instrument}》有关规定，决定就以下问题与你谈话提醒，由{TALKERS_LEAST.value}名以上人员进行，"
            "时间、地点另行通知。请如实说明情况。"
        )
    yield Heading("需要说明的问题")
    yield from (Paragraph(line) for line in row.matters.splitlines() if line.strip())
    yield Paragraph("请保守秘密，不得向无关人员泄露，不得查问、追查问题来源。", "纪律要求：")
    yield Signature(row.body.name, f"{on.year}年{on.month}月{on.day}日")


def _signed(row: Inquiry, on: date) -> str:
    principal = party_principal(row, on)
    if principal is None:
        return f"由本人直接答复{row.body.name}"
    return f"经本单位党组织主要负责人{principal.name}同志签署意见后答复{row.body.name}"
