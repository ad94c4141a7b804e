"""Codes of slips: none is guessed, none mistyped for another, each read however it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appraisals.procedure.slips import ALPHABET, LENGTH, is_code, new_code, plain, readable


def test_codes_are_long_of_plain_signs_and_never_the_same() -> None:
    made = [new_code() for _at in range(2000)]
    assert len(set(made)) == 2000
    assert {len(one) for one in made} == {LENGTH}
    assert set("".join(made)) == set(ALPHABET)
    assert all(map(is_code, made))
    assert not set("ILOU") & set(ALPHABET)


@given(st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_sign_taken_for_another_makes_no_code(at: int, sign: str) -> None:
    code = new_code()
    changed = code[:at] + sign + code[at + 1 :]
    assert is_code(changed) == (changed == code)


@given(st.integers(0, LENGTH - 2))
def test_two_signs_exchanged_make_no_code(at: int) -> None:
    code = new_code()
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert is_code(changed) == (changed == code)


@pytest.mark.parametrize(
    "typed", ["7k3m 9qxa-b2cd_0101", "７Ｋ３Ｍ-9QXA-B2CD-O1Ol", " 7K3M9QXAB2CDo1OI\n", "7K3M—9QXA–B2CD·0i0L"]
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert plain(typed) == "7K3M9QXAB2CD0101"


def test_a_code_is_shown_in_groups_of_four() -> None:
    assert readable("7K3M9QXAB2CD0101") == "7K3M-9QXA-B2CD-0101"


@pytest.mark.parametrize("text", ["", "1", "U" * 16, "７" * 16 + "0", "0" * 17, "é" * 16, "\x00" * 16])
def test_what_is_none_is_none(text: str) -> None:
    assert not is_code(plain(text))
