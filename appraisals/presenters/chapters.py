"""The chapter of appraisals in the integrity file (测评结果记入廉政档案, C14)."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appraisals.models import Appraisal
from appraisals.policies import visible_appraisals
from appraisals.presenters.conclusions import returned_in_words, shares_in_words
from appraisals.selectors.wording import why_in_words
from rulebook.procedures.appraisals import State
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading


def entries(reading: Reading) -> Iterator[Entry]:
    """Every sealed result the reader may see, with the head's own words; one query."""
    rows = visible_appraisals(reading.user, reading.on).filter(person=reading.person, state=State.SEALED)
    for row in rows.select_related("unit", "post", "comment").order_by("-year", "-pk"):
        content, said = row.content or {}, getattr(row, "comment", None)
        yield Entry(
            kind="appraisal",
            row=row.pk,
            day=row.sealed_on or reading.on,
            title=_("%(year)s年度双述双评 %(unit)s") % {"year": row.year, "unit": row.unit.name},
            facts=[
                (gettext_lazy("职务"), row.post.title),
                (gettext_lazy("回收情况"), "；".join(returned_in_words(content))),
                (gettext_lazy("结果"), "；".join(shares_in_words(content)) or "—"),
            ],
            states=[("late", words) for words in why_in_words(content)],
            answer=said.text if said else "",
            url=reverse("appraisal-result", args=[row.pk]),
        )


def held(reading: Reading) -> int:
    """How many sealed results there are, whoever reads."""
    return Appraisal.objects.filter(person=reading.person, state=State.SEALED).count()


def bearings(reading: Reading) -> Iterator[Bearing]:
    """The last results of the person, as far as the reader may see them; one query."""
    rows = visible_appraisals(reading.user, reading.on).filter(person=reading.person, state=State.SEALED)
    for row in rows.select_related("unit").order_by("-year", "-pk")[:2]:
        shares = "；".join([*shares_in_words(row.content or {}), *why_in_words(row.content)])
        facts = {"year": row.year, "unit": row.unit.name, "shares": shares}
        yield Bearing(words=_("%(year)s年度双述双评（%(unit)s）：%(shares)s。") % facts)


CHAPTER = Chapter(
    key="appraisals",
    order=45,
    title=gettext_lazy("年终双述双评"),
    clause="C13",
    entries=entries,
    held=held,
    bearings=bearings,
)
