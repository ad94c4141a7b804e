"""Rows of the lists of duties: who must act, what the user can do about each, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.policies import visible_appraisals
from audits.policies.handovers import visible_handovers
from core.templatetags.wording import period_label
from inspections.policies import visible_inspections
from integrity.choices import ENTERED
from integrity.policies import readable_records
from integrity.policies.lists import visible_lists
from rulebook.duties import (
    APPRAISAL_TALK,
    BY_KIND,
    HANDOVER,
    INSPECTION,
    RESPONSIBILITY_LIST,
    YEAR_END_APPRAISAL,
)
from rulebook.procedures.appraisals import State as AppraisalState
from rulebook.procedures.inspections import State as InspectionState
from supervision.choices import DutyState
from supervision.models import Duty
from supervision.policies import actionable_duties
from supervision.selectors import Body, Directory
from supervision.selectors.duties import state_on

RECORDED_HERE = frozenset(kind.value for kind in ENTERED)


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty as a list shows it on a day: what a row prints lies ready, because fifty rows ask for it."""

    duty: Duty
    state: DutyState
    acting: list[Body]
    can_record: bool
    record_url: str
    url: str
    head_url: str
    head: str
    unit: str
    post: str
    title: str
    period: str

    @property
    def done_on(self) -> date | None:
        """The day it was done; None where it is open, waived or cancelled."""
        return self.duty.closed_on if self.state == DutyState.DONE else None

    @property
    def pick_label(self) -> str:
        """What the row's tick box is called for those who hear the page."""
        return _("选择 %(head)s %(kind)s") % {"head": self.head, "kind": self.title}

    @property
    def clause(self) -> str:
        """The clause it comes from."""
        return BY_KIND[self.duty.kind].clause

    @property
    def enter_url(self) -> str:
        """Where its carrying out is recorded."""
        asked = {"kind": self.duty.kind, "duty": self.duty.pk}
        return f"{reverse('record-new')}?{urlencode(asked)}"

    @property
    def acting_names(self) -> str:
        """Who must act, as a list reads."""
        return "、".join(body.name for body in self.acting)


def duty_rows(
    user: User, duties: Iterable[Duty], on: date, directory: Directory | None = None
) -> list[DutyRow]:
    """Return `duties` (loaded with unit, post and fulfilment) as rows for `user`; `directory` where it is loaded already."""
    shown = list(duties)
    if not shown:
        return []
    directory = directory or Directory.of(shown, on)
    states = {duty.pk: state_on(duty, on) for duty in shown}
    recordable = {duty.pk for duty in shown if duty.is_open and duty.kind in RECORDED_HERE}
    can_record = set(
        actionable_duties(user, on).filter(pk__in=recordable).values_list("pk", flat=True)
        if recordable
        else ()
    )
    records = {duty.fulfilment.record for duty in shown if duty.fulfilment and duty.fulfilment.record}
    readable = set(
        readable_records(user, on).filter(pk__in=records).values_list("pk", flat=True) if records else ()
    )
    titles = {kind: _(BY_KIND[kind].title) for kind in {duty.kind for duty in shown}}
    periods = {key: period_label(*key) for key in {(duty.period, duty.kind) for duty in shown}}
    return [
        DutyRow(
            duty=duty,
            state=states[duty.pk],
            acting=directory.acting(duty),
            can_record=duty.pk in can_record,
            record_url=_record_url(duty, readable),
            url=reverse("duty", args=[duty.pk]),
            head_url=reverse("head", args=[duty.person.staff_no]),
            head=duty.person.name,
            unit=duty.unit.name,
            post=duty.post.title,
            title=titles[duty.kind],
            period=periods[duty.period, duty.kind],
        )
        for duty in shown
    ]


def names_of_acting(duties: Iterable[Duty], on: date) -> dict[int, str]:
    """Who must act on each of `duties`, by its id."""
    shown = list(duties)
    directory = Directory.of(shown, on)
    return {duty.pk: "、".join(body.name for body in directory.acting(duty)) for duty in shown}


def _record_url(duty: Duty, readable: set[int]) -> str:
    record = duty.fulfilment.record if duty.fulfilment else None
    return reverse("record", args=[record]) if record in readable else ""


def with_list(row: DutyRow, user: User, on: date) -> DutyRow:
    """`row` leading to the responsibility list, the handover, the inspection or the appraisal that does its duty, begun or signed, where `user` may read it."""
    duty = row.duty
    if duty.kind == HANDOVER.kind:
        handed = visible_handovers(user, on).filter(duty=duty.pk).values_list("pk", flat=True).first()
        return replace(row, record_url=reverse("handover", args=[handed])) if handed else row
    if duty.kind == INSPECTION.kind:
        seen = visible_inspections(user, on).filter(
            person=duty.person_id, unit=duty.unit_id, year=int(duty.period)
        )
        number = seen.exclude(state=InspectionState.DROPPED).values_list("pk", flat=True).first()
        return replace(row, record_url=reverse("inspection", args=[number])) if number else row
    if duty.kind in {YEAR_END_APPRAISAL.kind, APPRAISAL_TALK.kind}:
        appraised = visible_appraisals(user, on).filter(
            person=duty.person_id, unit=duty.unit_id, year=int(duty.period)
        )
        number = appraised.exclude(state=AppraisalState.CANCELLED).values_list("pk", flat=True).first()
        return replace(row, record_url=reverse("appraisal", args=[number])) if number else row
    if duty.kind != RESPONSIBILITY_LIST.kind:
        return row
    rows = visible_lists(user, on).filter(person=duty.person_id, unit=duty.subject, year=int(duty.period))
    found = rows.values_list("pk", flat=True).first()
    return replace(row, record_url=reverse("responsibility", args=[found])) if found else row


def export_rows(duties: Iterable[Duty], on: date) -> Iterable[list[str | date | None]]:
    """The cells of an export, one list a duty, in the order of `export_headings`."""
    shown = list(duties)
    acting = names_of_acting(shown, on)
    for duty in shown:
        rule = BY_KIND[duty.kind]
        yield [
            duty.person.name,
            duty.person.staff_no,
            duty.unit.name,
            duty.unit.category,
            duty.post.title,
            _(rule.title),
            rule.clause,
            period_label(duty.period, duty.kind),
            duty.due,
            str(state_on(duty, on).label),
            duty.closed_on,
            str(duty.get_reason_display()) if duty.reason else (_("逾期后补办") if duty.late else ""),
            acting[duty.pk],
        ]


def export_headings() -> list[str]:
    """The heading row of an export."""
    return [
        _("姓名"), _("工号"), _("单位"), _("单位类别"), _("职务"), _("事项"), _("条款"), _("周期"), _("期限"),
        _("状态"), _("办结日期"), _("说明"), _("承办机构"),
    ]  # fmt: skip
