"""Recording how conclusions about the candidate were used (C20)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.models import Case, CaseConsultation
from appointments.services.checking import recheck
from appointments.services.states import NotPossible, held
from core import ledger
from core.templatetags.wording import cn_date
from supervision.selectors.consulted import conclusions_of


@ledger.service("appointment.consult")
def consult(*, case: int, words: Mapping[str, str], day: date, by: User, on: date) -> list[CaseConsultation]:
    """Record for each conclusion named (`words` by its name) how it was weighed; what was recorded already is left as it is.

    Raises ValidationError by field where nothing was said or the day cannot be, NotPossible where the file is closed to `by`, or no such
    conclusion about the candidate was in force on `day`.
    """
    found = held(case, by, on)
    said = {name: text.strip() for name, text in words.items() if text.strip()}
    problems = _problems(found, said, day, on)
    if problems:
        raise ValidationError(problems)
    concluded = {one.name: one for one in conclusions_of([found.person_id])[found.person_id]}
    known = {row.name: row for row in found.consultations.all()}
    rows = []
    for name, text in said.items():
        one = concluded.get(name)
        if one is None or not one.is_in_force(day):
            raise NotPossible
        rows.append(
            known.get(name)
            or CaseConsultation.objects.create(
                case=found, key=one.key, row=one.row, title=one.title[:200], on=day, words=text, entered_on=on, by=by
            )
        )  # fmt: skip
    recheck(found, on=on)
    return rows


def _problems(case: Case, said: dict[str, str], day: date, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not said:
        problems["__all__"] = [_("请写明结论是怎样衡量和运用的。")]
    if day > on:
        problems["day"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif day < on and not case.past:
        problems["day"] = [_("核对当日记录；只有纸质档案补录可以填写过去的日期（C20）。")]
    return problems
