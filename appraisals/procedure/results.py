"""What a ballot came to (C13, C14): shares of each grade of each question, electorate by electorate and weighed, and why they call for a talk.

There is no mark of a person: a share stands for one grade of one question. An electorate of which too few came back is in nothing that is
told, not even in what is weighed: it could be reckoned back from it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct

from rulebook.procedures.appraisals import (
    ELECTORATES,
    FORMS,
    Electorate,
    Question,
    Sign,
    is_bad,
    is_drop,
    is_shown,
    is_valid,
    needed,
    weighed,
)

Counts = Mapping[str, Mapping[str, int]]  # question → grade → ballots
Shares = dict[str, dict[str, Fraction]]


class Counted(Struct, frozen=True, kw_only=True):
    """An electorate when its ballots were counted: whether enough came back (`valid`), and whether its grades are told (`shown`), by the
    rules of that day (L13).
    """

    electorate: str
    issued: int
    returned: int
    counts: Counts
    valid: bool
    shown: bool

    @property
    def counts_in_whole(self) -> bool:
        """Whether it is weighed with the others."""
        return self.valid and self.shown

    def share(self, question: str, grade: str) -> Fraction | None:
        """The share of `grade` in the ballots that answered `question`; None where none did."""
        given = self.counts.get(question, {})
        whole = sum(given.values())
        return Fraction(given.get(grade, 0), whole) if whole else None


def counted_of(*, electorate: str, issued: int, returned: int, counts: Counts) -> Counted:
    """An electorate as it is counted now."""
    return Counted(
        electorate=electorate, issued=issued, returned=returned, counts=counts, valid=is_valid(issued, returned),
        shown=is_shown(returned),
    )  # fmt: skip


class Why(Struct, frozen=True, kw_only=True):
    """Why a result calls for a talk: the question, the electorate (empty: all weighed), the share, last year's where it fell."""

    sign: str
    question: str
    electorate: str = ""
    share: str = ""
    before: str = ""


def weighed_shares(form: str, counted: Iterable[Counted]) -> Shares:
    """The share of every grade over the electorates that count, each by its weight (L75); questions nobody answered are left out."""
    valid = [one for one in counted if one.counts_in_whole]
    found: Shares = {}
    for question in FORMS[form].questions:
        shares = {}
        for grade, _name in question.scale.grades:
            pairs = [(one.electorate, one.share(question.key, grade)) for one in valid]
            whole = weighed((key, share) for key, share in pairs if share is not None)
            if whole is not None:
                shares[grade.value] = whole
        if shares:
            found[question.key] = shares
    return found


def well_of(question: Question, shares: Mapping[str, Fraction]) -> Fraction:
    """The share of those who are well satisfied: what a drop is told by."""
    return sum((shares.get(grade.value, Fraction(0)) for grade in question.scale.well), Fraction(0))


def reasons(form: str, counted: Iterable[Counted], before: Shares | None) -> list[Why]:
    """Every reason for a talk: a third of an electorate, or of all weighed, gave the worst grade; or far fewer are satisfied than last year."""
    rows, found = [one for one in counted if one.counts_in_whole], []
    whole = weighed_shares(form, rows)
    for question in FORMS[form].questions:
        bad, key = question.scale.bad.value, question.key
        for one in rows:
            given = one.counts.get(key, {})
            if is_bad(given.get(bad, 0), sum(given.values())):
                share = Fraction(given[bad], sum(given.values()))
                found.append(Why(sign=Sign.BAD, question=key, electorate=one.electorate, share=str(share)))
        shares = whole.get(key)
        if shares is None:
            continue
        if is_bad(shares[bad].numerator, shares[bad].denominator):
            found.append(Why(sign=Sign.BAD, question=key, share=str(shares[bad])))
        if before and key in before:
            was, now = well_of(question, before[key]), well_of(question, shares)
            if is_drop(was, now):
                found.append(Why(sign=Sign.DROP, question=key, share=str(now), before=str(was)))
    return found


def signs_of(why: Iterable[Why]) -> list[str]:
    """The kinds of reasons, each once."""
    named = {one.sign for one in why}
    return [sign.value for sign in Sign if sign in named]


def content_of(
    told: Mapping[str, Any], form: str, counted: Iterable[Counted], why: Iterable[Why]
) -> dict[str, Any]:
    """What is sealed: whom it is about (`told`), the form and weights of the day, what came back, shares as exact fractions, reasons."""
    rows = list(counted)
    return {
        **told,
        "form": form,
        "weights": {rule.electorate.value: rule.weight.value for rule in ELECTORATES.values()},
        "electorates": [
            {
                "electorate": one.electorate,
                "issued": one.issued,
                "returned": one.returned,
                "needed": needed(one.issued),
                "valid": one.valid,
                "shown": one.shown,
                "counts": {key: dict(grades) for key, grades in one.counts.items()} if one.shown else {},
            }
            for one in rows
        ],
        "weighed": {
            key: {grade: str(share) for grade, share in shares.items()}
            for key, shares in weighed_shares(form, rows).items()
        },
        "why": [
            {"sign": one.sign, "question": one.question, "electorate": one.electorate, "share": one.share, "before": one.before}
            for one in why
        ],
    }  # fmt: skip


def counted_in(content: Mapping[str, Any]) -> list[Counted]:
    """The electorates of a sealed result."""
    return [
        Counted(
            electorate=one["electorate"],
            issued=one["issued"],
            returned=one["returned"],
            counts=one["counts"],
            valid=one["valid"],
            shown=one["shown"],
        )
        for one in content["electorates"]
    ]


def shares_in(content: Mapping[str, Any] | None) -> Shares | None:
    """The weighed shares of a sealed result, exact; None where there is none."""
    if not content:
        return None
    return {
        key: {grade: Fraction(share) for grade, share in shares.items()}
        for key, shares in content["weighed"].items()
    }


def hash_of(content: Mapping[str, Any]) -> str:
    """SHA-256 of a sealed content, whatever order it is read in."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def in_order(keys: Iterable[str]) -> list[str]:
    """Electorates as the rulebook orders them."""
    named = set(keys)
    return [one.value for one in Electorate if one in named]
