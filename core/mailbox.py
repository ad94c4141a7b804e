"""A mailbox on an IMAP server: what is new in a folder, read without touching it, and taken away only when told to."""

import imaplib
import re
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

SECONDS = 30
_BEYOND = re.compile(r"[^\x20-\x7e]+")
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


class Unreachable(Exception):
    """The mailbox cannot be read; the message says why in words for an administrator, and never the password."""


@dataclass(frozen=True, slots=True)
class Account:
    """Where a mailbox is. What was taken from `folder` goes to the folder `done`, or is deleted where none is named."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str = "INBOX"
    done: str = ""
    tls: bool = True


class Mailbox:
    """A folder that is open."""

    def __init__(self, connection: imaplib.IMAP4, account: Account) -> None:
        self._connection, self._account = connection, account
        _state, told = connection.capability()
        self._can = {one.decode().upper() for line in told if line for one in line.split()}

    def unseen(self) -> list[str]:
        """The numbers (UID) of what nobody read yet, in order."""
        return [one.decode() for one in self._ask("SEARCH", "UNSEEN")[0].split()]

    def size(self, number: str) -> int:
        """How many bytes a mail has."""
        answer = self._ask("FETCH", number, "(RFC822.SIZE)")
        found = [_SIZE.search(one if isinstance(one, bytes) else one[0]) for one in answer if one]
        return next((int(match.group(1)) for match in found if match), 0)

    def content(self, number: str, most: int) -> bytes:
        """The mail as it came, the first `most` bytes of it; it stays unseen."""
        answer = self._ask("FETCH", number, f"(BODY.PEEK[]<0.{most}>)")
        return next((bytes(one[1]) for one in answer if isinstance(one, tuple)), b"")

    def take_away(self, number: str) -> None:
        """Move a mail to where what was taken goes, or delete it. A second time changes nothing."""
        if self._account.done:
            if "MOVE" in self._can:
                self._ask("MOVE", number, _quoted(self._account.done))
                return
            self._ask("COPY", number, _quoted(self._account.done))
        self._ask("STORE", number, "+FLAGS", r"(\Seen \Deleted)")
        if "UIDPLUS" in self._can:
            self._ask("EXPUNGE", number)
        else:
            self._connection.expunge()

    def _ask(self, command: str, *words: str) -> list[Any]:
        state, answer = self._connection.uid(command, *words)
        if state != "OK":
            raise Unreachable(_("邮件服务器不接受命令 %(command)s。") % {"command": command})
        return [one for one in answer if one is not None] or [b""]


@contextmanager
def opened(account: Account) -> Iterator[Mailbox]:
    """The folder of `account`, for as long as needed. Raises Unreachable, also where the connection is lost within."""
    try:
        connection = _connected(account)
    except ssl.SSLError as error:
        raise Unreachable(
            _("不能与邮件服务器建立加密连接，请检查 IMAP_PORT、IMAP_TLS 和服务器证书。")
        ) from error
    except (OSError, imaplib.IMAP4.error) as error:
        words = _("连接不上邮件服务器 %(host)s:%(port)s，请检查 IMAP_HOST、IMAP_PORT 和网络。")
        raise Unreachable(words % {"host": account.host, "port": account.port}) from error
    try:
        _log_in(connection, account)
        yield Mailbox(connection, account)
    except (imaplib.IMAP4.error, OSError) as error:
        raise Unreachable(_("与邮件服务器的连接中断，没有取完的下次再取。")) from error
    finally:
        _leave(connection)


def _connected(account: Account) -> imaplib.IMAP4:
    if account.tls:
        return imaplib.IMAP4_SSL(
            account.host, account.port, ssl_context=ssl.create_default_context(), timeout=SECONDS
        )
    return imaplib.IMAP4(account.host, account.port, timeout=SECONDS)


def _log_in(connection: imaplib.IMAP4, account: Account) -> None:
    try:
        connection.login(account.user, account.password)
    except imaplib.IMAP4.abort:
        raise
    except UnicodeEncodeError:
        raise Unreachable(_("IMAP_USER 和 IMAP_PASSWORD 只能用英文字母、数字和符号。")) from None
    except imaplib.IMAP4.error:
        # Not chained: what the server answered could repeat what it was sent.
        raise Unreachable(_("邮件服务器拒绝登录，请检查 IMAP_USER 和 IMAP_PASSWORD。")) from None
    if "ID" in connection.capabilities:
        connection.xatom(
            "ID", '("name" "county-supervision")'
        )  # some providers select no folder for who does not say so
    state, _answer = connection.select(_quoted(account.folder))
    if state != "OK":
        raise Unreachable(
            _("邮箱里没有文件夹“%(folder)s”，请检查 IMAP_FOLDER。") % {"folder": account.folder}
        )


def _leave(connection: imaplib.IMAP4) -> None:
    try:
        connection.logout()
    except (imaplib.IMAP4.error, OSError):
        connection.shutdown()


def _quoted(folder: str) -> str:
    """The name of a folder as IMAP writes it: in modified UTF-7 (RFC 3501, 5.1.3), within quotes."""
    written = _BEYOND.sub(_in_utf7, folder.replace("&", "&-"))
    escaped = written.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_utf7(found: re.Match[str]) -> str:
    coded = b64encode(found.group().encode("utf-16-be")).decode().rstrip("=").replace("/", ",")
    return f"&{coded}-"
