"""The procedure check for other systems: they send decisions and are told what was found. Nothing is stored."""

from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views import for_machines
from accounts.views.machines import refusal
from core import workdays
from core.clock import today
from core.importing.lines import numbered_lines
from decisions.procedure.checking import Answer, answers
from decisions.procedure.reading import schema

LARGEST = 5 * 1024 * 1024  # bytes of one request
MOST = 10_000  # decisions in one request
JSON, LINES = "application/json", ("application/x-ndjson", "application/ndjson", "application/jsonl")
_list = msgspec.json.Decoder(list[msgspec.Raw])


class _Refused(Exception):
    """Why a request as a whole is not done, with its status."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status, self.error = status, error


@for_machines
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Check one decision, a list of them, or lines of them, as of `as_of` (default today); answer in the same shape.

    A single decision that cannot be read ends with 422; among several it is named by its place, and the others are checked.
    """
    try:
        on, body = _as_of(request), _body(request)
        if request.content_type in LINES:
            return _answer(b"\n".join(_told(_judged(_several(numbered_lines(BytesIO(body))), on))), LINES[0])
        if body.lstrip().startswith(b"["):
            told = _told(_judged(_several(_entries(body)), on))
            return _answer(b"[" + b",".join(told) + b"]", JSON)
        (one,) = _judged([(1, body)], on)
        status = 200 if one.decision is not None else 422
        return _answer(msgspec.json.encode(one.as_json()), JSON, status)
    except _Refused as refused:
        return refusal(refused.status, refused.error)


@require_safe
@login_not_required
def form_schema(request: HttpRequest) -> JsonResponse:
    """The documented form as JSON Schema. It tells nothing of the county, so it asks for no log-in."""
    return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False})


def _as_of(request: HttpRequest) -> date:
    given = request.GET.get("as_of")
    try:
        return date.fromisoformat(given) if given else today()
    except ValueError as error:
        raise _Refused(400, _("as_of 不是日期，应为 2026-03-01 这样的格式。")) from error


def _body(request: HttpRequest) -> bytes:
    if request.content_type not in (JSON, *LINES):
        kinds = {"json": JSON, "lines": LINES[0]}
        raise _Refused(415, _("Content-Type 须为 %(json)s 或 %(lines)s。") % kinds)
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise _Refused(413, _("请求超过 %(limit)s MB，请分批发送。") % {"limit": LARGEST // 1024 // 1024})
    body = body.removeprefix(BOM_UTF8)
    if not body.strip():
        raise _Refused(400, _("请求没有内容。"))
    return body


def _entries(body: bytes) -> list[tuple[int, bytes | None]]:
    try:
        return [(place, bytes(entry)) for place, entry in enumerate(_list.decode(body), start=1)]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _Refused(400, _("不是完整的 JSON。")) from error


def _several(lines: Any) -> list[tuple[int, bytes | None]]:
    found = list(lines)
    if len(found) > MOST:
        raise _Refused(413, _("一次最多检查 %(most)s 件，请分批发送。") % {"most": MOST})
    return found


def _judged(lines: list[tuple[int, bytes | None]], on: date) -> Iterator[Answer]:
    return answers(lines, on, workdays.load())


def _told(found: Iterator[Answer]) -> list[bytes]:
    return [msgspec.json.encode(one.as_json()) for one in found]


def _answer(content: bytes, kind: str, status: int = 200) -> HttpResponse:
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8", status=status)
    response["Cache-Control"] = "no-store"
    return response
