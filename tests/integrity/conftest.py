"""A county, and records in it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from integrity.models import Record
from integrity.services import Content, HeadLine, register_record, save_draft
from organisation.models import Person, Unit
from tests.integrity.world import TALK, TODAY, World, build


@pytest.fixture
def world(db: None) -> World:
    """A county swept as of today."""
    return build()


Make = Callable[..., Record]


@pytest.fixture
def draft(world: World) -> Make:
    """Make a draft by the discipline officer: `draft((person, unit), …, kind=…, held_on=…)`."""

    def make(
        *heads: tuple[Person, Unit], kind: str = TALK, periods: tuple[str, ...] = (), **values: Any
    ) -> Record:
        found = {
            "kind": kind,
            "held_on": TODAY,
            "place": "县纪委谈话室",
            "host": "晏听澜",
            "body_id": world.discipline.pk,
            "summary": "提醒严格执行集体决策制度。",
        } | values
        lines = tuple(
            HeadLine(person.pk, unit.pk, period=period)
            for (person, unit), period in zip(heads, (*periods, *[""] * len(heads)), strict=False)
        )
        content = Content(values=found, heads=lines)
        return save_draft(token=uuid4(), content=content, seen=None, by=world.officer, on=TODAY)

    return make


@pytest.fixture
def recorded(world: World, draft: Make) -> Make:
    """Make a record that was entered by the discipline officer; by default about the head of the town."""

    def make(*heads: tuple[Person, Unit], **values: Any) -> Record:
        made = draft(*(heads or ((world.head, world.town),)), **values)
        return register_record(record=made.pk, by=world.officer, on=TODAY)

    return make
