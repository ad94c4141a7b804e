"""Telling PostgreSQL who reads, request by request."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

from core.rows.reading import NOBODY, change_reader, reader, reading_as


class ReaderMiddleware:
    """Stands after whatever decides who asks. Until a user is known nobody reads; at the end it is as before the request, whatever happened."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; what is written bit by bit afterwards is read by the same user."""
        with reading_as(NOBODY):
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse):
                response.streaming_content = _read_by(reader(), response.streaming_content)  # type: ignore[arg-type]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Name the user, where a browser brings a session."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            change_reader(str(request.user.pk))


def _read_by(name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
    with reading_as(name):
        yield from pieces
