"""Reading the documented form: a decision, or where it is unfit, which field and why, in Chinese."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import inspect

from decisions.procedure.form import Decision

_decoder = msgspec.json.Decoder(Decision)
WHERE = re.compile(r" - at `\$\.?(?P<path>.*)`$")
UNKNOWN = re.compile(r"^Object contains unknown field `(?P<name>.*)`$", re.DOTALL)
MISSING = re.compile(r"^Object missing required field `(?P<name>.*)`$")
TYPE = re.compile(r"^Expected `(?P<wanted>[^`]+)`, got `(?P<got>[^`]+)`$")
SHORTEST = re.compile(r"^Expected `str` of length >= (?P<least>\d+)$")
LONGEST = re.compile(r"^Expected `str` of length <= (?P<most>\d+)$")
LEAST = re.compile(r"^Expected `(?:int|float)` >= (?P<least>[\d.]+)$")
UNKNOWN_KEY = "[...]"
STEP = re.compile(r"[A-Za-z_]+|\[\d+\]")
# ISO 8601 lets a time end with the minute; the reader wants the seconds, too.
TO_THE_MINUTE = re.compile(
    rb'("(?:at|agenda_circulated_at)"\s*:\s*"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)((?:[Zz]|[+-]\d\d:?\d\d)")'
)


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why a text is not a decision: `field` as a path (meeting.members[2].vote), empty where the text as a whole is unfit."""

    field: str
    error: str

    def as_json(self) -> dict[str, str]:
        """The stable form of the interchange."""
        return {"field": self.field, "error": self.error}


def read(text: bytes | str) -> Decision | Unfit:
    """Return the decision that `text`, one JSON object, describes."""
    try:
        decision = _decoder.decode(text)
    except msgspec.ValidationError as error:
        whole = _to_the_second(text)
        return read(whole) if whole is not None else _unfit(str(error), text)
    except UnicodeDecodeError:
        return Unfit("", _("不是 UTF-8 编码的文字。"))
    except (msgspec.DecodeError, RecursionError):
        return Unfit("", _("不是完整的 JSON 对象。"))
    rule = decision.vote_rule
    if rule is not None and rule.fraction is not None and not _is_share(rule.fraction):
        return Unfit("vote_rule.fraction", _not_a_share())
    return decision


def convert(value: Any) -> Decision | Unfit:
    """The same for a value that was read already, as an entry of a list."""
    return read(msgspec.json.encode(value))


@cache
def schema() -> dict[str, Any]:
    """The form as JSON Schema (2020-12), for whoever writes it."""
    made = msgspec.json.schema(Decision)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Decision", **made}


@cache
def _is_share(fraction: str) -> bool:
    """Whether a fraction is a part of a whole, or the whole."""
    above, _slash, below = fraction.partition("/")
    return int(above) <= int(below or 1)


def _not_a_share() -> str:
    return _("不是比例，应为 1/2、2/3、3/4、4/5 或 1。")


def _to_the_second(text: bytes | str) -> bytes | None:
    """The text with the seconds put in where its times lack them; None where none does."""
    plain = text.encode() if isinstance(text, str) else text
    whole, changed = TO_THE_MINUTE.subn(rb"\1:00\2", plain)
    return whole if changed else None


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
    options = _options(path)
    if UNKNOWN_KEY in path:
        path = _with_key(path, text)
    return Unfit(path, _why(what, options))


def _why(what: str, options: tuple[str, ...]) -> str:
    """What is wrong with a value, in the words of whoever has to mend it."""
    if what.startswith("Invalid enum value"):
        value = what.removeprefix("Invalid enum value ").strip("'")
        return _("“%(value)s”不在可选范围内，应为 %(options)s。") % {
            "value": value,
            "options": "、".join(options),
        }
    if what == "Invalid RFC3339 encoded date":
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
        return _not_a_share()
    typed = TYPE.match(what)
    if typed:
        return _("类型不对：应为%(wanted)s，现为%(got)s。") % {
            "wanted": _type_words(typed["wanted"]),
            "got": _type_words(typed["got"]),
        }
    return _("不符合格式。")


def _type_words(types: str) -> str:
    """Types of JSON, as the reader names them, in words."""
    words = {
        "str": _("文字"),
        "int": _("整数"),
        "float": _("数字"),
        "bool": _("布尔值"),
        "object": _("对象"),
        "array": _("列表"),
        "date": _("日期"),
        "datetime": _("时间"),
        "null": _("空值"),
    }
    return "、".join(words.get(name, name) for name in types.split(" | ") if name != "null" or types == name)


def _options(path: str) -> tuple[str, ...]:
    """What may stand at `path` of the form, where that is a choice."""
    at: Any = inspect.type_info(Decision)
    for step in STEP.findall(path.replace(UNKNOWN_KEY, "[0]")):
        at = _given(at)
        if isinstance(at, inspect.StructType):
            at = next(field.type for field in at.fields if field.encode_name == step)
        elif isinstance(at, inspect.ListType):
            at = at.item_type
        elif isinstance(at, inspect.DictType):
            at = at.value_type
    at = _given(at)
    return tuple(map(str, at.values)) if isinstance(at, inspect.LiteralType) else ()


def _given(type_: Any) -> Any:
    """The type of a value that is there: without null, without its bounds."""
    while isinstance(type_, inspect.UnionType | inspect.Metadata):
        if isinstance(type_, inspect.Metadata):
            type_ = type_.type
        else:
            type_ = next(one for one in type_.types if not isinstance(one, inspect.NoneType))
    return type_


def _with_key(path: str, text: bytes | str) -> str:
    """Name the entry of `candidates[n].votes` that is meant; the reader itself only says that one of them is."""
    start = path.split(UNKNOWN_KEY, 1)[0]
    try:
        votes: Any = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):  # what follows the fault is no JSON either
        return start
    for step in STEP.findall(start):
        votes = votes[int(step[1:-1])] if step.startswith("[") else votes[step]
    options = (*_options(path), None)
    key = next((key for key, vote in votes.items() if vote not in options), "")
    return path.replace(UNKNOWN_KEY, f".{key}", 1)
