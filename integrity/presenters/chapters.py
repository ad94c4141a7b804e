"""Chapters of the integrity file that the records of this app tell: lists, talks, letters of inquiry, incidents (C14).

Nothing of an origin is told to anybody here; to the head not that anything is being verified, nor from what kind of source an incident is known.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.templatetags.wording import cn_date
from integrity.choices import Answer, RecordState
from integrity.models import (
    Admonition,
    Attribution,
    Inquiry,
    ListReview,
    Participation,
    ResponsibilityList,
)
from integrity.policies import readable_records, shown_participations
from integrity.policies.incidents import visible_attributions
from integrity.policies.inquiries import visible_inquiries
from integrity.policies.lists import visible_lists
from integrity.presenters.inquiries import state_of
from rulebook.procedures.inquiry import OVER, TOLD, Outcome, State
from rulebook.procedures.integrity import OUTCOMES as REVIEW_WORDS
from supervision.selectors.timeline import Bearing, Chapter, Entry, Reading

Facts = list[tuple[str, str]]


def lists(reading: Reading) -> Iterator[Entry]:
    """Responsibility lists both sides signed, with what each review said."""
    reviews = ListReview.objects.select_related("body").prefetch_related("lines")
    rows = visible_lists(reading.user, reading.on).filter(
        person=reading.person, versions__above_signed_on__isnull=False
    )
    rows = rows.select_related("unit").prefetch_related("versions", Prefetch("reviews", reviews)).distinct()
    for row in rows.order_by("year", "pk"):
        facts: Facts = [(_("单位"), row.unit.name)]
        facts += [(str(one.get_kind_display()), _review_words(one)) for one in row.reviews.all()]
        yield Entry(
            kind="list",
            row=row.pk,
            day=min(one.above_signed_on for one in row.versions.all() if one.above_signed_on),
            title=_("%(year)s年度责任清单") % {"year": row.year},
            facts=facts,
            states=[("ok" if row.state == "closed" else "info", str(row.get_state_display()))],
            url=row.get_absolute_url(),
        )


def _review_words(review: ListReview) -> str:
    counted: dict[str, int] = {}
    for line in review.lines.all():
        counted[line.outcome] = counted.get(line.outcome, 0) + 1
    said = "、".join(
        _("%(word)s %(n)s 项") % {"word": _(word), "n": counted[key]}
        for key, word in REVIEW_WORDS.items()
        if key in counted
    )
    return f"{cn_date(review.on)} {review.body.name} {said}".strip()


def _held_lists(reading: Reading) -> int:
    rows = ResponsibilityList.objects.filter(person=reading.person, versions__above_signed_on__isnull=False)
    return rows.distinct().count()


def talks(reading: Reading) -> Iterator[Entry]:
    """Duty reports, reminder talks, forums and what came in as past records, each with the head's answer."""
    readable = readable_records(reading.user, reading.on).order_by().values("pk")
    rows = shown_participations(reading.user, reading.on).filter(person=reading.person, record__in=readable)
    rows = rows.exclude(record__state=RecordState.DRAFT).select_related("record__body", "unit")
    for row in rows.order_by("record__held_on", "pk"):
        record = row.record
        facts: Facts = [(_("单位"), row.unit.name)] if row.unit else []
        if record.body:
            facts.append((_("主持机构"), record.body.name))
        if row.problems:
            facts.append((_("向本人指出的问题"), row.problems))
        yield Entry(
            kind="record",
            row=row.pk,
            day=record.held_on or record.changed_at.date(),
            title=str(record.get_kind_display()),
            facts=facts,
            states=_states_of_talk(row),
            answer="\n".join(words for words in (row.statement, row.answer_words) if words),
            url=reverse("record", args=[record.pk]),
        )


def _states_of_talk(row: Participation) -> list[tuple[str, str]]:
    if row.record.state == RecordState.WITHDRAWN:
        return [("muted", str(row.record.get_state_display()))]
    if not row.present:
        return [("soon", _("未到会"))]
    tones = {Answer.PENDING: "muted", Answer.CONFIRMED: "ok", Answer.OBJECTED: "late"}
    return [(tones[Answer(row.answer)], str(row.get_answer_display()))]


def _held_talks(reading: Reading) -> int:
    return (
        Participation.objects.filter(person=reading.person).exclude(record__state=RecordState.DRAFT).count()
    )


