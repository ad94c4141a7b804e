"""Storing rows: what is new, what differs from what was imported before, what is the same. What is the same is not written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from core.importing import CellError, Line, Report
from core.writing import Writing, moved
from finance.choices import METHOD_OF_TITLE
from finance.models import Supplier
from finance.procedure.parties import Known
from finance.services.suppliers import suppliers_of
from projects.choices import Origin
from projects.models import Bidder, Measure, Part, Payment, Project, Stage
from projects.services.importing import columns as at
from projects.services.importing.sheet import Draft
from projects.services.parts import PLAIN, BidderLine, PartContent, bidders_moved
from projects.services.parts import faults_of as part_faults
from projects.services.projects import Content, Planned
from projects.services.projects import faults_of as project_faults
from projects.services.stages import wrong_days
from rulebook.procedures.projects import Stage as Kind

NOUN, PART_NOUN = "projects", "parts"
REASON = "工程项目导入"
MOST_LINES = 20_000
WRITTEN: tuple[type[Model], ...] = (
    Project,
    Stage,
    Part,
    Bidder,
    Measure,
    Payment,
)  # in the order in which they refer to each other
Suppliers = dict[str, dict[str, Supplier]]
BLANK_PART: dict[str, Any] = dict.fromkeys(PLAIN) | {"exempt": "", "method_name": "", "category": ""}


Key = tuple[int, str]  # unit and number of a project


@dataclass(slots=True)
class _Kept:
    """A project with its stages and parts, as stored and as the rows of a batch have it so far."""

    project: Project
    is_new: bool
    stages: dict[str, Stage] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)


class Storing:
    """An import under way. Projects entered in the product are left alone: naming one is an error.

    `touched` are the projects of which anything was stored.
    """

    def __init__(self, by: Any, on: date, errors: list[CellError]) -> None:
        """`errors` is what is wrong so far."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN, PART_NOUN])
        self.touched: set[int] = set()
        self._told: set[Key] = set()
        self._moved: list[Project] = []
        self._writing = Writing(*WRITTEN, by=by, reason=REASON)

    def take(self, drafts: Sequence[Draft]) -> None:
        """Compare a batch of rows with what is stored, and store what differs; what is wrong goes to `errors`.

        A constant number of statements, but for bidders that are gone.
        """
        kept, suppliers = _stored(drafts), self._suppliers(drafts)
        for draft in drafts:
            self._take(draft, kept, suppliers)
        if self._writing.settle(self.errors):
            self.touched |= {project.pk for project in self._moved}
        self._moved = []

    def _take(self, draft: Draft, kept: dict[Key, _Kept], suppliers: Suppliers) -> None:
        known = kept.get((draft.unit.pk, draft.number))
        if known is not None and known.project.origin != Origin.SHEET:
            words = _("单位已有编号“%(number)s”的项目，来源不同，不能用这份文件修改") % {
                "number": draft.number
            }
            self.errors.append(CellError(draft.line, at.NUMBER, words))
            return
        stages, spared = _stages(draft, known)
        problems = self._problems(draft, stages, spared)
        if problems:
            self.errors += problems
            return
        if known is None:
            project = Project(
                unit=draft.unit, county_id=draft.unit.county_id, number=draft.number, origin=Origin.SHEET,
                entered_by=self._by,
            )  # fmt: skip
            known = kept[draft.unit.pk, draft.number] = _Kept(project, is_new=True)
        self._project(draft, known, stages, spared)
        if draft.part:
            self._part(draft, known, suppliers)

    def _problems(self, draft: Draft, stages: dict[Kind, dict[str, Any]], spared: str) -> list[CellError]:
        """What keeps the project from being stored, with its stages."""
        plan = {str(kind): Planned(one["planned_from"], one["planned_until"]) for kind, one in stages.items()}
        content = Content(draft.values | {"number": draft.number}, plan, spared)
        found = [
            CellError(draft.line, _column_of(name), words)
            for name, said in project_faults(content).items()
            for words in said
        ]
        for kind, one in stages.items():
            for name, said in wrong_days(one["began_on"], one["ended_on"], self._on).items():
                column = at.stage_column(kind, next(what for what, field in at.OF_STAGE if field == name))
                found += [CellError(draft.line, column, words) for words in said]
        if spared and stages[Kind.LAND]["began_on"] and not found:
            found.append(CellError(draft.line, at.SPARED, _("土地征迁补偿已经开始，不能再列为不需要。")))
        return found

    def _project(self, draft: Draft, kept: _Kept, stages: dict[Kind, dict[str, Any]], spared: str) -> None:
        starts = [one["planned_from"] for one in stages.values() if one["planned_from"]]
        project = kept.project
        changed = self._writing.put(project, draft.values | {"started_on": min(starts)})
        for kind, values in stages.items():
            row = kept.stages.setdefault(kind, Stage(project=project, kind=kind))
            changed |= self._writing.put(row, values | ({"spared": spared} if kind == Kind.LAND else {}))
        if changed:
            self._moved.append(project)
        key = (draft.unit.pk, draft.number)
        if key not in self._told:
            self._told.add(key)
            self._tell(_outcome(kept.is_new, changed), NOUN, f"{project.number} {project.title}", draft.line)

    def _part(self, draft: Draft, kept: _Kept, suppliers: Suppliers) -> None:
        known = kept.parts.get(draft.part)
        part = known or Part(project=kept.project, name=draft.part)
        stored = {name: getattr(part, name) for name in PLAIN} if known else BLANK_PART
        lines = tuple(BidderLine(one.supplier, one.amount, one.status) for one in draft.bidders or ())
        content = PartContent(stored | draft.part_values | {"name": draft.part}, draft.supplier, lines)
        problems = part_faults(content, self._on)
        for name, said in problems.items():
            self.errors += [CellError(draft.line, _column_of(name), words) for words in said]
        if problems or self.errors:
            return
        theirs = suppliers[draft.unit.county_id]
        changed = self._writing.put(
            part,
            content.values
            | {
                "method": METHOD_OF_TITLE.get(content.values["method_name"], ""),
                "supplier": theirs[draft.supplier.key] if draft.supplier else None,
            },
        )
        if known is None:
            kept.parts[draft.part] = part
        if known is None or draft.bidders is not None:
            changed |= self._bidders(part, lines, theirs)
        for model, related, sums in (
            (Measure, "measures", draft.measures),
            (Payment, "payments", draft.payments),
        ):
            changed |= self._rewrite(part, model, [] if known is None else getattr(part, related).all(), sums)
        if changed:
            self._moved.append(kept.project)
        self._tell(
            _outcome(known is None, changed), PART_NOUN, f"{kept.project.number} {part.name}", draft.line
        )

    def _bidders(self, part: Part, lines: Sequence[BidderLine], suppliers: dict[str, Supplier]) -> bool:
        """Make the bidders of `part` those given; whether any changed. What bears on those gone goes with them, one by one."""
        written, gone = bidders_moved(part, lines, suppliers)
        for row in written:
            self._writing.touch(row, "amount", "status")
        for row in gone:
            row.delete()
        return bool(written or gone)

    def _rewrite(self, part: Part, model: Any, stored: Iterable[Any], lines: Any) -> bool:
        """Make the dated sums of `part` those given; those that stay the same are left alone."""
        if lines is None:
            return False
        wanted = [model(part=part, on=line.on, amount=line.amount) for line in lines]
        new, gone = moved(stored, wanted, "on", "amount")
        for row in gone:
            self._writing.drop(row)
        for row in new:
            self._writing.touch(row)
        return bool(new or gone)

    def _suppliers(self, drafts: Sequence[Draft]) -> Suppliers:
        """By county: those that the rows name."""
        named: dict[str, list[Known]] = {}
        for draft in drafts:
            bidders = [one.supplier for one in draft.bidders or ()]
            theirs = named.setdefault(draft.unit.county_id, [])
            theirs += [*bidders, *([draft.supplier] if draft.supplier else [])]
        return {county: suppliers_of(county, wanted) for county, wanted in named.items()}

    def _tell(self, what: Any, noun: str, name: str, line: int) -> None:
        self.report.count(what, noun)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, noun, name[:200], line))


