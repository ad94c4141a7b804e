"""A form that was sent: the token by which sending it twice does its work once, and what the service refused shown at its fields."""

from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest


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
