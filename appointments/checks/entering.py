"""What a record must say to be entered, kind by kind, and what of the regulation would be broken by entering it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from msgspec.structs import replace

from appointments.checks.forms import case_of, entry_of
from appointments.models import Case, CaseRecord
from appointments.procedure import blocking, unconsulted
from appointments.procedure.facts import before, facts_of
from core import workdays
from core.templatetags.wording import cn_date
from rulebook.findings import CODES
from rulebook.procedures.appointments import DISCUSSION, PROMOTIONS, TITLES, Record

Problems = dict[str, list[str]]
_BY, _TEXT = gettext_lazy("主持或承办"), gettext_lazy("情况")
_CHECK = {
    "on": gettext_lazy("核查日期"),
    "by": gettext_lazy("核查机构或人员"),
    "result": gettext_lazy("结果"),
    "text": _TEXT,
}
_VOTE = {"present": gettext_lazy("参加人数"), "votes": gettext_lazy("推荐该人选的票数"), "text": _TEXT}
# Which fields each record asks for, in the order of its form, and what they are called in it.
FIELDS: dict[str, dict[str, Any]] = {
    Record.INITIATION: {
        "on": gettext_lazy("动议日期"), "by": gettext_lazy("动议主体"), "text": gettext_lazy("动议理由和职数情况"),
    },
    Record.RECOMMENDATION: {
        "on": gettext_lazy("推荐会议日期"), "by": _BY, "due": gettext_lazy("应参加人数"), **_VOTE,
    },
    Record.TALKS: {"on": gettext_lazy("谈话推荐日期"), "by": _BY, **_VOTE},
    Record.QUALIFICATION: {
        "on": gettext_lazy("核对日期"), "by": _BY, "result": gettext_lazy("核对结果"),
        "text": gettext_lazy("核对依据（名册不能证明的，写明依据的材料）"),
    },
    Record.EXCLUSIONS: {
        "on": gettext_lazy("核对日期"), "by": _BY, "grounds": gettext_lazy("存在的情形（没有则不选）"),
        "sanction": gettext_lazy("最近一次处理或者处分（没有则不选）"), "sanction_on": gettext_lazy("处理或者处分日期"), "text": _TEXT,
    },
    Record.NOTICE: {
        "since": gettext_lazy("预告起日"), "until": gettext_lazy("预告止日"), "text": gettext_lazy("预告范围和方式"),
    },
    Record.INSPECTION: {
        "since": gettext_lazy("考察起日"), "until": gettext_lazy("考察止日"), "team": gettext_lazy("考察组成员"),
        "talked": gettext_lazy("谈话人数"), "text": gettext_lazy("考察结论"),
    },
    Record.ARCHIVE: _CHECK,
    Record.PERSONAL_MATTERS: _CHECK,
    Record.CLUES: _CHECK,
    Record.INTEGRITY: {
        "on": gettext_lazy("出具意见日期"), "by": gettext_lazy("签字人（两人）"), "result": gettext_lazy("意见"),
        "text": gettext_lazy("意见内容"),
    },
    Record.PUBLICITY: {
        "since": gettext_lazy("公示起日"), "until": gettext_lazy("公示止日"), "number": gettext_lazy("收到反映件数"),
        "text": gettext_lazy("反映问题的核查处理情况"),
    },
    Record.TALK: {"on": gettext_lazy("谈话日期"), "by": gettext_lazy("谈话人"), "text": _TEXT},
    Record.APPOINTMENT: {"on": gettext_lazy("任职日期"), "by": gettext_lazy("任职文号"), "text": _TEXT},
    Record.PROBATION: {
        "on": gettext_lazy("考核日期"), "by": _BY, "result": gettext_lazy("考核结果"), "text": _TEXT,
    },
}  # fmt: skip
OPTIONAL = {
    Record.EXCLUSIONS: {"grounds", "sanction", "sanction_on", "text"},
    Record.PUBLICITY: {"number", "text"},
    Record.INITIATION: {"by"},
    Record.TALK: {"text"},
    Record.APPOINTMENT: {"text"},
    Record.ARCHIVE: {"text"},
    Record.PERSONAL_MATTERS: {"text"},
    Record.CLUES: {"text"},
    Record.QUALIFICATION: {"text"},
    Record.RECOMMENDATION: {"text"},
    Record.TALKS: {"text"},
}
# Publicity and notice are announced for days to come; everything else is entered when it was done.
MAY_LIE_AHEAD = {Record.NOTICE: {"since", "until"}, Record.PUBLICITY: {"since", "until"}}


def problems_with_record(case: Case, row: CaseRecord, on: date) -> Problems:
    """Why `row` cannot be entered on `on` as it stands, in Chinese, by field, the file as a whole under "__all__"; empty where it can."""
    problems: Problems = {}
    optional = OPTIONAL.get(Record(row.kind), set())
    for name, label in FIELDS[row.kind].items():
        value = getattr(row, name)
        if value in (None, "", []) and name not in optional:
            problems.setdefault(name, []).append(_("请填写“%(label)s”。") % {"label": label})
    _days(row, on, problems)
    if row.votes is not None and row.present is not None and row.votes > row.present:
        problems.setdefault("votes", []).append(_("票数不能多于参加人数。"))
    if bool(row.sanction) != bool(row.sanction_on):
        name = "sanction_on" if row.sanction else "sanction"
        problems.setdefault(name, []).append(_("处理或者处分和它的日期须一并填写。"))
    if not problems and not case.past:
        words = refused_by_rule(case, row, on)
        if words:
            problems["__all__"] = words
    return problems


def refused_by_rule(case: Case, row: CaseRecord, on: date) -> list[str]:
    """What the regulation would find in the file with `row` in it, that it does not find without (past files are entered as they are)."""
    now = case_of(case, on)
    last = max(day for day in (on, row.until, row.on) if day)
    new = entry_of(row, has_files=True)
    after = replace(now, records=(now.records or {}) | {row.kind: new})
    return [one.message for one in blocking(now, after, last, workdays.load())]


def missing_for_discussion(case: Case, on: date) -> list[str]:
    """The steps that must be over before the case is put to the meeting, and are not, in Chinese."""
    form = case_of(case, on)
    there = facts_of(form, on, workdays.load()).done
    wanted = sorted(before(DISCUSSION), key=list(Record).index)  # type: ignore[arg-type]
    missing = [
        TITLES[step]
        for step in wanted
        if step not in there and (step != Record.PERSONAL_MATTERS or form.personal_matters)
    ]
    missing += [
        _("诫勉影响期满（%(day)s，N30）") % {"day": cn_date(one.until)}
        for one in form.admonitions or ()
        if form.kind in PROMOTIONS and one.since <= on < one.until
    ]
    return missing + [
        _("核对“%(title)s”并记录运用情况（%(clause)s）")
        % {"title": one.title, "clause": CODES[one.code].clause}
        for one in unconsulted(form.conclusions or (), on)
    ]


def _days(row: CaseRecord, on: date, problems: Problems) -> None:
    ahead = MAY_LIE_AHEAD.get(Record(row.kind), set())
    for name in ("on", "since", "until", "sanction_on"):
        value = getattr(row, name)
        if value and value > on and name not in ahead:
            problems.setdefault(name, []).append(
                _("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}
            )
    if row.since and row.until and row.until < row.since:
        problems.setdefault("until", []).append(_("止日不能早于起日。"))
