"""Imports of one file at the same moment. Alone in its file: what commits empties the tables behind it."""

import io
import json
import threading

import pytest
from django.db import connections

from core.importing.lines import numbered_lines
from decisions.models import Matter
from decisions.services.importing import import_decisions
from tests.decisions.cases import FLAWLESS
from tests.factories import make_unit

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_imports_of_one_file_at_once_store_each_decision_once() -> None:
    make_unit("钟宝镇", "镇")
    forms = [FLAWLESS | {"id": f"OA-{number}", "unit": "钟宝镇"} for number in range(60)]
    text = "".join(json.dumps(form) + "\n" for form in forms).encode()
    told: list[int] = []

    def run() -> None:
        report = import_decisions(lines=numbered_lines(io.BytesIO(text)), by=None)
        told.append(report.counts["created"]["decisions"])
        connections.close_all()

    runners = [threading.Thread(target=run) for _ in range(3)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join()
    assert sorted(told) == [0, 0, 60]
    assert Matter.objects.count() == 60