def inquiries(reading: Reading) -> Iterator[Entry]:
    """Letters and reminder talks that were sent, with the head's words and the outcome as far as the reader is told of it; admonitions."""
    rows = visible_inquiries(reading.user, reading.on).filter(person=reading.person, state__in=TOLD)
    rows = rows.select_related("unit", "body", "explanation", "admonition__criticism").order_by(
        "sent_on", "pk"
    )
    for row in rows:
        said = getattr(row, "explanation", None)
        yield Entry(
            kind="inquiry",
            row=row.pk,
            day=row.sent_on or row.drafted_on,
            title=f"{row.get_way_display()} {row.number}",
            facts=_facts_of_inquiry(row),
            states=[_state_of_inquiry(row, reading)],
            answer=said.text if said else "",
            url=row.get_absolute_url(),
        )
        admonition = getattr(row, "admonition", None)
        if admonition:
            yield _admonished(admonition, row, reading.on)


def _facts_of_inquiry(row: Inquiry) -> Facts:
    facts: Facts = [(_("承办机构"), row.body.name), (_("单位"), row.unit.name)]
    for label, day in ((_("签收日期"), row.received_on), (_("说明日期"), row.answered_on)):
        if day:
            facts.append((label, cn_date(day)))
    return facts


def _state_of_inquiry(row: Inquiry, reading: Reading) -> tuple[str, str]:
    tone, words = state_of(row, is_own=reading.is_own)
    return tone, str(words)


def _admonished(row: Admonition, inquiry: Inquiry, on: date) -> Entry:
    criticism = getattr(row, "criticism", None)
    running = row.since <= on < row.until
    return Entry(
        kind="admonition",
        row=row.pk,
        day=row.since,
        title=_("诫勉"),
        facts=[
            (_("影响期"), _("至 %(day)s") % {"day": cn_date(row.until - timedelta(days=1))}),
            (_("书面检查"), cn_date(criticism.on) if criticism else _("没有提交")),
        ],
        states=[("late", _("影响期内")) if running else ("muted", _("影响期满"))],
        url=inquiry.get_absolute_url(),
    )


def _held_inquiries(reading: Reading) -> int:
    admonished = Admonition.objects.filter(person=reading.person).count()
    return Inquiry.objects.filter(person=reading.person, state__in=TOLD).count() + admonished


def _bearing_inquiries(reading: Reading) -> Iterator[Bearing]:
    """Admonitions in effect with their last day; of what is still open or being verified only that it is so."""
    for row in Admonition.objects.filter(person=reading.person, since__lte=reading.on, until__gt=reading.on):
        last = row.until - timedelta(days=1)
        told = {"since": cn_date(row.since), "until": cn_date(last)}
        yield Bearing(words=_("%(since)s受到诫勉，影响期至 %(until)s。") % told, until=last)
    asked = visible_inquiries(reading.user, reading.on).filter(person=reading.person)
    if asked.filter(~Q(state__in=OVER) | Q(state=State.CLOSED, outcome=Outcome.VERIFY)).exists():
        yield Bearing(words=_("有情况正在核查。"), pending=True)


def incidents(reading: Reading) -> Iterator[Entry]:
    """Incidents the head answers for as first responsible person."""
    rows = visible_attributions(reading.user, reading.on).filter(
        person=reading.person, incident__withdrawn_reason=""
    )
    for row in rows.select_related("incident__unit", "holder").order_by("incident__happened_on", "pk"):
        incident = row.incident
        facts: Facts = [
            (_("单位"), incident.unit.name),
            (_("涉及人员"), str(incident.get_relation_display())),
        ]
        facts.append((_("事实"), incident.what))
        if not reading.is_own:
            facts.append((_("来源"), str(incident.get_source_display())))
        if row.holder:
            facts.append((_("当时的分管领导"), row.holder.name))
        yield Entry(
            kind="incident",
            row=row.pk,
            day=incident.happened_on,
            title=_("%(who)s发生问题，负第一责任") % {"who": incident.get_relation_display()},
            facts=facts,
            url=incident.get_absolute_url(),
        )


def _held_incidents(reading: Reading) -> int:
    return Attribution.objects.filter(person=reading.person, incident__withdrawn_reason="").count()


CHAPTERS = (
    Chapter(
        key="lists", order=20, title=gettext_lazy("责任清单"), clause="C1", entries=lists, held=_held_lists
    ),
    Chapter(
        key="talks", order=30, title=gettext_lazy("履职报告、约谈和恳谈"), clause="C16", entries=talks, held=_held_talks
    ),
    Chapter(
        key="inquiries", order=40, title=gettext_lazy("函询谈话和诫勉"), clause="C17", entries=inquiries, held=_held_inquiries,
        bearings=_bearing_inquiries,
    ),
    Chapter(
        key="incidents", order=50, title=gettext_lazy("问题事件"), clause="B6", entries=incidents, held=_held_incidents
    ),
)  # fmt: skip
