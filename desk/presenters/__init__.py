"""What every page shows around its content: navigation, banners, the inbox's count."""

from typing import Any

from django.http import HttpRequest


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `chrome.navigation`, `chrome.banners`. Nothing for someone not logged in."""
    return {"chrome": {"navigation": [], "banners": []}}
