"""`manage.py migrate`, in a third of the time on an empty database: a new table does not have those around it described anew.

Django keeps a class for every table as it stood at each step. When one is created it makes anew the classes of all that are related to it, which
here are nearly all of three hundred, three hundred times. Nothing refers to a table that was not there before: its own class is enough, and what it
refers to learns of it as in any other program. `tests/core/test_migrating.py` holds what comes of it to the models.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db.migrations.state import ModelState, ProjectState


class Command(Migrate):
    """Migrate."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate as Django does."""
        with new_classes_alone():
            super().handle(*args, **options)


@contextmanager
def new_classes_alone() -> Iterator[None]:
    """Within, a created table gets its class, and those of the tables around it are left as they are."""
    before = ProjectState.add_model
    ProjectState.add_model = _add_model  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        ProjectState.add_model = before  # type: ignore[method-assign]


def _add_model(state: ProjectState, added: ModelState) -> None:
    key = added.app_label, added.name_lower
    state.models[key] = added
    if state._relations is not None:  # type: ignore[attr-defined]
        state.resolve_model_relations(key)
    if "apps" in state.__dict__:  # asking for it would make all classes
        state.apps.render_multiple([added])
