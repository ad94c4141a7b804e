"""After a whole run no word of a report stands anywhere in the open: database, its log, files, the product's logs, Redis (C23, N31)."""

import base64
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect
from redis import Redis

from config.local.services import postgres_binaries
from tests.complaints.conftest import World
from tests.complaints.standing import Standing, standing
from tests.complaints.test_journey import log_in, open_complaints, step
from tests.conftest import DESKTOP, PHONE, Screens
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

# Where each is planted; none of them is part of another or of the product.
WORDS = {
    "facts": "青石桥头第三根石柱",
    "person": "绰号铁算盘",
    "when": "桂花落尽那一夜",
    "name": "山既明",
    "contact": "酉时在茶亭见",
    "file name": "竹篮底下的账",
    "file": "白纸黑字七百斤",
    "draft": "还没有想好的话",
    "added": "后山那口枯井",
    "summary": "水磨坊发包一事",
    "words": "经查磨坊账目不符",
    "answer": "磨坊之事已有着落",
}


@pytest.fixture
def product(world: World, tmp_path: Path, settings) -> Iterator[Standing]:
    """The county's product, told to log whatever it can: every statement, every request, every task, every write of Redis."""
    # The product that stands by itself knows the real ways to hash alone.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    world.officers[0].set_password(PASSWORD)
    world.officers[0].save()
    with standing(tmp_path) as made:
        with made.database() as asked:
            for setting, value in (("log_statement", "all"), ("log_min_duration_statement", "0")):
                asked.execute(f"ALTER SYSTEM SET {setting} = '{value}'")  # type: ignore[arg-type]
            asked.execute("SELECT pg_reload_conf()")
        redis = Redis.from_url(made.environment["REDIS_URL"])
        redis.config_set("dir", str(tmp_path))
        redis.config_set("appendonly", "yes")
        made.start_web()
        made.start_worker()
        yield made


def forms_of(word: str) -> list[bytes]:
    """How a word may lie somewhere: as it is, in other encodings, escaped, in hexadecimal digits, in base64 at any offset."""
    plain = word.encode()
    found = [plain, word.encode("utf-16-le"), word.encode("gb18030"), plain.hex().encode()]
    found.append(json.dumps(word)[1:-1].encode())
    found.append(repr(plain)[2:-1].encode())
    for shift in range(3):
        coded = base64.b64encode(b"\0" * shift + plain)
        found.append(coded[4 if shift else 0 : -4])
    return found


def places(product: Standing) -> Iterator[tuple[str, bytes]]:
    """Everything that outlives a request: the database as a dump and as its files and log, Redis, stored files, logs."""
    tools = postgres_binaries()
    assert tools is not None
    with product.database() as asked:
        asked.execute("CHECKPOINT")
    dump = [str(tools / "pg_dump"), "-h", str(product.cluster), "-U", "tests", "postgres"]
    yield "dump", subprocess.run(dump, capture_output=True, check=True).stdout
    Redis.from_url(product.environment["REDIS_URL"]).save()
    for folder in (product.cluster, product.folder):
        for path in folder.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()


def test_after_a_whole_run_no_planted_word_is_found_anywhere(
    product: Standing, screens: Screens, tmp_path: Path
):
    home, said = f"http://127.0.0.1:{product.port}", WORDS
    phone = screens(PHONE)
    phone.goto(f"{home}/report/new/")
    phone.fill("[name=facts]", said["draft"])
    phone.wait_for_timeout(3500)
    phone.get_by_role("button", name="暂存").click()
    expect(phone.locator("#code")).to_be_visible()
    phone.goto(f"{home}/report/new/")
    for name, word in (
        ("person_words", "person"), ("facts", "facts"), ("when", "when"), ("name", "name"), ("contact", "contact"),
    ):  # fmt: skip
        box = phone.locator(f"[name={name}]")
        box.evaluate("one => { const shut = one.closest('details'); if (shut) shut.open = true; }")
        box.fill(said[word])
    # Outside the folders that are searched: what the citizen has is the citizen's.
    proof = tmp_path.parent / f"{tmp_path.name}-phone" / f"{said['file name']}.txt"
    proof.parent.mkdir()
    proof.write_text(said["file"])
    phone.set_input_files("[name=attachments]", proof)
    phone.wait_for_timeout(3500)
    phone.get_by_role("button", name="加密提交").click()
    expect(phone.get_by_text("已加密收到")).to_be_visible()
    code = phone.locator("#code").inner_text()
    phone.goto(f"{home}/report/progress/")
    phone.fill("[name=code]", code)
    phone.get_by_role("button", name="查询").click()
    phone.fill("[name=text]", said["added"])
    phone.wait_for_timeout(3500)
    phone.get_by_role("button", name="加密提交").click()
    expect(phone.get_by_text("补充的内容已经加密收到")).to_be_visible()

    page = screens(DESKTOP)
    log_in(page, home, "jiwei1")
    open_complaints(page, home)
    page.get_by_role("link", name=re.compile(r"\d{4}-00001")).click()
    expect(page.get_by_text(said["facts"]).first).to_be_visible()
    with page.expect_download() as sent:
        page.get_by_role("link", name="附件1.txt").click()
    assert Path(sent.value.path()).read_text() == said["file"]
    step(page, "登记", summary=said["summary"], words=said["words"])
    page.locator("[name=text]").fill(said["answer"])
    page.get_by_role("button", name="答复").click()
    expect(page.get_by_text("凭查询码可以看到")).to_be_visible()
    page.goto(f"{home}/complaints/")
    expect(page.get_by_text(said["summary"])).to_be_visible()

    marks = {word: forms_of(word) for word in WORDS.values()} | {
        code: [code.encode(), code.replace(" ", "").encode()]
    }
    seen, found = set(), []
    for place, content in places(product):
        seen.add(Path(place).name)
        found += [(word, place) for word, forms in marks.items() if any(form in content for form in forms)]
    assert found == []
    assert {"dump", "log", "web.log", "worker.log", "dump.rdb"} <= seen
    assert len(product.stored_files()) == 1
    # The search itself finds: what may stand in the open does.
    assert any("县纪委监委".encode() in content for _place, content in places(product))
