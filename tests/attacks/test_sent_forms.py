"""An attacker changes what a form sends: another county's number in a select, columns no form offers, files made to break or to run."""

from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import models

from tests.attacks import bombs
from tests.attacks.conftest import Offered
from tests.attacks.offered import ClientOf, Form, text_of
from tests.attacks.poison import CHINESE
from tests.attacks.twins import MARK, TWIN, make_twins
from tests.attacks.writing import undone, written
from tests.desk.test_every_url_as_every_role import Things

# Names that pages send besides what stands on them, and so may change what is written: what a script of the page adds, which of its buttons was pressed.
SENT_BY_PAGES: set[str] = {"do", "next", "token", "unit", "year", "kind", "seen", "period"}
FILES: dict[str, bytes] = {
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.html": b"<html><script>alert(1)</script></html>",
    "../../../etc/cron.d/owned": b"* * * * * root true\n\x00",
    "program.exe": b"MZ\x90\x00",
    "shell.txt": b"#!/bin/sh\nrm -rf /",
    "page.pdf": b"<script>alert(1)</script>%PDF-1.7",
    "two.pdf": b"%PDF-1.7\n" + bombs.workbook(),
    "acting.pdf": b"%PDF-1.7 /OpenAction << /S /JavaScript /JS (app.alert) >>",
    "macro.xlsx": bombs.with_parts(xl__vbaProject_bin=b"x"),
    "bomb.xlsx": bombs.lying(bombs.SHEET, 2**32 - 16),
    "wrong.png": b"\xff\xd8\xff\xe0",
}


def test_no_number_of_another_county_in_a_form_is_taken_or_shows_anything(
    things: Things, offered: Offered, client_of: ClientOf
) -> None:
    """Every number of a row that a form holds is replaced, one after the other, by that of another county's thing."""
    make_twins()
    taken, shown, tried = [], [], 0
    for role, form in offered:
        for field in sorted(form.ids):
            tried += 1
            with undone(), written() as rows:
                answer = client_of(role).post(form.action, form.sent() | {field: [str(TWIN)]})
            where = role, urlsplit(form.action).path, field
            if any(str(TWIN) in value for _statement, values in rows for value in values):
                taken.append(where)
            if MARK in text_of(answer):
                shown.append(where)
    assert (taken, shown) == ([], [])
    assert tried > 80


def columns() -> dict[str, str]:
    """Every column of every table of the product, with a value that would do harm there."""
    own = set(configured.OWN_APPS)
    found: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.app_label in own:
            for field in model._meta.concrete_fields:
                for name in {field.name, field.attname}:
                    found.setdefault(name, _harmful(field))
    return found


def _harmful(field: models.Field) -> str:
    if field.is_relation:
        other: Any = (
            field.remote_field.model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        )
        return str(other or 1)
    if field.choices:
        return str([*field.flatchoices][-1][0])
    values: dict[type[models.Field], str] = {
        models.BooleanField: "on", models.DateField: "1999-09-09", models.DateTimeField: "1999-09-09T09:09",
    }  # fmt: skip
    number = isinstance(field, models.IntegerField | models.DecimalField)
    return next(
        (value for kind, value in values.items() if isinstance(field, kind)), "987654" if number else "被塞入"
    )


def bases(forms: Iterable[Form]) -> set[str]:
    """The names these forms offer, those of their rows without their prefix, too."""
    names = {name for form in forms for name in form.names}
    return names | {name.rsplit("-", 1)[-1] for name in names}


def test_no_column_a_form_does_not_offer_can_be_set_through_it(offered: Offered, client_of: ClientOf) -> None:
    every = columns()
    assert {
        "state",
        "entered_by",
        "sealed_at",
        "person_id",
        "is_superuser",
        "county_id",
        "approved_by",
    } <= set(every)
    changed, wrote = {}, 0
    for role, form in offered:
        fields = form.sent()
        prefixes = {name.rsplit("-", 1)[0] for name in form.names if "-" in name}
        same = [
            other for _role, other in offered if other.action == form.action
        ]  # the buttons of one question
        more = {name: [value] for name, value in every.items() if name not in bases(same) | SENT_BY_PAGES}
        more |= {
            f"{one}-{name}": value for one in prefixes for name, value in [*more.items()] if len(prefixes) < 4
        }
        with undone(), written() as plain:
            client_of(role).post(form.action, fields)
        with undone(), written() as stuffed:
            client_of(role).post(form.action, more | fields)
        wrote += bool(plain)
        if stuffed and plain != stuffed:  # what is refused for its additions writes nothing
            changed[role, form.action] = [pair for pair in zip_longest(plain, stuffed) if pair[0] != pair[1]][
                :1
            ]
    assert changed == {}
    assert wrote > 60  # that many forms did store something as they were sent


@pytest.mark.parametrize("file", FILES)
def test_no_hostile_file_is_kept_by_any_form_that_takes_files(
    things: Things, offered: Offered, client_of: ClientOf, settings: Any, file: str
) -> None:
    kept = Path(settings.STORAGES["default"]["OPTIONS"]["location"])
    before = {path for path in kept.rglob("*") if path.is_file()}
    tried, unsaid = 0, []
    for role, form in offered:
        if not form.files or form.name.endswith(
            "-import"
        ):  # what is imported is read, and refused, by a worker: test_imports.py
            continue
        tried += 1
        sent = form.sent() | {name: [SimpleUploadedFile(file, FILES[file])] for name in form.files}
        with undone(), written() as rows:
            answer = client_of(role).post(form.action, sent, follow=True)
        if not CHINESE.search(text_of(answer)):
            unsaid.append(form.name)
        assert not [
            values for _statement, values in rows if any(file.rsplit("/", 1)[-1] in value for value in values)
        ], form.name
        assert {path for path in kept.rglob("*") if path.is_file()} == before, form.name
    assert unsaid == []
    assert tried > 15
