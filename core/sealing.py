"""Sealing: what is closed here opens only with a key that is not kept beside it. libsodium through PyNaCl; no certified module is claimed.

A *pair* belongs to a body or an officer: anybody may seal to its public half, only the private half opens. A private half is kept wrapped by a
passphrase (Argon2id). What is long is locked with a key of its own, and only that key is sealed. Lengths are padded, so that they tell little.
Every function takes and returns bytes.
"""

import hmac
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import nacl.exceptions
import nacl.utils
from django.conf import settings
from nacl.bindings import crypto_scalarmult_base
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.pwhash import argon2id
from nacl.secret import SecretBox

KEY = 32  # bytes
BLOCK = 1024  # bytes; what is locked is as long as a multiple of it
MARK = b"\x80"  # ISO/IEC 7816-4: one mark, then zeros


class DoesNotOpen(Exception):
    """The key, or the passphrase it is wrapped by, is not the one this was closed with; or what was closed was changed."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A private key and the public one that belongs to it."""

    private: bytes
    public: bytes


def new_pair() -> Pair:
    """A pair nobody had before."""
    return pair_of(nacl.utils.random(KEY))


def pair_of(private: bytes) -> Pair:
    """The pair of a private key."""
    return Pair(private, crypto_scalarmult_base(private))


def new_key() -> bytes:
    """A key to lock with."""
    return nacl.utils.random(KEY)


def seal(public: bytes, content: bytes) -> bytes:
    """Close `content` for whoever holds the private half of `public`; who closed it cannot be told."""
    return bytes(SealedBox(PublicKey(public)).encrypt(content))


def unseal(private: bytes, sealed: bytes) -> bytes:
    """Open what was sealed. Raises DoesNotOpen."""
    try:
        return bytes(SealedBox(PrivateKey(private)).decrypt(bytes(sealed)))
    except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
        raise DoesNotOpen from error


def lock(key: bytes, content: bytes) -> bytes:
    """Close `content`, padded, with `key`."""
    return bytes(SecretBox(key).encrypt(_padded(content)))


def unlock(key: bytes, locked: bytes) -> bytes:
    """Open what was locked. Raises DoesNotOpen."""
    try:
        return _unpadded(SecretBox(key).decrypt(bytes(locked)))
    except (nacl.exceptions.CryptoError, ValueError, TypeError) as error:
        raise DoesNotOpen from error


def lock_words(key: bytes, words: dict[str, Any]) -> bytes:
    """Lock what a form said."""
    return lock(key, json.dumps(words, ensure_ascii=False, sort_keys=True).encode())


def unlock_words(key: bytes, locked: bytes) -> dict[str, Any]:
    """What a form said. Raises DoesNotOpen."""
    found: dict[str, Any] = json.loads(unlock(key, locked))
    return found


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A private key closed by a passphrase, with what it takes to try a passphrase: salt, Argon2id's operations and memory (bytes)."""

    locked: bytes
    salt: bytes
    operations: int
    memory: int


def wrap(passphrase: str, private: bytes) -> Wrapped:
    """Close `private` by `passphrase`, at the cost the settings ask for (PASSPHRASE_COST)."""
    operations, memory = settings.PASSPHRASE_COST
    salt = nacl.utils.random(argon2id.SALTBYTES)
    key = argon2id.kdf(KEY, passphrase.encode(), salt, opslimit=operations, memlimit=memory)
    return Wrapped(bytes(SecretBox(key).encrypt(private)), salt, operations, memory)


def unwrap(passphrase: str, wrapped: Wrapped) -> bytes:
    """The private key. Raises DoesNotOpen for another passphrase."""
    key = argon2id.kdf(
        KEY, passphrase.encode(), bytes(wrapped.salt), opslimit=wrapped.operations, memlimit=wrapped.memory
    )
    try:
        return bytes(SecretBox(key).decrypt(bytes(wrapped.locked)))
    except nacl.exceptions.CryptoError as error:
        raise DoesNotOpen from error


def split(key: bytes) -> tuple[bytes, bytes]:
    """Two parts of `key`; either alone says nothing about it."""
    first = nacl.utils.random(len(key))
    return first, joined(first, key)


def joined(first: bytes, second: bytes) -> bytes:
    """What two parts make."""
    return bytes(one ^ other for one, other in zip(first, second, strict=True))


def derived(secret: str, purpose: str) -> bytes:
    """A key that follows from a short secret, slowly (CODE_COST), and only where the installation's own secret (CODE_KEY) is known.

    The same each time, so that a code can be looked up by it; keys for different purposes do not tell each other.
    """
    operations, memory = settings.CODE_COST
    own = hmac.new(settings.CODE_KEY.encode(), secret.encode(), sha256).digest()
    salt = sha256(purpose.encode()).digest()[: argon2id.SALTBYTES]
    return bytes(argon2id.kdf(KEY, own, salt, opslimit=operations, memlimit=memory))


def _padded(content: bytes) -> bytes:
    return content + MARK + bytes(-(len(content) + 1) % BLOCK)


def _unpadded(padded: bytes) -> bytes:
    content = padded.rstrip(b"\x00")
    if not content.endswith(MARK):
        raise ValueError("not padded")
    return content[:-1]
