"""Handovers for pages: rows of the list, one page, what waits for whom, where a finding leads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import HandoverState, ItemAnswer
from audits.models import Handover, HandoverItem, HandoverSignature
from audits.policies.handovers import visible_handovers
from audits.selectors.handovers import lists
from audits.selectors.handovers.registry import provider_of
from rulebook.procedures.handover import ITEMS, ItemRule, Part
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address

TONES = {
    HandoverState.FILLING: "soon",
    HandoverState.CHECKING: "info",
    HandoverState.SIGNED: "ok",
    HandoverState.VOID: "muted",
}
ANSWER_TONES = {ItemAnswer.PENDING: "muted", ItemAnswer.AGREED: "ok", ItemAnswer.OBJECTED: "late"}


@dataclass(frozen=True, slots=True)
class Row:
    """One handover in a list."""

    handover: Handover
    tone: str
    state: str
    to: str
    stage: str


@dataclass(slots=True)
class ItemShown:
    """An item with where it leads and what was said of it; `over` where its record is finished since."""

    item: HandoverItem
    origin: str
    url: str
    answer_tone: str
    answer: str
    over: bool = False


@dataclass(slots=True)
class KindShown:
    """A kind of item with its items; `nothing` where the list states that there is none."""

    number: int
    rule: ItemRule
    items: list[ItemShown] = field(default_factory=list)
    nothing: bool = False


def state_of(row: Handover, on: date) -> tuple[str, str]:
    """Tone and word of where a handover stands."""
    if row.is_open and row.due < on:
        return "late", _("逾期")
    return TONES[HandoverState(row.state)], str(row.get_state_display())


def stage_of(row: Handover, on: date) -> str:
    """How far an overdue one is; empty where the state itself says it."""
    return str(row.get_state_display()) if row.is_open and row.due < on else ""


def taken_by(row: Handover) -> str:
    """Who takes over, in words."""
    if row.successor:
        return row.successor.name
    return _("%(body)s（暂无接任人）") % {"body": row.receiver.name} if row.receiver else _("尚未确定")


def rows_of(handovers: Iterable[Handover], on: date) -> list[Row]:
    """The rows of a list."""
    return [Row(row, *state_of(row, on), taken_by(row), stage_of(row, on)) for row in handovers]


def kinds_of(handover: Handover, user: User, on: date) -> list[KindShown]:
    """The items kind by kind, in the order of the rulebook; a link where the reader may open the record. Two queries a kind of record."""
    items = list(handover.items.all())
    opens: dict[str, set[int]] = {}
    over: dict[str, set[int]] = {}
    for source in {item.source for item in items if item.source}:
        provider = provider_of(source)
        if provider is not None:
            numbers = {item.source_id for item in items if item.source == source}
            rows = provider.visible(user, on).filter(pk__in=numbers)
            opens[source] = set(rows.order_by().values_list("pk", flat=True))
            if provider.over is not None and handover.state == HandoverState.SIGNED:
                gone = provider.over(on).filter(pk__in=numbers)
                over[source] = set(gone.order_by().values_list("pk", flat=True))
    found = {key: KindShown(number, rule) for number, (key, rule) in enumerate(ITEMS.items(), start=1)}
    for item in items:
        kind = found[item.kind]
        if item.nothing:
            kind.nothing = True
            continue
        kind.items.append(_shown(item, opens, item.source_id in over.get(item.source, ())))
    return list(found.values())


def _shown(item: HandoverItem, opens: dict[str, set[int]], over: bool) -> ItemShown:
    provider = provider_of(item.source)
    url = ""
    if provider is not None and item.source_id in opens.get(item.source, ()):
        url = reverse(provider.page, args=[item.source_id])
    return ItemShown(
        item=item,
        origin=str(provider.title) if provider else (_("离任人填写") if not item.source else ""),
        url=url,
        answer_tone=ANSWER_TONES[ItemAnswer(item.answer)],
        answer=str(ItemAnswer(item.answer).label),
        over=over and item.open,
    )


def signatures_of(handover: Handover) -> list[tuple[str, HandoverSignature | None, str]]:
    """Who signs in which part: title, the signature or None, and who is expected."""
    signed = list(handover.signatures.all())
    sides = {one.part: one for one in signed if one.part != Part.WITNESS}
    witnesses = [one for one in signed if one.part == Part.WITNESS]
    found: list[tuple[str, HandoverSignature | None, str]] = []
    if handover.excuse:
        who = _("%(why)s，由监交人代为移交") % {"why": handover.get_excuse_display()}
        found.append((_("移交人（离任人）"), None, who))
    else:
        found.append((_("移交人（离任人）"), sides.get(Part.LEAVER), handover.person.name))
    found.append((_("接收人（接任人）"), sides.get(Part.SUCCESSOR), taken_by(handover)))
    beside = [one for one in witnesses if not one.leads]
    found += [
        (_("监交人（%(body)s）") % {"body": one.body.name if one.body else ""}, one, "") for one in beside
    ]
    leading = next((one for one in witnesses if one.leads), None)
    body = leading.body.name if leading and leading.body else _("牵头单位")
    found.append((_("监交人（%(body)s）") % {"body": body}, leading, _("牵头监交单位的人员")))
    return found


def timeline_of(handover: Handover, user: User, on: date) -> list[dict[str, Any]]:
    """What happened with a handover, in order."""
    words = {
        "handover.fill": _("填写清单"),
        "handover.drop-item": _("删除事项"),
        "handover.give": _("提交接任人核对"),
        "handover.excuse": _("认定离任人不能办理"),
        "handover.check": _("接任人核对"),
        "handover.sign-as-leaver": _("移交人签字"),
        "handover.sign-as-successor": _("接收人签字"),
        "handover.sign-as-witness": _("监交人签字"),
        "handover.note-flaw": _("接任人指出遗漏或者不实"),
    }
    entries: list[dict[str, Any]] = [
        {
            "on": handover.opened_on,
            "title": _("离任交接启动"),
            "text": _("系统按任职信息启动，并带入已知事项"),
        }
    ]
    for event in lists.happenings_of(handover):
        if event.action in words:
            title = words[event.action]
            if not entries or (entries[-1]["title"], entries[-1].get("who")) != (
                title,
                str(event.actor or ""),
            ):
                entries.append(
                    {"on": timezone.localtime(event.at), "title": title, "who": str(event.actor or "")}
                )
    for flaw in handover.flaws.all():
        entries.append(
            {"on": flaw.noted_on, "title": flaw.get_kind_display(), "text": flaw.words, "tone": "late"}
        )
    return entries


def find_handover(user: User, finding: Finding, on: date) -> Address:
    """The handover a finding is about, for who may read it."""
    if not visible_handovers(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("handover", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#items")
