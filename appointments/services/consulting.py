"""Recording how conclusions about a person were used in a file about them, of whatever kind (C14, C20)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.models import ActionConsultation, CaseConsultation, ConsultedFile
from appointments.services.checking import recheck
from appointments.services.states import NotPossible, held_file
from core import ledger
from core.templatetags.wording import cn_date
from supervision.selectors.consulted import conclusions_of

Consulted = CaseConsultation | ActionConsultation


@ledger.service("appointment.consult")
def consult(
    *, file: ConsultedFile, words: Mapping[str, str], day: date, by: User, on: date
) -> list[Consulted]:
    """Record for each conclusion named (`words` by its name) how it was weighed; what was recorded already is left as it is, unless it
    counts for some months alone and these have passed.

    Raises ValidationError by field where nothing was said or the day cannot be, NotPossible where the file is closed to `by`, or no such
    conclusion about the person was in force on `day`.
    """
    found = held_file(file, by, on)
    said = {name: text.strip() for name, text in words.items() if text.strip()}
    problems = _problems(found, said, day, on)
    if problems:
        raise ValidationError(problems)
    concluded = {one.name: one for one in conclusions_of([found.person_id])[found.person_id]}
    known = {row.name: row for row in found.consultations.all()}
    rows: list[Consulted] = []
    for name, text in said.items():
        one = concluded.get(name)
        if one is None or not one.is_in_force(day):
            raise NotPossible
        row = known.get(name)
        if row is None or not one.is_fresh(row.on, day):
            row = found.consultations.create(
                key=one.key, row=one.row, title=one.title[:200], on=day, words=text, entered_on=on, by=by
            )
        rows.append(row)
    recheck(found, on=on)
    return rows


def _problems(file: ConsultedFile, said: dict[str, str], day: date, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not said:
        problems["__all__"] = [_("请写明结论是怎样衡量和运用的。")]
    if day > on:
        problems["day"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    elif day < on and not file.past:
        problems["day"] = [_("核对当日记录；只有纸质档案补录可以填写过去的日期（C20）。")]
    return problems
