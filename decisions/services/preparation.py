"""Entering the steps before deciding (C3–C5)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, ledger
from decisions.checks.preparing import FIELDS, problems_with_step
from decisions.choices import PreparationKind
from decisions.models import Matter, Preparation
from decisions.policies import editable_matters
from decisions.services.checking import recheck
from decisions.services.states import NotPossible, locked


@ledger.service("preparation.save")
def save_preparation(*, matter: int, kind: str, values: dict[str, Any], by: User, on: date) -> Preparation:
    """Enter the step `kind` of a matter not decided yet, or change it; `values` are fields its kind asks for; one left out
    keeps what it was.

    Raises ValidationError by field (checks.preparing), NotPossible where the matter cannot be changed any more.
    """
    found = _editable(matter, by, on)
    step = found.preparations.filter(kind=kind).first() or Preparation(matter=found, kind=kind)
    former = {name: getattr(step, name) for name in FIELDS[kind]}
    for name in FIELDS[kind].keys() & values.keys():
        value = values[name]
        setattr(step, name, value.strip() if isinstance(value, str) else value)
    problems = problems_with_step(step, on)
    for name, words in _held_to(step, former, on).items():
        problems.setdefault(name, []).append(words)
    if problems:
        raise ValidationError(problems)
    if "answer" in FIELDS[kind] and step.answer != former["answer"]:
        step.answered_by = by if step.answer else None
        step.answered_at = clock.now() if step.answer else None
    step.entered_by = step.entered_by or by
    step.save()
    found.save()
    recheck(found, on=on)
    return step


def _held_to(step: Preparation, former: dict[str, Any], on: date) -> dict[str, str]:
    """What the public has read cannot be changed behind its back: only the end may move, and only to later."""
    began = former.get("since")
    if step.kind != PreparationKind.CONSULTATION or not former["published"] or began is None or began > on:
        return {}
    kept = {"since": _("公布日期"), "draft": _("公布的草案"), "published": _("公开页面的公布")}
    found = {
        name: _("草案已经公布，%(what)s不能再改。") % {"what": what}
        for name, what in kept.items()
        if getattr(step, name) != former[name]
    }
    if former["until"] and (step.until is None or step.until < former["until"]):
        found["until"] = _("草案已经公布，截止日期只能延后。")
    return found


def _editable(matter: int, by: User, on: date) -> Matter:
    if not editable_matters(by, on).filter(pk=matter).exists():
        raise NotPossible
    found = locked(matter)
    if not found.is_open:
        raise NotPossible
    return found
