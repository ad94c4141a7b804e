"""Whether the product is up, and its figures for a monitor. No session is opened and nothing of it is logged."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from core import health, metrics
from core.clock import now


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 while this process answers at all; it asks nothing else, so that a silent database restarts no web process."""
    return JsonResponse({"web": health.UP})


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all parts are up, else 503 naming what is down."""
    parts = health.readiness(now())
    return JsonResponse(parts, status=503 if health.DOWN in parts.values() else 200)


@require_safe
@login_not_required
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """The figures in Prometheus' form: with the token of METRICS_TOKEN, or without one set from this machine alone; 404 for others."""
    if not _may_read_figures(request):
        return HttpResponse(status=404)
    return HttpResponse(metrics.exposition(now()), content_type=CONTENT_TYPE_LATEST)


def _may_read_figures(request: HttpRequest) -> bool:
    if settings.METRICS_TOKEN:
        said = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(said.encode(), settings.METRICS_TOKEN.encode())
    # What came through a proxy comes from elsewhere, though the proxy stands on this machine.
    if "X-Forwarded-Proto" in request.headers or "X-Forwarded-For" in request.headers:
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
