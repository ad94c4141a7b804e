"""Importing decisions recorded elsewhere (决策导入): each becomes a matter that keeps the form it came in. All of them or nothing."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from core import clock
from core.importing import Line, LineError, Report
from core.importing.reports import MOST_LINES, What
from core.importing.tables import MOST_ERRORS
from core.ledger import record
from core.locking import DECISIONS, hold
from core.writing import Writing
from decisions.choices import Origin
from decisions.models import Matter
from decisions.procedure import Decision, Unfit, read
from decisions.services.checking import JUDGING, check_matters
from decisions.services.importing.columns import COLUMNS, faults_of, number_of, state_of, values_of
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory

NOUN = "decisions"
REASON = "决策导入"
BATCH = 500
Lines = Iterable[tuple[int, bytes | None]]


def import_decisions(
    *,
    lines: Lines,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Callable[[int], None] | None = None,
) -> Report:
    """Import numbered lines, each one decision in the documented form, and report; with errors, nothing is stored.

    A decision is known by its unit, found by name in `counties` (codes; by default the county served), and its id: one that comes
    again is changed where it differs. What a judgement can do without, storing cannot: unit, title and a day. What is found in the
    decisions stored is in the register at once. `progress` is told how many lines were stored, then how many matters besides were judged.
    """
    tell = progress or (lambda done: None)
    with transaction.atomic():
        hold(DECISIONS)
        made = _Import(by=by, counties=frozenset({settings.COUNTY_CODE}) if counties is None else counties)
        waiting, done = iter(lines), 0
        while batch := list(islice(waiting, BATCH)):
            made.take(batch)
            done += len(batch)
            tell(done)
            if len(made.errors) >= MOST_ERRORS:
                break
        if made.errors:
            transaction.set_rollback(True)
            return made.report.refuse(made.errors)
        if dry_run:
            transaction.set_rollback(True)
        else:
            if not JUDGING.is_later:
                for judged in made.judge(clock.today()):
                    tell(done + judged)
            record("decisions.imported", by=by, facts=made.report.counts)
    return made.report


@dataclass(slots=True)
class _Draft:
    """A line that can be stored: the columns it gives a matter."""

    line: int
    unit: Unit
    source_id: str
    values: dict[str, Any]


@dataclass(slots=True)
class _Import:
    """An import under way: what is wrong so far, which decisions came, what became of them."""

    by: Any
    counties: frozenset[str]
    report: Report = field(default_factory=lambda: Report([NOUN]))
    errors: list[LineError] = field(default_factory=list)
    units: dict[str, Unit] = field(init=False)
    writing: Writing = field(init=False)
    came: dict[tuple[int, str], int] = field(default_factory=dict)
    stored: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writing = Writing(Matter, by=self.by, reason=REASON)
        self.units = {
            unit.name: unit for unit in Unit.objects.filter(county__in=self.counties).defer("search_keys")
        }

    def take(self, batch: list[tuple[int, bytes | None]]) -> None:
        """Read a batch of lines and, as long as nothing is wrong, store it."""
        drafts = [draft for line, text in batch if (draft := self._draft(line, text)) is not None]
        if self.errors:
            return
        known = {
            (matter.unit_id, matter.source_id): matter
            for matter in Matter.objects.filter(
                unit__in={draft.unit.pk for draft in drafts}, source_id__in={d.source_id for d in drafts}
            ).select_related("unit")
        }
        new, changed = [], []
        for draft in drafts:
            matter = known.get((draft.unit.pk, draft.source_id))
            if matter is None:
                new.append(self._matter(draft))
                self._tell("created", new[-1], draft.line)
            elif _changes(matter, draft.values):
                changed.append(matter)
                self._tell("changed", matter, draft.line)
        self._store([*new, *changed])
        self.report.count("unchanged", NOUN, len(drafts) - len(new) - len(changed))

    def _draft(self, line: int, text: bytes | None) -> _Draft | None:
        """What a line says, None where it cannot be stored; why is noted."""
        decision = read(text) if text is not None else Unfit("", _("这一行太长。"))
        if isinstance(decision, Unfit):
            self.errors.append(LineError(line, decision.field, decision.error))
            return None
        unit = self.units.get((decision.unit or "").strip())
        faults = [*faults_of(decision), *_unit_faults(decision, unit)]
        self.errors += [LineError(line, place, error) for place, error in faults]
        if faults or unit is None:
            return None
        first = self.came.setdefault((unit.pk, decision.id), line)
        if first != line:
            self.errors.append(LineError(line, "id", _("与第 %(line)s 行重复。") % {"line": first}))
            return None
        return _Draft(line, unit, decision.id, values_of(decision))

    def _matter(self, draft: _Draft) -> Matter:
        return Matter(
            unit=draft.unit,
            county_id=draft.unit.county_id,
            number=number_of(draft.source_id),
            source_id=draft.source_id,
            origin=Origin.IMPORTED,
            entered_by=self.by,
            **draft.values,
        )

    def _store(self, matters: list[Matter]) -> None:
        for matter in matters:
            self.writing.touch(matter, *COLUMNS)
        self.writing.write()
        self.stored += [matter.pk for matter in matters]

    def judge(self, on: date) -> Iterator[int]:
        """Bring the register of findings to what was stored; a constant number of queries a batch. Yields how many are judged."""
        for start in range(0, len(self.stored), BATCH):
            batch = self.stored[start : start + BATCH]
            check_matters(matters=batch, on=on)
            yield start + len(batch)

    def _tell(self, what: What, matter: Matter, line: int) -> None:
        """A personnel matter by its number alone: whom it is about is not for a report."""
        self.report.count(what, NOUN)
        if len(self.report.lines) < MOST_LINES:
            title = "" if matter.category == MatterCategory.PERSONNEL else matter.title
            name = f"{matter.unit} {matter.number} {title}".strip()
            self.report.lines.append(Line(what, NOUN, name[:200], line))


def _changes(matter: Matter, values: dict[str, Any]) -> bool:
    """Put what a decision says now on the matter that was imported before; whether anything differs.

    A state the matter was moved to here stays; one that only followed the form goes on following it.
    """
    if all(getattr(matter, name) == values[name] for name in COLUMNS if name != "state"):
        return False
    followed = matter.state == state_of(matter.form or {})
    for name in COLUMNS:
        if name != "state" or followed:
            setattr(matter, name, values[name])
    return True


def _unit_faults(decision: Decision, unit: Unit | None) -> Iterator[tuple[str, str]]:
    if unit is None:
        name = (decision.unit or "").strip()
        known = _("本县没有名为“%(name)s”的单位。") % {"name": name}
        yield "unit", known if name else _("导入须写明单位。")
