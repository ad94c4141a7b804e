"""How complaints are shown to the officers who opened them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.models import Complaint
from complaints.procedure.likeness import Likeness
from complaints.services.handling import told
from complaints.services.merging import Likely
from complaints.services.opening import Keys
from core import sealing
from organisation.models import Unit
from rulebook.procedures.complaints import CONDUCTS, DISPOSALS, RECOGNITIONS, RESULTS, State, Step

TONES: dict[str, str] = {
    State.RECEIVED: "soon",
    State.REGISTERED: "info",
    State.ACCEPTED: "info",
    State.PROPOSED: "soon",
    State.DISPOSED: "info",
    State.CONCLUDED: "soon",
}
CHOICE_TITLES: dict[str, str] = {
    one.value: title for one, title in (*DISPOSALS.items(), *RESULTS.items(), *RECOGNITIONS.items())
}
# What the further words of a step are.
STATEMENT_TITLES: dict[str, Any] = {
    Step.FEEDBACK: gettext_lazy("本人意见"),
    Step.TELL: gettext_lazy("检举控告人意见"),
    Step.REFER: gettext_lazy("接收机关"),
    Step.ACCUSE_TO: gettext_lazy("报送机关"),
}
CONDUCT_TITLES = {one.key: one.title for one in CONDUCTS}
SHORT = 60


def lines_of(rows: Iterable[Complaint], summaries: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the list; one that does not open says so."""
    found = list(rows)
    units = _unit_names(summaries.values())
    return [_line(one, summaries.get(one.pk), units) for one in found]


def _line(one: Complaint, said: Mapping[str, Any] | None, units: Mapping[int, str]) -> dict[str, Any]:
    line: dict[str, Any] = {"complaint": one, "tone": TONES.get(one.state, "muted")}
    if said is None:
        return line | {"closed": True, "summary": _("用您的密钥打不开")}
    text = said.get("summary") or " ".join(said["facts"].split())
    return line | {
        "summary": text if len(text) <= SHORT else text[:SHORT] + "…",
        "unit": units.get(said["unit"] or 0) or said["unit_words"],
        "person": said["person_words"],
        "conducts": "、".join(CONDUCT_TITLES[key] for key in said["conducts"] if key in CONDUCT_TITLES),
    }


def page_of_complaint(found: Complaint, keys: Keys) -> dict[str, Any]:
    """Everything of one complaint, opened."""
    said = sealing.unlock_words(keys.content, bytes(found.content))
    summary = sealing.unlock_words(keys.content, bytes(found.summary))["summary"] if found.summary else ""
    files = list(found.files.all())
    steps = told(list(found.steps.select_related("by__person")), keys)
    return {
        "said": said | {"unit_name": _unit_names([said]).get(said["unit"] or 0, "") or said["unit_words"]},
        "summary": summary,
        "conducts": [CONDUCT_TITLES[key] for key in said["conducts"] if key in CONDUCT_TITLES],
        "files": _files(found, [one for one in files if one.message_id is None], said["files"]),
        "talk": _talk(found, keys, files),
        "steps": [
            one
            | {
                "choice": CHOICE_TITLES.get(one["step"].choice, ""),
                "of_statement": STATEMENT_TITLES.get(one["step"].kind, ""),
            }
            for one in steps
        ],
        "tone": TONES.get(found.state, "muted"),
    }


def merged_parts(rows: Iterable[Complaint], opened: Mapping[int, Keys]) -> list[dict[str, Any]]:
    """What those merged into one say, each with its messages and files."""
    return [_merged(one, opened[one.pk]) for one in rows if one.pk in opened]


def _merged(one: Complaint, keys: Keys) -> dict[str, Any]:
    said, files = sealing.unlock_words(keys.content, bytes(one.content)), list(one.files.all())
    return {
        "complaint": one,
        "said": said,
        "files": _files(one, [row for row in files if row.message_id is None], said["files"]),
        "talk": _talk(one, keys, files),
    }


def likely_lines(found: Iterable[Likely]) -> list[dict[str, Any]]:
    """Open complaints that may be the same, each with why."""
    rows = list(found)
    units = _unit_names(one.said for one in rows)
    return [_line(one.complaint, one.said, units) | {"why": _why(one.likeness)} for one in rows]


def _why(alike: Likeness) -> str:
    reasons = [
        word
        for word, holds in ((_("同一单位"), alike.same_unit), (_("同一对象"), alike.same_person))
        if holds
    ]
    return "、".join([*reasons, _("措辞相同 %(share)s%%") % {"share": round(alike.share * 100)}])


def _talk(found: Complaint, keys: Keys, files: list[Any]) -> list[dict[str, Any]]:
    rows = []
    for message in found.messages.all():
        words = sealing.unlock_words(keys.talk, bytes(message.content))
        own = [one for one in files if one.message_id == message.pk]
        rows.append({"message": message, "text": words["text"], "files": _files(found, own, words["files"])})
    return rows


def _files(found: Complaint, rows: list[Any], names: list[str]) -> list[dict[str, Any]]:
    return [
        {
            "name": names[row.position],
            "url": reverse("complaint-file", args=[found.pk, row.pk]),
            "size": row.file.size,
        }
        for row in rows
    ]


def _unit_names(said: Iterable[Mapping[str, Any]]) -> dict[int, str]:
    numbers = {one["unit"] for one in said if one.get("unit")}
    return dict(Unit.objects.filter(pk__in=numbers).values_list("pk", "name"))
