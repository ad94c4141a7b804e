"""Chapters of the integrity file that the calendar's own tables tell: posts held, and what was found with the head's answers (C14)."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import cn_date, term
from organisation.models import Tenure
from rulebook.findings import CODES
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.policies import visible_findings, visible_tenures
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading

TONES = {FindingState.OPEN: "late", FindingState.ANSWERED: "soon", FindingState.CLOSED: "ok"}


def tenures(reading: Reading) -> Iterator[Entry]:
    """Posts held, as far as the reader may see them."""
    rows = visible_tenures(reading.user, reading.on).filter(person=reading.person)
    for row in rows.select_related("post__unit", "post__section").order_by("during", "pk"):
        last = row.during.upper
        facts = [(_("任职方式"), str(row.get_kind_display())), (_("管理层级"), term(row.post.managed_by))]
        yield Entry(
            kind="tenure",
            row=row.pk,
            day=row.during.lower,
            until=last - timedelta(days=1) if last else None,
            title=str(row.post),
            facts=facts,
            states=[("info", _("现任"))] if row.during.lower <= reading.on and (last is None or reading.on < last) else [],
        )  # fmt: skip


def _held_tenures(reading: Reading) -> int:
    return Tenure.objects.filter(person=reading.person, post__is_head=True).count()


def findings(reading: Reading) -> Iterator[Entry]:
    """What was found with the head, and what the head said to it."""
    for row in _visible(reading).order_by("raised_on", "pk"):
        yield Entry(
            kind="finding",
            row=row.pk,
            day=row.raised_on,
            title=_named(row),
            facts=_facts(row, reading),
            states=_states(row),
            answer=row.answer,
            url=reverse("finding", args=[row.pk]),
        )


def _facts(row: Finding, reading: Reading) -> list[tuple[str, str]]:
    """From what kind of source an incident is known is not told to the head in the own file."""
    facts = [(_("条款"), row.clause), (_("程度"), str(row.get_severity_display()))]
    if not (reading.is_own and "source_kind" in row.facts):
        facts.append((_("事实"), row.message))
    if row.answered_at:
        facts.append((_("答复日期"), cn_date(timezone.localtime(row.answered_at).date())))
    if row.closed_on:
        facts.append((_("了结日期"), cn_date(row.closed_on)))
    return facts


def _states(row: Finding) -> list[tuple[str, str]]:
    if row.state != FindingState.CLOSED:
        return [(TONES[FindingState(row.state)], str(row.get_state_display()))]
    return [("late" if row.closure == Closure.UPHELD else "ok", str(row.get_closure_display()))]


def _held_findings(reading: Reading) -> int:
    return Finding.objects.filter(person=reading.person).count()


def _bearing(reading: Reading) -> Iterator[Bearing]:
    rows = _visible(reading).exclude(state=FindingState.CLOSED).order_by("raised_on", "pk")
    for row in rows:
        told = {"day": cn_date(row.raised_on), "title": _named(row), "state": row.get_state_display()}
        yield Bearing(words=_("%(day)s登记的问题“%(title)s”尚未了结（%(state)s）。") % told)


def _visible(reading: Reading) -> QuerySet[Finding]:
    return visible_findings(reading.user, reading.on).filter(person=reading.person)


def _named(row: Finding) -> str:
    rule = CODES.get(row.code)
    return f"{_(rule.title)} · {row.title}" if rule else row.title


POSTS = Chapter(
    key="posts", order=10, title=gettext_lazy("任职情况"), clause="A8", entries=tenures, held=_held_tenures
)
FINDINGS = Chapter(
    key="findings", order=60, title=gettext_lazy("问题登记和本人答复"), clause="C14", entries=findings,
    held=_held_findings, bearings=_bearing,
)  # fmt: skip
