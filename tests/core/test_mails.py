"""Reading mail: whatever senders' programs make of it, words and files come out."""

from email.message import EmailMessage

import pytest

from core.mails import as_text, read

SAID = "镇长在修渠的时候没有开会"


def test_a_plain_mail_with_a_file_is_read():
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "山既明 <shan@example.test>", "反映问题", "<1@x>"
    mail.set_content(SAID)
    mail.add_attachment(b"zhengju", maintype="text", subtype="plain", filename="证据.txt")
    found = read(mail.as_bytes())
    assert (found.sender, found.subject, found.text, found.message_id) == (
        "山既明 <shan@example.test>",
        "反映问题",
        SAID,
        "<1@x>",
    )
    assert [(one.name, one.content) for one in found.files] == [("证据.txt", b"zhengju")]


@pytest.mark.parametrize("told", ["gb2312", "gbk", "gb18030", "utf-8", "x-unknown", ""])
def test_chinese_is_read_in_the_encodings_offices_use_whatever_the_mail_says(told: str):
    real = "gb18030" if told.startswith(("gb", "x-")) or not told else "utf-8"
    head = f"Content-Type: text/plain; charset={told}\r\n" if told else "Content-Type: text/plain\r\n"
    raw = b"From: x@y\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\n" + head.encode() + b"\r\n"
    assert read(raw + SAID.encode(real)).text == SAID


@pytest.mark.parametrize(
    ("told", "sent"),
    [("Mon, 23 Nov 2026 08:12:00 +0800", "2026-11-23 08:12"), ("yesterday", "yesterday"), ("", "")],
)
def test_when_it_was_sent_is_shown_as_people_read_it(told: str, sent: str):
    assert read(f"Date: {told}\r\n\r\nx".encode()).sent == sent


def test_a_subject_of_raw_bytes_and_one_cut_into_encoded_words_are_read():
    assert read(b"Subject: " + "反映问题".encode("gb18030") + b"\r\n\r\nx").subject == "反映问题"
    cut = b"Subject: =?gb2312?B?t7TTsw==?=\r\n =?gb2312?B?zsrM4g==?=\r\n\r\nx"
    assert read(cut).subject == "反映问题"


def test_a_mail_of_html_alone_becomes_text_without_scripts():
    page = f"<html><head><title>t</title><style>p{{}}</style></head><body><p>{SAID}</p><script>x()</script><div>第二行<br>第三行&amp;</div></body></html>"
    raw = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    assert [line for line in read(raw).text.split("\n") if line] == [SAID, "第二行", "第三行&"]
    assert "x()" not in as_text(page)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\xff\xfe",
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b"Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!",
        b"Subject: =?utf-8?B?%%%?=\r\nFrom: =?x?Q?\xff?=\r\n\r\n" + SAID.encode(),
        b'Content-Type: text/plain; charset="\xff"\r\nContent-Disposition: attachment; filename*=x\'y\r\n\r\nz',
        b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\ninside",
    ],
)
def test_a_broken_mail_breaks_nothing(raw: bytes):
    found = read(raw)
    assert isinstance(found.text, str)
    found.text.encode()
    found.subject.encode()


def test_a_mail_within_a_mail_is_read_as_its_words():
    inner = b"MIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    assert read(inner + SAID.encode()).text == SAID
