"""One line and one figure for each request: which view, how it was answered, how long it took."""

import logging
from collections.abc import Callable
from time import monotonic
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from core.metrics import REQUESTS, SECONDS
from core.observing.lines import request_id

log = logging.getLogger(__name__)
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})


class ObservingMiddleware:
    """Stands first, so that what the others refuse is seen, too.

    Of the addresses in settings.UNOBSERVED nothing is written or counted: a counter of reports, read every few seconds, would tell
    when somebody reported.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and note it."""
        if request.path_info.startswith(settings.UNOBSERVED):
            return self.get_response(request)
        # Our own: one that came with the request could carry anything into the log.
        token = request_id.set(uuid4().hex[:16])
        started = monotonic()
        try:
            response = self.get_response(request)
            took = monotonic() - started
            view = view_name(request)
            method = request.method if request.method in METHODS else "other"
            REQUESTS.labels(view, method, str(response.status_code)).inc()
            SECONDS.labels(view).observe(took)
            said = {"view": view, "method": method, "status": response.status_code, "ms": round(took * 1000)}
            log.info("request", extra=said)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


def view_name(request: HttpRequest) -> str:
    """The name of the address that answered; never the address, which holds numbers of people and files."""
    match = request.resolver_match
    return (match.view_name or "unnamed") if match else "none"
