"""A step as typed, and what keeps it from being stored, by field."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from audits.checks.stages import form_of
from audits.choices import RectificationState
from audits.models import Audit, Rectification
from audits.procedure.days import due_of
from audits.procedure.independence import missing
from core import workdays
from core.sentences import in_words
from rulebook.procedures.auditing import Step as Kind

Problems = dict[str, list[str]]
OPINIONS = (Kind.HEAD_OPINION, Kind.UNIT_OPINION)
# Steps whose document or mere taking says all there is to say.
WORDLESS = frozenset({Kind.NOTICE, Kind.DRAFT, Kind.ISSUE_LIST, Kind.HEAD_PROMISE, Kind.UNIT_PROMISE})


@dataclass(frozen=True, slots=True)
class Content:
    """A step as typed. Head and unit take theirs on the day they do; nobody dates it for them. A request names one thing a line, all by
    `due`.
    """

    day: date | None = None
    text: str = ""
    approval: str = ""
    delivered_on: date | None = None
    due: date | None = None


def problems_with(audit: Audit, step: Kind, day: date, content: Content, on: date) -> Problems:
    """What keeps `step`, taken on `day`, from being stored."""
    problems = _days_wrong(step, day, content, on)
    if step not in WORDLESS and not content.text.strip():
        problems["text"] = [_("请填写内容。")]
    if step == Kind.TERMINATION and not content.approval.strip():
        problems["approval"] = [_("请写明批准机关、日期和文号。")]
    why = _refused(audit, step, on)
    if why:
        problems["text" if step in (*OPINIONS, Kind.PUBLICATION) else "day"] = [why]
    return problems


def _days_wrong(step: Kind, day: date, content: Content, on: date) -> Problems:
    problems = Problems()
    if day > on:
        problems["day"] = [_("不能晚于今天。")]
    if step == Kind.REPORT and content.delivered_on is not None and not day <= content.delivered_on <= on:
        problems["delivered_on"] = [_("不能早于出具日期，也不能晚于今天。")]
    if step == Kind.REQUEST and (content.due is None or content.due < day):
        problems["due"] = [_("请填写提供期限，不能早于提出日期。")]
    return problems


def _refused(audit: Audit, step: Kind, on: date) -> str:
    """Why a step cannot be taken whatever is typed; empty where it can."""
    if step in OPINIONS:
        due = due_of(form_of(audit), step, workdays.load())
        if due is not None and on > due:
            words = _("提出意见的期限已在 %(due)s 届满，视为无异议（N16，审计法第四十四条）。")
            return in_words(words % {"due": due.isoformat()})
    if step == Kind.NOTICE:
        lacking = missing(audit, on)
        if lacking:
            words = _("不能送达审计通知书：%(why)s（C18，独立性要求）。")
            return words % {"why": in_words("；".join(lacking))}
    if step == Kind.PUBLICATION and _unplanned(audit):
        return _("还有审计发现问题没有整改措施，不能公告整改结果。")
    return ""


def _unplanned(audit: Audit) -> bool:
    rows = Rectification.objects.filter(finding__audit=audit, finding__withdrawn_on=None, measures="")
    return rows.exclude(state=RectificationState.ACCEPTED).exists()
