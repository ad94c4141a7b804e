"""What breaks behind the public page: nothing accepted is lost, nothing is half stored, the citizen always gets a clear answer (C23).

Real servers are stopped here, in a product of their own.
"""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from complaints.models import ComplaintFile
from complaints.procedure.codes import code_for
from complaints.services import challenges
from complaints.services.attachments import Clean, forget_without_row
from complaints.services.intake import LOOKUP, Said, receive
from core import clock, sealing
from tests.complaints.conftest import World
from tests.complaints.standing import Answer, Standing, opened_before, standing

pytestmark = pytest.mark.django_db(transaction=True)
SAID = {"facts": "镇长把修渠的工程给了自己的表弟，没有开会。", "person_words": "镇长"}
SENT, AT_ONCE = 24, 6


@pytest.fixture
def product(world: World, tmp_path: Path) -> Iterator[Standing]:
    """The county's product, its web processes not started yet."""
    with standing(tmp_path) as made:
        yield made


@pytest.fixture
def dear(settings) -> None:
    """Codes cost here what they cost there, so that both find the same row by a code."""
    settings.CODE_COST = (2, 64 * 1024 * 1024)


def picture(side: int) -> bytes:
    """A picture that cannot be made smaller."""
    buffer = BytesIO()
    Image.frombytes("RGB", (side, side), Random(1).randbytes(side * side * 3)).save(buffer, "PNG")  # noqa: S311
    return buffer.getvalue()


def code_of(signed: str) -> str:
    """The code the form called so gets."""
    challenge = challenges.opened(signed, clock.now())
    assert challenge is not None
    return code_for(str(challenge.token))


def test_with_redis_and_every_worker_gone_a_report_is_taken_in(product: Standing):
    product.start_web()
    product.stop_redis()
    answer = product.send(SAID, opened_before(), picture(40))
    assert answer.code, answer
    assert product.count("complaints_complaint") == 1
    assert len(product.stored_files()) == product.count("complaints_complaintfile") == 1


def test_where_the_disk_takes_no_file_nothing_is_half_stored_and_the_words_stay_on_the_form(
    product: Standing,
):
    product.start_web(largest_file=64 * 1024, level="ERROR")
    signed = opened_before()
    answer = product.send(SAID, signed, picture(300))
    assert answer.status == 422
    assert "附件没有存下来，整份举报也没有提交" in answer.text
    assert SAID["facts"] in answer.text
    assert product.count("complaints_complaint") == 0
    assert product.stored_files() == []
    without = product.send(SAID, signed)
    assert without.code == code_of(signed)
    assert product.count("complaints_complaint") == 1


def test_with_the_database_gone_a_citizen_is_told_and_the_same_form_is_taken_in_later(product: Standing):
    product.start_web()
    signed = opened_before()
    product.crash_database()
    for answer in (product.send(SAID, signed), product.get("/report/"), product.get("/report/new/")):
        assert answer.status == 503, answer
        assert "再提交一次，重复提交不会变成两件" in answer.text
    product.start_database()
    assert product.send(SAID, signed).code == code_of(signed)
    assert product.count("complaints_complaint") == 1


@pytest.mark.parametrize("breaks", ["database", "web"])
def test_a_burst_through_a_crash_loses_nothing_accepted_and_doubles_nothing(
    product: Standing, dear: None, breaks: str
):
    product.start_web()
    forms, proof = [opened_before() for _ in range(SENT)], picture(30)
    refused: list[Answer] = []

    def until_accepted(signed: str) -> str:
        while True:
            answer = product.send(SAID, signed, proof)
            if answer.code:
                return answer.code
            refused.append(answer)
            time.sleep(0.3)

    with ThreadPoolExecutor(AT_ONCE) as citizens:
        sent = [citizens.submit(until_accepted, signed) for signed in forms]
        while product.count("complaints_complaint") < SENT // 4:
            time.sleep(0.05)
        if breaks == "web":
            product.kill_a_worker()
        else:
            product.crash_database()
            time.sleep(1)
            product.start_database()
        codes = [one.result(120) for one in sent]
    assert codes == [code_of(signed) for signed in forms]
    for answer in refused:
        assert answer.status in {0, 503}, answer
        assert answer.status == 0 or "没有看到查询码的，就还没有收到" in answer.text
    assert refused
    with product.database() as asked:
        rows = asked.execute("SELECT lookup, number FROM complaints_complaint ORDER BY number").fetchall()
    assert {bytes(row[0]) for row in rows} == {sealing.derived(code, LOOKUP) for code in codes}
    assert len(rows) == SENT
    assert [str(row[1])[-5:] for row in rows] == [f"{at:05d}" for at in range(1, SENT + 1)]
    assert product.count("complaints_complaintkey") == product.count("complaints_complaintfile") == SENT
    with product.database() as asked:
        names = {str(row[0]) for row in asked.execute("SELECT file FROM complaints_complaintfile").fetchall()}
    stored = {f"complaints/{path.name}" for path in product.stored_files()}
    assert names <= stored
    # A process killed between the file and its row leaves a locked file nobody has the key to; the night takes it away.
    assert len(stored - names) <= (AT_ONCE if breaks == "web" else 0)


def test_a_file_without_its_row_is_taken_away_the_night_after(world: World, settings):
    receive(
        body=world.body, said=Said("镇长收了两条烟", files=[Clean("附件1.txt", b"x")]), form="f", on=world.day
    )
    kept = ComplaintFile.objects.get().file.name
    left = default_storage.save("complaints/left", ContentFile(b"locked"))
    now = clock.now()
    assert forget_without_row(now=now) == 0
    assert default_storage.exists(left)
    assert forget_without_row(now=now + timedelta(days=2)) == 1
    assert (default_storage.exists(left), default_storage.exists(kept)) == (False, True)
