"""Lines of the log: JSON, with what an operator needs and nothing that people wrote or are called."""

import json
import logging
from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.models import CalendarException
from core.observing.lines import FIELDS, JsonLine, NotOfThePublic
from tests import factories

pytestmark = pytest.mark.django_db
KNOWN = {"time", "level", "logger", "event", "request", "error", "at", *FIELDS}


@pytest.fixture
def log() -> Iterator[Callable[[], list[dict[str, object]]]]:
    """What the product has written so far."""
    stream, root = StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(stream), root.level
    handler.setFormatter(JsonLine())
    handler.addFilter(NotOfThePublic())
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(level)


def written(records: list[logging.LogRecord]) -> list[dict[str, object]]:
    kept = NotOfThePublic()
    return [json.loads(JsonLine().format(one)) for one in records if kept.filter(one)]


def test_a_request_leaves_one_line_with_view_status_and_duration(client: Client, log):
    answer = client.get("/login/?next=/heads/17/")
    (line,) = [one for one in log() if one["event"] == "request"]
    assert (line["view"], line["method"], line["status"], line["level"]) == ("login", "GET", 200, "info")
    assert isinstance(line["ms"], int)
    assert line["request"] == answer["X-Request-ID"]
    assert set(line) <= KNOWN
    assert "heads" not in json.dumps(line)


@pytest.mark.parametrize(
    "path", ["/report/", "/report/new/", "/report/nowhere/", "/ballot/abc/", "/healthz", "/readyz"]
)
def test_of_the_public_and_of_probes_nothing_is_written(client: Client, log, path: str):
    answer = client.get(path)
    assert log() == []
    assert "X-Request-ID" not in answer


def test_what_is_filled_into_a_message_and_what_an_error_quotes_stays_out():
    CalendarException.objects.create(day="1990-01-01", is_worked=False, name="张三丰")
    log = logging.getLogger("core.tests")
    record = log.makeRecord(log.name, logging.ERROR, "", 1, "%s was late", ("李四光",), None)
    (line,) = written([record])
    assert line["event"] == "%s was late"
    try:
        with transaction.atomic():
            CalendarException.objects.create(day="1990-01-01", is_worked=False, name="李四光")
    except IntegrityError as error:
        record = log.makeRecord(
            log.name, logging.ERROR, "", 1, "failed", (), (type(error), error, error.__traceback__)
        )
    (line,) = written([record])
    assert line["error"] == ["IntegrityError", "UniqueViolation"]
    assert "1990" not in json.dumps(line)
    other = logging.getLogger("django.security")
    record = other.makeRecord(
        other.name, logging.ERROR, "", 1, "Invalid HTTP_HOST header: '李四光'", (), None
    )
    assert written([record])[0]["event"] == ""


def test_a_run_through_pages_leaves_no_name_no_words_and_no_address(log):
    user = factories.make_user("zhaoqiansun")
    client = Client(raise_request_exception=False)
    client.post(reverse("login"), {"username": "zhaoqiansun", "password": "猜错的口令"})
    client.force_login(user)
    for path in ("/", "/heads/?q=欧阳锋", "/heads/99999917/", "/units/?q=欧阳锋", "/nowhere/欧阳锋/"):
        client.get(path)
    client.get("/", headers={"Host": "evil.ouyang.example"})
    lines = log()
    assert len([line for line in lines if line["event"] == "request"]) == 7
    assert {name for line in lines for name in line} <= KNOWN
    said = json.dumps(lines, ensure_ascii=False)
    for word in ("zhaoqiansun", "猜错的口令", "欧阳锋", "99999917", "ouyang", "127.0.0.1"):
        assert word not in said
