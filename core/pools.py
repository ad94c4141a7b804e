"""Pools: what is put in by many stays in one encrypted text, in which nobody can tell whose is what, nor what came first.

The text inside is a number of rows, each of as many places as may be put in, each place of one width; a place nobody filled is all zeros. Its length
never changes. With everything put in, each row is shuffled by itself, so that neither the order nor what was put in together survives, and the
whole is encrypted anew (AES-GCM under a key derived from a secret of the installation), so that every byte of it changes. Who holds that secret
and two copies of a pool from before and after can still compare them.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from secrets import SystemRandom

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES, NONCE_BYTES = 32, 12
Rows = list[list[bytes]]


@dataclass(frozen=True, slots=True)
class Shape:
    """How many may put something in, and how many bytes each puts into each row."""

    places: int
    widths: tuple[int, ...]

    def laid_out(self, content: bytes) -> Rows:
        """The rows of an opened text."""
        rows, at = [], 0
        for width in self.widths:
            rows.append([content[one : one + width] for one in range(at, at + width * self.places, width)])
            at += width * self.places
        if at != len(content):
            raise ValueError("a pool of another shape")
        return rows


@dataclass(frozen=True, slots=True)
class Pool:
    """One pool: `secret` of the installation, `purpose` and `number` make its key; it opens for no other number."""

    secret: str
    purpose: bytes
    number: int
    shape: Shape

    def fresh(self) -> bytes:
        """The pool with nothing in it."""
        return self.closed(bytes(self.shape.places * sum(self.shape.widths)))

    def with_more(self, pool: bytes, put_in: Iterable[Sequence[bytes]]) -> bytes:
        """The pool with more in it: for each who puts in, a value for every row; an empty one leaves its row's places as they are.

        Raises ValueError where no place is left, or a value is wider than its place.
        """
        rows, chance = self.rows(pool), SystemRandom()
        for values in put_in:
            for row, width, value in zip(rows, self.shape.widths, values, strict=True):
                if len(value) > width:
                    raise ValueError("wider than its place")
                if value:
                    row[row.index(bytes(width))] = value.ljust(width, b"\x00")
        for row in rows:
            chance.shuffle(row)
        return self.closed(b"".join(place for row in rows for place in row))

    def rows(self, pool: bytes) -> Rows:
        """What is in it, row by row; places nobody filled are zeros."""
        return self.shape.laid_out(self.opened(pool))

    def closed(self, content: bytes) -> bytes:
        """The content encrypted."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self._key()).encrypt(nonce, content, b"%d" % self.number)

    def opened(self, pool: bytes) -> bytes:
        """The content. Raises InvalidTag for what is no pool of this number."""
        return AESGCM(self._key()).decrypt(pool[:NONCE_BYTES], pool[NONCE_BYTES:], b"%d" % self.number)

    def _key(self) -> bytes:
        purpose = self.purpose + b":%d" % self.number
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose)
        return derived.derive(self.secret.encode())
