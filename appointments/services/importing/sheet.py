"""Rows of a list of past appointments, read against the roster and the decisions register; what is wrong is named by row and column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from appointments.checks.entering import FIELDS
from appointments.services.importing import columns as at
from core.importing import CellError
from core.importing.tables import Row
from decisions.models import Matter
from organisation.models import Person, Post, Unit
from rulebook.procedures.appointments import Record
from rulebook.procedures.decisions import MatterCategory


@dataclass(slots=True)
class Draft:
    """A row: the file it says, and its records with what each says."""

    line: int
    unit: Unit
    number: str
    values: dict[str, Any]
    records: dict[Record, dict[str, Any]] = field(default_factory=dict)


class SheetReader:
    """Turns rows into drafts; the number of queries does not grow with the rows."""

    def __init__(self, units: dict[str, Unit], barred: frozenset[int], errors: list[CellError]) -> None:
        """`units`: by name, those whose files may be imported; `barred`: people about whom the importer keeps no file (N14)."""
        self._units, self._barred, self._errors = units, barred, errors
        self._counties = {unit.county_id for unit in units.values()}
        self._people: dict[str, Person] = {}
        self._posts: dict[tuple[str, str, str], Post] = {}
        self._matters: dict[tuple[int, str], Matter] = {}
        self._seen: dict[tuple[int, str], int] = {}

    def drafts(self, rows: Sequence[Row]) -> Iterator[Draft]:
        """Every row of a batch that can be stored; a constant number of queries."""
        self._look_up(rows)
        for row in rows:
            before = len(self._errors)
            draft = self._draft(row)
            if draft is not None and not row.bad and len(self._errors) == before:
                yield draft

    def _look_up(self, rows: Sequence[Row]) -> None:
        numbers = {row[at.STAFF_NO] for row in rows if row[at.STAFF_NO]}
        self._people = {one.staff_no: one for one in Person.objects.filter(staff_no__in=numbers)}
        named = {row[at.POST_UNIT] for row in rows if row[at.POST_UNIT]}
        titles = {row[at.POST] for row in rows if row[at.POST]}
        posts = Post.objects.filter(unit__name__in=named, unit__county__in=self._counties, title__in=titles)
        self._posts = {
            (post.unit.name, post.section.name if post.section else "", post.title): post
            for post in posts.select_related("unit", "section").order_by("-pk")
        }
        cells = {row[at.MATTER] for row in rows if row[at.MATTER]}
        matters = Matter.objects.filter(
            number__in=cells,
            unit__in=[unit.pk for unit in self._units.values()],
            category=MatterCategory.PERSONNEL,
        )
        found = matters.prefetch_related("candidates") if cells else ()
        self._matters = {(one.unit_id, one.number): one for one in found}

    def _draft(self, row: Row) -> Draft | None:
        unit, person, post = self._unit(row), self._person(row), self._post(row)
        if unit is None or person is None or post is None or not row[at.NUMBER] or not row[at.KIND]:
            return None
        first = self._seen.setdefault((unit.pk, row[at.NUMBER]), row.number)
        if first != row.number:
            self._refuse(row, at.NUMBER, _("与第 %(row)s 行重复") % {"row": first})
        values = {
            "person": person,
            "post": post,
            "kind": at.KINDS[row[at.KIND]],
            "reason": row[at.REASON] or "",
            "exceptional": row[at.EXCEPTIONAL] or "",
            "personal_matters": bool(row[at.PERSONAL]),
            "matter": self._matter(row, unit, person),
            "dropped_reason": row[at.DROPPED] or "",
        }
        return Draft(row.number, unit, row[at.NUMBER], values, self._records(row))

    def _unit(self, row: Row) -> Unit | None:
        name = row[at.UNIT]
        found = self._units.get(name) if name else None
        if name and found is None:
            self._refuse(row, at.UNIT, _("没有名为“%(name)s”的单位，或者不由您建档") % {"name": name})
        return found

    def _person(self, row: Row) -> Person | None:
        number, name = row[at.STAFF_NO], row[at.NAME]
        found = self._people.get(number) if number else None
        if number and found is None:
            self._refuse(row, at.STAFF_NO, _("没有工号为“%(number)s”的人员。") % {"number": number})
        elif found is not None and name and found.name != name:
            told = {"number": number, "name": found.name}
            self._refuse(row, at.NAME, _("工号 %(number)s 是“%(name)s”") % told)
        elif found is not None and found.pk in self._barred:
            self._refuse(row, at.STAFF_NO, _("不能为本人或者登记在册的亲属建档，请由他人办理（N14）。"))
        return found

    def _post(self, row: Row) -> Post | None:
        unit, title = row[at.POST_UNIT], row[at.POST]
        found = self._posts.get((unit or "", row[at.SECTION] or "", title or ""))
        if unit and title and found is None:
            self._refuse(
                row, at.POST, _("名册中“%(unit)s”没有“%(title)s”这一岗位") % {"unit": unit, "title": title}
            )
        return found

    def _matter(self, row: Row, unit: Unit, person: Person) -> Matter | None:
        given = row[at.MATTER]
        if not given:
            return None
        found = self._matters.get((unit.pk, given))
        if found is None or person.pk not in {one.person_id for one in found.candidates.all()}:
            words = _("没有编号为“%(given)s”、以该人选为候选人的人事事项") % {"given": given}
            self._refuse(row, at.MATTER, words)
        return found

    def _records(self, row: Row) -> dict[Record, dict[str, Any]]:
        """The records of which the row says anything."""
        found: dict[Record, dict[str, Any]] = {}
        for kind in Record:
            said = {name: row[at.column_of(kind, name)] for name in FIELDS[kind]}
            if any(value not in (None, "", []) for value in said.values()):
                if said.get("result"):
                    said["result"] = at.results_of(kind)[said["result"]]
                found[kind] = said
        return found

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self._errors.append(CellError(row.number, column, message))
