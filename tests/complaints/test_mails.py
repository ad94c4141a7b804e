"""Mail is taken from the body's mailbox, locked at once, entered by an officer, and then routed before it is stored (C23, N23)."""

import logging
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from complaints.models import Complaint, HandedOn, Mail, MailFile
from complaints.services import attachments, mails
from complaints.services.entering import enter_mail, reject_mail, take_up_mail
from complaints.services.keys import finish_rotation
from complaints.services.reporters import found_by
from complaints.tasks import pick_up_mail
from core import mailbox
from core.models import Event, JobRun
from rulebook.establishment import Category
from tests.complaints.conftest import World, hold_ceremony
from tests.complaints.imap_server import PASSWORD, USER, Server, certificate, running
from tests.complaints.test_intake import dump
from tests.complaints.test_pages import opened
from tests.factories import make_person, make_post, make_relatives, make_tenure, make_unit

PLANTED = "青石桥头第三根石柱"


class Crash(BaseException):
    """The machine stops."""


def written(text: str = f"镇长在{PLANTED}下收了两条烟", number: int = 1, **more: Any) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = (
        "山既明 <shan-planted@example.test>",
        more.get("subject", "反映镇长的问题"),
    )
    mail["Message-ID"] = f"<{number}@planted>"
    mail.set_content(text)
    for name, content in more.get("files", {}).items():
        mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as one:
        yield one


@pytest.fixture
def picked(world: World, server: Server) -> Any:
    """Pick up what is there; what came of it."""

    def run(done: str = "", password: str = PASSWORD, **more: Any) -> dict[str, Any]:
        account = mailbox.Account("127.0.0.1", server.port, USER, password, done=done, tls=False, **more)
        return mails.pick_up(of=account, body=world.body, on=world.day)

    return run


def counted(result: dict[str, Any]) -> tuple[int, int, int, int]:
    return result["taken"], result["known"], result["handed_on"], result["left"]


def test_a_mail_is_locked_and_then_deleted_on_the_server(world: World, server: Server, picked):
    server.put(written(files={"证据.txt": b"zhengju", "病毒.exe": b"MZ\x90\x00"}))
    assert counted(picked()) == (1, 0, 0, 0)
    assert server.numbers_in("INBOX") == []
    words = world.opener().mail_words(Mail.objects.get())
    assert PLANTED in words["text"]
    assert words["sender"] == "山既明 <shan-planted@example.test>"
    assert words["files"] == ["附件1.txt"]
    assert [one["name"] for one in words["left_out"]] == ["病毒.exe"]
    assert not Complaint.objects.exists()


@pytest.mark.parametrize("can", ["IMAP4rev1 MOVE UIDPLUS", "IMAP4rev1"])
def test_a_mail_is_moved_to_the_folder_declared(server: Server, picked, can: str):
    server.can = can
    server.put(written())
    picked(done="Taken")
    assert (server.numbers_in("INBOX"), server.numbers_in("Taken")) == ([], [1])


@pytest.mark.parametrize("is_trusted", [True, False])
def test_over_tls_a_server_is_asked_only_where_its_certificate_is_trusted(
    world: World, tmp_path, monkeypatch, is_trusted: bool
):
    secret = certificate(tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(secret))
    with running(secret) as one:
        one.put(written())
        account = mailbox.Account("127.0.0.1", one.port, USER, PASSWORD)
        result = mails.pick_up(of=account, body=world.body, on=world.day)
        assert counted(result) == (int(is_trusted), 0, 0, 0)
        assert is_trusted or not any("LOGIN" in asked for asked in one.asked)


def test_a_mail_met_again_is_not_taken_again(server: Server, picked):
    server.put(written())
    picked()
    server.put(written())
    assert counted(picked()) == (0, 1, 0, 0)
    assert Mail.objects.count() == 1


def test_two_mails_with_one_message_id_are_two(server: Server, picked):
    server.put(written("一件"))
    server.put(written("另一件"))
    assert counted(picked()) == (2, 0, 0, 0)


