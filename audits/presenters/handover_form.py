"""The form of a handover (离任经济责任事项交接表) as an official document."""

from collections.abc import Iterator

from django.utils import timezone

from audits.models import Handover, HandoverItem
from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from core.sentences import in_words
from rulebook.procedures.handover import EXCUSES, ITEMS, PARTS, Excuse
from rulebook.procedures.handover import Part as SigningPart

NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九")


def file_name(handover: Handover) -> str:
    """What the download is called."""
    return f"{handover.unit.name}离任经济责任事项交接表-{handover.left_on.isoformat()}.docx"


def handover_form(handover: Handover) -> list[Block]:
    """The form: who left what post, the items kind by kind, the signatures; a draft says that it is one."""
    items = list(handover.items.all())
    found: list[Block] = [
        Title("离任经济责任事项交接表"),
        Line(handover.number or "（未签字，仅供核对）"),
        Line(""),
        Paragraph(f"{handover.unit.name}{handover.post.title}", "单位和职务："),
        Paragraph(handover.person.name, "移交人："),
        Paragraph(_taker(handover), "接收人："),
        Paragraph(in_words(f"{handover.left_on}，应在 {handover.due} 前完成交接。"), "离任日期："),
    ]
    if handover.excuse:
        why = EXCUSES[Excuse(handover.excuse)]
        found.append(Paragraph(f"{why}，由监交人代为移交。{handover.excuse_words}", "移交人情况："))
    for number, (key, rule) in enumerate(ITEMS.items(), start=1):
        found.append(Heading(f"{_numeral(number)}、{rule.title}"))
        of = [item for item in items if item.kind == key and not item.nothing]
        found += [Paragraph(words) for words in _lines(of)] if of else [Paragraph("无。")]
    found.append(Heading(f"{_numeral(len(ITEMS) + 1)}、签字"))
    for one in handover.signatures.all():
        body = f"（{one.body.name}{'，牵头' if one.leads else ''}）" if one.body else ""
        at = timezone.localtime(one.at)
        name = one.person.name if one.person else str(one.user)
        title = f"{PARTS[SigningPart(one.part)]}{body}："
        found.append(Paragraph(f"{name}，{at.year}年{at.month}月{at.day}日 {at:%H:%M} 在系统中签字。", title))
    if handover.signed_on:
        body = next((one.body.name for one in handover.signatures.all() if one.leads and one.body), "")
        day = handover.signed_on
        found.append(Signature(body, f"{day.year}年{day.month}月{day.day}日"))
    return found


def _taker(handover: Handover) -> str:
    if handover.successor:
        return handover.successor.name
    return f"{handover.receiver.name}（暂无接任人）" if handover.receiver else "尚未确定"


def _lines(items: list[HandoverItem]) -> Iterator[str]:
    for at, item in enumerate(items, start=1):
        words = f"{at}．{item.title}。{item.text}"
        if item.words:
            words += f"离任人说明：{item.words}"
        if item.open:
            words += "（由接任人继续办理）"
        yield words


def _numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else NUMERALS[tens]) + "十" if tens else "") + NUMERALS[ones]
