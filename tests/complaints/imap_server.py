"""A small IMAP server on this machine: one mailbox with folders, as much of the protocol as the product speaks, and a way to hang up in the middle."""

import re
import socketserver
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "jubao@zhenping.example", "mima-zhi-you-fuwuqi-zhidao"
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


@dataclass
class Letter:
    """A mail on the server."""

    number: int
    raw: bytes
    seen: bool = False
    deleted: bool = False


@dataclass
class Server:
    """What the server has, was asked, and is to do. `hangs_up_at`: the command at whose so manieth time it hangs up without an answer."""

    port: int = 0
    can: str = "IMAP4rev1 MOVE UIDPLUS ID"
    folders: dict[str, list[Letter]] = field(default_factory=lambda: {"INBOX": [], "Taken": []})
    asked: list[str] = field(default_factory=list)
    hangs_up_at: tuple[str, int] = ("", 0)
    numbers: int = 0

    def put(self, raw: bytes) -> Letter:
        """A mail comes in."""
        self.numbers += 1
        letter = Letter(self.numbers, raw)
        self.folders["INBOX"].append(letter)
        return letter

    def numbers_in(self, folder: str) -> list[int]:
        """What lies in a folder."""
        return [one.number for one in self.folders[folder]]


class _Talk(socketserver.StreamRequestHandler):
    folder = "INBOX"

    def handle(self) -> None:
        self._say("* OK ready")
        for line in self.rfile:
            words = line.decode("utf-8", "replace").strip()
            tag, _gap, rest = words.partition(" ")
            name = rest.split(" ")[0].upper()
            if name == "UID":
                name = rest.split(" ")[1].upper()
            server.asked.append(rest)
            at, times = server.hangs_up_at
            if (
                name == at
                and sum(one.upper().startswith((name, f"UID {name}")) for one in server.asked) == times
            ):
                return
            getattr(self, f"_{name.lower()}", self._unknown)(tag, rest)
            if name == "LOGOUT":
                return

    @property
    def _letters(self) -> list[Letter]:
        return server.folders[self.folder]

    def _say(self, line: str) -> None:
        self.wfile.write(line.encode() + b"\r\n")

    def _capability(self, tag: str, rest: str) -> None:
        self._say(f"* CAPABILITY {server.can}")
        self._say(f"{tag} OK done")

    def _id(self, tag: str, rest: str) -> None:
        self._say("* ID NIL")
        self._say(f"{tag} OK done")

    def _login(self, tag: str, rest: str) -> None:
        user, password = rest.split(" ")[1], QUOTED.findall(rest)[-1]
        good = user == USER and password == PASSWORD
        self._say(f"{tag} OK done" if good else f"{tag} NO [AUTHENTICATIONFAILED] {password} is wrong")

    def _select(self, tag: str, rest: str) -> None:
        name = QUOTED.findall(rest)[-1]
        if name not in server.folders:
            self._say(f"{tag} NO no such folder")
            return
        self.folder = name
        self._say(f"* {len(self._letters)} EXISTS")
        self._say(f"{tag} OK [READ-WRITE] done")

    def _search(self, tag: str, rest: str) -> None:
        found = " ".join(str(one.number) for one in self._letters if not one.seen and not one.deleted)
        self._say(f"* SEARCH {found}".rstrip())
        self._say(f"{tag} OK done")

    def _fetch(self, tag: str, rest: str) -> None:
        number = int(rest.split(" ")[2])
        for place, one in enumerate(self._letters, start=1):
            if one.number != number:
                continue
            if "RFC822.SIZE" in rest:
                self._say(f"* {place} FETCH (UID {number} RFC822.SIZE {len(one.raw)})")
            else:
                most = int(re.search(r"<0\.(\d+)>", rest).group(1))  # type: ignore[union-attr]
                part = one.raw[:most]
                self.wfile.write(f"* {place} FETCH (UID {number} BODY[]<0> {{{len(part)}}}\r\n".encode())
                self.wfile.write(part + b")\r\n")
        self._say(f"{tag} OK done")

    def _store(self, tag: str, rest: str) -> None:
        number = int(rest.split(" ")[2])
        for one in self._letters:
            if one.number == number:
                one.seen, one.deleted = "\\Seen" in rest, "\\Deleted" in rest
        self._say(f"{tag} OK done")

    def _copy(self, tag: str, rest: str) -> None:
        number, target = int(rest.split(" ")[2]), QUOTED.findall(rest)[-1]
        server.folders[target] += [one for one in self._letters if one.number == number]
        self._say(f"{tag} OK done")

    def _move(self, tag: str, rest: str) -> None:
        self._copy("*", rest)
        number = int(rest.split(" ")[2])
        self._letters[:] = [one for one in self._letters if one.number != number]
        self._say(f"{tag} OK done")

    def _expunge(self, tag: str, rest: str) -> None:
        self._letters[:] = [one for one in self._letters if not one.deleted]
        self._say(f"{tag} OK done")

    def _logout(self, tag: str, rest: str) -> None:
        self._say("* BYE")
        self._say(f"{tag} OK done")

    def _unknown(self, tag: str, rest: str) -> None:
        self._say(f"{tag} BAD {rest}")


server = Server()


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


@contextmanager
def running(secret: Path | None = None) -> Iterator[Server]:
    """The server, empty, for as long as needed; over TLS where `secret` holds its key and certificate."""
    global server  # noqa: PLW0603 - one server at a time, whose talks find it here
    server = Server()
    with _Listening(("127.0.0.1", 0), _Talk) as listening:
        if secret is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(secret)
            listening.socket = context.wrap_socket(listening.socket, server_side=True)
        address: Any = listening.server_address
        server.port = address[1]
        Thread(target=listening.serve_forever, daemon=True).start()
        yield server
        listening.shutdown()


def certificate(folder: Path) -> Path:
    """A file with a key and a certificate of this machine, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(1))
        .not_valid_after(now + timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    coded = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "server.pem"
    path.write_bytes(coded + made.public_bytes(serialization.Encoding.PEM))
    return path
