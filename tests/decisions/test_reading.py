"""Reading the documented form: what it takes, and how it names the field that is unfit (interchange 4)."""

import json
from typing import Any

import pytest

from decisions.procedure import Decision, Unfit, read
from decisions.procedure.reading import schema
from tests.decisions.cases import FLAWLESS, PERSONNEL, changed

LEAST: dict[str, Any] = {"id": "a", "category": "一般事项"}


def unfit(form: Any) -> tuple[str, str]:
    result = read(json.dumps(form))
    assert isinstance(result, Unfit), result
    return result.field, result.error


def fits(form: Any) -> bool:
    return isinstance(read(json.dumps(form)), Decision)


def test_an_id_and_a_category_are_enough_to_judge() -> None:
    assert fits(LEAST)


@pytest.mark.parametrize("name", sorted(LEAST))
def test_without_them_there_is_nothing_to_judge(name: str) -> None:
    form = {key: value for key, value in LEAST.items() if key != name}
    assert unfit(form) == (name, f"缺少字段“{name}”。")
    assert unfit(form | {name: None})[0] == name


@pytest.mark.parametrize(
    ("changes", "field", "error"),
    [
        ({"colour": "red"}, "colour", "没有名为“colour”的字段。"),
        ({"meeting__place": "会议室"}, "meeting.place", "没有名为“place”的字段。"),
        ({"meeting__members__2__votes": 1}, "meeting.members[2].votes", "没有名为“votes”的字段。"),
        (
            {"meeting__members__2__vote": "maybe"},
            "meeting.members[2].vote",
            "“maybe”不在可选范围内，应为 abstain、against、for。",
        ),
        (
            {"meeting__members__0__attended": "是"},
            "meeting.members[0].attended",
            "类型不对：应为布尔值，现为文字。",
        ),
        ({"meeting__members__0__spoke": 0}, "meeting.members[0].spoke", "数字太小。"),
        ({"meeting__members": {}}, "meeting.members", "类型不对：应为列表，现为对象。"),
        ({"meeting__members__1": None}, "meeting.members[1]", "类型不对：应为对象，现为空值。"),
        ({"meeting": "会议"}, "meeting", "类型不对：应为对象，现为文字。"),
        ({"category": "三重一大"}, "category", None),
        ({"flags": ["livelihood", "secret"]}, "flags[1]", None),
        ({"flags": "livelihood"}, "flags", "类型不对：应为列表，现为文字。"),
        ({"id": 17}, "id", "类型不对：应为文字，现为整数。"),
        ({"id": ""}, "id", "不能为空。"),
        ({"proposed_on": "2026-02-30"}, "proposed_on", "不是存在的日期，应为 2026-03-01 这样的格式。"),
        ({"proposed_on": "2026-2-3"}, "proposed_on", "不是存在的日期，应为 2026-03-01 这样的格式。"),
        (
            {"proposed_on": "2026-03-01T00:00:00"},
            "proposed_on",
            "不是存在的日期，应为 2026-03-01 这样的格式。",
        ),
        ({"publicity__from": "昨天"}, "publicity.from", "不是存在的日期，应为 2026-03-01 这样的格式。"),
        ({"meeting__at": "2026-04-28T09:00:00"}, "meeting.at", None),
        ({"meeting__at": "2026-04-28"}, "meeting.at", None),
        ({"amount": 1200000}, "amount", "类型不对：应为文字，现为整数。"),
        ({"amount": "1,200,000.00"}, "amount", "不是金额，应为 1200000.00 这样的文字，单位为元。"),
        ({"amount": "-1.00"}, "amount", "不是金额，应为 1200000.00 这样的文字，单位为元。"),
        ({"amount": "1.001"}, "amount", "不是金额，应为 1200000.00 这样的文字，单位为元。"),
        (
            {"execution__3__amount": "十万"},
            "execution[3].amount",
            "不是金额，应为 1200000.00 这样的文字，单位为元。",
        ),
        (
            {"vote_rule": {"fraction": "half"}},
            "vote_rule.fraction",
            "不是比例，应为 1/2、2/3、3/4、4/5 或 1。",
        ),
        (
            {"vote_rule": {"fraction": "3/2"}},
            "vote_rule.fraction",
            "不是比例，应为 1/2、2/3、3/4、4/5 或 1。",
        ),
        ({"vote_rule": {"fraction": 0.5}}, "vote_rule.fraction", "类型不对：应为文字，现为数字。"),
        ({"consultation__comments": -1}, "consultation.comments", "数字太小。"),
        ({"stability_risk__grade": "极高"}, "stability_risk.grade", None),
        ({"execution__0__kind": None}, "execution[0].kind", None),
        ({"resolution__archived": "yes"}, "resolution.archived", "类型不对：应为布尔值，现为文字。"),
    ],
)
def test_what_is_unfit_is_named_with_its_field(
    changes: dict[str, Any], field: str, error: str | None
) -> None:
    told = unfit(changed(FLAWLESS, **changes))
    assert told[0] == field
    assert told[1].endswith("。")
    assert error in (None, told[1])


