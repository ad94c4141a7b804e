"""kill -9 of web, worker, beat, PostgreSQL and Redis at random moments of a scripted day: no accepted record is lost, none is there twice.

What a user was told is in must be in, once. What a user gave up on after no answer is in once or not at all, and never half.
"""

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from integrity.models import Extension
from tests.complaints import standing as places
from tests.integrity.listed import YEAR, signed
from tests.integrity.world import TALK, TODAY, World, build
from tests.recovery.whole import Whole

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = ("one web process", "database", "web", "redis", "worker", "beat")
KILLS = 8
ROUNDS = 10  # of every kind of write
AT_ONCE = 4
# Where a kind of write is kept, and the action the ledger has of it.
TABLES = {
    "incident": "integrity_incident",
    "gift": "integrity_gift",
    "declaration": "integrity_declaration",
    "evidence": "integrity_evidence",
    "record": "integrity_record",
}


@dataclass(frozen=True, slots=True)
class Write:
    """One form of the day."""

    kind: str
    path: str
    session: str
    said: dict[str, str]
    file: bytes = b""

    @property
    def token(self) -> UUID:
        """What makes it one, however often it is sent."""
        return UUID(self.said["token"])


@pytest.fixture
def world(db: None) -> World:
    """A county swept as of today."""
    return build()


@pytest.fixture
def day(world: World) -> list[Write]:
    """What is written in the course of the day."""
    made = signed(world)
    Extension.objects.create(
        county=world.town.county, during=DateRange(date(YEAR - 1, 6, 1), None), basis="镇委发〔2025〕5号"
    )
    head, officer = session(world.head_user), session(world.officer)
    evidence = reverse("responsibility-evidence", args=[made.pk, 2])
    lately = (TODAY - timedelta(days=3)).isoformat()
    writes: list[Write] = []
    tokens = Random(7)
    for number in range(ROUNDS):

        def one(of: str, path: str, who: str, file: bytes = b"", /, **said: object) -> None:
            words = {name: str(value) for name, value in said.items()}
            token = str(UUID(int=tokens.getrandbits(128), version=4))
            writes.append(Write(of, path, who, words | {"token": token}, file))

        one(
            "incident", reverse("incident-new"), officer, unit_name="城关镇", happened_on=f"{YEAR}-02-{number + 1:02}",
            relation="subordinate", source="audit", field="finance", what=f"问题{number}。",
        )  # fmt: skip
        one(
            "gift", reverse("gift-new"), head, unit=world.town.pk, item=f"茶叶{number}盒", value=800, giver="served",
            received_on=lately,
        )  # fmt: skip
        one(
            "declaration",
            reverse("declaration-new"),
            head,
            event="work",
            happened_on=lately,
            words=f"经营{number}",
        )
        one(
            "evidence",
            evidence,
            head,
            f"谈话记录{number}".encode(),
            day=f"{YEAR}-01-{number + 10:02}",
            text=f"谈话{number}",
        )
        one(
            "record", reverse("record-new"), officer, kind=TALK, held_on=TODAY.isoformat(), summary=f"谈话{number}", do="save",
            **{"follow-TOTAL_FORMS": 0, "follow-INITIAL_FORMS": 0},
        )  # fmt: skip
    return writes


def session(user: object) -> str:
    """A user already logged in."""
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client.cookies["sessionid"].value


@pytest.fixture
def product(day: list[Write], tmp_path: Path, monkeypatch) -> Iterator[Whole]:
    """All parts, started with the county."""
    monkeypatch.setattr(places, "Standing", Whole)
    with places.standing(tmp_path) as made:
        assert isinstance(made, Whole)
        try:
            for name in ("web", "worker", "beat"):
                made.start(name)
            yield made
        finally:
            made.end()


