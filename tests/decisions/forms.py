"""Any decision that fits the documented form, drawn from the form itself, so that a field added is drawn as well."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import strategies as st
from msgspec import inspect

from decisions.procedure import Decision

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31)) | st.dates()
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=OFFSETS) | st.datetimes(
    timezones=OFFSETS
)
MONEY = st.from_regex(r"[0-9]{1,13}(\.[0-9]{1,2})?", fullmatch=True, alphabet=st.characters(codec="ascii"))
SHARES = st.sampled_from(("1/2", "2/3", "3/4", "4/5", "1", "5/12", "7/7"))
NAMES = st.sampled_from(("M1", "M2", "M3", "党委会", "镇长办公会")) | st.text(min_size=1, max_size=8)


def drawn(kind: Any) -> st.SearchStrategy[Any]:
    """Values, fit for JSON, of a type of the form."""
    return WAYS[type(kind)](kind)


def _text(kind: inspect.StrType) -> st.SearchStrategy[str]:
    if not kind.pattern:
        return NAMES
    return MONEY if "{1,13}" in kind.pattern else SHARES


def _object(kind: inspect.StructType) -> st.SearchStrategy[dict[str, Any]]:
    fields = {field.encode_name: drawn(field.type) for field in kind.fields if field.required}
    others = {field.encode_name: drawn(field.type) for field in kind.fields if not field.required}
    return st.fixed_dictionaries(fields, optional=others)


WAYS: dict[type, Callable[[Any], st.SearchStrategy[Any]]] = {
    inspect.Metadata: lambda kind: drawn(kind.type),
    inspect.UnionType: lambda kind: st.one_of(*map(drawn, kind.types)),
    inspect.NoneType: lambda kind: st.none(),
    inspect.LiteralType: lambda kind: st.sampled_from(sorted(kind.values)),
    inspect.BoolType: lambda kind: st.booleans(),
    inspect.IntType: lambda kind: st.integers(kind.ge or 0, 9),
    inspect.FloatType: lambda kind: st.floats(0, 1e6, allow_nan=False),
    inspect.DateType: lambda kind: DAYS.map(date.isoformat),
    inspect.DateTimeType: lambda kind: MOMENTS.map(datetime.isoformat),
    inspect.StrType: _text,
    inspect.ListType: lambda kind: st.lists(drawn(kind.item_type), max_size=5),
    inspect.DictType: lambda kind: st.dictionaries(NAMES, drawn(kind.value_type), max_size=4),
    inspect.StructType: _object,
}
FORMS = drawn(inspect.type_info(Decision))
