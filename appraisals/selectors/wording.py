"""Shares and reasons in words."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from rulebook.procedures.appraisals import ELECTORATES, FORMS, Electorate, Question, Sign


def percent(share: Fraction | None) -> str:
    """33.3%; a dash for none."""
    return "—" if share is None else f"{rounded(share)}%"


def rounded(share: Fraction) -> float:
    """A share as a percentage with one decimal, halves away from zero."""
    tenths = (share * 1000 + Fraction(1, 2)).__floor__()
    return tenths / 10


def question_of(form: str, key: str) -> Question | None:
    """The question called so in a form."""
    return next((one for one in FORMS[form].questions if one.key == key), None)


def why_in_words(content: Mapping[str, Any] | None) -> list[str]:
    """The reasons for a talk that a sealed result names, a sentence each."""
    return [_in_words(content["form"], one) for one in content["why"]] if content else []


def _in_words(form: str, why: Mapping[str, str]) -> str:
    question = question_of(form, why["question"])
    text = _(question.text) if question else why["question"]
    names = question.scale.names() if question else {}
    if why["sign"] == Sign.DROP and question:
        told = {
            "question": text,
            "grades": _("和").join(_(names[grade]) for grade in question.scale.well),
            "before": percent(Fraction(why["before"])),
            "now": percent(Fraction(why["share"])),
        }
        return _("“%(question)s”：%(grades)s的比例由上年 %(before)s 降为 %(now)s") % told
    told = {
        "question": text,
        "grade": _(names[question.scale.bad]) if question else "",
        "share": percent(Fraction(why["share"])),
        "who": _(ELECTORATES[Electorate(why["electorate"])].name) if why["electorate"] else _("综合"),
    }
    return _("“%(question)s”：%(who)s评为%(grade)s的占 %(share)s") % told
