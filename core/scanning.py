"""Asking a virus scanner, where the installation has one (CLAMD, a ClamAV daemon's `host:port` or socket path), about what is taken in."""

import socket
import struct

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

SECONDS = 30
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096


class Silent(ValidationError):
    """The scanner does not answer: the file may be clean."""


def scan(content: bytes, name: str) -> None:
    """Ask about `content`. Raises ValidationError, naming the file, where something was found, and Silent where the scanner does not answer."""
    if not settings.CLAMD:
        return
    try:
        answer = _asked(content)
    except OSError as error:
        raise Silent(_("“%(name)s”没有上传：病毒检查暂时不能进行，请稍后再试。") % {"name": name}) from error
    if not answer.endswith(b"OK"):
        raise ValidationError(_("“%(name)s”没有上传：病毒检查没有通过。") % {"name": name})


def _asked(content: bytes) -> bytes:
    with _connected() as daemon:
        daemon.sendall(b"zINSTREAM\0")
        for at in range(0, len(content), CHUNK):
            part = content[at : at + CHUNK]
            daemon.sendall(struct.pack("!L", len(part)) + part)
        daemon.sendall(struct.pack("!L", 0))
        return daemon.recv(LONGEST_ANSWER).rstrip(b"\0\n")


def _connected() -> socket.socket:
    where = settings.CLAMD
    if where.startswith("/"):
        local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        local.settimeout(SECONDS)
        local.connect(where)
        return local
    host, _colon, port = where.rpartition(":")
    return socket.create_connection((host, int(port)), SECONDS)
