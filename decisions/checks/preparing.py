"""What a step before deciding must say to be entered, kind by kind (C3–C5, N1, L10), and when it needs a written answer (C4)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.templatetags.wording import cn_date
from decisions.choices import OpinionKind, PreparationKind, RiskGrade
from decisions.models import Matter, Preparation
from rulebook.procedures.decisions import numbers_on

Problems = dict[str, list[str]]
Said = Iterator[tuple[str, Any]]  # field and words
KIND = PreparationKind
ASSESSED = (KIND.EXPERT_PANEL, KIND.TECHNICAL_ADVICE, KIND.LEGALITY_REVIEW, KIND.STABILITY_RISK)
# Which fields each kind asks for, in the order of its form, and what they are called in it.
FIELDS: dict[str, dict[str, Any]] = {
    KIND.CONSULTATION: {
        "since": _("公布日期"),
        "until": _("截止日期"),
        "published": _("在公开页面公布（任何人不用登录即可查看和提意见）"),
        "short_reason": _("缩短期限的理由"),
        "draft": _("公布的草案"),
        "respondents": _("收到意见数"),
        "text": _("意见汇总"),
        "adoption": _("采纳情况"),
    },
    KIND.EXPERT_PANEL: {
        "on": _("论证日期"),
        "experts": _("专家姓名"),
        "opinion": _("论证结论"),
        "text": _("论证意见"),
        "answer": _("书面答复"),
    },
    KIND.TECHNICAL_ADVICE: {
        "on": _("咨询日期"),
        "by": _("咨询机构"),
        "opinion": _("咨询结论"),
        "text": _("咨询意见"),
        "answer": _("书面答复"),
    },
    KIND.LEGALITY_REVIEW: {
        "since": _("送审日期"),
        "on": _("出具意见日期"),
        "by": _("审查机构或人员"),
        "opinion": _("审查结论"),
        "text": _("审查意见"),
        "answer": _("书面答复"),
    },
    KIND.STABILITY_RISK: {
        "on": _("评估日期"),
        "by": _("评估机构"),
        "grade": _("风险等级"),
        "text": _("风险点和应对措施"),
        "answer": _("书面答复"),
    },
    KIND.PUBLICITY: {"since": _("公示起日"), "until": _("公示止日"), "text": _("公示内容和方式")},
    KIND.HEARING: {
        "since": _("听证通知日期"),
        "on": _("听证日期"),
        "respondents": _("参加人数"),
        "text": _("听证主要意见"),
    },
    KIND.SURVEY: {
        "on": _("调查日期"),
        "respondents": _("被调查人数"),
        "in_favour": _("赞成人数"),
        "text": _("调查情况"),
    },
}
# A draft and a publicity may be announced ahead; everything else is entered when it was done.
MAY_LIE_AHEAD = {KIND.CONSULTATION: {"since", "until"}, KIND.PUBLICITY: {"since", "until"}}


def problems_with_step(step: Preparation, on: date) -> Problems:
    """Why `step` cannot be entered on `on` as it stands, in Chinese, by field; empty where it can."""
    problems: Problems = {}
    for check in (_order_of_days, *CHECKS[step.kind]):
        for name, words in check(step, on):
            problems.setdefault(name, []).append(str(words))
    return problems


def needs_answer(step: Preparation) -> bool:
    """Whether what the step came to must be answered in writing before deciding (C4, N3, N5)."""
    if step.kind == KIND.STABILITY_RISK:
        return step.grade == RiskGrade.HIGH
    conditional = step.opinion == OpinionKind.CONDITIONAL and step.kind == KIND.LEGALITY_REVIEW
    return step.opinion == OpinionKind.ADVERSE or conditional


def shortest_period(matter: Matter) -> int | None:
    """The least number of days a draft of `matter` stays open for comment (N1); None where no rule was in force."""
    return numbers_on(matter.proposed_on).draft_days


def is_short(step: Preparation) -> bool:
    """Whether a consultation is shorter than the rule asks (N1)."""
    least = shortest_period(step.matter)
    return bool(least and step.since and step.until and (step.until - step.since).days < least)


def _order_of_days(step: Preparation, on: date) -> Said:
    ahead = MAY_LIE_AHEAD.get(KIND(step.kind), set())
    for name in ("since", "on", "until"):
        day = getattr(step, name)
        if name in FIELDS[step.kind] and name not in ahead and day is not None and day > on:
            yield name, _("日期不能晚于今天（%(today)s）；办完以后再登记。") % {"today": cn_date(on)}
    if step.since and step.until and step.until < step.since:
        yield "until", _("止日不能早于起日。")
    if step.since and step.on and step.on < step.since:
        yield "on", _("日期不能早于%(day)s。") % {"day": cn_date(step.since)}


def _consulted(step: Preparation, on: date) -> Said:
    if step.since is None:
        yield "since", _("请填写公布日期。")
    if is_short(step) and not step.short_reason:
        words = _("征求意见少于 %(n)s 天的，须写明理由，并随草案公开。")
        yield "short_reason", words % {"n": shortest_period(step.matter)}
    if step.adoption and not step.text:
        yield "text", _("写明采纳情况之前，请先汇总意见。")
    if step.text and step.until is None:
        yield "until", _("汇总意见之前，请先填写截止日期。")
    elif step.text and step.until is not None and step.until >= on:
        yield "text", _("征求意见到%(day)s结束，其后再汇总。") % {"day": cn_date(step.until)}


def _published(step: Preparation, on: date) -> Said:
    """A draft on the public page has words and an end; personnel matters are never published."""
    if not step.published:
        return
    if step.matter.is_personnel:
        yield "published", _("人事任免事项不在公开页面公布。")
    if step.until is None:
        yield "until", _("在公开页面公布的，请填写截止日期。")
    if not step.draft:
        yield "draft", _("请填写公布的草案。")


def _assessed(step: Preparation, on: date) -> Said:
    names = {
        "by": _("请填写机构或作者。"),
        "experts": _("请填写专家姓名。"),
        "text": _("请写明意见的主要内容。"),
    }
    result = "grade" if step.kind == KIND.STABILITY_RISK else "opinion"
    chosen = _("请选择风险等级。") if result == "grade" else _("请选择意见。")
    if step.on is None and (getattr(step, result) or step.kind != KIND.LEGALITY_REVIEW):
        yield "on", _("请填写日期。")
    if step.on is None:
        if step.since is None and step.kind == KIND.LEGALITY_REVIEW:
            yield "since", _("请填写送审日期。")
        return
    if step.kind == KIND.LEGALITY_REVIEW and step.since is None:
        yield "since", _("请填写送审日期。")
    if not getattr(step, result):
        yield result, chosen
    for name, words in names.items():
        if name in FIELDS[step.kind] and not getattr(step, name):
            yield name, words


def _publicised(step: Preparation, on: date) -> Said:
    if step.since is None:
        yield "since", _("请填写公示起日。")
    if not step.text:
        yield "text", _("请写明公示的内容和方式。")


def _heard(step: Preparation, on: date) -> Said:
    if step.since is None and step.on is None:
        yield "since", _("请填写听证通知日期或听证日期。")
    if step.on is not None and not step.text:
        yield "text", _("请写明听证的主要意见。")


def _surveyed(step: Preparation, on: date) -> Said:
    if step.on is None:
        yield "on", _("请填写日期。")
    if not step.respondents:
        yield "respondents", _("请填写被调查人数。")
    if step.in_favour is None:
        yield "in_favour", _("请填写赞成人数。")
    elif step.respondents and step.in_favour > step.respondents:
        yield "in_favour", _("赞成人数不能多于总人数。")


Check = Callable[[Preparation, date], Said]
CHECKS: dict[Any, tuple[Check, ...]] = {
    KIND.CONSULTATION: (_consulted, _published),
    KIND.PUBLICITY: (_publicised,),
    KIND.HEARING: (_heard,),
    KIND.SURVEY: (_surveyed,),
    **dict.fromkeys(ASSESSED, (_assessed,)),
}