@pytest.mark.parametrize("command", ["FETCH", "STORE", "EXPUNGE", "SEARCH"])
def test_a_connection_lost_in_the_middle_loses_nothing_and_doubles_nothing(
    server: Server, picked, command: str
):
    for number in range(3):
        server.put(written(f"第 {number} 件", number))
    server.hangs_up_at = (command, 2 if command != "SEARCH" else 1)
    assert "中断" in picked()["problem"]
    server.hangs_up_at = ("", 0)
    assert picked()["problem"] == ""
    assert Mail.objects.count() == 3
    assert server.numbers_in("INBOX") == []


def test_a_crash_after_the_commit_and_before_the_marking_takes_nothing_twice(
    server: Server, picked, monkeypatch
):
    server.put(written())

    def crash(*_given: Any) -> None:
        raise Crash

    with monkeypatch.context() as broken:
        broken.setattr(mailbox.Mailbox, "take_away", crash)
        with pytest.raises(Crash):
            picked()
    assert Mail.objects.count() == 1
    assert server.numbers_in("INBOX") == [1]
    assert counted(picked()) == (0, 1, 0, 0)
    assert server.numbers_in("INBOX") == []


def test_where_storing_fails_the_mail_stays_on_the_server(server: Server, picked, monkeypatch):
    server.put(written(files={"证据.txt": b"zhengju"}))

    def full(*_given: Any, **_more: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(FileSystemStorage, "_save", full)
        assert counted(picked()) == (0, 0, 0, 1)
    assert server.numbers_in("INBOX") == [1]
    assert not Mail.objects.exists()
    assert counted(picked()) == (1, 0, 0, 0)


def test_a_mail_beyond_all_size_is_kept_without_its_files(world: World, server: Server, picked, monkeypatch):
    monkeypatch.setattr(mails, "MOST_BYTES", 3000)
    monkeypatch.setattr(mails, "BEGINNING", 2000)
    server.put(written(files={"大.txt": b"x" * 5000}))
    assert counted(picked()) == (1, 0, 0, 0)
    words = world.opener().mail_words(Mail.objects.get())
    assert PLANTED in words["text"]
    assert words["files"] == []
    assert [one["name"] for one in words["left_out"]] == ["大.txt"]


def test_files_beyond_the_number_are_named_as_left_out(world: World, server: Server, picked, monkeypatch):
    monkeypatch.setattr(attachments, "MOST", 1)
    server.put(written(files={"一.txt": b"1", "二.txt": b"2"}))
    picked()
    words = world.opener().mail_words(Mail.objects.get())
    assert (words["files"], [one["name"] for one in words["left_out"]]) == (["附件1.txt"], ["二.txt"])


def test_where_the_scanner_is_silent_the_mail_waits_on_the_server(server: Server, picked, settings):
    settings.CLAMD = "127.0.0.1:1"
    server.put(written(files={"证据.txt": b"zhengju"}))
    assert counted(picked()) == (0, 0, 0, 1)
    assert server.numbers_in("INBOX") == [1]


def test_a_mail_that_names_an_officer_goes_up_sealed_at_once(world: World, server: Server, picked):
    server.put(written("苗若溪收了钱"))
    server.put(written("苗若溪收了钱"))
    assert counted(picked()) == (0, 1, 1, 0)
    assert not Mail.objects.exists()
    assert HandedOn.objects.get().by_way_of == world.body


def test_where_nothing_can_be_handed_on_such_a_mail_stays_on_the_server(world: World, server: Server, picked):
    type(world.above).objects.update(outside_key=None)
    server.put(written("苗若溪收了钱"))
    result = picked()
    assert counted(result) == (0, 0, 0, 1)
    assert "12388" in result["problem"]
    assert server.numbers_in("INBOX") == [1]


def test_an_officer_whose_relative_a_mail_names_does_not_find_it(world: World, server: Server, picked):
    make_relatives(world.officers[0].person, world.head)
    server.put(written("城关镇的江望舒收了钱"))
    picked()
    pk = Mail.objects.get().pk
    assert opened(world.officers[0]).get(reverse("complaint-mail", args=[pk])).status_code == 404
    assert "反映镇长" not in opened(world.officers[0]).get(reverse("complaint-mails")).content.decode()
    assert "等待录入" not in opened(world.officers[0]).get(reverse("inbox")).content.decode()
    assert opened(world.officers[1]).get(reverse("complaint-mail", args=[pk])).status_code == 200


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"password": "cuowu-de-mima"}, "拒绝登录"),
        ({"password": "cuowu-de-mima-密码"}, "只能用英文字母"),
        ({"folder": "没有"}, "没有文件夹"),
        ({"port": 1}, "连接不上"),
        ({"tls": True}, "加密连接"),
    ],
)
def test_what_stands_in_the_way_is_told_to_the_administrator_and_no_password_to_any_log(
    world: World, server: Server, settings, caplog, client, admin_user, change, words: str
):
    server.put(written())
    settings.COUNTY_CODE = world.body.county_id
    settings.IMAP_HOST, settings.IMAP_PORT = "127.0.0.1", change.get("port", server.port)
    settings.IMAP_USER, settings.IMAP_PASSWORD = USER, change.get("password", PASSWORD)
    settings.IMAP_TLS, settings.IMAP_FOLDER = change.get("tls", False), change.get("folder", "INBOX")
    with caplog.at_level(logging.DEBUG):
        pick_up_mail(world.day.isoformat())
    run = JobRun.objects.get(job="pick-up-of-mail")
    assert words in run.result["problem"]
    client.force_login(admin_user)
    page = client.get(reverse("admin:core_jobrun_change", args=[run.pk])).content.decode()
    assert words in page
    for told in (caplog.text, page, str(run.result)):
        assert PASSWORD not in told
        assert "cuowu-de-mima" not in told
    assert server.numbers_in("INBOX") == [1]


