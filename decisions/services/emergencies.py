"""The emergency path: a matter decided ahead of a meeting because it could not wait, and the report to the next one (C7, L11)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.templatetags.wording import cn_date
from decisions.models import Emergency, Matter
from decisions.policies import editable_matters, kept_matters
from decisions.services.checking import recheck
from decisions.services.states import NotPossible, locked
from rulebook.procedures.decisions import COLLECTIVE


@ledger.service("emergency.declare")
def declare_emergency(
    *, matter: int, reason: str, decided_by: str, decided_on: date, action: str, by: User, on: date
) -> Emergency:
    """Note that a matter was decided in an emergency; until it was reported the note may be corrected, its history stays.

    Raises ValidationError by field, NotPossible where the matter cannot be changed or the emergency was reported already.
    """
    if not editable_matters(by, on).filter(pk=matter).exists():
        raise NotPossible
    found = locked(matter)
    emergency = Emergency.objects.filter(matter=found).first() or Emergency(matter=found, entered_by=by)
    if not found.is_open or emergency.reported_on is not None:
        raise NotPossible
    if found.category not in COLLECTIVE:
        raise ValidationError({"reason": [_("一般事项不要求集体决策，不走紧急程序。")]})
    given = {"reason": reason.strip(), "decided_by": decided_by.strip(), "action": action.strip()}
    missing = {
        "reason": _("请写明紧急理由。"),
        "decided_by": _("请写明决定人。"),
        "action": _("请写明已采取的措施。"),
    }
    problems = {name: [words] for name, words in missing.items() if not given[name]}
    if decided_on > on:
        problems["decided_on"] = [_("决定日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if problems:
        raise ValidationError(problems)
    emergency.decided_on = decided_on
    for name, value in given.items():
        setattr(emergency, name, value)
    emergency.save()
    recheck(found, on=on)
    return emergency


@ledger.service("emergency.report")
def report_emergency(*, matter: int, reported_on: date, report: str, by: User, on: date) -> Emergency:
    """Note that the emergency was reported to a meeting, once. Raises ValidationError by field, NotPossible."""
    found: Matter | None = kept_matters(by, on).filter(pk=matter).first()
    emergency = Emergency.objects.select_for_update().filter(matter=found).first() if found else None
    if emergency is None or emergency.reported_on is not None:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if reported_on > on:
        problems["reported_on"] = [_("报告日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif reported_on < emergency.decided_on:
        words = _("报告日期不能早于决定日期（%(day)s）。")
        problems["reported_on"] = [words % {"day": cn_date(emergency.decided_on)}]
    if not report.strip():
        problems["report"] = [_("请写明向哪次会议报告、会议意见。")]
    if problems:
        raise ValidationError(problems)
    emergency.reported_on, emergency.report = reported_on, report.strip()
    emergency.save()
    recheck(emergency.matter, on=on)
    return emergency
