"""Where the installation has a virus scanner it is asked about every file; what it does not pass, or cannot look at, is not taken (C23)."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.exceptions import ValidationError

from core.scanning import scan

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@contextmanager
def daemon(heard: list[bytes], family: int, where: object) -> Iterator[socket.socket]:
    """Speaks as clamd does: takes one stream in parts and says whether the test signature is in it."""
    with socket.socket(family) as listening:
        listening.bind(where)
        listening.listen()

        def serve() -> None:
            peer, _address = listening.accept()
            with peer, peer.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := struct.unpack("!L", stream.read(4))[0]:
                    content += stream.read(length)
                heard.append(content)
                found = EICAR in content
                peer.sendall(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")

        Thread(target=serve, daemon=True).start()
        yield listening


def test_a_clean_file_passes_whole_through_a_port(settings):
    heard: list[bytes] = []
    with daemon(heard, socket.AF_INET, ("127.0.0.1", 0)) as listening:
        settings.CLAMD = f"127.0.0.1:{listening.getsockname()[1]}"
        content = b"x" * 200_000
        scan(content, "a.txt")
    assert heard == [content]


def test_a_file_with_a_signature_is_refused_by_name_through_a_socket(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "clamd")
    with (
        daemon([], socket.AF_UNIX, settings.CLAMD),
        pytest.raises(ValidationError, match=r"a\.txt”没有上传：病毒检查没有通过"),
    ):
        scan(b"before" + EICAR, "a.txt")


def test_where_the_scanner_does_not_answer_nothing_is_taken_unseen(settings, tmp_path):
    settings.CLAMD = str(tmp_path / "nobody")
    with pytest.raises(ValidationError, match="暂时不能进行"):
        scan(b"x", "a.txt")


def test_without_a_scanner_nobody_is_asked(settings):
    settings.CLAMD = ""
    scan(EICAR, "a.txt")
