"""The encrypted file: a key of its own sealed to the public key, then libsodium's secretstream in blocks, the last one marked as the last.

Nothing of it is ever in memory but one block. A changed block does not open, a cut file has no last one.
"""

import base64
import binascii
import io
import struct
from typing import IO, Any

import nacl.exceptions
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_ABYTES as ABYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_HEADERBYTES as HEADERBYTES,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_init_pull,
    crypto_secretstream_xchacha20poly1305_init_push,
    crypto_secretstream_xchacha20poly1305_pull,
    crypto_secretstream_xchacha20poly1305_push,
    crypto_secretstream_xchacha20poly1305_state,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_FINAL as LAST,
)
from nacl.bindings import (
    crypto_secretstream_xchacha20poly1305_TAG_MESSAGE as MORE,
)

from core import sealing

MARK = b"COUNTY-BACKUP-1\n"
BLOCK = 1024 * 1024  # bytes
SEALED_KEY = sealing.KEY + 48  # what a sealed box adds
SIZE = struct.Struct(">I")


class Refused(Exception):
    """The file is no backup, is not closed with this key, or is not as it was written."""


def read_key(text: str) -> bytes:
    """A key as it stands in a file or variable. Raises Refused."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error as error:
        raise Refused("密钥格式不对，应为 base64 编码的 32 字节") from error
    if len(key) != sealing.KEY:
        raise Refused("密钥长度不对，应为 base64 编码的 32 字节")
    return key


def written_key(key: bytes) -> str:
    """A key as it is written down."""
    return base64.b64encode(key).decode()


class Writer(io.RawIOBase):
    """Writes what it is given, encrypted, to `target`; `close` marks the end."""

    def __init__(self, target: IO[bytes], public: bytes) -> None:
        key = sealing.new_key()
        self._target = target
        self._state = crypto_secretstream_xchacha20poly1305_state()
        header = crypto_secretstream_xchacha20poly1305_init_push(self._state, key)
        target.write(MARK + sealing.seal(public, key) + header)
        self._waiting = bytearray()

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, content: Any) -> int:
        """Take some more."""
        self._waiting += content
        while len(self._waiting) > BLOCK:
            self._push(bytes(self._waiting[:BLOCK]), MORE)
            del self._waiting[:BLOCK]
        return len(content)

    def finish(self) -> None:
        """Write the last block. What is not finished is no backup: an error on the way must not close it properly."""
        self._push(bytes(self._waiting), LAST)

    def _push(self, block: bytes, tag: int) -> None:
        locked = crypto_secretstream_xchacha20poly1305_push(self._state, block, tag=tag)
        self._target.write(SIZE.pack(len(locked)) + locked)


class Reader(io.RawIOBase):
    """Reads what a Writer wrote. Raises Refused as soon as something is not so."""

    def __init__(self, source: IO[bytes], private: bytes) -> None:
        self._source = source
        if source.read(len(MARK)) != MARK:
            raise Refused("这不是备份文件")
        try:
            key = sealing.unseal(private, source.read(SEALED_KEY))
        except sealing.DoesNotOpen as error:
            raise Refused("密钥不对，或者备份文件开头已损坏") from error
        self._state = crypto_secretstream_xchacha20poly1305_state()
        try:
            crypto_secretstream_xchacha20poly1305_init_pull(self._state, source.read(HEADERBYTES), key)
        except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
            raise Refused("备份文件不完整") from error
        self._opened = b""
        self.is_over = False

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer` as far as the block reaches."""
        while not self._opened and not self.is_over:
            self._opened = self._pull()
        given = self._opened[: len(buffer)]
        buffer[: len(given)] = given
        self._opened = self._opened[len(given) :]
        return len(given)

    def _pull(self) -> bytes:
        head = self._source.read(SIZE.size)
        if len(head) < SIZE.size:
            raise Refused("备份文件不完整，后面缺了一部分")
        (size,) = SIZE.unpack(head)
        if not ABYTES <= size <= BLOCK + ABYTES:
            raise Refused("备份文件已被改动或损坏")
        locked = self._source.read(size)
        if len(locked) < size:
            raise Refused("备份文件不完整，后面缺了一部分")
        try:
            block, tag = crypto_secretstream_xchacha20poly1305_pull(self._state, locked)
        except (nacl.exceptions.CryptoError, RuntimeError) as error:
            raise Refused("备份文件已被改动或损坏") from error
        if tag == LAST:
            self.is_over = True
            if self._source.read(1):
                raise Refused("备份文件末尾多出了内容")
        return bytes(block)
