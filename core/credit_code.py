"""Unified social credit codes (统一社会信用代码, GB 32100-2015)."""

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def check_digit(first_seventeen: str) -> str:
    """Return the eighteenth character for the first seventeen. Raises ValueError for a character outside the alphabet."""
    total = sum(
        ALPHABET.index(character) * weight for character, weight in zip(first_seventeen, WEIGHTS, strict=True)
    )
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(code: str) -> bool:
    """Whether `code` has eighteen characters of the alphabet and the right check digit."""
    return len(code) == 18 and all(c in ALPHABET for c in code) and check_digit(code[:17]) == code[17]
