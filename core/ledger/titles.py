"""What the codes of events (操作代码) are called in words (操作名称): every app gives titles to those that it writes."""

from collections.abc import Mapping

from django.utils.functional import Promise

Words = str | Promise

_titles: dict[str, Mapping[str, Words]] = {}


def register(app: str, titles: Mapping[str, Words]) -> None:
    """Call the codes of `app` by `titles`; called in AppConfig.ready()."""
    _titles[app] = titles


def titles_by_action() -> dict[str, Words]:
    """Every title there is, by code."""
    return {action: title for titles in _titles.values() for action, title in titles.items()}


def title_of(action: str) -> str:
    """What `action` is called; the code itself where nobody writes it any more: the ledger keeps what it was told."""
    return str(next((titles[action] for titles in _titles.values() if action in titles), action))


def actions_called(words: str) -> list[str]:
    """The codes in whose titles, as the reader is shown them, `words` stands."""
    sought = words.casefold()
    return [action for action, title in titles_by_action().items() if sought in str(title).casefold()]
