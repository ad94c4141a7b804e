"""The whole form of a record: its text, its heads, what was agreed, read together and kept together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from integrity.forms.record import FollowUpFormSet, HeadForm, RecordForm
from integrity.models import Participation, Record
from integrity.policies import own_bodies
from integrity.selectors import Candidate, candidates, find
from integrity.services import Content, FollowUpLine, HeadLine
from organisation.models import Unit
from rulebook.types import Proof
from supervision.models import Duty

FIELDS = ("held_on", "place", "host", "others", "summary", "problems", "measures")
PREFIX = "follow"


@dataclass(slots=True)
class HeadRow:
    """A head in the form, with what is noted of them alone."""

    key: str
    person: int
    unit: int | None
    name: str
    unit_name: str
    post: str
    form: HeadForm

    def line(self, kind: str) -> HeadLine:
        """The row as the service takes it; what the form does not ask of this kind has its plain value."""
        if not self.form.is_bound:
            first = self.form.initial
            return HeadLine(self.person, self.unit, period=first.get("period", ""))
        self.form.is_valid()
        found = self.form.cleaned_data
        return HeadLine(
            self.person,
            self.unit,
            period=found.get("period", ""),
            present=found.get("present", True) if kind == Proof.INTEGRITY_FORUM else True,
            statement=found.get("statement", ""),
            problems=found.get("problems", ""),
        )


class RecordEditor:
    """The form of one record for one user. Unbound it shows the draft, or a new one for `duties`; bound it reads what was sent."""

    def __init__(
        self,
        *,
        user: User,
        on: date,
        kind: str,
        record: Record | None = None,
        duties: Iterable[Duty] = (),
        data: QueryDict | None = None,
        strict: bool = False,
    ) -> None:
        """`strict` reads as for entering, not for drafting."""
        self.user, self.on, self.kind, self.record, self.data = user, on, kind, record, data
        self.form = RecordForm(data, kind=kind, bodies=self._bodies(), initial=self._initial())
        held_on: date | None = record.held_on if record else None
        if data is not None:
            held_on = self.form.written.get("held_on")
        self.offered = candidates(user, kind, on, held_on)
        self.kept = {self._key(line): line for line in self._lines()}
        self.doubled: list[str] = []
        self.rows = self._sent_rows(data) if data is not None else self._first_rows(list(duties))
        people = [(row.person, row.name) for row in self.rows]
        options = {"people": people, "strict": strict}
        self.follow_ups = FollowUpFormSet(data, prefix=PREFIX, initial=self._agreed(), form_kwargs=options)

    def is_valid(self) -> bool:
        """Whether everything that was sent could be read."""
        heads = not any(row.form.errors for row in self.rows)
        for name in self.doubled:
            words = _("%(name)s担任多个单位“一把手”，每个单位的履职报告请分别登记。") % {"name": name}
            if words not in self.form.errors.get("heads", []):
                self.form.add_error("heads", words)
        return self.form.is_valid() and heads and self.follow_ups.is_valid()

    def content(self) -> Content:
        """Everything that could be read, as the service takes it."""
        return Content(
            values={"kind": self.kind, **self.form.written},
            heads=tuple(row.line(self.kind) for row in self.rows),
            follow_ups=tuple(self._rows_agreed()),
        )

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused at its fields."""
        for name, words in error.message_dict.items():
            self.form.add_error(name if name in self.form.fields else None, words)

    @property
    def others(self) -> list[Candidate]:
        """Heads that could be added."""
        chosen = {row.person for row in self.rows}
        return [candidate for candidate in self.offered.values() if candidate.person not in chosen]

    def _bodies(self) -> list[Unit]:
        bodies = own_bodies(self.user, self.on)
        held_by = self.record.body if self.record else None
        return [*bodies, held_by] if held_by and held_by not in bodies else bodies

    def _initial(self) -> dict[str, Any]:
        if self.record is not None:
            return {name: getattr(self.record, name) for name in FIELDS} | {"body": self.record.body_id}
        bodies = self._bodies()
        host = self.user.person.name if self.user.person else ""
        return {"host": host, "body": bodies[0].pk if len(bodies) == 1 else None}

    def _lines(self) -> list[Participation]:
        if self.record is None:
            return []
        return list(self.record.participations.select_related("person", "unit"))

    def _agreed(self) -> list[dict[str, Any]]:
        rows = self.record.follow_ups.all() if self.record else []
        return [{"number": r.pk, "text": r.text, "person": r.person_id, "due": r.due} for r in rows]

    @staticmethod
    def _key(line: Participation) -> str:
        return f"{line.person_id}-{line.unit_id or 0}"

    def _first_rows(self, duties: list[Duty]) -> list[HeadRow]:
        rows = {key: self._row(key) for key in self.kept}
        for duty in duties:
            candidate = find(self.offered, self.kind, duty.person_id, duty.unit_id)
            if candidate:
                late = duty.period if duty.period in candidate.overdue else ""
                rows.setdefault(candidate.key, self._row(candidate.key, period=late))
        return [row for row in rows.values() if row]

    def _sent_rows(self, data: QueryDict) -> list[HeadRow]:
        """The heads of the form and those picked now; of one person only the first, of anyone not offered none."""
        rows: dict[int, HeadRow] = {}
        dropped = data.get("do", "").removeprefix("drop:")
        for name in ("head", "pick"):
            for key in data.getlist(name):
                row = self._row(key, data if name == "head" else None) if key != dropped else None
                if row is None:
                    continue
                if row.person in rows and rows[row.person].key != key:
                    self.doubled.append(row.name)
                rows.setdefault(row.person, row)
        return list(rows.values())

    def _row(self, key: str, data: QueryDict | None = None, period: str = "") -> HeadRow | None:
        line, candidate = self.kept.get(key), self.offered.get(key)
        if line is not None:
            candidate = candidate or find(self.offered, self.kind, line.person_id, line.unit_id)
            first = {
                "period": line.period,
                "present": line.present,
                "statement": line.statement,
                "problems": line.problems,
            }
            form = HeadForm(data, prefix=f"h{key}", kind=self.kind, candidate=candidate, initial=first)
            unit_name = line.unit.name if line.unit else ""
            post = candidate.post if candidate else ""
            return HeadRow(key, line.person_id, line.unit_id, line.person.name, unit_name, post, form)
        if candidate is None:
            return None
        first = {"period": period, "present": True}
        form = HeadForm(data, prefix=f"h{key}", kind=self.kind, candidate=candidate, initial=first)
        names = (candidate.name, candidate.unit_name, candidate.post)
        return HeadRow(key, candidate.person, candidate.unit, *names, form)

    def _rows_agreed(self) -> Iterable[FollowUpLine]:
        self.follow_ups.is_valid()
        for form in self.follow_ups.forms:
            found = getattr(form, "cleaned_data", {})
            if found.get("DELETE") or not (found.get("text") or found.get("due")):
                continue
            yield FollowUpLine(
                found.get("text", ""), found.get("person"), found.get("due"), found.get("number")
            )
