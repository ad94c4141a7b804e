"""What year-end appraisals concluded about people, for the files in which it must be used (C14)."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from appraisals.models import Appraisal
from appraisals.policies import visible_appraisals
from appraisals.procedure.results import shares_in, well_of
from appraisals.selectors.wording import percent, why_in_words
from core.periods import years_after
from core.templatetags.wording import cn_date
from rulebook.procedures.appraisals import CONSULTED, ELECTORATES, FORMS, USED_YEARS, Electorate, State
from supervision.selectors.consulted import Conclusion, Source, Told

KEY = "appraisal"
TOLD = (
    "overall",
    "honest",
)  # the questions a file tells the shares of; all of them stand on the result's page


def results_in_force(on: date) -> QuerySet[Appraisal]:
    """The last sealed results of everybody on `on`, of as many years as they count (L80)."""
    later = Appraisal.objects.filter(
        person=OuterRef("person"), state=State.SEALED, year__gt=OuterRef("year"), sealed_on__lte=on
    )
    rows = Appraisal.objects.filter(
        state=State.SEALED, sealed_on__lte=on, sealed_on__gt=years_after(on, -USED_YEARS.value)
    )
    return rows.filter(~Exists(later))


def conclusions_of(people: Collection[int]) -> list[Conclusion]:
    """Every sealed result of each of `people`, in force until that of a later year, two years at most; one query.

    Titles are Chinese whoever asks: they are kept with what is found, which must not change with a reader's language.
    """
    rows = Appraisal.objects.filter(state=State.SEALED, person__in=list(people)).select_related("unit")
    by_person: dict[int, list[Appraisal]] = defaultdict(list)
    for row in rows.defer("content", "search_keys").order_by("year", "sealed_on", "pk"):
        by_person[row.person_id].append(row)
    return [_conclusion(row, held) for held in by_person.values() for row in held if row.sealed_on]


def _conclusion(row: Appraisal, held: list[Appraisal]) -> Conclusion:
    if row.sealed_on is None:
        raise ValueError("asked of a result that is not sealed")
    later = [one.sealed_on for one in held if one.year > row.year and one.sealed_on]
    until = min([years_after(row.sealed_on, USED_YEARS.value), *later])
    return Conclusion(
        key=KEY,
        row=row.pk,
        person=row.person_id,
        title=f"{row.year}年度双述双评结果（{row.unit.name}）",
        code=CONSULTED,
        since=row.sealed_on,
        known_on=row.sealed_on,
        until=max(until, row.sealed_on),
    )


def told(user: User, conclusions: Sequence[Conclusion], on: date) -> dict[int, Told]:
    """What results say, by number of the row: turnout, shares of the overall and the integrity question, why a talk was due; two queries."""
    numbers = [one.row for one in conclusions]
    rows = Appraisal.objects.filter(pk__in=numbers).select_related("unit", "post", "round__body")
    seen = set(visible_appraisals(user, on).filter(pk__in=numbers).values_list("pk", flat=True))
    return {
        row.pk: Told(
            facts=_facts(row), lines=_lines(row), url=reverse("appraisal-result", args=[row.pk]) if row.pk in seen else ""
        )
        for row in rows
    }  # fmt: skip


def _facts(row: Appraisal) -> list[tuple[Any, str]]:
    return [
        (gettext_lazy("年度"), str(row.year)),
        (gettext_lazy("单位和职务"), f"{row.unit.name} {row.post.title}"),
        (gettext_lazy("组织单位"), row.round.body.name),
        (gettext_lazy("结果公布日期"), cn_date(row.sealed_on)),
        (gettext_lazy("回收情况"), "；".join(returned_in_words(row.content or {}))),
    ]


def returned_in_words(content: dict[str, Any]) -> list[str]:
    """What came back of each electorate."""
    return [
        _("%(who)s %(returned)s/%(issued)s")
        % {
            "who": _(ELECTORATES[Electorate(one["electorate"])].name),
            "returned": one["returned"],
            "issued": one["issued"],
        }
        for one in content.get("electorates", [])
    ]


def shares_in_words(content: dict[str, Any]) -> list[str]:
    """The weighed shares of those well satisfied, of the questions that are told elsewhere."""
    shares = shares_in(content) or {}
    found = []
    for question in FORMS[content["form"]].questions if content else ():
        if question.key in TOLD and question.key in shares:
            names = question.scale.names()
            facts = {
                "text": _(question.text),
                "grades": _("和").join(_(names[grade]) for grade in question.scale.well),
                "share": percent(well_of(question, shares[question.key])),
            }
            found.append(_("%(text)s：%(grades)s %(share)s") % facts)
    return found


def _lines(row: Appraisal) -> list[str]:
    content = row.content or {}
    lines = shares_in_words(content) or [_("没有可以计入综合比例的评议主体。")]
    return lines + [_("应当提醒约谈：%(why)s") % {"why": why} for why in why_in_words(content)]


SOURCE = Source(
    key=KEY,
    clause="C14",
    title=gettext_lazy("年度测评结果"),
    of=conclusions_of,
    tell=told,
    rows=results_in_force,
    person="person",
)
