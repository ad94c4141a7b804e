"""Rows of the list of earlier audits, read against the roster: one audit with its findings at a time."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audits.choices import Kind, RectificationState
from audits.services.importing import columns as at
from core.importing import CellError
from core.importing.tables import Row
from core.templatetags.wording import cn_date
from organisation.models import Person, Post, Tenure
from rulebook.procedures.auditing import Responsibility

OVER = {RectificationState.MENDED, RectificationState.ACCEPTED}


@dataclass(slots=True)
class FoundDraft:
    """A finding as its row says it, with its rectification."""

    line: int
    values: dict[str, Any]
    rectification: dict[str, Any]

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be put right."""
        return self.rectification["state"] in OVER


@dataclass(slots=True)
class AuditDraft:
    """An audit as its rows say it."""

    row: Row
    number: str
    person: Person
    post: Post
    values: dict[str, Any]
    reported: date
    findings: list[FoundDraft] = field(default_factory=list)


class SheetReader:
    """Turns rows into drafts; what is wrong goes to `errors`, by row and column."""

    def __init__(self, rows: list[Row], counties: list[str], errors: list[CellError], on: date) -> None:
        """`counties` (codes) bounds whose heads may be named; two queries for any number of rows."""
        self._rows, self._errors, self._on = rows, errors, on
        numbers = {row[at.STAFF_NO] for row in rows if row[at.STAFF_NO]}
        self._people = {one.staff_no: one for one in Person.objects.filter(staff_no__in=numbers)}
        self._held: dict[int, list[Tenure]] = defaultdict(list)
        held = Tenure.objects.filter(person__staff_no__in=numbers, post__unit__county__in=counties)
        for tenure in held.select_related("post__unit").order_by("during", "pk"):
            self._held[tenure.person_id].append(tenure)

    def drafts(self) -> list[AuditDraft]:
        """Every audit that can be stored, in the order of the file."""
        if self._rows and not self._has_columns(self._rows[0]):
            return []
        firsts: dict[tuple[str, str], Row] = {}
        made: dict[tuple[str, str], AuditDraft | None] = {}
        titles: dict[tuple[str, str, str, str], int] = {}
        key: tuple[str, str] | None = None
        for row in self._rows:
            key = self._key(row, key)
            if key is None:
                continue
            if key not in firsts:
                firsts[key] = row
                made[key] = self._audit(row, key)
            else:
                self._agrees(row, firsts[key])
            draft = made[key]
            found = self._found(row, draft) if any(row[name] is not None for name in at.OF_FINDING) else None
            if found is None:
                continue
            same = titles.setdefault((*key, found.values["category"], found.values["title"]), row.number)
            if same != row.number:
                self._refuse(row, at.TITLE, _("与第 %(row)s 行重复") % {"row": same})
            elif draft is not None:
                draft.findings.append(found)
        return [draft for draft in made.values() if draft is not None]

    def _has_columns(self, row: Row) -> bool:
        missing = [name for name in at.NEEDED if name not in row.columns]
        for name in missing:
            self._errors.append(CellError(1, name, _("缺少必需的列“%(name)s”") % {"name": name}))
        return not missing

    def _key(self, row: Row, former: tuple[str, str] | None) -> tuple[str, str] | None:
        """Which audit a row is of: number and staff number, what is left empty as in the row before."""
        number, staff_no = row[at.NUMBER], row[at.STAFF_NO]
        if former is not None:
            if number is None and staff_no in (None, former[1]):
                return former
            if staff_no is None and number == former[0]:
                return former
        for name, given in ((at.NUMBER, number), (at.STAFF_NO, staff_no)):
            if given is None and name not in row.bad:
                self._refuse(row, name, _("不能为空"))
        return (number, staff_no) if number is not None and staff_no is not None else None

    def _agrees(self, row: Row, first: Row) -> None:
        for name in at.OF_AUDIT:
            if row[name] is not None and row[name] != first[name]:
                words = _("与第 %(row)s 行同一审计的内容不一致") % {"row": first.number}
                self._refuse(row, name, words)

    def _audit(self, row: Row, key: tuple[str, str]) -> AuditDraft | None:
        before = len(self._errors)
        for name in at.NEEDED:
            if row[name] is None and name not in row.bad:
                self._refuse(row, name, _("不能为空"))
        person = self._people.get(key[1])
        if person is None:
            self._refuse(row, at.STAFF_NO, _("找不到工号为“%(number)s”的人员") % {"number": key[1]})
        self._days(row)
        if person is None or len(self._errors) > before or row.bad & {*at.OF_AUDIT}:
            return None
        post = self._post(row, person, at.KINDS[row[at.KIND]])
        if post is None:
            return None
        return AuditDraft(
            row=row, number=key[0], person=person, post=post, reported=row[at.REPORTED],
            values={"kind": at.KINDS[row[at.KIND]], "since": row[at.SINCE], "until": row[at.UNTIL]},
        )  # fmt: skip

    def _days(self, row: Row) -> None:
        since, until, reported = (row[name] for name in (at.SINCE, at.UNTIL, at.REPORTED))
        if since and until and until < since:
            self._refuse(row, at.UNTIL, _("审计期间止不能早于审计期间起"))
        if until and reported and reported < until:
            self._refuse(row, at.REPORTED, _("审计报告日期不能早于审计期间止"))
        if reported and reported > self._on:
            self._refuse(
                row, at.REPORTED, _("日期不能晚于今天（%(today)s）。") % {"today": cn_date(self._on)}
            )

    def _post(self, row: Row, person: Person, kind: str) -> Post | None:
        """The head's post in the unit, the one held in the days audited; before a post is taken any held until then."""
        told = {"person": person.name, "name": row[at.UNIT]}
        rows = [
            one
            for one in self._held[person.pk]
            if one.post.unit.name == row[at.UNIT] and (one.post.is_head or kind == Kind.BEFORE)
        ]
        if not rows:
            if not self._held[person.pk]:
                words = _("工号 %(number)s 不属于您负责的县，不能导入") % {"number": person.staff_no}
                self._refuse(row, at.STAFF_NO, words)
            else:
                self._refuse(row, at.UNIT, _("%(person)s没有担任过“%(name)s”的一把手") % told)
            return None
        if row[at.POST]:
            rows = [one for one in rows if one.post.title == row[at.POST]]
            if not rows:
                self._refuse(row, at.POST, _("名册中%(person)s没有担任这一职务") % told)
                return None
        then = [one for one in rows if _overlaps(one, row[at.SINCE], row[at.UNTIL])] or rows
        posts = {one.post_id: one.post for one in then}
        if len(posts) > 1:
            titles = "、".join(post.title for post in posts.values())
            words = _("%(person)s在该单位先后任%(titles)s，请填写职务")
            self._refuse(row, at.POST, words % {"person": person.name, "titles": titles})
            return None
        return next(iter(posts.values()))

    def _found(self, row: Row, draft: AuditDraft | None) -> FoundDraft | None:
        before = len(self._errors)
        for name in (at.CATEGORY, at.TITLE, at.RESPONSIBILITY):
            if row[name] is None and name not in row.bad:
                self._refuse(row, name, _("填写了问题的，不能为空"))
        state = at.STATES[row[at.STATE] or "未整改"]
        self._mended(row, state)
        if draft is not None and row[at.MENDED_ON] and row[at.MENDED_ON] < draft.values["since"]:
            self._refuse(row, at.MENDED_ON, _("不能早于审计期间起"))
        if len(self._errors) > before or row.bad & {*at.OF_FINDING}:
            return None
        kind = at.RESPONSIBILITY_OF[row[at.RESPONSIBILITY]]
        values = {
            "category": at.CATEGORY_OF[row[at.CATEGORY]],
            "title": row[at.TITLE],
            "facts": row[at.FACTS] or row[at.TITLE],
            "amount": row[at.AMOUNT],
            "responsibility": Responsibility(kind).value,
            "regulation": row[at.REGULATION] or "",
        }
        words = row[at.WORDS] or ""
        accepted, mended = (state == one for one in (RectificationState.ACCEPTED, RectificationState.MENDED))
        rectification = {
            "due": row[at.DUE],
            "state": state,
            "closed_on": row[at.MENDED_ON],
            "recovered": row[at.RECOVERED],
            "measures": "" if accepted or mended else words,
            "confirm_words": words if mended else "",
            "reason": words if accepted else "",
            "approval": (row[at.APPROVAL] or "") if accepted else "",
        }
        return FoundDraft(row.number, values, rectification)

    def _mended(self, row: Row, state: str) -> None:
        mended = row[at.MENDED_ON]
        if state in OVER and mended is None and at.MENDED_ON not in row.bad:
            self._refuse(row, at.MENDED_ON, _("整改状态为“%(state)s”的，不能为空") % {"state": row[at.STATE]})
        if state not in OVER and mended is not None:
            self._refuse(row, at.MENDED_ON, _("只有已整改、不再整改的填写"))
        if mended and mended > self._on:
            words = _("日期不能晚于今天（%(today)s）。") % {"today": cn_date(self._on)}
            self._refuse(row, at.MENDED_ON, words)
        if state == RectificationState.ACCEPTED:
            for name in (at.WORDS, at.APPROVAL):
                if row[name] is None:
                    self._refuse(row, name, _("不再整改的，不能为空"))
        elif row[at.APPROVAL]:
            self._refuse(row, at.APPROVAL, _("只有不再整改的填写"))

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self._errors.append(CellError(row.number, column, message))


def _overlaps(tenure: Tenure, since: date, until: date) -> bool:
    during = tenure.during
    return bool(during.lower <= until and (during.upper is None or during.upper > since))
