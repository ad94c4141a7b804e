"""A result as its page shows it: electorate by electorate, question by question, weighed, beside last year's and like units (C13, C14)."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.checks.results import Like, counted_of_polls, last_sealed, like_of
from appraisals.models import Appraisal, Remark
from appraisals.policies import remarked_appraisals
from appraisals.procedure.results import (
    Counted,
    content_of,
    counted_in,
    hash_of,
    reasons,
    shares_in,
    weighed_shares,
    well_of,
)
from appraisals.selectors.signs import ask_url, talk_of
from appraisals.selectors.wording import percent, rounded, why_in_words
from rulebook.procedures.appraisals import (
    BAD_SHARE,
    COMPARED_LEAST,
    DROP_POINTS,
    ELECTORATES,
    FORMS,
    LEAST_SHOWN,
    Electorate,
    Question,
    State,
)

Shares = Mapping[str, Mapping[str, Fraction]]


def page_of_result(row: Appraisal, user: User, on: date) -> dict[str, Any]:
    """The result of `row`: as it was sealed, or as it was counted for who is to seal it; a constant number of queries."""
    is_sealed = row.state == State.SEALED
    last, form = last_sealed(row), row.round.form
    before = shares_in(last.content) if last else None
    if is_sealed:
        counted, whole = counted_in(row.content or {}), shares_in(row.content) or {}
        why = why_in_words(row.content)
    else:
        counted = counted_of_polls(row)
        whole = weighed_shares(form, counted)
        why = why_in_words(content_of({}, form, counted, reasons(form, counted, before)))
    like = like_of(row)
    questions = [_question(one, counted, whole, before, like) for one in FORMS[form].questions]
    return {
        "appraisal": row,
        "is_sealed": is_sealed,
        "today": on,
        "electorates": [_electorate(one) for one in counted],
        "questions": questions,
        "chart": _chart(row, questions, with_last=before is not None, with_like=like.is_told),
        "last": last,
        "like": like,
        "like_least": COMPARED_LEAST,
        "least": LEAST_SHOWN,
        "rule": _rule(row, counted),
        "why": why,
        "is_whole": not is_sealed or hash_of(row.content or {}) == row.content_hash,
        "remarks": _remarks(row, counted, user, on) if is_sealed else None,
        "comment": getattr(row, "comment", None) if is_sealed else None,
        "may_comment": is_sealed and user.person_id == row.person_id and not hasattr(row, "comment"),
        "talk": talk_of(row) if row.signs else None,
        "ask_url": ask_url(row, user, on) if row.signs and _reads_remarks(row, user, on) else "",
    }


def _electorate(one: Counted) -> dict[str, Any]:
    rule = ELECTORATES[Electorate(one.electorate)]
    return {
        "name": _(rule.name), "issued": one.issued, "returned": one.returned, "valid": one.valid, "shown": one.shown,
        "weight": rule.weight.value, "counts": one.counts_in_whole,
    }  # fmt: skip


def _question(
    question: Question, counted: list[Counted], whole: Shares, before: Shares | None, like: Like
) -> dict[str, Any]:
    """One question: a row for each grade, a column for each electorate that was asked, then all of them weighed."""
    asked = [one for one in counted if one.electorate in question.asked]
    shares = whole.get(question.key)
    was = before.get(question.key) if before else None
    rows = [
        {
            "grade": _(name),
            "cells": [_cell(one, question, grade.value) for one in asked],
            "whole": percent(shares.get(grade.value)) if shares else "—",
            "last": percent(was.get(grade.value)) if was else "—",
        }
        for grade, name in question.scale.grades
    ]
    names = question.scale.names()
    return {
        "question": question,
        "text": _(question.text),
        "electorates": [_(ELECTORATES[Electorate(one.electorate)].name) for one in asked],
        "rows": rows,
        "well_name": _("和").join(_(names[grade]) for grade in question.scale.well),
        "well": well_of(question, shares) if shares else None,
        "well_last": well_of(question, was) if was else None,
        "well_like": like.well.get(question.key) if like.is_told else None,
    }


def _cell(one: Counted, question: Question, grade: str) -> dict[str, Any]:
    """Ballots and share of a grade; nothing of an electorate of too few."""
    number = one.counts.get(question.key, {}).get(grade, 0)
    text = f"{number}（{percent(one.share(question.key, grade))}）" if one.shown else ""
    return {"name": _(ELECTORATES[Electorate(one.electorate)].name), "shown": one.shown, "text": text}


def _chart(
    row: Appraisal, questions: list[dict[str, Any]], *, with_last: bool, with_like: bool
) -> dict[str, Any]:
    series = [(_("%(year)s年") % {"year": row.year}, "primary", "well")]
    if with_last:
        series.append((_("%(year)s年") % {"year": row.year - 1}, "muted", "well_last"))
    if with_like:
        series.append((_("同类单位中位数"), "info", "well_like"))
    told = [one for one in questions if one["well"] is not None]
    return {
        "title": _("综合各类评议主体：满意和基本满意（好和较好）的比例"),
        "kind": "bar",
        "unit": "%",
        "head": _("测评项目"),
        "categories": [one["text"] for one in told],
        "series": [
            {
                "name": name,
                "tone": tone,
                "values": [None if one[key] is None else rounded(one[key]) for one in told],
            }
            for name, tone, key in series
        ],
    }


def _rule(row: Appraisal, counted: list[Counted]) -> list[str]:
    """How the weighed shares came about, in words: which electorates count with which weight, and what calls for a talk."""
    weights = (row.content or {}).get("weights") or {
        key.value: rule.weight.value for key, rule in ELECTORATES.items()
    }
    valid = [one for one in counted if one.counts_in_whole]
    left_out = [one for one in counted if not one.counts_in_whole]
    parts = _("、").join(
        f"{_(ELECTORATES[Electorate(one.electorate)].name)} {weights[one.electorate]}%" for one in valid
    )
    told = (
        [
            _("综合比例按各类评议主体的比重计算：%(parts)s；只问到部分评议主体的项目，按其余比重折算。")
            % {"parts": parts}
        ]
        if valid
        else [_("没有可以计入综合比例的评议主体。")]
    )
    if left_out:
        names = _("、").join(_(ELECTORATES[Electorate(one.electorate)].name) for one in left_out)
        told.append(
            _("%(names)s回收不足三分之二或者不足 %(n)s 票，不计入综合比例。")
            % {"names": names, "n": LEAST_SHOWN.value}
        )
    told.append(_("只有每个项目各等次的比例，不给个人打分、不排名。"))
    facts = {"up": BAD_SHARE.numerator, "down": BAD_SHARE.denominator, "points": DROP_POINTS.value}
    told.append(
        _(
            "不满意（差）达到 %(up)s/%(down)s，或者满意和基本满意（好和较好）的比例比上年下降 %(points)s 个百分点以上的，应当提醒约谈。"
        )
        % facts
    )
    return told


def _remarks(row: Appraisal, counted: list[Counted], user: User, on: date) -> list[dict[str, Any]] | None:
    """What voters wrote, electorate by electorate, in no order that tells anything; None for who does not read it."""
    if not _reads_remarks(row, user, on):
        return None
    shown = {one.electorate for one in counted if one.shown}
    found: dict[str, list[str]] = {}
    rows = Remark.objects.filter(poll__appraisal=row, poll__electorate__in=sorted(shown)).order_by("pk")
    for electorate, text in rows.values_list("poll__electorate", "text"):
        found.setdefault(electorate, []).append(text)
    return [
        {"name": _(rule.name), "texts": found.get(key.value, [])}
        for key, rule in ELECTORATES.items()
        if found.get(key.value)
    ]


def _reads_remarks(row: Appraisal, user: User, on: date) -> bool:
    return remarked_appraisals(user, on).filter(pk=row.pk).exists()
