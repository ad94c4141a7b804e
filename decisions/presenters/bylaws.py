"""A unit's bylaws in words: what it must have, how votes are counted by them, what happened to one."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.templatetags.wording import cn_date
from decisions.models import Bylaw, ListedMatter
from decisions.selectors.bylaws import missing_kinds
from organisation.models import Unit
from rulebook.procedures.decisions import DEFAULT_FRACTION, VoteBase
from rulebook.procedures.regulator import BYLAWS, BylawKind, required_kinds

BASES = {VoteBase.DUE.value: "应到会", VoteBase.PRESENT.value: "到会"}


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind of bylaw in a unit: whether it must have one, and those in force."""

    title: str
    is_required: bool
    held: list[Bylaw] = field(default_factory=list)

    @property
    def is_missing(self) -> bool:
        """Whether it must have one and has none."""
        return self.is_required and not self.held


def kind_rows(unit: Unit, bylaws: Iterable[Bylaw], on: date) -> list[KindRow]:
    """Every kind of bylaw with what `unit` has of it in force on `on`."""
    required, held = set(required_kinds(unit.category, on)), [row for row in bylaws if row.is_in_force(on)]
    return [
        KindRow(_(rule.title), kind in required, [row for row in held if row.kind == kind])
        for kind, rule in BYLAWS.items()
    ]


def titles_missing(unit: Unit, held: Iterable[BylawKind], on: date) -> list[str]:
    """The names of what a unit must have and lacks."""
    return [_(BYLAWS[kind].title) for kind in missing_kinds(unit, held, on)]


def vote_words(base: str, fraction: str) -> str:
    """A way of voting in the words of the regulator's list (表决方式)."""
    if fraction == "1":
        return _("全票通过")
    base_word = _(BASES.get(base, BASES[VoteBase.DUE.value]))
    words = _("赞成票超过%(base)s成员人数的 %(fraction)s")
    return words % {"base": base_word, "fraction": fraction or DEFAULT_FRACTION}


def votes_by_matter(bylaw: Bylaw, rows: Iterable[ListedMatter]) -> list[dict[str, Any]]:
    """How each listed matter that this bylaw may apply to is voted: by the bylaw, or as its list entry says."""
    return [
        {
            "matter": row,
            "words": vote_words(*((row.vote_base, row.vote_fraction) if own else (bylaw.vote_base, bylaw.vote_fraction))),
            "own": own,
        }
        for row in rows
        if not bylaw.meeting or row.meetings[-1:] == [bylaw.meeting]
        for own in (bool(row.vote_fraction),)
    ]  # fmt: skip


def state_of(row: Bylaw, on: date) -> tuple[str, str | Promise]:
    """Tone and word of where a bylaw stands on `on`."""
    if row.is_withdrawn:
        return "muted", _("已撤销登记")
    if on < row.since:
        return "info", _("尚未生效")
    return ("ok", _("现行")) if row.is_in_force(on) else ("muted", _("已停止执行"))


def steps_of(row: Bylaw) -> list[dict[str, Any]]:
    """What happened to a bylaw, newest first, from its history; one query."""
    rows = list(row.history.select_related("history_user").order_by("history_date", "history_id"))  # type: ignore[attr-defined]
    steps = [step for before, now in zip([None, *rows], rows, strict=False) for step in _changes(before, now)]
    return steps[::-1]


def _changes(before: Any, now: Any) -> Iterator[dict[str, Any]]:
    told = {"on": timezone.localtime(now.history_date), "who": str(now.history_user or "")}
    if before is None:
        yield told | {"title": _("登记"), "text": _("自%(day)s起执行") % {"day": cn_date(now.since)}}
        return
    if not before.withdrawn_reason and now.withdrawn_reason:
        yield told | {"title": _("撤销登记"), "text": now.withdrawn_reason, "tone": "late"}
    if before.until is None and now.until:
        text = _("自%(day)s起停止执行：%(why)s") % {"day": cn_date(now.until), "why": now.ended_reason}
        yield told | {"title": _("停止执行"), "text": text}
    if before.until and now.until is None:
        yield told | {"title": _("恢复执行"), "text": _("替代它的一版已撤销登记。")}
