"""What the codes of events (操作代码) are called in words (操作名称): every app gives titles to those that it writes."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = str | Promise

_titles: dict[str, Words] = {}


def register(titles: Mapping[str, Words]) -> None:
    """Call the codes that an app writes by `titles`; called in AppConfig.ready()."""
    _titles.update(titles)


def titles_by_action() -> Mapping[str, Words]:
    """Every title there is, by code."""
    return _titles


def title_of(action: str) -> str:
    """What `action` is called; the code itself where nobody writes it any more: the ledger keeps what it was told."""
    return str(_titles.get(action, action))


def actions_called(words: str) -> list[str]:
    """The codes in whose titles, as the reader is shown them, `words` stands."""
    sought = words.casefold()
    return [action for action, title in _titles.items() if sought in str(title).casefold()]