def test_without_a_mailbox_in_the_settings_nothing_runs(world: World, settings):
    settings.IMAP_HOST = ""
    pick_up_mail(world.day.isoformat())
    assert not JobRun.objects.exists()


def test_the_task_takes_what_the_settings_name(world: World, server: Server, settings):
    server.put(written())
    settings.IMAP_HOST, settings.IMAP_PORT, settings.IMAP_TLS = "127.0.0.1", server.port, False
    settings.IMAP_USER, settings.IMAP_PASSWORD = USER, PASSWORD
    settings.COUNTY_CODE = world.body.county_id
    pick_up_mail(world.day.isoformat())
    assert JobRun.objects.get().result["taken"] == 1


def test_an_officer_enters_it_and_nothing_of_the_mail_stays_behind(
    world: World, server: Server, picked, django_capture_on_commit_callbacks
):
    raw = written(files={"证据.txt": b"zhengju"})
    server.put(raw)
    picked()
    mail, by = Mail.objects.get(), world.officers[0]
    stored = MailFile.objects.get().file.name
    entered = {"facts": "镇长收了两条烟", "unit": world.town.pk, "person_words": "镇长"}
    with django_capture_on_commit_callbacks(execute=True):
        receipt = enter_mail(mail=mail.pk, opener=world.opener(), entered=entered, by=by, on=world.day)
    kept = Complaint.objects.get()
    assert (kept.channel, kept.received_on, found_by(receipt.code).complaint) == ("email", world.day, kept)
    read = world.opener().summaries([kept])[kept.pk]
    assert read["facts"] == "镇长收了两条烟"
    assert PLANTED in read["original"]
    assert kept.files.count() == 1
    mail.refresh_from_db()
    assert (bytes(mail.content), bytes(mail.sealed), mail.files.count()) == (b"", b"", 0)
    assert not default_storage.exists(stored)
    again = enter_mail(mail=mail.pk, opener=world.opener(), entered=entered, by=by, on=world.day)
    assert again == receipt
    assert Complaint.objects.count() == 1
    server.put(raw)
    assert counted(picked()) == (0, 1, 0, 0)


