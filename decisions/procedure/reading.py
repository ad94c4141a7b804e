"""Reading the documented form: a decision, or where it is unfit, which field and why, in Chinese."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from decisions.procedure.form import Decision

_decoder = msgspec.json.Decoder(Decision)
WHERE = re.compile(r" - at `\$\.?(?P<path>.*)`$")
UNKNOWN = re.compile(r"^Object contains unknown field `(?P<name>.*)`$")
MISSING = re.compile(r"^Object missing required field `(?P<name>.*)`$")
TYPE = re.compile(r"^Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`$")
SHORTEST = re.compile(r"^Expected `str` of length >= (?P<least>\d+)$")
LONGEST = re.compile(r"^Expected `str` of length <= (?P<most>\d+)$")
LEAST = re.compile(r"^Expected `(?:int|float)` >= (?P<least>[\d.]+)$")
UNKNOWN_KEY = "[...]"


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is not a decision: `field` as a path (meeting.members[2].vote), empty where the text as a whole is unfit."""

    field: str
    error: str


def read(text: bytes | str) -> Decision | Unfit:
    """Return the decision that `text`, one JSON object, describes."""
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError as error:
        return _unfit(str(error), text)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Unfit("", _("不是完整的 JSON 对象。"))


def convert(value: Any) -> Decision | Unfit:
    """The same for a value that was read already, as an entry of a list."""
    return read(msgspec.json.encode(value))


@cache
def schema() -> dict[str, Any]:
    """The form as JSON Schema, for whoever writes it."""
    return msgspec.json.schema(Decision)


def _unfit(said: str, text: bytes | str) -> Unfit:
    place = WHERE.search(said)
    path = place["path"] if place else ""
    what = said[: place.start()] if place else said
    for pattern in (UNKNOWN, MISSING):
        found = pattern.match(what)
        if found:
            name = found["name"]
            words = _("没有名为“%(name)s”的字段。") if pattern is UNKNOWN else _("缺少字段“%(name)s”。")
            return Unfit(f"{path}.{name}" if path else name, words % {"name": name})
    if UNKNOWN_KEY in path:
        path = _with_key(path, text)
    return Unfit(path, _why(what))


def _why(what: str) -> str:
    """What is wrong with a value, in the words of whoever has to mend it."""
    if what.startswith("Invalid enum value"):
        return _("“%(value)s”不在可选范围内。") % {
            "value": what.removeprefix("Invalid enum value ").strip("'")
        }
    if "RFC3339 encoded date`" in what or what == "Invalid RFC3339 encoded date":
        return _("不是存在的日期，应为 2026-03-01 这样的格式。")
    if "timezone" in what or what.startswith("Invalid RFC3339"):
        return _("不是带时区的时间，应为 2026-03-01T15:00:00+08:00 这样的格式。")
    for pattern, words in (
        (SHORTEST, _("不能为空。")),
        (LONGEST, _("文字太长。")),
        (LEAST, _("数字太小。")),
    ):
        if pattern.match(what):
            return words
    if "[0-9]{1,13}" in what:
        return _("不是金额，应为 1200000.00 这样的文字，单位为元。")
    if "matching regex" in what:
        return _("不是比例，应为 1/2、2/3、3/4、4/5 或 1。")
    typed = TYPE.match(what)
    if typed:
        return _("类型不对：应为 %(wanted)s，现为 %(got)s。") % {
            "wanted": typed["wanted"],
            "got": typed["got"],
        }
    return _("不符合格式。")


def _with_key(path: str, text: bytes | str) -> str:
    """Name the entry of `candidates[n].votes` that is meant; the reader itself only says that one of them is."""
    votes: Any = msgspec.json.decode(text)
    for step in re.findall(r"[A-Za-z_]+|\[\d+\]", path.split(UNKNOWN_KEY, 1)[0]):
        votes = votes[int(step[1:-1])] if step.startswith("[") else votes[step]
    key = next((key for key, vote in votes.items() if vote not in ("for", "against", "abstain", None)), "")
    return path.replace(UNKNOWN_KEY, f".{key}", 1)
