"""The public's pages and the officers' pages as an attacker finds them (docs/security-asvs.md): what is sent oddly, by whom it may not, and what answers tell."""

import json
import logging
import os
import re
import runpy
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from complaints.models import BodyKey, Complaint, Draft, Mail
from complaints.services import attachments, challenges, intake, reporters
from complaints.services.attachments import Clean
from complaints.services.intake import Said, receive
from complaints.services.mails import keep
from complaints.urls import urlpatterns
from config.local.checks import PRODUCTION
from core import sealing
from core.models import Event
from core.observing.lines import JsonLine, NotOfThePublic
from core.uploads import ACCEPT
from tests.complaints.conftest import SECRET, World
from tests.complaints.test_pages import FACTS, form_of, opened
from tests.factories import PASSWORD

PUBLIC = ("report-about", "report-new", "report-resume", "report-progress", "report-add")
SCRIPT = (
    "<script>document.title='taken'</script>\"'><img src=x onerror=\"document.title='taken'\">{{ 7|add:7 }}"
)


def reported(world: World, **said: Any) -> Complaint:
    """A complaint with a file."""
    given = {"facts": FACTS, "unit": world.town.pk, "files": [Clean("附件1.txt", b"seven hundred")]} | said
    receive(body=world.body, said=Said(**given), form=str(uuid4()), on=world.day)
    return Complaint.objects.latest("pk")


def addresses(world: World, complaint: Complaint) -> Iterator[tuple[str, str]]:
    """Every address of complaints beneath /complaints/, about what there is."""
    file, key = complaint.files.get().pk, BodyKey.objects.get()
    words = {
        "sender": "x@example.test",
        "subject": "修渠",
        "sent": "",
        "text": FACTS,
        "files": ["附件1.txt"],
        "left_out": [],
    }
    keep(
        body=world.body, key=key, words=words, files=[Clean("附件1.txt", b"x")], mark=b"m" * 32, on=world.day
    )
    mail = Mail.objects.get()
    of_complaint = ("answer", "stand-back", "inquiry", "escalate", "clarification")
    given: dict[str, dict[str, Any]] = {
        "complaint": {"pk": complaint.pk},
        "complaint-step": {"pk": complaint.pk, "kind": "register"},
        **{f"complaint-{name}": {"pk": complaint.pk} for name in of_complaint},
        **{f"complaint-mail{name}": {"pk": mail.pk} for name in ("", "-reject", "-take-up")},
        "complaint-mail-file": {"pk": mail.pk, "file": mail.files.get().pk},
        "complaint-past-confirm": {"pk": 1},
        "complaint-notice-act": {"pk": complaint.pk, "notice": 1},
        "complaint-notice": {"pk": 1},
        "complaint-file": {"pk": complaint.pk, "file": file},
        "handed-on-confirm": {"pk": 1},
        "handed-on-package": {"pk": 1},
        "complaint-ceremony": {"pk": world.body.pk},
        "complaint-key-act": {"what": "withdraw", "pk": key.body_id},
    }
    for one in urlpatterns:
        if str(one.pattern).startswith("complaints/"):
            assert one.name is not None
            yield one.name, reverse(one.name, kwargs=given.get(one.name))


# What the public may send


def multipart(
    head: str, value: bytes = b"x", kind: str = "multipart/form-data; boundary=b"
) -> dict[str, Any]:
    body = f"--b\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n--b--\r\n"
    return {"data": body, "content_type": kind}


