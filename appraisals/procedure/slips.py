"""The code on a slip (票码): fifteen random signs and one that checks them, in an alphabet without signs that look alike (Crockford's base 32)."""

import hmac
import secrets
import unicodedata
from hashlib import sha256

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM, GROUP = 15, 4
LENGTH = RANDOM + 1
TAKEN_FOR = str.maketrans({"O": "0", "I": "1", "L": "1"})
BETWEEN = str.maketrans("", "", " -_.·—–\t\r\n")
FIELD, TOP = (
    0b100101,
    32,
)  # x⁵ + x² + 1, over which one sign taken for another, or two exchanged, always shows


def new_code() -> str:
    """A code nobody can guess: 75 bits of the system's chance."""
    made = "".join(secrets.choice(ALPHABET) for _at in range(RANDOM))
    return made + _checking(made)


def readable(code: str) -> str:
    """In groups of four, as it is printed."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def plain(text: str) -> str:
    """What somebody typed: gaps left out, wide and small letters made plain, look-alikes taken for what they look like."""
    return unicodedata.normalize("NFKC", text).upper().translate(BETWEEN).translate(TAKEN_FOR)


def is_code(text: str) -> bool:
    """Whether `text`, made plain, can be a code."""
    return len(text) == LENGTH and set(text) <= set(ALPHABET) and _checking(text[:RANDOM]) == text[RANDOM]


def digest_of(code: str) -> bytes:
    """What a code is recognised by; without the installation's secret it cannot be reckoned."""
    return hmac.new(settings.CODE_KEY.encode(), b"ballot:" + code.encode(), sha256).digest()


def _checking(signs: str) -> str:
    value = 0
    for sign in signs:
        value = _doubled(value ^ ALPHABET.index(sign))
    return ALPHABET[value]


def _doubled(value: int) -> int:
    value <<= 1
    return value ^ FIELD if value >= TOP else value
