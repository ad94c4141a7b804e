"""Search keys for short Chinese names: characters, pairs of characters, pinyin and initials in every reading; for running text
without pinyin.

Stored as an array under a GIN index, so that two characters find a name among hundreds of thousands in under a millisecond
without any database extension.
"""

import re
from itertools import islice, product

from django.db.models import Q
from pypinyin import Style, pinyin

READINGS_KEPT = 8  # names with many multi-reading characters would otherwise multiply without end
LONGEST_KEY = 12
LATIN = (re.compile(r"[!-~]+"), re.compile(r"[a-z]+|[0-9]+"))  # GB/T9704 whole, and each part of it


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _readings(name: str) -> list[tuple[str, ...]]:
    options = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    return list(islice(product(*(sorted(set(option)) for option in options)), READINGS_KEPT))


def _spelled(chinese: str) -> set[str]:
    """How `chinese` is written in pinyin and in initials from each of its characters on, as far as a key goes."""
    readings = _readings(chinese) if chinese else []
    rests = {reading[start : start + LONGEST_KEY] for reading in readings for start in range(len(reading))}
    spelled = {"".join(rest)[:LONGEST_KEY] for rest in rests}
    return spelled | {"".join(syllable[0] for syllable in rest) for rest in rests}


def search_keys(*texts: str) -> list[str]:
    """Return the keys under which any of `texts` can be found, sorted."""
    keys: set[str] = set()
    for text in texts:
        folded = text.strip().lower()
        keys.update(folded)
        keys.update(folded[at : at + 2] for at in range(len(folded) - 1))
        keys.update(
            folded[:length] for length in range(3, min(len(folded), LONGEST_KEY) + 1) if folded.isascii()
        )
        for spelled in _spelled("".join(filter(_is_chinese, folded))):
            keys.update(spelled[:length] for length in range(1, len(spelled) + 1))
    return sorted(key for key in keys if key.strip())


def text_keys(*texts: str) -> list[str]:
    """Return the keys under which the words of running `texts` can be found, sorted: characters, pairs of them, and how each Latin word
    or number begins. No pinyin: in a long text nearly everything would answer.
    """
    keys: set[str] = set()
    for text in texts:
        folded = text.lower()
        keys.update(folded)
        keys.update(folded[at : at + 2] for at in range(len(folded) - 1))
        for word in (word for pattern in LATIN for word in pattern.findall(folded)):
            keys.update(word[:length] for length in range(3, min(len(word), LONGEST_KEY) + 1))
    return sorted(key for key in keys if key.strip() == key and key.isprintable())


def matches(query: str, *, field: str = "search_keys") -> Q:
    """Return the condition that finds rows whose keys answer `query`; an empty query finds everything."""
    folded = query.strip().lower()
    if not folded:
        return Q()
    wanted: list[str] = []
    for word in folded.split():
        if word.isascii():
            wanted.append(word[:LONGEST_KEY])
        elif len(word) == 1:
            wanted.append(word)
        else:
            wanted += [word[at : at + 2] for at in range(len(word) - 1)]
    return Q(**{f"{field}__contains": wanted})
