"""The voter's pages: the code, the ballot, a look at it before it is cast, thanks. Nothing of who votes is kept or logged, no cookie is set (C13, L13).

The code comes in what is posted, never in an address: on the slip it stands behind #, which stays in the browser.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from appraisals.forms.voting import LONGEST_CODE, BallotCodeForm, BallotForm
from appraisals.models import Poll
from appraisals.presenters.ballots import ballot_head
from appraisals.procedure.slips import plain, readable
from appraisals.services import voting
from core import clock
from core.public import open_to_everybody
from core.sending import refuse

View = Callable[..., HttpResponseBase]
LONGEST = 64 * 1024  # bytes of all that is sent


def quiet(view: View) -> View:
    """A voter's page: whatever is sent oddly, or fails, is answered in words and told to nobody."""

    @open_to_everybody
    @wraps(view)
    def show(request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > LONGEST:
            return render(request, "appraisals/no_ballot.html", status=413)
        try:
            request.encoding = "utf-8"
            request.POST  # noqa: B018 - read now, where it can be refused
            return view(request)
        except (BadRequest, SuspiciousOperation, MultiPartParserError, LookupError):
            return render(request, "appraisals/no_ballot.html", status=400)
        except OperationalError:
            return render(request, "appraisals/no_ballot.html", {"down": True}, status=503)

    return show


@require_http_methods(["GET", "HEAD", "POST"])
@quiet
def ballot(request: HttpRequest) -> HttpResponse:
    """Ask for the code; with it, show the ballot, with what was marked where somebody comes back to it."""
    if request.method != "POST":
        return _code_asked(request, BallotCodeForm())
    poll = _poll(request)
    if isinstance(poll, HttpResponse):
        return poll
    marked = {name: value for name, value in request.POST.items() if name != "code"}
    return _ballot(request, poll, BallotForm(poll=poll, initial=marked))


@require_POST
@quiet
def ballot_check(request: HttpRequest) -> HttpResponse:
    """What was marked, to be looked at once before it is cast."""
    form = _filled(request)
    if isinstance(form, HttpResponse):
        return form
    context = ballot_head(form.poll) | {"form": form, "answers": form.answers(), "code": _code(request)}
    return render(request, "appraisals/ballot_check.html", context)


@require_POST
@quiet
def ballot_cast(request: HttpRequest) -> HttpResponse:
    """Cast it; what follows is the same page for everybody."""
    form = _filled(request)
    if isinstance(form, HttpResponse):
        return form
    try:
        voting.cast_ballot(code=_code(request), ballot=form.ballot(), on=clock.today())
    except ValidationError as error:
        return _refused(request, error)
    return redirect("ballot-thanks")


@require_safe
@quiet
def ballot_thanks(request: HttpRequest) -> HttpResponse:
    """It is cast."""
    return render(request, "appraisals/ballot_thanks.html")


def _filled(request: HttpRequest) -> BallotForm | HttpResponse:
    """The ballot as it was marked, or the page that says what is wrong with the code or with the marks."""
    poll = _poll(request)
    if isinstance(poll, HttpResponse):
        return poll
    form = BallotForm(request.POST, poll=poll)
    return form if form.is_valid() else _ballot(request, poll, form)


def _poll(request: HttpRequest) -> Poll | HttpResponse:
    """The poll of the code that was sent, or the page that says why it cannot be used."""
    form = BallotCodeForm(request.POST)
    if not form.is_valid():
        return _code_asked(request, form)
    try:
        return voting.poll_for(code=form.cleaned_data["code"], on=clock.today())
    except ValidationError as error:
        return _refused(request, error)


def _refused(request: HttpRequest, error: ValidationError) -> HttpResponse:
    form = BallotCodeForm(request.POST)
    form.is_valid()
    refuse(form, error)
    return _code_asked(request, form)


def _code_asked(request: HttpRequest, form: BallotCodeForm) -> HttpResponse:
    return render(request, "appraisals/ballot_code.html", {"form": form}, status=422 if form.errors else 200)


def _ballot(request: HttpRequest, poll: Poll, form: BallotForm) -> HttpResponse:
    context: dict[str, Any] = ballot_head(poll) | {"form": form, "code": _code(request)}
    return render(request, "appraisals/ballot.html", context, status=422 if form.errors else 200)


def _code(request: HttpRequest) -> str:
    return readable(plain(request.POST.get("code", "")[:LONGEST_CODE]))
