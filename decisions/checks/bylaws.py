"""What keeps a bylaw from being entered as it was typed (制度), and what is found where a unit lacks one it must have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.templatetags.wording import cn_date
from decisions.choices import BaseChoice
from decisions.selectors.bylaws import missing_kinds, replaceable
from organisation.models import Unit
from rulebook.procedures.decisions import FRACTIONS, QUORUM_OTHERS, QUORUM_SHARES
from rulebook.procedures.regulator import BYLAWS, CODES, REGULATOR, BylawKind, required_kinds
from rulebook.types import FindingRule

Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Enacting:
    """A bylaw as typed. `replaces` is the version it takes the place of."""

    unit: Unit
    kind: str
    name: str
    approved_on: date
    approved_by: str
    since: date
    meeting: str = ""
    reviewed_on: date | None = None
    reviewed_by: str = ""
    quorum: str = ""
    vote_base: str = ""
    vote_fraction: str = ""
    replaces: int | None = None


def problems_with_bylaw(typed: Enacting, on: date) -> Problems:
    """Why `typed` cannot be entered on `on`, in Chinese, by field; empty where it can."""
    problems: Problems = {}
    for check in (_of_days, _of_review, _of_numbers, _of_versions):
        for name, words in check(typed, on):
            problems.setdefault(name, []).append(words)
    return problems


def _of_days(typed: Enacting, on: date) -> Iterator[tuple[str, str]]:
    if not typed.approved_by.strip():
        yield "approved_by", _("请填写审批的会议或文号。")
    if typed.approved_on > on:
        yield "approved_on", _("审批日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}
    if typed.since < typed.approved_on:
        yield "since", _("生效日期不能早于审批日期（%(day)s）。") % {"day": cn_date(typed.approved_on)}


def _of_review(typed: Enacting, on: date) -> Iterator[tuple[str, str]]:
    if (typed.reviewed_on is None) != (not typed.reviewed_by.strip()):
        name = "reviewed_by" if typed.reviewed_on else "reviewed_on"
        yield name, _("经过合法合规审查的，请同时填写审查日期和审查机构或人员。")
    if typed.reviewed_on and typed.reviewed_on > on:
        yield "reviewed_on", _("审查日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}


def _of_numbers(typed: Enacting, on: date) -> Iterator[tuple[str, str]]:
    if typed.quorum and typed.quorum not in QUORUM_SHARES:
        words = _("人数占比只能比规定的 %(least)s（%(rule)s）更严，不能放宽。")
        least = f"{QUORUM_OTHERS.numerator}/{QUORUM_OTHERS.denominator}"
        yield "quorum", words % {"least": least, "rule": QUORUM_OTHERS.rule}
    said = bool(typed.vote_base), bool(typed.vote_fraction)
    known = typed.vote_base in BaseChoice.values and typed.vote_fraction in FRACTIONS
    if any(said) and not known:
        name = "vote_fraction" if typed.vote_base else "vote_base"
        yield name, _("表决方式由计票基数和须超过的比例组成，请都选择，或者都不选。")


def _of_versions(typed: Enacting, on: date) -> Iterator[tuple[str, str]]:
    current = replaceable(typed.unit)
    former = current.filter(pk=typed.replaces).first() if typed.replaces else None
    if typed.replaces and (former is None or former.kind != typed.kind):
        yield "replaces", _("所选的前一版不是本单位正在执行的同类制度。")
    elif former and typed.since <= former.since:
        words = _("新的一版须在前一版生效（%(day)s）以后生效。")
        yield "since", words % {"day": cn_date(former.since)}
    same = current.filter(kind=typed.kind, name=typed.name.strip()).exclude(pk=typed.replaces or 0)
    if same.exists():
        yield "name", _("同名的制度正在执行；新的一版请登记为替代它。")


@dataclass(frozen=True, slots=True)
class Lack:
    """That a unit lacks bylaws it must have (制度上传不完整)."""

    facts: dict[str, Any]
    rule: FindingRule = field(default=CODES["bylaws-incomplete"])

    @property
    def message(self) -> str:
        """The facts in a sentence."""
        shown = {
            name: "、".join(value) if isinstance(value, list) else value for name, value in self.facts.items()
        }
        return self.rule.message.format_map(shown)


def lack_of(unit: Unit, held: list[BylawKind], on: date) -> Lack | None:
    """What is found in a `unit` that holds bylaws of the kinds `held` in force on `on`; None where it has all it must."""
    missing = missing_kinds(unit, held, on)
    if not missing:
        return None
    return Lack(
        {
            "missing": [BYLAWS[kind].title for kind in missing],
            "kinds": [BYLAWS[kind].title for kind in required_kinds(unit.category, on)],
            "source": str(REGULATOR),
        }
    )
