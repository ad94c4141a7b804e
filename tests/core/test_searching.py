"""Keys of running text: its words are found, in bounded time and number."""

from core.searching import LONGEST_KEY, text_keys


def test_running_text_is_found_by_its_words_not_by_pinyin() -> None:
    keys = set(text_keys("同意投资120万元，按GB/T9704办理。"))
    assert {"同", "同意", "投资", "资1", "120", "gb/t9704", "970"} <= keys
    assert not {"tong", "ty", "tou"} & keys
    assert max(map(len, keys)) <= LONGEST_KEY


def test_a_long_text_takes_a_moment_and_as_many_keys_as_it_has_pairs() -> None:
    text = "".join(chr(0x4E00 + at % 3000) for at in range(60_000))
    assert len(text_keys(text)) <= 6001
