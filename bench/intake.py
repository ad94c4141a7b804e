"""The public page under a burst, on loopback: citizens that locust plays, a product of its own, and what breaks in the middle."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

SECONDS = 60
PASSPHRASE = "山高月小 水落石出 不可示人"


def measure(citizens: int) -> None:
    """A minute of so many citizens at once; and again while Redis goes and the database is started anew."""
    _county()
    for title, breaks, module in (
        ("nothing breaks", False, "bench.unthrottled"),
        ("Redis goes, the database crashes and comes back", True, "bench.unthrottled"),
        ("as it is installed, with its rate for everybody", False, "config.wsgi"),
    ):
        _burst(title, citizens, breaks=breaks, module=module)


def _burst(title: str, citizens: int, *, breaks: bool, module: str) -> None:
    from tests.complaints.standing import standing
    from tests.complaints.test_faults import picture

    with tempfile.TemporaryDirectory() as name, standing(Path(name)) as product:
        folder = Path(name)
        (folder / "picture").write_bytes(picture(200))
        product.start_web(level="ERROR", application=module)
        told = os.environ | {"PICTURE": str(folder / "picture"), "COUNTED": str(folder / "counted")}
        command = [
            sys.executable, "-m", "locust", "-f", str(Path(__file__).with_name("citizens.py")), "--headless", "--only-summary",
            "--users", str(citizens), "--spawn-rate", str(citizens), "--run-time", f"{SECONDS}s", "--stop-timeout", "60",
            "--host", f"http://127.0.0.1:{product.port}", "--loglevel", "ERROR",
        ]  # fmt: skip
        with subprocess.Popen(
            command, env=told, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as locust:
            if breaks:
                time.sleep(SECONDS / 3)
                product.stop_redis()
                time.sleep(SECONDS / 3)
                product.crash_database()
                time.sleep(2)
                product.start_database()
            locust.wait()
        print(f"{citizens} citizens for {SECONDS} s, {title}", flush=True)
        _say(json.loads((folder / "counted").read_text()), product)


def _say(told: dict[str, Any], product: Any) -> None:
    from complaints.services.intake import LOOKUP
    from core import sealing

    with product.database() as asked:
        kept = {bytes(row[0]) for row in asked.execute("SELECT lookup FROM complaints_complaint").fetchall()}
        files = asked.execute("SELECT count(*) FROM complaints_complaintfile").fetchone()[0]
    lost = sum(sealing.derived(code, LOOKUP) not in kept for code in told["codes"])
    counted = dict(sorted(told["counted"].items()))
    half, most, nearly_all = told["seconds"]
    print(
        f"   {counted}; a report was answered in {half:.1f} s, 95 of a hundred in {most:.1f} s, 99 in {nearly_all:.1f} s\n"
        f"   accepted {len(told['codes'])} ({len(told['codes']) / SECONDS:.1f} a second), of these lost {lost};"
        f" rows {len(kept)}, files {files} in rows and {len(product.stored_files())} stored",
        flush=True,
    )


def _county() -> None:
    """A county whose discipline body received its key."""
    from django.conf import settings

    from complaints.models import ReceivingBody
    from complaints.services.keys import confirm_share, make_body_key
    from complaints.services.passphrases import make_personal_key, opened
    from core.clock import today
    from rulebook.establishment import Category
    from rulebook.roles import Role
    from tests import factories

    discipline = factories.make_unit("县纪委监委", Category.DISCIPLINE)
    office = factories.make_unit("县委办公室", Category.PARTY_DEPARTMENT)
    settings.COUNTY_CODE = discipline.county_id
    body = ReceivingBody.objects.create(name="县纪委监委", county=discipline.county, unit=discipline)
    people = []
    for at, unit in enumerate((discipline, discipline, office, office)):
        person = factories.make_person(f"云知{'远近高低'[at]}")
        factories.make_tenure(person, factories.make_post(unit, f"干部{at}", head=False))
        people.append(factories.make_user(f"bench{at}", role=Role.OFFICER, body=unit, person=person))
        make_personal_key(by=people[-1], passphrase=PASSPHRASE, again=PASSPHRASE)
    key = make_body_key(
        body=body, officers=people[:2], custodians=people[2:], reason="测量", by=people[0], on=today()
    )
    for share in key.shares.select_related("holder__owner"):
        owner = share.holder.owner
        confirm_share(share=share, private=opened(by=owner, passphrase=PASSPHRASE), by=owner)
