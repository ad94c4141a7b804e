"""Whether every part of the product is up."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from core.clock import now
from core.models import Heartbeat

FRESH = timedelta(minutes=2)
PARTS = ("worker", "beat")


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when web, database, worker and beat are up, else 503 naming what is down."""
    parts = {"web": "up", "database": "up"}
    try:
        seen = dict(Heartbeat.objects.values_list("name", "at"))
    except DatabaseError:
        return JsonResponse(parts | {"database": "down"}, status=503)
    parts |= {name: "up" if name in seen and now() - seen[name] < FRESH else "down" for name in PARTS}
    return JsonResponse(parts, status=200 if "down" not in parts.values() else 503)