def test_a_vote_on_a_person_is_named_by_who_cast_it() -> None:
    assert unfit(changed(PERSONNEL, candidates__1__votes__M3="yes")) == (
        "candidates[1].votes.M3",
        "“yes”不在可选范围内，应为 abstain、against、for。",
    )


@pytest.mark.parametrize(
    "text",
    [
        b"", b"{", b"id", b'{"id": "\\ud800", "category": "a"}', b"NaN",
        b'{"id": "a", "category": "\xe4\xb8\x80\xe8\x88\xac\xe4\xba\x8b\xe9\xa1\xb9"} {}',
    ],
)  # fmt: skip
def test_what_is_no_json_is_refused_as_a_whole(text: bytes) -> None:
    assert read(text) == Unfit("", "不是完整的 JSON 对象。")


def test_what_is_not_utf_8_is_refused_as_a_whole() -> None:
    text = json.dumps(FLAWLESS, ensure_ascii=False).encode("gb18030")
    assert read(text) == Unfit("", "不是 UTF-8 编码的文字。")


@pytest.mark.parametrize("text", [b"[]", b'"a"', b"3", b"null", b"true"])
def test_what_is_no_object_is_refused_as_a_whole(text: bytes) -> None:
    result = read(text)
    assert isinstance(result, Unfit)
    assert (result.field, result.error[:10]) == ("", "类型不对：应为对象，")


def test_nested_without_end_is_refused_not_followed() -> None:
    for start in (b'{"id":"a","meeting":', b'{"x":', b'{"candidates":[{"votes":{"a":1}}],"x":'):
        assert isinstance(read(start + b"[" * 200_000), Unfit)


def test_a_fault_before_broken_json_is_named_as_far_as_it_can_be() -> None:
    result = read(b'{"candidates":[{"staff_no":"1","votes":{"a":"x"}}], oops')
    assert isinstance(result, Unfit)
    assert result.field == "candidates[0].votes"


@pytest.mark.parametrize(
    "at",
    [
        "2026-04-28T09:00:00+08:00", "2026-04-28T09:00:00+0800", "2026-04-28T01:00:00Z", "2026-04-28T09:00:00.5+08:00",
        "2026-04-28T09:00+08:00", "2026-04-28T01:00Z", "2026-04-28 09:00:00+08:00",
    ],
)  # fmt: skip
def test_times_are_iso_8601_with_an_offset(at: str) -> None:
    assert fits(changed(FLAWLESS, meeting__at=at, meeting__agenda_circulated_at=at))


@pytest.mark.parametrize("fraction", ["1/2", "2/3", "3/4", "4/5", "1", "3/5", "2/2"])
def test_a_rule_asks_for_any_part_of_the_whole(fraction: str) -> None:
    assert fits(changed(FLAWLESS, vote_rule={"base": "due", "fraction": fraction}))


def test_comments_and_experts_are_a_number_a_list_or_words() -> None:
    for value in (0, 12, ["太贵", "太远"], "收到 12 条", None):
        assert fits(changed(FLAWLESS, consultation__comments=value, expert_panel__experts=value))


def test_text_of_any_length_is_taken() -> None:
    assert fits(changed(FLAWLESS, resolution__text="文" * 2_000_000))


def test_every_part_may_be_null() -> None:
    names = set(schema()["$defs"]["Decision"]["properties"]) - {"id", "category"}
    assert fits(LEAST | dict.fromkeys(names))
    for part, kind in (("consultation", "Consultation"), ("meeting", "Meeting"), ("resolution", "Resolution"),
                       ("emergency", "Emergency"), ("vote_rule", "VoteRule"), ("loss", "Loss")):  # fmt: skip
        assert fits(LEAST | {part: dict.fromkeys(schema()["$defs"][kind]["properties"])}), part


def test_the_schema_describes_what_is_read() -> None:
    made = schema()
    assert made["$ref"] == "#/$defs/Decision"
    described = made["$defs"]["Decision"]
    assert sorted(described["required"]) == sorted(LEAST)
    assert described["additionalProperties"] is False
    assert set(FLAWLESS) | set(PERSONNEL) <= set(described["properties"])