def test_what_may_not_be_kept_goes_up_when_it_is_entered(world: World, server: Server, picked):
    make_tenure(make_person("钟景行"), make_post(make_unit("县委", Category.COUNTY_COMMITTEE), "书记"))
    server.put(written("那位领导收了钱"))
    picked()
    client = opened(world.officers[0])
    sent = {"facts": "收了钱", "person_words": "县委书记"}
    answer = client.post(reverse("complaint-mail", args=[Mail.objects.get().pk]), sent)
    assert "密封给市纪委监委" in answer.content.decode()
    assert not Complaint.objects.exists()
    assert HandedOn.objects.get().body == world.above
    assert bytes(Mail.objects.get().content) == b""


def test_a_mail_set_aside_stays_locked_and_is_taken_up_again(world: World, server: Server, picked):
    server.put(written("特价机票"))
    picked()
    mail, by = Mail.objects.get(), world.officers[0]
    with pytest.raises(ValidationError):
        reject_mail(mail=mail.pk, opener=world.opener(), reason=" ", by=by, on=world.day)
    reject_mail(mail=mail.pk, opener=world.opener(), reason="广告", by=by, on=world.day)
    page = opened(world.officers[1]).get(reverse("complaint-mail", args=[mail.pk])).content.decode()
    assert "广告" in page
    with pytest.raises(ValidationError):
        enter_mail(mail=mail.pk, opener=world.opener(), entered={"facts": "x"}, by=by, on=world.day)
    take_up_mail(mail=mail.pk, by=world.officers[1], on=world.day)
    assert Mail.objects.get().state == "waiting"


def test_a_mail_cannot_be_changed_or_deleted(server: Server, picked):
    server.put(written())
    picked()
    for change in (lambda: Mail.objects.update(content=b"x"), lambda: Mail.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_new_key_opens_the_mails_that_wait(world: World, server: Server, picked):
    server.put(written())
    picked()
    hold_ceremony(world, "人员调整")
    finish_rotation(
        body=world.body, private=world.private(world.officers[0]), by=world.officers[0], on=world.day
    )
    assert PLANTED in world.opener(world.officers[1]).mail_words(Mail.objects.get())["text"]


def test_pages_of_mail_lose_nothing_typed_note_readings_and_cost_the_same(
    world: World, server: Server, picked
):
    client, asked = opened(world.officers[0]), []
    for more in (2, 20):
        for number in range(more):
            server.put(written(f"第 {more}-{number} 件", number))
        picked()
        client.get(reverse("complaint-mails"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("complaint-mails")).status_code == 200
        asked.append(len(queries))
    assert asked[0] == asked[1]
    pk = Mail.objects.first().pk
    assert "第 2-0 件" in client.get(reverse("complaint-mail", args=[pk])).content.decode()
    assert Event.objects.filter(action="complaint.mail-viewed", target_id=pk).count() == 1
    answer = client.post(reverse("complaint-mail", args=[pk]), {"facts": "", "person_words": "那位镇长"})
    assert (answer.status_code, "那位镇长" in answer.content.decode()) == (422, True)
    assert client.post(reverse("complaint-mail-reject", args=[pk]), {"reason": ""}).status_code == 422
    assert client.get("/complaints/mails/?state=%00&page=999999999999").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_neither_database_nor_files_hold_a_word_of_a_mail(world: World, server: Server, picked, tmp_path):
    server.put(written(files={"证据.txt": PLANTED.encode()}))
    picked()
    reject_mail(
        mail=Mail.objects.get().pk,
        opener=world.opener(),
        reason=f"广告{PLANTED}",
        by=world.officers[0],
        on=world.day,
    )
    stored = dump() + "".join(
        path.read_bytes().decode("latin-1") for path in tmp_path.rglob("*") if path.is_file()
    )
    for word in (PLANTED, "shan-planted", "@planted", "反映镇长的问题"):
        for form in (word, word.encode().decode("latin-1"), word.encode().hex(), ascii(word)[1:-1]):
            assert form not in stored, word
