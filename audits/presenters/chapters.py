"""Chapters of the integrity file on audits with their conclusion and rectification, and on handovers (C18–C21, C14)."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audits.choices import RESPONSIBILITY_CHOICES, UNTOLD, RectificationState, State
from audits.models import Audit, Handover, Step
from audits.policies import visible_audits
from audits.policies.handovers import visible_handovers
from audits.policies.stages import visible_audit_findings
from audits.presenters.handovers import state_of, taken_by
from audits.presenters.planning import TONES
from audits.selectors.conclusions import number_of
from core.templatetags.wording import cn_date
from rulebook.procedures.auditing import Step as Kind
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading

OVER = (RectificationState.MENDED, RectificationState.ACCEPTED)


def audits(reading: Reading) -> Iterator[Entry]:
    """Audits whose unit was told, with the report in force and what it found by responsibility, as far as the reader may know it."""
    rows = visible_audits(reading.user, reading.on).filter(person=reading.person).exclude(state__in=UNTOLD)
    known = list(rows.select_related("unit", "post", "body").distinct().order_by("until", "pk"))
    reports = {row.audit_id: row for row in _reports(known)}
    found = _found(reading)
    for row in known:
        report = reports.get(row.pk)
        facts = [
            (_("单位和职务"), f"{row.unit.name} {row.post.title}"),
            (_("审计期间"), f"{cn_date(row.since)} – {cn_date(row.until)}"),
            (_("审计机关"), row.body.name),
        ]
        if report:
            facts.append((_("审计报告"), f"{number_of(report)} {cn_date(report.on)}".strip()))
            facts += found[row.pk] or [(_("审计发现问题"), _("没有"))]
        yield Entry(
            kind="audit",
            row=row.pk,
            day=report.on if report else row.until,
            title=str(row.get_kind_display()),
            facts=facts,
            states=[(TONES[State(row.state)], str(row.get_state_display()))],
            url=reverse("audit", args=[row.pk]),
        )


def _reports(audits: list[Audit]) -> list[Step]:
    rows = Step.objects.filter(kind=Kind.REPORT, void_on=None, audit__in=audits)
    return list(rows.select_related("document").defer("text", "document__content"))


def _found(reading: Reading) -> dict[int, list[tuple[str, str]]]:
    """Numbers of what was found in each audit, by responsibility; and how many are not put right."""
    rows = visible_audit_findings(reading.user, reading.on).filter(
        audit__person=reading.person, withdrawn_on=None
    )
    counted: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    left = Count("pk", filter=Q(rectification=None) | ~Q(rectification__state__in=OVER), distinct=True)
    groups = (
        rows.order_by().values("audit", "responsibility").annotate(n=Count("pk", distinct=True), left=left)
    )
    for group in groups:
        counted[group["audit"]][group["responsibility"]] = group["n"], group["left"]
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for audit, by_kind in counted.items():
        for kind, title in RESPONSIBILITY_CHOICES:
            if kind in by_kind:
                number, open_ = by_kind[kind]
                told = {"n": number, "left": open_}
                found[audit].append((str(title), _("%(n)s 个问题，尚未整改 %(left)s 个") % told))
    return found


def _held_audits(reading: Reading) -> int:
    return Audit.objects.filter(person=reading.person).exclude(state__in=UNTOLD).count()


def _bearing_audits(reading: Reading) -> Iterator[Bearing]:
    rows = visible_audits(reading.user, reading.on).filter(person=reading.person)
    told = {row.audit_id: row for row in _reports(list(rows.distinct()))}
    unmended = visible_audit_findings(reading.user, reading.on).filter(
        Q(rectification=None) | ~Q(rectification__state__in=OVER), audit__in=told, withdrawn_on=None
    )
    counted = unmended.order_by().values_list("audit").annotate(n=Count("pk", distinct=True))
    for audit, number in sorted(counted):
        facts = {"number": number_of(told[audit]), "n": number}
        yield Bearing(words=_("审计报告%(number)s的问题尚有 %(n)s 个没有整改。") % facts)


def handovers(reading: Reading) -> Iterator[Entry]:
    """Handovers of posts the person left."""
    rows = visible_handovers(reading.user, reading.on).filter(person=reading.person)
    counted = rows.annotate(
        left=Count("items", filter=Q(items__open=True, items__closed_on=None), distinct=True)
    )
    for row in counted.select_related("unit", "post", "successor", "receiver", "person").order_by(
        "left_on", "pk"
    ):
        tone, words = state_of(row, reading.on)
        facts = [(_("接收人"), taken_by(row)), (_("离任日期"), cn_date(row.left_on))]
        if row.signed_on:
            facts += [
                (_("交接日期"), cn_date(row.signed_on)),
                (_("由接任人继续办理"), ngettext("%(n)s 项", "%(n)s 项", row.left) % {"n": row.left}),
            ]
        if row.excuse:
            facts.append((_("本人不能办理的情形"), str(row.get_excuse_display())))
        yield Entry(
            kind="handover",
            row=row.pk,
            day=row.signed_on or row.left_on,
            title=_("%(unit)s %(post)s 离任交接") % {"unit": row.unit.name, "post": row.post.title},
            facts=facts,
            states=[(tone, words)],
            url=row.get_absolute_url(),
        )


def _held_handovers(reading: Reading) -> int:
    return Handover.objects.filter(person=reading.person).count()


AUDITS = Chapter(
    key="audits", order=80, title=gettext_lazy("经济责任审计和整改"), clause="C18", entries=audits, held=_held_audits,
    bearings=_bearing_audits,
)  # fmt: skip
HANDOVERS = Chapter(
    key="handovers",
    order=90,
    title=gettext_lazy("离任交接"),
    clause="C21",
    entries=handovers,
    held=_held_handovers,
)
