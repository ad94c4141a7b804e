"""The form of a line in the log: JSON, of fields that cannot hold what people wrote or who they are.

A message is written as the program has it, without what is filled into it; of an error its kind and where it arose, for its words often
quote a row. Messages of other packages that come filled in already are left out.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")

FIELDS = ("view", "method", "status", "ms", "task", "outcome", "parts", "bytes")
PLAIN = ("config", "gunicorn", "celery")  # their messages without anything to fill in are fixed words
DEEPEST = 12  # frames


class NotOfThePublic(logging.Filter):
    """Leaves out what other packages say of requests nobody is to know of (settings.UNOBSERVED); an error that arose is kept, by kind and place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is written."""
        path = getattr(getattr(record, "request", None), "path_info", "")
        return bool(record.exc_info) or not path.startswith(settings.UNOBSERVED)


class JsonLine(logging.Formatter):
    """Time, level, logger, event, request and the few fields above."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": self.event(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= {
            name: value
            for name in FIELDS
            if isinstance(value := getattr(record, name, None) or _of_django(record, name), str | int)
        }
        if record.exc_info and record.exc_info[0]:
            line |= _arose(record.exc_info[1])
        return json.dumps(line, ensure_ascii=False)

    def event(self, record: logging.LogRecord) -> str:
        """What happened, without what is filled in."""
        package = record.name.partition(".")[0]
        fixed = record.args or package in {*settings.OWN_APPS, *PLAIN}
        return str(record.msg) if fixed and isinstance(record.msg, str) else ""


def _of_django(record: logging.LogRecord, name: str) -> object:
    """Django says the status as `status_code`."""
    return getattr(record, "status_code", None) if name == "status" else None


def _arose(error: BaseException | None) -> dict[str, object]:
    """The kind of the error, and of what it came from, with the places it went through: nothing it says."""
    kinds: list[str] = []
    at: list[str] = []
    while error is not None and len(kinds) < DEEPEST:
        kinds.append(type(error).__qualname__)
        if not at:
            frames = traceback.extract_tb(error.__traceback__)[-DEEPEST:]
            at = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in frames]
        error = error.__cause__ or error.__context__
    return {"error": kinds, "at": at}
