"""An integrity file as its page and the list of files show it (C14)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from accounts.models import User
from integrity.models import FileCorrection
from integrity.policies.files import kept_files
from integrity.selectors.files import FileQuery, corrections_of, opinions_of, viewings_of
from organisation.models import Person
from rulebook.procedures.files import Answer, State
from supervision.selectors.timeline import Chapter, Entry, Read, Reading, read

OPINION_TONES = {State.DRAFT: "muted", State.SUBMITTED: "soon", State.SIGNED: "ok", State.DROPPED: "muted"}
ANSWER_TONES = {Answer.ACCEPTED: "ok", Answer.REFUSED: "muted"}
SHOWN = 20


@dataclass(frozen=True, slots=True)
class EntryShown:
    """An entry on the page: of which chapter; `tone` of its first state; where the head asks for its correction."""

    chapter: Chapter
    entry: Entry
    tone: str
    correct_url: str = ""


def reading_of(person: Person, user: User, on: date, query: FileQuery) -> Reading:
    """The file as `user` asked for it."""
    since = date(query.since, 1, 1) if query.since else None
    until = date(query.until, 12, 31) if query.until else None
    return Reading(person=person, user=user, on=on, since=since, until=until)


def narrowed(parts: Iterable[Read], text: str) -> list[Read]:
    """Of what was read, the entries in which `text` stands."""
    wanted = text.strip().casefold()
    if not wanted:
        return list(parts)
    return [
        Read(part.chapter, [entry for entry in part.entries if wanted in _words(entry)], part.unseen)
        for part in parts
    ]


def read_file(person: Person, user: User, on: date, query: FileQuery) -> list[Read]:
    """The file as `user` may read and asked for it; the discipline body is told how much there is that it may not read."""
    keeps = kept_files(user, on).filter(pk=person.pk).exists()
    return narrowed(read(reading_of(person, user, on, query), query.chapter, counted=keeps), query.text)


def page_of_file(person: Person, user: User, on: date, parts: list[Read]) -> dict[str, Any]:
    """What stands beside the entries: posts, requests for correction, opinions, who saw the file."""
    is_own = user.person_id == person.pk
    keeps = kept_files(user, on).filter(pk=person.pk).exists()
    held = person.tenures.filter(during__contains=on, post__is_head=True)
    return {
        "person": person,
        "is_own": is_own,
        "keeps": keeps,
        "held": list(held.select_related("post__unit", "post__section").order_by("pk")),
        "corrections": corrections_shown(corrections_of(user, on, person)[:SHOWN]),
        "opinions": [
            {"row": row, "tone": OPINION_TONES[State(row.state)]}
            for row in opinions_of(user, on, person)[:SHOWN]
        ],
        "chapters": [{"read": part, "url": f"?{urlencode({'chapter': part.chapter.key})}"} for part in parts],
        "viewings": viewings_of(person) if keeps else None,
        "today": on,
    }


def entries_shown(parts: Iterable[Read], *, is_own: bool) -> list[EntryShown]:
    """Every entry as one timeline, the latest first."""
    page = reverse("integrity-correction-new") if is_own else ""
    shown = [
        EntryShown(
            part.chapter, entry, entry.states[0][0] if entry.states else "plain", _correct(page, part, entry)
        )
        for part in parts
        for entry in part.entries
    ]
    return sorted(shown, key=lambda one: (one.entry.day, one.chapter.order, one.entry.row), reverse=True)


def corrections_shown(rows: Iterable[FileCorrection]) -> list[dict[str, Any]]:
    """Requests with the answer, where there is one."""
    found = []
    for row in rows:
        answer = None if row.is_open else row.answer
        tone = ANSWER_TONES[Answer(answer.outcome)] if answer else "soon"
        found.append({"row": row, "answer": answer, "tone": tone})
    return found


def _correct(page: str, part: Read, entry: Entry) -> str:
    return f"{page}?{urlencode({'chapter': part.chapter.key, 'entry': entry.name})}" if page else ""


def _words(entry: Entry) -> str:
    told = [
        entry.title,
        entry.answer,
        *(f"{label} {value}" for label, value in entry.facts),
        *(word for _tone, word in entry.states),
    ]
    return " ".join(map(str, told)).casefold()
