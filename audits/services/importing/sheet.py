"""Rows of the list of earlier audits, read against the roster: one audit with its findings at a time."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from audits.choices import Kind, RectificationState
from audits.services.importing import columns as at
from audits.services.importing.drafts import OVER, AuditDraft, FoundDraft
from core.importing import CellError
from core.importing.tables import Row
from core.templatetags.wording import cn_date
from organisation.models import Person, Post, Tenure
from rulebook.procedures.auditing import Responsibility

BATCH = 500
Key = tuple[str, str]  # number of a report and staff number


class _First(NamedTuple):
    """The first row of an audit: its number, what it says of the audit, and whether an audit could be made of it."""

    number: int
    said: tuple[Any, ...]
    stands: bool


class SheetReader:
    """Turns rows into drafts, batch by batch; what is wrong goes to `errors`, by row and column."""

    def __init__(self, counties: list[str], errors: list[CellError], on: date) -> None:
        """`counties` (codes) bounds whose heads may be named."""
        self._counties, self._errors, self._on = counties, errors, on
        self._people: dict[str, Person] = {}
        self._held: dict[int, list[Tenure]] = {}
        self._firsts: dict[Key, _First] = {}
        self._titles: dict[int, int] = {}  # row by a hash of audit, category and title

    def batches(self, rows: Iterator[Row]) -> Iterator[list[AuditDraft]]:
        """Every audit that can be stored, in the order of the file; rows that follow each other in one batch, two queries a batch."""
        batch: list[tuple[Key, Row]] = []
        key: Key | None = None
        for row in rows:
            if not self._firsts and not batch and not self._has_columns(row):
                return
            former, key = key, self._key(row, key)
            if len(batch) >= BATCH and key != former:
                yield self._drafts(batch)
                batch = []
            if key is not None:
                batch.append((key, row))
        yield self._drafts(batch)

    def _drafts(self, batch: list[tuple[Key, Row]]) -> list[AuditDraft]:
        self._look_up({staff_no for (_number, staff_no), _row in batch})
        made: dict[Key, AuditDraft | None] = {}
        for key, row in batch:
            first = self._firsts.get(key)
            if first is not None:
                self._agrees(row, first)
            if key not in made:
                made[key] = self._begun(row, key) if first is None else self._again(first, key)
            draft = made[key]
            found = self._found(row, draft) if any(row[name] is not None for name in at.OF_FINDING) else None
            if found is None:
                continue
            said = hash((*key, found.values["category"], found.values["title"]))
            same = self._titles.setdefault(said, row.number)
            if same != row.number:
                self._refuse(row, at.TITLE, _("与第 %(row)s 行重复") % {"row": same})
            elif draft is not None:
                draft.findings.append(found)
        return [draft for draft in made.values() if draft is not None]

    def _look_up(self, numbers: set[str]) -> None:
        people = Person.objects.filter(staff_no__in=numbers).defer("search_keys")
        self._people = {one.staff_no: one for one in people}
        self._held = defaultdict(list)
        held = Tenure.objects.filter(person__in=people, post__unit__county__in=self._counties)
        for tenure in held.select_related("post__unit").order_by("during", "pk"):
            self._held[tenure.person_id].append(tenure)

    def _begun(self, row: Row, key: Key) -> AuditDraft | None:
        draft = self._audit(row, key)
        said = tuple(row[name] for name in at.OF_AUDIT)
        self._firsts[key] = _First(row.number, said, stands=draft is not None)
        return draft

    def _again(self, first: _First, key: Key) -> AuditDraft | None:
        """The audit of a batch before, for further findings of it."""
        said = dict(zip(at.OF_AUDIT, first.said, strict=True))
        row = Row(first.number, said, frozenset(), frozenset(at.OF_AUDIT))
        draft = self._audit(row, key) if first.stands else None
        return replace(draft, again=True) if draft is not None else None

    def _has_columns(self, row: Row) -> bool:
        missing = [name for name in at.NEEDED if name not in row.columns]
        for name in missing:
            self._errors.append(CellError(1, name, _("缺少必需的列“%(name)s”") % {"name": name}))
        return not missing

    def _key(self, row: Row, former: Key | None) -> Key | None:
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

    def _agrees(self, row: Row, first: _First) -> None:
        for name, said in zip(at.OF_AUDIT, first.said, strict=True):
            if row[name] is not None and row[name] != said:
                words = _("与第 %(row)s 行同一审计的内容不一致") % {"row": first.number}
                self._refuse(row, name, words)

    def _audit(self, row: Row, key: Key) -> AuditDraft | None:
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