def test_no_accepted_record_is_lost_and_none_doubled(product: Whole, day: list[Write]):
    seed = int(os.environ.get("KILL_SEED", "") or time.time_ns() % 100_000)
    print(f"KILL_SEED={seed}")
    chance = Random(seed)
    # All chance is taken before anything runs beside something else, so that a seed always means the same day.
    names = [*PARTS, *chance.choices(PARTS, k=KILLS - len(PARTS))]
    chance.shuffle(names)
    kills = [(name, chance.uniform(0.2, 2), chance.uniform(0.1, 1)) for name in names]
    giving_up = {write.token for write in chance.sample(day, len(day) // 4)}
    sent = [(write, chance.uniform(0, 2)) for write in chance.sample(day, len(day))]
    refused: list[int] = []
    with ThreadPoolExecutor(2) as killer, ThreadPoolExecutor(AT_ONCE) as users:
        killed = killer.submit(kill, product, kills)
        sealed = killer.submit(seal_until, product, killed.done)
        told = [
            users.submit(send, product, write, after, write.token in giving_up, refused)
            for write, after in sent
        ]
        accepted = {write.token for (write, _after), was in zip(sent, told, strict=True) if was.result(170)}
        killed.result(170)
        sealed.result(170)
    # Whoever clicks again after the day changes nothing.
    again = [write for write in day if write.token in accepted][::6]
    assert all(send(product, write, 0, False, refused) for write in again)
    check_each_is_there_once(product, day, accepted, seed)
    assert accepted >= {write.token for write in day} - giving_up
    assert refused, "nothing was in the way of anything"
    check_nothing_is_half(product, day, accepted)
    check_the_evidence_fits(product)


def send(product: Whole, write: Write, after: float, gives_up: bool, refused: list[int]) -> bool:
    """Send a form until it is accepted, as its user would; whether it was. Some give up at the first trouble."""
    time.sleep(after)
    until = time.monotonic() + 150
    while time.monotonic() < until:
        answer = product.ask(write.path, write.session, write.said, write.file)
        if answer.status == 302:
            return True
        assert answer.status in {0, 500, 503}, (write.kind, answer.status, answer.text[:3000])
        refused.append(answer.status)
        if gives_up:
            return False
        time.sleep(0.3)
    raise AssertionError(f"{write.kind} was never accepted")


def kill(product: Whole, kills: list[tuple[str, float, float]]) -> None:
    """End part after part, and start each again a while later."""
    for name, before, down in kills:
        time.sleep(before)
        product.kill(name)
        time.sleep(down)
        if name != "one web process":
            product.start(name)


def seal_until(product: Whole, over: Callable[[], bool]) -> None:
    """Seal the evidence again and again, so that the database goes in the middle of it, too."""
    while not over():
        product.manage("seal_evidence")


def rows(product: Whole, table: str) -> list[UUID]:
    """The tokens of what a table keeps."""
    with product.database() as asked:
        return [UUID(str(token)) for (token,) in asked.execute(f"SELECT token FROM {table}").fetchall()]  # type: ignore[arg-type]


def check_each_is_there_once(product: Whole, day: list[Write], accepted: set[UUID], seed: int) -> None:
    """What was accepted is there once, what was given up once or not at all."""
    seen = {kind: rows(product, table) for kind, table in TABLES.items()}
    for write in day:
        found = seen[write.kind].count(write.token)
        assert found <= 1, (write.kind, f"KILL_SEED={seed}")
        assert found == 1 or write.token not in accepted, (write.kind, f"KILL_SEED={seed}")


def check_nothing_is_half(product: Whole, day: list[Write], accepted: set[UUID]) -> None:
    """Every row has its event; accepted evidence has its file, with its content.

    The ledger may have two events of one record: a form sent again is a use case called again, and the wrapper notes every call.
    """
    with product.database() as asked:
        silent = [
            (table, row)
            for table in ("incident", "gift", "declaration")
            for row in asked.execute(
                f"SELECT id FROM integrity_{table} t WHERE NOT EXISTS"  # type: ignore[arg-type]
                f" (SELECT 1 FROM core_event e WHERE e.target_type = 'integrity.{table}' AND e.target_id = t.id)"
            ).fetchall()
        ]
        files = asked.execute(
            "SELECT e.token, f.file FROM integrity_evidencefile f JOIN integrity_evidence e ON e.id = f.evidence_id"
        ).fetchall()
    assert silent == []
    stored = {UUID(str(token)): str(name) for token, name in files}
    root = product.folder / "data" / "files"
    for write in day:
        if write.file and write.token in accepted:
            assert (root / stored[write.token]).read_bytes() == write.file


def check_the_evidence_fits(product: Whole) -> None:
    """Whatever was ended in the middle, every row stands as it was noted, and every note is sealed once."""
    for command in ("seal_evidence", "verify_evidence"):
        done = product.manage(command)
        assert done.returncode == 0, done.stdout + done.stderr
    assert product.count("core_evidencebatch") > 0
