"""A record's proof is exported, short, and checked by a script that knows nothing of the product."""

import json
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from core.clock import now, today
from core.evidence import hashing
from core.evidence.proving import prove
from core.evidence.sealing import close_days, seal
from core.evidence.tables import table_of
from core.evidence.verifying import faults_of
from core.ledger import record
from core.models import EvidenceDay, EvidenceEntry
from organisation.models import Person
from rulebook.evidence import BATCH
from tests import factories

pytestmark = pytest.mark.django_db
SCRIPT = Path(settings.BASE_DIR) / "deploy" / "check_proof.py"


@pytest.fixture
def person() -> Person:
    """Somebody in the midst of others, in a batch among others."""
    for number in range(3):
        record("test.before", by=None, facts={"n": number})
        seal(at=now())
    people = [factories.make_person(f"钱二{number}") for number in range(7)]
    seal(at=now())
    record("test.after", by=None)
    seal(at=now())
    return people[3]


def exported(person: Person) -> str:
    out = StringIO()
    call_command("export_proof", f"organisation.person:{person.pk}", stdout=out)
    return out.getvalue()


def checked(folder: Path, proof: str, root: str) -> tuple[int, str]:
    """What the script says, in a process of its own without the product's paths, packages and environment."""
    file = folder / "proof.json"
    file.write_text(proof, encoding="utf-8")
    command = [sys.executable, "-I", str(SCRIPT), str(file), root]
    found = subprocess.run(
        command, cwd=folder, env={"PYTHONUTF8": "1"}, capture_output=True, text=True, check=False
    )
    return found.returncode, found.stdout + found.stderr


@pytest.mark.parametrize("algorithm", hashing.ALGORITHMS)
def test_the_script_confirms_a_proof_under_the_root_that_was_mailed(
    settings, tmp_path: Path, algorithm: str, request: Any
):
    settings.EVIDENCE_DIGEST = algorithm
    person = request.getfixturevalue("person")
    close_days(before=today() + timedelta(days=1))
    code, words = checked(tmp_path, exported(person), EvidenceDay.objects.get().shown)
    assert (code, words[:3]) == (0, "一致：")
    assert f"organisation_person {person.pk}" in words


def test_the_script_needs_the_day_to_be_over(person: Person, tmp_path: Path):
    assert checked(tmp_path, exported(person), "00") == (1, "当日根值尚未公布\n")


def test_the_script_refuses_whatever_was_altered(person: Person, tmp_path: Path):
    close_days(before=today() + timedelta(days=1))
    root = EvidenceDay.objects.get().shown
    for alter, words in (
        (
            lambda proof: proof.update(record=proof["record"].replace(person.name, "他人")),
            "记录内容与存证摘要不符",
        ),
        (lambda proof: proof.update(record=None), "记录已被删除"),
        (lambda proof: proof["entry"].__setitem__(2, "1"), "存证条目不在批次根值之下"),
        (lambda proof: proof["path"].pop(), "存证条目不在批次根值之下"),
        (lambda proof: proof["batch"].__setitem__(5, "2020-01-01T00:00:00+00:00"), "批次根值与链值不符"),
        (lambda proof: proof["day"]["path"].pop(), "批次不在所给的每日根值之下"),
    ):
        proof = json.loads(exported(person))
        alter(proof)
        code, found = checked(tmp_path, json.dumps(proof), root)
        assert code == 1
        assert words in found
    assert checked(tmp_path, exported(person), "ab" * 32) == (1, "批次不在所给的每日根值之下\n")
    assert checked(tmp_path, "{}", root)[0] == 2


def test_a_proof_tells_nothing_of_other_rows(person: Person):
    """Its neighbours are hashes over salt: without it, what little a row holds could be guessed from them."""
    proof = json.loads(exported(person))
    others = Person.objects.exclude(pk=person.pk)
    assert not any(other.name in json.dumps(proof, ensure_ascii=False) for other in others)
    assert (
        len({bytes(salt) for salt in EvidenceEntry.objects.values_list("salt", flat=True)})
        == EvidenceEntry.objects.count()
    )


def test_a_proof_is_as_long_as_the_trees_are_high(person: Person):
    """However many entries there are: a hash for each doubling within the batch, and for each doubling of the day's batches."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO core_event (at, action, target_type, facts) SELECT now(), 'many', '', '{}' FROM generate_series(1, %s)",
            [20 * BATCH],
        )
    seal(at=now())
    close_days(before=today() + timedelta(days=1))
    last = EvidenceEntry.objects.filter(name="core_event").latest("number")
    for table, key in (("organisation.person", str(person.pk)), ("core.event", last.key)):
        proof = prove(table_of(table), key)
        assert len(proof["path"]) <= (BATCH - 1).bit_length() == 10
        assert len(proof["day"]["path"]) <= (EvidenceDay.objects.get().batches - 1).bit_length() == 5
    assert EvidenceEntry.objects.count() > 20 * BATCH


def test_verifying_one_record_hashes_no_more_when_there_are_more_entries(
    person: Person, monkeypatch: pytest.MonkeyPatch
):
    """The whole takes time in proportion, one record does not."""
    counted = []
    hashed = hashing.digest
    monkeypatch.setattr(hashing, "digest", lambda *given: counted.append(1) or hashed(*given))
    sizes = []
    for more in (0, 5 * BATCH):
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_event (at, action, target_type, facts) SELECT now(), 'many', '', '{}' FROM generate_series(1, %s)",
                [more],
            )
        seal(at=now())
        counted.clear()
        assert not list(faults_of(table_of("organisation.person"), str(person.pk)))
        sizes.append(len(counted))
    assert sizes[0] == sizes[1] <= 2 * BATCH


def test_what_is_not_sealed_cannot_be_proved():
    person = factories.make_person("未封存")
    with pytest.raises(CommandError, match="没有已封存的存证") as raised:
        exported(person)
    assert raised.value.returncode == 1
    for wrong in ("nothing.here:1", "organisation.person"):
        with pytest.raises(CommandError, match="app.model") as raised:
            call_command("export_proof", wrong)
        assert raised.value.returncode == 2


def test_a_deleted_record_is_proved_deleted(person: Person, tmp_path: Path):
    key = person.pk
    person.delete()
    seal(at=now())
    close_days(before=today() + timedelta(days=1))
    out = StringIO()
    call_command("export_proof", f"organisation.person:{key}", stdout=out)
    proof = json.loads(out.getvalue())
    assert (proof["record"], proof["entry"][3]) == (None, "d")
    assert checked(tmp_path, out.getvalue(), EvidenceDay.objects.get().shown)[0] == 0
