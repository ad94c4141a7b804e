"""What a roster changes, counted for the interchange and told for people."""

from core.importing import Line, Report
from organisation.services.roster.drafts import (
    Changes,
    Draft,
    PersonDraft,
    PostDraft,
    TenureDraft,
    UnitDraft,
)

NOUNS = ("units", "posts", "people", "tenures")


def describe(draft: Draft) -> Report:
    """Return the report of a draft without errors."""
    report = Report(NOUNS)
    for unit in draft.units.values():
        _note(report, "units", unit.is_new, _unit_name(unit), unit.first_row, unit.changes)
    for post in draft.posts.values():
        _note(report, "posts", post.is_new, post.name, _first(post), post.changes)
    for person in draft.people.values():
        if person.row:
            _note(report, "people", person.is_new, _person_name(person), person.row, [])
    for tenure in draft.tenures:
        is_new = tenure.stored is None
        _note(
            report, "tenures", is_new, tenure.name, tenure.row.number, tenure.changes, ended=tenure.is_ended
        )
        if is_new:
            report.lines[-1] = _with_dates(report.lines[-1], tenure)
    return report


def _note(
    report: Report, noun: str, is_new: bool, name: str, row: int, changes: Changes, *, ended: bool = False
) -> None:
    if is_new:
        report.count("created", noun)
        report.lines.append(Line("created", noun, name, row))
    elif changes:
        report.count("changed", noun)
        report.lines.append(Line("ended" if ended else "changed", noun, name, row, tuple(changes)))
    else:
        report.count("unchanged", noun)


def _with_dates(line: Line, tenure: TenureDraft) -> Line:
    """A new tenure shows its days."""
    during = tenure.span.during
    words = f"{during.lower} – {during.upper or ''}".strip()
    return Line(line.what, line.noun, f"{line.name}（{words}）", line.row)


def _unit_name(unit: UnitDraft) -> str:
    return unit.key.name


def _person_name(person: PersonDraft) -> str:
    return f"{person.model.name}（{person.model.staff_no}）"


def _first(post: PostDraft) -> int:
    return post.rows[0].number
