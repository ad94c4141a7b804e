"""One line and one figure for each task a worker does. Arguments are not written: some are numbers of people."""

import logging
from time import monotonic
from typing import Any

from celery.signals import task_postrun, task_prerun

from core.metrics import TASK_SECONDS, TASKS
from core.observing.lines import request_id

log = logging.getLogger(__name__)
_started: dict[str, float] = {}


@task_prerun.connect
def begins(task_id: str = "", **_: Any) -> None:
    """Remember when."""
    _started[task_id] = monotonic()
    request_id.set(task_id[:16])


@task_postrun.connect
def ends(task_id: str = "", task: Any = None, state: str | None = None, **_: Any) -> None:
    """Note how it ended."""
    took = monotonic() - _started.pop(task_id, monotonic())
    outcome = (state or "unknown").lower()
    TASKS.labels(task.name, outcome).inc()
    TASK_SECONDS.labels(task.name).observe(took)
    log.info("task", extra={"task": task.name, "outcome": outcome, "ms": round(took * 1000)})
    request_id.set("")
