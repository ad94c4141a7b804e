"""A form that was sent: the token by which sending it twice does its work once, and what the service refused shown at its fields."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def refuse(form: Form, error: ValidationError) -> None:
    """Show what a service refused at its fields; what belongs to none, on top."""
    found = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, words in found.items():
        for one in words:
            form.add_error(name if name in form.fields else None, one)


def token_of(request: HttpRequest) -> UUID:
    """The token of a form, by which sending it twice does its work once."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def acted(form: Form, act: Callable[[], Any], *, closed: type[Exception], words: object) -> bool:
    """Whether `act` did what was sent; what it refused is shown at its fields, and `words` where it raised `closed`."""
    try:
        act()
    except closed:
        form.add_error(None, str(words))
    except ValidationError as error:
        refuse(form, error)
    else:
        return True
    return False


def stepped(
    request: HttpRequest, act: Callable[[], Any], done: object, *, closed: type[Exception], words: object
) -> None:
    """Take a step that needs no form, and say at the next page how it went: `done`, what it refused, `words` where it raised `closed`."""
    try:
        act()
    except closed:
        messages.error(request, str(words))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(done))


def shown(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """A page with its form; refused with 422."""
    return render(request, template, context, status=422 if context["form"].errors else 200)
