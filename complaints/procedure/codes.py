"""The receipt code (查询码): sixteen digits, the last two of which check the others (ISO/IEC 7064, MOD 97-10)."""

import hmac
import re
from hashlib import sha256

from django.conf import settings

DIGITS, CHECKING = 14, 2
_MODULUS = 97
_GAPS = re.compile(r"[\s\-－—]+")
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")


def code_for(form: str) -> str:
    """The code of the form called `form`, which only this installation can make: a form sent twice gets the same code, and none is kept."""
    made = hmac.new(settings.CODE_KEY.encode(), b"receipt:" + form.encode(), sha256).digest()
    number = f"{int.from_bytes(made, 'big') % 10**DIGITS:0{DIGITS}d}"
    return number + _check_digits(number)


def readable(code: str) -> str:
    """In groups of four, as it is shown."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def plain(text: str) -> str:
    """What somebody typed, without gaps, wide digits made plain."""
    return _GAPS.sub("", text.translate(_WIDE))


def is_code(text: str) -> bool:
    """Whether `text`, made plain, can be a code: a slip in one digit, or two digits exchanged, makes it none."""
    return (
        len(text) == DIGITS + CHECKING
        and text.isascii()
        and text.isdecimal()
        and _check_digits(text[:DIGITS]) == text[DIGITS:]
    )


def _check_digits(number: str) -> str:
    return f"{_MODULUS + 1 - int(number) * 100 % _MODULUS:02d}"