def _stored(drafts: Sequence[Draft]) -> dict[Key, _Kept]:
    """The projects these rows name, as far as they are stored; a constant number of queries."""
    named = {(draft.unit.pk, draft.number) for draft in drafts}
    units, numbers = {unit for unit, _number in named}, {number for _unit, number in named}
    rows = Project.objects.filter(unit__in=units, number__in=numbers).select_related("unit")
    loaded = rows.prefetch_related(
        "stages__matter", "parts__supplier", "parts__handler", "parts__bidders", "parts__measures",
        "parts__payments",
    )  # fmt: skip
    return {
        (row.unit_id, row.number): _Kept(
            row,
            is_new=False,
            stages={one.kind: one for one in row.stages.all()},
            parts={one.name: one for one in row.parts.all()},
        )
        for row in loaded
        if (row.unit_id, row.number) in named
    }


def _stages(draft: Draft, kept: _Kept | None) -> tuple[dict[Kind, dict[str, Any]], str]:
    """What every stage comes to with the row, and why the land stage is spared."""
    known = kept.stages if kept is not None else {}
    made: dict[Kind, dict[str, Any]] = {}
    for kind in Kind:
        old = known.get(kind)
        names = [name for _what, name in at.OF_STAGE]
        made[kind] = {name: getattr(old, name) if old else None for name in names} | draft.stages[kind]
    stored = known[Kind.LAND].spared if Kind.LAND in known else ""
    return made, stored if draft.spared is None else draft.spared


def _outcome(is_new: bool, changed: bool) -> str:
    return "created" if is_new else "changed" if changed else "unchanged"


def _column_of(field: str) -> str:
    """The column a field's error belongs to: of a stage's plan its own, else by name."""
    for kind in Kind:
        for end, what in (("from", "计划开始"), ("until", "计划完成")):
            if field == f"{kind}_{end}":
                return at.stage_column(kind, what)
    return at.COLUMN_OF.get(field, "")
