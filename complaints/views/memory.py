"""What is sent is read in memory alone until it is locked: Django would put large files on the disk as they came. What is too much, or no form, is not read."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from complaints.services.attachments import MOST_BYTES

ROOM_FOR_WORDS = 1024 * 1024
View = Callable[..., HttpResponseBase]


class OnlyInMemory(MemoryFileUploadHandler):
    """Keeps every file in memory; how long a request may be was asked before."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Whatever the length."""
        self.activated = True


def is_too_much(request: HttpRequest) -> bool:
    """Whether more is announced than all files and words of one form may be."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return not length.isdecimal() or int(length) > MOST_BYTES + ROOM_FOR_WORDS


def too_much(request: HttpRequest) -> HttpResponseBase:
    """The answer to it."""
    return render(request, "complaints/too_much.html", {"most": MOST_BYTES // 1024 // 1024}, status=413)


def in_memory(view: View) -> View:
    """A page of officers that takes files: they never touch the disk. The page's token is asked for once that is settled."""
    protected = csrf_protect(view)

    @csrf_exempt
    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_too_much(request):
            return too_much(request)
        read_in_memory(request)
        return protected(request, *args, **kwargs)

    return show


def read_in_memory(request: HttpRequest) -> None:
    """Read what was sent, as UTF-8 whatever it says of itself; other encodings make signs that no text can be stored with. Raises BadRequest."""
    request.encoding = "utf-8"
    request.upload_handlers = [OnlyInMemory(request)]
    try:
        request.POST  # noqa: B018 - read now, where it can be refused
    except LookupError as error:  # a file name in an encoding nobody has
        raise BadRequest("unknown encoding") from error
