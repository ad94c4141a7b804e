"""An integrity file on paper: the same reading as the page, chapter by chapter, laid out as an official document."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from core.documents import Block, Heading, Line, Paragraph, Title
from core.templatetags.wording import cn_date
from organisation.models import Person
from supervision.selectors.timeline import Entry, Read

DIGITS = "零一二三四五六七八九"


def file_document(person: Person, parts: Iterable[Read], *, by: User, on: date) -> Iterator[Block]:
    """Who it is about, then every chapter with its entries, the latest first; who took it on which day stands under the title."""
    yield Title(_("%(name)s同志廉政档案") % {"name": person.name})
    yield Line(_("工号 %(number)s") % {"number": person.staff_no})
    yield Line(_("%(who)s %(day)s查阅打印，请妥善保管，不得外传") % {"who": by, "day": cn_date(on)})
    yield Line("")
    for at, part in enumerate((one for one in parts if one.entries or one.unseen), start=1):
        yield Heading(f"{_numeral(at)}、{part.chapter.title}（{part.chapter.clause}）")
        for number, entry in enumerate(part.entries, start=1):
            yield from _entry(number, entry)
        if part.unseen:
            yield Paragraph(_("另有 %(n)s 项按规定不由打印人查阅。") % {"n": part.unseen})


def _entry(number: int, entry: Entry) -> Iterator[Block]:
    days = cn_date(entry.day) + (f" – {cn_date(entry.until)}" if entry.until else "")
    states = "、".join(str(word) for _tone, word in entry.states)
    told = "；".join(f"{label}：{value}" for label, value in entry.facts)
    yield Paragraph("。".join(part for part in (states, told) if part), f"{number}. {days} {entry.title} ")
    if entry.answer:
        yield Paragraph(entry.answer, _("本人："))


def _numeral(number: int) -> str:
    """一 to 九十九."""
    tens, units = divmod(number, 10)
    if not tens:
        return DIGITS[units]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[units] if units else ''}"
