"""Storing rows: what is new, what differs from what was imported before, what is the same. What is the same is not written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.importing import CellError, Line, Report
from finance.choices import METHOD_OF_TITLE
from finance.services.suppliers import suppliers_of
from projects.choices import Origin
from projects.models import Measure, Part, Payment, Project, Stage
from projects.services.importing import columns as at
from projects.services.importing.sheet import Draft
from projects.services.parts import PLAIN, BidderLine, PartContent, write_bidders
from projects.services.parts import problems_with as part_problems
from projects.services.projects import Content, Planned
from projects.services.projects import problems_with as project_problems
from projects.services.stages import wrong_days
from rulebook.procedures.projects import Stage as Kind

NOUN, PART_NOUN = "projects", "parts"
REASON = "工程项目导入"
MOST_LINES = 20_000
BLANK_PART: dict[str, Any] = dict.fromkeys(PLAIN) | {"exempt": "", "method_name": "", "category": ""}


class Storing:
    """An import under way. Projects entered in the product are left alone: naming one is an error."""

    def __init__(self, by: Any, on: date, errors: list[CellError]) -> None:
        """`errors` is what is wrong so far."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN, PART_NOUN])
        self.touched: set[int] = set()
        self._seen: set[int] = set()

    def take(self, draft: Draft) -> None:
        """Compare a row with what is stored, and store it; what is wrong goes to `errors`."""
        rows = Project.objects.filter(unit=draft.unit.pk, number=draft.number)
        project = rows.select_related("unit").prefetch_related("stages__matter").first()
        if project is not None and project.origin != Origin.SHEET:
            words = _("单位已有编号“%(number)s”的项目，来源不同，不能用这份文件修改") % {
                "number": draft.number
            }
            self.errors.append(CellError(draft.line, at.NUMBER, words))
            return
        problems = self._problems(draft, project)
        if problems:
            self.errors += problems
            return
        project = self._project(draft, project)
        if draft.part:
            self._part(draft, project)

    def _problems(self, draft: Draft, project: Project | None) -> list[CellError]:
        """What keeps the project from being stored, with its stages."""
        stages, spared = self._stages(draft, project)
        plan = {kind: Planned(one["planned_from"], one["planned_until"]) for kind, one in stages.items()}
        content = Content(
            draft.values | {"number": draft.number}, {str(k): v for k, v in plan.items()}, spared
        )
        found = [
            CellError(draft.line, _column_of(name), words)
            for name, said in project_problems(draft.unit, content, besides=project).items()
            for words in said
        ]
        for kind, one in stages.items():
            for name, said in wrong_days(one["began_on"], one["ended_on"], self._on).items():
                column = at.stage_column(kind, next(what for what, field in at.OF_STAGE if field == name))
                found += [CellError(draft.line, column, words) for words in said]
        if spared and stages[Kind.LAND]["began_on"] and not found:
            found.append(CellError(draft.line, at.SPARED, _("土地征迁补偿已经开始，不能再列为不需要。")))
        return found

    def _stages(self, draft: Draft, project: Project | None) -> tuple[dict[Kind, dict[str, Any]], str]:
        """What every stage comes to with the row, and why the land stage is spared."""
        known = {one.kind: one for one in project.stages.all()} if project is not None else {}
        made: dict[Kind, dict[str, Any]] = {}
        for kind in Kind:
            old = known.get(kind)
            names = [name for _what, name in at.OF_STAGE]
            made[kind] = {name: getattr(old, name) if old else None for name in names} | draft.stages[kind]
        kept = known[Kind.LAND].spared if Kind.LAND in known else ""
        return made, kept if draft.spared is None else draft.spared

    def _project(self, draft: Draft, project: Project | None) -> Project:
        stages, spared = self._stages(draft, project)
        row = project or Project(
            unit=draft.unit, number=draft.number, origin=Origin.SHEET, entered_by=self._by
        )
        starts = [one["planned_from"] for one in stages.values() if one["planned_from"]]
        changed = _put(row, draft.values | {"started_on": min(starts)})
        known = {one.kind: one for one in row.stages.all()} if project is not None else {}
        for kind, values in stages.items():
            more = {"spared": spared} if kind == Kind.LAND else {}
            changed |= _put(known.get(kind) or Stage(project=row, kind=kind), values | more)
        self.touched.add(row.pk)
        if row.pk not in self._seen:
            self._seen.add(row.pk)
            self._tell(_outcome(project is None, changed), NOUN, f"{row.number} {row.title}", draft.line)
        return row

    def _part(self, draft: Draft, project: Project) -> None:
        known = project.parts.filter(name=draft.part).first()
        part = known or Part(project=project, name=draft.part)
        part.project = project
        kept = {name: getattr(part, name) for name in PLAIN} if known else BLANK_PART
        supplier = draft.supplier
        bidders = draft.bidders or ()
        lines = tuple(BidderLine(one.supplier, one.amount, one.status) for one in bidders)
        content = PartContent(kept | draft.part_values | {"name": draft.part}, supplier, lines)
        problems = part_problems(part, content, self._on)
        for name, said in problems.items():
            self.errors += [CellError(draft.line, _column_of(name), words) for words in said]
        if problems:
            return
        wanted = [one.supplier for one in lines] + ([supplier] if supplier else [])
        suppliers = suppliers_of(draft.unit.county_id, wanted)
        values = content.values | {
            "method": METHOD_OF_TITLE.get(content.values["method_name"], ""),
            "supplier": suppliers[supplier.key] if supplier else None,
        }
        changed = _put(part, values)
        if draft.bidders is not None:
            changed |= write_bidders(part, lines, suppliers)
        changed |= _rewrite(part, Measure, draft.measures) | _rewrite(part, Payment, draft.payments)
        self._tell(_outcome(known is None, changed), PART_NOUN, f"{project.number} {part.name}", draft.line)

    def _tell(self, what: Any, noun: str, name: str, line: int) -> None:
        self.report.count(what, noun)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, noun, name[:200], line))


def _outcome(is_new: bool, changed: bool) -> str:
    return "created" if is_new else "changed" if changed else "unchanged"


def _column_of(field: str) -> str:
    """The column a field's error belongs to: of a stage's plan its own, else by name."""
    for kind in Kind:
        for end, what in (("from", "计划开始"), ("until", "计划完成")):
            if field == f"{kind}_{end}":
                return at.stage_column(kind, what)
    return at.COLUMN_OF.get(field, "")


def _put(row: Any, values: dict[str, Any]) -> bool:
    """Write `values` to a row where they differ; whether anything was written."""
    if row.pk is not None and all(getattr(row, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    row._change_reason = REASON
    row.save()
    return True


def _rewrite(part: Part, model: Any, lines: Any) -> bool:
    """Make the dated sums of `part` those given; those that stay the same are left alone."""
    if lines is None:
        return False
    left = list(model.objects.filter(part=part))
    new = []
    for line in lines:
        same = next((row for row in left if (row.on, row.amount) == (line.on, line.amount)), None)
        if same is not None:
            left.remove(same)
        else:
            new.append(model(part=part, on=line.on, amount=line.amount))
    for row in (*left,):
        row.delete()
    for row in new:
        row.save()
    return bool(left or new)
