"""An afternoon of voting, on loopback: every head with sixty ballots cast by phones that locust plays, through gunicorn, in a product of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

PHONES = 24


def measure(heads: int) -> None:
    """Cast everything, count it, and compare with what was cast."""
    from bench.slips import county
    from complaints.models import ReceivingBody
    from rulebook.establishment import Category
    from rulebook.procedures.appraisals import State
    from tests import factories
    from tests.complaints.standing import standing
    from tests.factories.appraisals import make_codes

    # The product is known to stand by its public page, which there is where a body receives complaints.
    discipline = factories.make_unit("县纪委监委", Category.DISCIPLINE)
    ReceivingBody.objects.create(name=discipline.name, county=discipline.county, unit=discipline)
    _round, _officer, appraisals = county(heads, State.VOTING)
    chance, ballots, expected = Random(7), [], Counter()  # type: ignore[var-annotated]
    for one in appraisals:
        for poll in one.polls.all():
            for code in make_codes(poll):
                place = chance.choices(range(4), (6, 2, 1, 1))[0]
                ballots.append((code, str(place)))
                expected[poll.pk, place] += 1
    chance.shuffle(ballots)
    with tempfile.TemporaryDirectory() as name, standing(Path(name)) as product:
        folder = Path(name)
        (folder / "codes").write_text(json.dumps(ballots))
        product.start_web(level="ERROR")
        command = [
            sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("voters.py")), "--headless", "--only-summary",
            "--users", str(PHONES), "--spawn-rate", str(PHONES), "--host", f"http://127.0.0.1:{product.port}", "--loglevel", "ERROR",
        ]  # fmt: skip
        told = os.environ | {"CODES": str(folder / "codes"), "COUNTED": str(folder / "counted")}
        started = time.perf_counter()
        with subprocess.Popen(
            command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as locust:
            while locust.poll() is None and _left(product):
                time.sleep(1)
            seconds = time.perf_counter() - started
            time.sleep(2)
            locust.terminate()
            locust.wait()
        _say(json.loads((folder / "counted").read_text()), heads, seconds, product, expected)


def _left(product) -> int:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with product.database() as asked:
        return int(asked.execute("SELECT count(*) FROM appraisals_slip WHERE NOT used").fetchone()[0])


def _say(told, heads: int, seconds: float, product, expected: Counter) -> None:  # type: ignore[no-untyped-def,type-arg]  # noqa: ANN001
    from appraisals.models import Poll
    from appraisals.services.pools import counted

    with product.database() as asked:
        rows = asked.execute('SELECT id, "cast", pool FROM appraisals_poll').fetchall()
    stored = {pk: (cast, pool) for pk, cast, pool in rows}
    differing = 0
    for poll in Poll.objects.select_related("appraisal__round"):
        cast, poll.pool = stored[poll.pk]
        found = list(counted(poll).grades["overall"].values())
        differing += found != [expected[poll.pk, place] for place in range(4)] or cast != poll.slips
    print(
        f"{heads} heads, {sum(expected.values())} ballots by {PHONES} phones at once: {sum(one for one, _pool in stored.values())} cast in"
        f" {seconds:.0f} s ({told['counted'].get('cast', 0) / seconds:.1f} a second), {told['counted']}, {told['errors']} errors among"
        f" {told['asked']} requests; polls whose counts are not what was cast: {differing}"
    )
    for name, (half, most, nearly_all) in told["seconds"].items():
        print(f"   {name}: half in {half:.2f} s, 95 of a hundred in {most:.2f} s, 99 in {nearly_all:.2f} s")