@pytest.mark.parametrize(
    "sent",
    [
        multipart("name=\"f\"; filename*=nobody-has''%41.txt"),
        {"data": b"no form at all", "content_type": "multipart/form-data; boundary=b"},
        {"data": b"x=1", "content_type": "multipart/form-data"},
        {"data": b"&".join(b"x%d=1" % at for at in range(5001)), "content_type": "application/x-www-form-urlencoded"},
        {"data": b"facts=" + b"x" * 3_000_000, "content_type": "application/x-www-form-urlencoded"},
        multipart('name="facts"', b"x" * 3_000_000),
        {"data": {"attachments": [SimpleUploadedFile("a.txt", b"x") for _at in range(101)]}},
    ],
    ids=["encoding of a name", "no part", "no border", "5001 fields", "3 MB of words", "3 MB in a part", "101 files"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["report-new", "report-add", "report-progress", "report-resume"])
def test_what_is_no_form_is_answered_politely_and_nothing_of_it_is_kept(
    world: World, sent: dict[str, Any], name: str
):
    answer = Client().post(reverse(name), **sent)
    # Fields beside those asked for, and a part without a border, make a form that lacks what is asked for.
    assert answer.status_code in {400, 422}
    if answer.status_code == 400:
        assert "不是本页的表单" in answer.content.decode()
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert not Complaint.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "unicode_escape", "hex", "idna", "gb18030"])
def test_whatever_encoding_a_form_claims_it_is_read_as_utf_8(world: World, charset: str):
    data = form_of() | {"facts": FACTS + "\\ud800", "when": "+ADw-b+AD4-"}
    body = "".join(
        f'--b\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
        for key, value in data.items()
    )
    kind = f"multipart/form-data; boundary=b; charset={charset}"
    answer = Client().generic("POST", reverse("report-new"), body.encode() + b"--b--\r\n", content_type=kind)
    assert answer.status_code == 200
    (summary,) = world.opener().summaries(Complaint.objects.all()).values()
    assert summary["facts"] == data["facts"]
    assert summary["when"] == data["when"]


@pytest.mark.parametrize("name", ["facts", "person_words", "when", "name", "contact", "unit", "conducts"])
@pytest.mark.parametrize(
    "sign", ["\x00", "\ufffd", "\u202e", "\U0010ffff"], ids=["null", "broken", "turned", "last"]
)
def test_no_sign_in_any_field_breaks_the_form(world: World, name: str, sign: str):
    answer = Client().post(reverse("report-new"), form_of() | {"facts": FACTS} | {name: f"甲{sign}乙"})
    refused = sign == "\x00" or name in {"unit", "conducts"}
    assert answer.status_code == (422 if refused else 200)
    assert Complaint.objects.exists() is not refused


