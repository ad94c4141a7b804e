"""Pages anybody may open without a log-in: nothing of who asks is kept on the way."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters

View = Callable[..., HttpResponseBase]


def open_to_everybody(view: View) -> View:
    """No log-in, no cookie, nothing kept in a cache, no word of what was sent in a report of an error.

    Who sends is told by what is sent alone (a signed form, a code), so that there is nothing another site could make a browser do.
    """

    @csrf_exempt
    @never_cache
    @login_not_required
    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = sensitive_post_parameters()(view)(request, *args, **kwargs)
        # Style sheets are asked for by their own addresses, which a proxy may log: those requests do not say from which page.
        response["Referrer-Policy"] = "no-referrer"
        return response

    return show
