"""What somebody reads whose name is locked after failed log-ins."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.services import locks


def locked(
    request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Say until when, status 429. Called by django-axes, and where codes are tried."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    return render(request, "accounts/locked.html", {"minutes": locks.minutes_left(name)}, status=429)