def test_bytes_that_are_no_text_are_replaced_and_kept(world: World):
    data = form_of()
    broken = "".join(f"{key}={value}&" for key, value in data.items()).encode() + b"facts=%ed%a0%80%ff"
    answer = Client().post(reverse("report-new"), broken, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    (summary,) = world.opener().summaries(Complaint.objects.all()).values()
    assert set(summary["facts"]) == {"\ufffd"}


def test_fields_nobody_asked_for_and_names_sent_twice_change_nothing(world: World):
    more = {
        "body": "99", "number": "1999-00001", "state": "closed", "channel": "visit", "received_on": "1999-01-01", "major": "on",
        "person": str(world.head.pk), "lookup": "x", "files": "x", "by": str(world.officers[0].pk), "unit_words": "x",
    }  # fmt: skip
    assert (
        Client().post(reverse("report-new"), form_of() | {"facts": ["甲", FACTS]} | more).status_code == 200
    )
    kept = Complaint.objects.get()
    assert (kept.body, kept.channel, kept.state, kept.received_on, kept.major) == (
        world.body, "web", "received", world.day, False,
    )  # fmt: skip
    assert kept.number.startswith(f"{world.day.year}-")
    (summary,) = world.opener().summaries([kept]).values()
    assert (summary["facts"], summary["person"], summary["unit_words"]) == (FACTS, None, "")


def test_every_field_has_a_longest_and_a_draft_too(world: World):
    for name, most in (("facts", 20_000), ("person_words", 80), ("when", 80), ("name", 40), ("contact", 120)):
        answer = Client().post(
            reverse("report-new"), form_of() | {"facts": FACTS} | {name: "长" * (most + 1)}
        )
        assert answer.status_code == 422, name
    answer = Client().post(reverse("report-new"), form_of() | {"facts": "长" * 30_000, "keep": "yes"})
    assert answer.status_code == 422
    assert "没有暂存" in answer.content.decode()
    assert not Draft.objects.exists()
    assert not Complaint.objects.exists()


def test_a_files_name_neither_reaches_the_store_nor_a_header(world: World):
    name = "..%5C..%5Cetc/%22%0D%0ASet-Cookie:%20a=b%3B%20%E7%A7%98%E5%AF%86.txt"
    parts = [f'name="{key}"\r\n\r\n{value}' for key, value in (form_of() | {"facts": FACTS}).items()]
    parts.append(
        f"name=\"attachments\"; filename*=utf-8''{name}\r\nContent-Type: text/html\r\n\r\nseven hundred"
    )
    body = "".join(f"--b\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--b--\r\n"
    kind = "multipart/form-data; boundary=b"
    assert Client().generic("POST", reverse("report-new"), body, content_type=kind).status_code == 200
    row = Complaint.objects.get().files.get()
    assert "秘密" not in str(row.file.name)
    answer = opened(world.officers[0]).get(reverse("complaint-file", args=[row.complaint_id, row.pk]))
    assert "Set-Cookie" not in answer.headers
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%99%84%E4%BB%B61.txt")
    assert b"".join(answer.streaming_content) == b"seven hundred"


def test_more_files_than_ten_or_more_bytes_than_are_taken_are_refused_by_field(world: World, monkeypatch):
    many = [SimpleUploadedFile(f"{at}.txt", b"x") for at in range(11)]
    answer = Client().post(reverse("report-new"), form_of() | {"facts": FACTS, "attachments": many})
    assert (answer.status_code, "最多 10 个" in answer.content.decode()) == (422, True)
    monkeypatch.setattr(attachments, "MOST_BYTES", 3)
    answer = Client().post(
        reverse("report-new"),
        form_of() | {"facts": FACTS, "attachments": [SimpleUploadedFile("a.txt", b"four")]},
    )
    assert (answer.status_code, "附件合计超过" in answer.content.decode()) == (422, True)
    assert not Complaint.objects.exists()


def test_what_may_be_attached_is_said_beside_the_field(world: World):
    text = Client().get(reverse("report-new")).content.decode()
    assert f'accept="{ACCEPT}"' in text
    assert "PDF、docx、xlsx、png、jpg、txt，合计不超过 40 MB" in text


# What machines may do


def test_above_a_rate_forms_and_codes_wait_and_what_was_typed_stays(world: World, monkeypatch):
    monkeypatch.setattr(challenges, "MOST", 2)
    sent = [Client().post(reverse("report-new"), form_of() | {"facts": FACTS}) for _at in range(3)]
    assert [one.status_code for one in sent] == [200, 200, 422]
    assert FACTS in sent[-1].content.decode()
    asked = [Client().post(reverse("report-progress"), {"code": "1" * 16}) for _at in range(3)]
    assert "查询的人太多" in asked[-1].content.decode()
    code = intake.code_for("any")
    tried = [Client().post(reverse(name), {"code": code}) for name in ("report-add", "report-resume")]
    assert all("查询的人太多" in one.content.decode() for one in tried)


@pytest.mark.parametrize(("work", "answer"), [("", ""), ("1", "0"), ("-1", ""), ("9" * 40, ""), ("٣", "٣")])
def test_without_work_or_answer_nothing_is_taken_and_no_file_is_looked_into(
    world: World, work: str, answer: str, monkeypatch
):
    looked: list[Any] = []
    monkeypatch.setattr("complaints.forms.public.cleaned", lambda files: looked.extend(files) or [])
    file = SimpleUploadedFile("a.txt", b"text")
    data = form_of() | {"facts": FACTS, "work": work, "answer": answer, "attachments": file}
    assert Client().post(reverse("report-new"), data).status_code == 422
    assert looked == []


def test_a_code_of_nobody_costs_and_tells_as_much_as_a_code_that_is_kept_elsewhere(world: World, monkeypatch):
    """The slow part is done before it is looked for, so that no time tells whether there is something."""
    asked: list[str] = []
    slowly = reporters.sealing.derived
    monkeypatch.setattr(
        reporters.sealing, "derived", lambda code, purpose: asked.append(purpose) or slowly(code, purpose)
    )
    draft = reporters.keep_draft(words={"facts": FACTS}, form=str(uuid4()), on=world.day)
    asked.clear()
    said = []
    for code in (intake.code_for("of nobody"), draft):
        with pytest.raises(ValidationError) as refused:
            reporters.found_by(code)
        said.append(refused.value.messages)
    assert said[0] == said[1]
    assert asked == [intake.LOOKUP, intake.LOOKUP]


def test_a_code_is_never_in_an_address(world: World):
    receipt = receive(
        body=world.body, said=Said(facts=FACTS, unit=world.town.pk), form=str(uuid4()), on=world.day
    )
    for name in ("report-progress", "report-resume"):
        assert "到哪一步了" not in Client().get(reverse(name), {"code": receipt.code}).content.decode()
    shown = Client().post(reverse("report-progress"), {"code": receipt.code}).content.decode()
    assert "到哪一步了" in shown
    assert f"={receipt.code}" not in shown


# What answers tell


def test_every_public_answer_says_neither_cookie_nor_source_and_is_kept_nowhere(world: World, settings):
    client = Client()
    for name in PUBLIC:
        for answer in (client.get(reverse(name)), client.post(reverse(name), {}), client.put(reverse(name))):
            assert not answer.cookies, name
            if answer.status_code != 405:
                assert "no-store" in answer["Cache-Control"], name
                assert answer["Referrer-Policy"] == "no-referrer", name
            assert "Access-Control-Allow-Origin" not in answer.headers
            assert answer["Content-Type"] == "text/html; charset=utf-8"
            assert answer["X-Content-Type-Options"] == "nosniff"
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
            assert "base-uri 'none'" in answer["Content-Security-Policy"]
            assert "object-src 'none'" in answer["Content-Security-Policy"]
    missing = client.get("/report/%3Cscript%3E/")
    assert (missing.status_code, bool(missing.cookies)) == (404, False)
    assert "script>" not in missing.content.decode().replace("</script>", "").partition("<main")[2]
    assert missing["Referrer-Policy"] == "no-referrer"


def test_every_answer_to_officers_is_kept_nowhere(world: World):
    complaint, client = reported(world), opened(world.officers[0])
    for name, url in addresses(world, complaint):
        for answer in (client.get(url), client.post(url, {})):
            if answer.status_code not in {404, 405}:
                assert "no-store" in answer["Cache-Control"], (name, answer.status_code)
            if answer.get("Content-Type", "").startswith("text/"):
                assert "charset=utf-8" in answer["Content-Type"]
            if answer.status_code == 200 and answer.get("Content-Type", "").startswith("text/html"):
                assert f'action="{reverse("logout")}"' in answer.content.decode(), name
        if name == "complaint-close":
            client = opened(world.officers[0])


def test_a_page_that_breaks_says_nothing_of_what_was_sent_and_logs_no_word_of_it(
    world: World, monkeypatch, caplog
):
    def breaks(**_given: Any) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(intake, "receive", breaks)
    client = Client(raise_request_exception=False)
    with caplog.at_level(logging.DEBUG):
        answer = client.post(reverse("report-new"), form_of() | {"facts": "青石桥头", "name": "山既明"})
    assert answer.status_code == 500
    assert not answer.cookies
    text = answer.content.decode()
    for word in ("青石桥头", "山既明", "RuntimeError", "Traceback"):
        assert word not in text
    formatted = "\n".join(logging.Formatter().format(one) for one in caplog.records)
    assert "broken" in formatted
    assert "青石桥头" not in formatted
    assert "山既明" not in formatted


def test_what_was_typed_comes_back_as_text_alone(world: World):
    answer = Client().post(
        reverse("report-new"), form_of() | dict.fromkeys(("facts", "when", "name"), SCRIPT) | {"answer": "x"}
    )
    text = answer.content.decode()
    assert "<script>document" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;document" in text
    assert "{{ 7|add:7 }}" in text


# Who may what


def test_an_officer_of_the_body_without_the_key_reaches_nothing_of_it_by_any_address(world: World):
    complaint = reported(world)
    client = Client()
    client.force_login(world.closed)
    own = {
        "complaint-open",
        "complaint-close",
        "complaint-keys",
        "complaint-passphrase",
        "handed-on-list",
        "complaint-ceremony",
    }
    found: dict[str, set[int]] = {}
    for name, url in addresses(world, complaint):
        answers = [client.get(url), client.post(url, {"to": world.closed.pk, "of": world.officers[0].pk})]
        found[name] = {one.status_code for one in answers}
        for one in answers:
            assert complaint.number not in getattr(one, "content", b"").decode(errors="replace"), name
    refused = {name for name, codes in found.items() if codes <= {404, 405}}
    # An empty form is nobody's secret. Withdrawing another's grant is an officer's duty, and it leads back to the page of keys.
    assert set(found) - refused == own | {"complaint-key-act", "complaint-past-template"}
    assert world.closed.pk not in {grant.holder.owner_id for grant in world.keys[0].grants.all()}


def test_a_file_is_reached_through_its_own_complaint_alone(world: World):
    one, other = reported(world), reported(world)
    client = opened(world.officers[0])
    assert client.get(reverse("complaint-file", args=[one.pk, one.files.get().pk])).status_code == 200
    assert client.get(reverse("complaint-file", args=[one.pk, other.files.get().pk])).status_code == 404


def test_who_is_switched_off_or_loses_the_role_reads_nothing_from_then_on(world: World):
    reported(world)
    client = opened(world.officers[0])
    assert client.get(reverse("complaint-list")).status_code == 200
    world.officers[0].is_active = False
    world.officers[0].save()
    assert client.get(reverse("complaint-list"))["Location"].startswith("/login/")


@pytest.mark.parametrize("number", ["x", "\x00", "-1", "٣", "9" * 30, ""])
@pytest.mark.parametrize("what", ["grant", "withdraw"])
def test_no_number_sent_to_the_page_of_keys_breaks_it(world: World, what: str, number: str):
    client = opened(world.officers[0])
    answer = client.post(
        reverse("complaint-key-act", args=[what, world.body.pk]), {"to": number, "of": number}
    )
    assert answer.status_code == 404


def test_an_officer_cannot_set_what_a_step_does_not_ask_for(world: World):
    complaint, client = reported(world), opened(world.officers[0])
    sent = {"register-day": world.day.isoformat(), "register-words": "登记", "register-summary": "一件"}
    more = {
        "register-choice": "verification",
        "register-into": "x",
        "state": "closed",
        "register-state": "closed",
        "body": "99",
        "by": "99",
    }
    answer = client.post(reverse("complaint-step", args=[complaint.pk, "register"]), sent | more)
    assert answer.status_code == 302
    complaint.refresh_from_db()
    step = complaint.steps.get()
    assert (complaint.state, complaint.body_id, step.by, step.choice) == (
        "registered",
        world.body.pk,
        world.officers[0],
        "",
    )


# Opening


def test_opening_leaves_the_former_session_worth_nothing(world: World):
    client = Client()
    client.force_login(world.officers[0])
    before = client.cookies["sessionid"].value
    assert client.post(reverse("complaint-open"), {"passphrase": SECRET}).status_code == 302
    assert client.cookies["sessionid"].value != before
    assert len(client.cookies["sessionid"].value) == 32
    thief = Client()
    thief.cookies["sessionid"] = before
    thief.cookies["complaints-open"] = client.cookies["complaints-open"].value
    assert thief.get(reverse("complaint-list"))["Location"].startswith("/login/")


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example/", "javascript:alert(1)", "/%0d%0aX: y"],
)
def test_after_opening_nobody_is_led_elsewhere(world: World, elsewhere: str):
    client = Client()
    client.force_login(world.officers[0])
    answer = client.post(f"{reverse('complaint-open')}?next={elsewhere}", {"passphrase": SECRET})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/")
    assert not answer["Location"].startswith(("//", "/\\"))
    assert "X" not in answer.headers


def test_after_opening_one_is_where_one_wanted_with_all_that_was_asked(world: World):
    client = Client()
    client.force_login(world.officers[0])
    wanted = f"{reverse('complaint-list')}?state=&channel=web&late=on"
    to = client.get(wanted)["Location"]
    assert client.post(to, {"passphrase": SECRET})["Location"] == wanted


def test_the_browsers_half_is_for_these_addresses_for_a_quarter_of_an_hour_and_no_script(world: World):
    client = opened(world.officers[0])
    half = client.cookies["complaints-open"]
    assert (half["path"], half["samesite"], half["httponly"], half["max-age"]) == (
        "/complaints/",
        "Strict",
        True,
        900,
    )
    assert len(half.value) + len("complaints-open") < 4096
    session = client.session
    kept = session["complaints-open"]
    assert "private" not in kept
    kept["until"] = (timezone.now() - timedelta(days=400)).isoformat()
    session["complaints-open"] = kept
    session.save()
    assert client.get(reverse("complaint-list")).status_code == 302


def test_closing_and_logging_out_close_at_once(world: World):
    for way in ("complaint-close", "logout"):
        client = opened(world.officers[0])
        half = client.cookies["complaints-open"].value
        client.post(reverse(way))
        client.cookies["complaints-open"] = half
        assert client.get(reverse("complaint-list")).status_code == 302


def test_a_letter_entered_by_an_officer_does_not_touch_the_disk_and_needs_the_pages_token(
    world: World, monkeypatch
):
    monkeypatch.setattr(
        "django.core.files.uploadhandler.TemporaryUploadedFile", lambda *_given: pytest.fail("on the disk")
    )
    letter = SimpleUploadedFile("信.txt", b"x" * 3_000_000)
    data = {"channel": "letter", "facts": FACTS, "attachments": letter, "token": str(uuid4())}
    client = opened(world.officers[0])
    assert client.post(reverse("complaint-new"), data).status_code == 200
    assert Complaint.objects.get().files.count() == 1
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    letter.seek(0)
    assert strict.post(reverse("complaint-new"), data).status_code == 403
    too_much = client.post(
        reverse("complaint-new"),
        b"x",
        content_type="multipart/form-data; boundary=b",
        headers={"content-length": str(10**9)},
    )
    assert too_much.status_code == 413


def test_passphrases_may_be_long_pasted_and_of_any_signs(world: World):
    client = Client()
    client.force_login(world.officers[0])
    text = client.get(reverse("complaint-open")).content.decode()
    assert 'type="password"' in text
    assert "onpaste" not in text
    words = "  空 格🔒ÄÖ" + "长" * 120 + " "
    change = {"how": "change", "former": SECRET, "passphrase": words, "again": words}
    assert client.post(reverse("complaint-passphrase"), change).status_code == 302
    assert client.post(reverse("complaint-open"), {"passphrase": words.strip()}).status_code == 422
    assert client.post(reverse("complaint-open"), {"passphrase": words}).status_code == 302
    wrong = change | {"former": "不是这一句话呀不是", "passphrase": SECRET, "again": SECRET}
    assert client.post(reverse("complaint-passphrase"), wrong).status_code == 422


# In production


def test_in_production_everything_goes_over_tls_and_nothing_explains_itself():
    names = (
        "DEBUG", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_HTTPONLY", "SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME",
        "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", "SESSION_COOKIE_PATH", "SESSION_COOKIE_AGE", "SESSION_ENGINE",
    )  # fmt: skip
    asked = (
        "import django, json; django.setup(); from django.conf import settings as s; from complaints.views.sessions import COOKIE; "
        f"print(json.dumps([getattr(s, one) for one in {names}] + [COOKIE, s.PASSWORD_HASHERS[0]]))"
    )
    answered = subprocess.run(
        [sys.executable, "-c", asked], env=os.environ | PRODUCTION, cwd=configured.BASE_DIR, capture_output=True, check=True
    )  # fmt: skip
    assert dict(zip((*names, "half", "hash"), json.loads(answered.stdout), strict=True)) == {
        "DEBUG": False, "SECURE_SSL_REDIRECT": True, "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
        "SESSION_COOKIE_SECURE": True, "CSRF_COOKIE_SECURE": True, "SESSION_COOKIE_HTTPONLY": True, "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_NAME": "__Host-sessionid", "CSRF_COOKIE_NAME": "__Host-csrftoken", "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax", "SESSION_COOKIE_PATH": "/", "SESSION_COOKIE_AGE": 12 * 60 * 60,
        "SESSION_ENGINE": "django.contrib.sessions.backends.db", "half": "__Secure-complaints-open",
        "hash": "django.contrib.auth.hashers.Argon2PasswordHasher",
    }  # fmt: skip


def test_a_setting_without_its_secret_does_not_start():
    for name in ("SECRET_KEY", "CODE_KEY", "ALLOWED_HOSTS"):
        told = subprocess.run(
            [sys.executable, "manage.py", "check"], env=os.environ | PRODUCTION | {name: ""}, cwd=configured.BASE_DIR,
            capture_output=True, check=False,
        )  # fmt: skip
        assert told.returncode != 0
        assert name.encode() in told.stderr


def test_the_page_of_complaints_keeps_nothing_in_the_browser():
    """Forms that save themselves in the browser (static/js/drafts.js) are those that say so; none of complaints does."""
    for one in (configured.BASE_DIR / "templates/complaints").glob("*.html"):
        assert "data-draft" not in one.read_text(), one.name
    script = (configured.BASE_DIR / "static/js/report.js").read_text()
    for store in ("localStorage", "sessionStorage", "indexedDB", "document.cookie"):
        assert store not in script


def test_what_makes_a_code_or_a_key_comes_from_the_systems_chance(world: World):
    """A form's name is a random UUID signed with SECRET_KEY; keys are libsodium's random bytes: none comes twice, each as long as it must be."""
    keys = {sealing.new_key() for _at in range(200)} | {sealing.new_pair().private for _at in range(200)}
    assert len(keys) == 400
    assert {len(one) for one in keys} == {32}
    forms = [challenges.opened(challenges.open_form(timezone.now()), timezone.now()) for _at in range(50)]
    assert len({one.token for one in forms if one}) == 50


def test_what_was_locked_and_changed_does_not_open():
    key, pair = sealing.new_key(), sealing.new_pair()
    for closed, opens in (
        (sealing.lock(key, b"x"), lambda one: sealing.unlock(key, one)),
        (sealing.seal(pair.public, b"x"), lambda one: sealing.unseal(pair.private, one)),
    ):
        for at in (0, len(closed) // 2, len(closed) - 1):
            changed = closed[:at] + bytes([closed[at] ^ 1]) + closed[at + 1 :]
            with pytest.raises(sealing.DoesNotOpen):
                opens(changed)


def test_what_a_passphrase_costs_is_the_recommended_and_kept_with_it(world: World, settings):
    told = runpy.run_path(str(configured.BASE_DIR / "config/settings.py"))
    assert told["PASSPHRASE_COST"] >= (3, 256 * 1024 * 1024)
    assert told["CODE_COST"] >= (2, 64 * 1024 * 1024)
    settings.PASSPHRASE_COST = (2, 16384)
    made = sealing.wrap(SECRET, b"k" * 32)
    assert (made.operations, made.memory, len(made.salt)) == (2, 16384, 16)
    settings.PASSPHRASE_COST = (1, 8192)
    assert sealing.unwrap(SECRET, made) == b"k" * 32


def test_in_the_database_nothing_received_and_nothing_noted_is_changed_or_deleted(world: World):
    reported(world)
    opened(world.officers[0]).get(reverse("complaint", args=[Complaint.objects.get().pk]))
    for change in (
        lambda: Complaint.objects.update(content=b"other"),
        lambda: Event.objects.update(facts={}),
        lambda: Event.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_of_the_publics_pages_no_line_is_written_and_elsewhere_none_with_what_was_asked_for(
    world: World, caplog
):
    kept = NotOfThePublic()
    for path in ("/report/", "/elsewhere/"):
        caplog.clear()
        with caplog.at_level(logging.INFO):
            Client().get(f"{path}%0A2026-01-01%20ERROR%20made%20up/%1b[2J/")
        lines = [JsonLine().format(one) for one in caplog.records if kept.filter(one)]
        assert bool(lines) == (path == "/elsewhere/")
        for line in lines:
            assert "made up" not in line
            assert "\n" not in line
            assert re.search(r'"time": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00"', line)


def test_another_password_ends_what_was_open_in_other_browsers(world: World):
    world.officers[0].set_password(PASSWORD)
    world.officers[0].save()
    other, own = opened(world.officers[0]), opened(world.officers[0])
    new = "Yun-juan-yun-shu-9"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert own.post(reverse("password-change"), typed).status_code == 302
    assert own.get(reverse("complaint-list")).status_code == 200
    assert other.get(reverse("complaint-list"))["Location"].startswith("/login/")


def test_no_folder_is_listed_no_request_is_mirrored_and_no_file_of_ours_is_served(world: World):
    client = Client()
    for path in (
        "/static/",
        "/static/css/",
        "/.git/config",
        "/files/",
        "/media/",
        "/config/settings.py",
        "/report/../manage.py",
    ):
        assert client.get(path).status_code == 404, path
    assert client.trace(reverse("report-about")).status_code == 405
    assert default_storage._base_url is None  # type: ignore[attr-defined]


@pytest.mark.parametrize("host", ["evil.example", "testserver@evil.example", "testserver\t.evil.example"])
def test_another_hosts_name_is_answered_by_a_page_that_does_not_repeat_it(world: World, host: str):
    answer = Client(raise_request_exception=False).get(reverse("report-about"), headers={"host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.content.decode()
    assert "收到的内容读不出来" in answer.content.decode()


def test_an_officers_form_that_is_none_is_answered_politely(world: World):
    answer = opened(world.officers[0]).post(
        reverse("complaint-new"),
        **multipart("name=\"f\"; filename*=nobody-has''%41.txt", kind="multipart/form-data"),
    )
    assert answer.status_code == 400
    assert "什么都没有改动" in answer.content.decode()


@pytest.mark.parametrize("word", ["1q2w3e4r5t", "qwertyuiop", "Password123"])
def test_a_password_of_the_most_used_is_refused(world: World, word: str):
    with pytest.raises(ValidationError) as refused:
        validate_password(word, world.officers[0])
    assert {one.code for one in refused.value.error_list} == {"password_too_common"}
