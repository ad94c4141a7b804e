"""The chapter of the integrity file on appraisals, rewards and removals, and on sanctions known from files of appointments (C14, C20)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appointments.choices import ActionState
from appointments.models import CaseRecord, PersonnelAction
from appointments.policies import visible_actions, visible_cases
from appointments.presenters.actions import STATE_TONES, about_of
from core.periods import months_after
from core.rows import as_product
from core.templatetags.wording import cn_date
from rulebook.procedures.appointments import SANCTION_MONTHS, Record, Sanction
from rulebook.procedures.personnel import Kind
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading


def actions(reading: Reading) -> Iterator[Entry]:
    """What was decided about the head, with what they said to it; sanctions, each once."""
    rows = visible_actions(reading.user, reading.on).filter(person=reading.person, decided_on__isnull=False)
    for row in rows.select_related("unit", "post__unit").order_by("decided_on", "pk"):
        facts = [
            (_("决定机关"), row.unit.name),
            (_("职务"), str(row.post)),
            (_("结果"), str(row.get_result_display())),
        ]
        if row.document:
            facts.append((_("决定文号"), row.document))
        withdrawn = row.state == ActionState.WITHDRAWN
        yield Entry(
            kind="action",
            row=row.pk,
            day=row.decided_on or row.opened_on,
            title=f"{row.get_kind_display()} · {about_of(row)}",
            facts=facts,
            states=[(STATE_TONES[ActionState(row.state)], str(row.get_state_display()))] if withdrawn else [],
            answer=row.reply,
            url=reverse("personnel-action", args=[row.pk]),
        )
    for record in _sanctions(reading):
        yield _sanctioned(record, reading.on)


def _sanctions(reading: Reading) -> list[CaseRecord]:
    """Sanctions written down in files of appointments the reader may see: the latest record of each."""
    cases = visible_cases(reading.user, reading.on).filter(person=reading.person).order_by().values("pk")
    rows = (
        CaseRecord.objects.filter(case__in=cases, kind=Record.EXCLUSIONS).exclude(sanction="").order_by("pk")
    )
    return [*{(row.sanction, row.sanction_on): row for row in rows}.values()]


def _sanctioned(row: CaseRecord, on: date) -> Entry:
    last = _last_day(row)
    day = row.sanction_on or row.entered_on
    facts = [(_("影响期"), _("至 %(day)s") % {"day": cn_date(last)})] if last else []
    running = last is not None and on <= last
    states = [("late", _("影响期内")) if running else ("muted", _("影响期满"))]
    return Entry(
        kind="sanction", row=row.pk, day=day, title=_("处理或者处分：%(what)s") % {"what": row.get_sanction_display()},
        facts=facts, states=states, url=reverse("appointment", args=[row.case_id]),
    )  # fmt: skip


def _last_day(row: CaseRecord) -> date | None:
    if row.sanction_on is None:
        return None
    return months_after(row.sanction_on, SANCTION_MONTHS[Sanction(row.sanction)]) - timedelta(days=1)


@as_product("the reader is told how much there is that they may not read, and nothing else of it")
def _held(reading: Reading) -> int:
    decided = PersonnelAction.objects.filter(person=reading.person, decided_on__isnull=False).count()
    known = CaseRecord.objects.filter(case__person=reading.person, kind=Record.EXCLUSIONS).exclude(
        sanction=""
    )
    return decided + known.order_by().values("sanction", "sanction_on").distinct().count()


def _bearing(reading: Reading) -> Iterator[Bearing]:
    """Sanctions in effect, the last appraisal; where the reader may not read what was decided, that there is something."""
    for row in _sanctions(reading):
        last = _last_day(row)
        if last and row.sanction_on and row.sanction_on <= reading.on <= last:
            told = {
                "day": cn_date(row.sanction_on),
                "what": row.get_sanction_display(),
                "until": cn_date(last),
            }
            yield Bearing(words=_("%(day)s受到%(what)s，影响期至 %(until)s。") % told, until=last)
    decided = PersonnelAction.objects.filter(person=reading.person, state=ActionState.DECIDED)
    with as_product("the reader is told that a year was appraised, also where they may not read how"):
        last_one = decided.filter(kind=Kind.APPRAISAL).order_by("-year", "-pk").first()
    if last_one and visible_actions(reading.user, reading.on).filter(pk=last_one.pk).exists():
        result = str(last_one.get_result_display())
        yield Bearing(words=_("%(year)s年度考核：%(result)s。") % {"year": last_one.year, "result": result})
    elif last_one:
        yield Bearing(words=_("%(year)s年度考核已经决定，等次由承办单位提供。") % {"year": last_one.year})


ACTIONS = Chapter(
    key="actions",
    order=100,
    title=gettext_lazy("考核奖惩"),
    clause="C20",
    entries=actions,
    held=_held,
    bearings=_bearing,
)
