"""Reading a line: a release, with the parts of it that do not fit and so count as missing; or why the line is no release."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from msgspec import inspect

from decisions.procedure.reading import Unfit
from finance.procedure.flags.form import Release

_decoder = msgspec.json.Decoder(Release)
_FORM = inspect.type_info(Release)
_MISFIT = object()


@dataclass(frozen=True, slots=True)
class Read:
    """A release, and the paths of what in it has another type than the standard gives it."""

    release: Release
    misfits: tuple[str, ...] = ()


def read(line: bytes | str) -> Read | Unfit:
    """Return the release that `line`, one JSON object, holds."""
    try:
        return Read(_decoder.decode(line))
    except msgspec.ValidationError:
        return _read_what_fits(line)
    except UnicodeDecodeError:
        return Unfit("", _("不是 UTF-8 编码的文字。"))
    except (msgspec.DecodeError, RecursionError):
        return Unfit("", _("不是完整的 JSON 对象。"))


def _read_what_fits(line: bytes | str) -> Read | Unfit:
    """The release without what does not fit; only an object with an ocid is one."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError):
        return Unfit("", _("不是完整的 JSON 对象。"))
    if not isinstance(value, dict):
        return Unfit("", _("不是 JSON 对象。"))
    if "ocid" not in value:
        return Unfit("ocid", _("缺少字段“ocid”。"))
    if not isinstance(value["ocid"], str):
        return Unfit("ocid", _("“ocid”应为文字。"))
    misfits: list[str] = []
    return Read(msgspec.convert(_fitting(value, _FORM, "", misfits), Release), tuple(misfits))


def _fitting(value: Any, form: Any, path: str, misfits: list[str]) -> Any:
    """`value` with whatever does not fit `form` replaced by nothing: null for a field, an empty object for a place in a list."""
    for option in _options(form):
        fitted = _as(value, option, path, misfits)
        if fitted is not _MISFIT:
            return fitted
    misfits.append(path)
    return None


def _options(form: Any) -> Iterator[Any]:
    yield from form.types if isinstance(form, inspect.UnionType) else (form,)


def _as(value: Any, form: Any, path: str, misfits: list[str]) -> Any:
    if isinstance(form, inspect.StructType):
        return _as_part(value, form, path, misfits) if isinstance(value, dict) else _MISFIT
    if isinstance(form, inspect.ListType):
        return _as_list(value, form, path, misfits) if isinstance(value, list) else _MISFIT
    try:
        return msgspec.convert(value, _PLAIN[type(form)])
    except (msgspec.ValidationError, KeyError):
        return _MISFIT


_PLAIN: dict[type, Any] = {
    inspect.StrType: str,
    inspect.IntType: int,
    inspect.FloatType: float,
    inspect.NoneType: None,
}


def _as_part(value: dict[str, Any], form: Any, path: str, misfits: list[str]) -> dict[str, Any]:
    known = {field.encode_name: field.type for field in form.fields if field.encode_name in value}
    return {
        name: _fitting(value[name], type_, f"{path}.{name}" if path else name, misfits)
        for name, type_ in known.items()
    }


def _as_list(value: list[Any], form: Any, path: str, misfits: list[str]) -> list[Any]:
    """Places are kept, because how many there are counts."""
    empty: Any = {} if isinstance(form.item_type, inspect.StructType) else ""
    fitted = (_fitting(one, form.item_type, f"{path}[{place}]", misfits) for place, one in enumerate(value))
    return [empty if one is None else one for one in fitted]
