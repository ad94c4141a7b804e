"""Saving what a form holds: one service, its refusals back on the form, one word of success."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.sending import refuse
from decisions.services.states import NotPossible


def saved(request: HttpRequest, form: Form, act: Callable[..., Any], told: str) -> bool:
    """Whether what `form` holds was saved by `act`; where not, its errors stand on the form."""
    if not form.is_valid():
        return False
    try:
        act(**form.cleaned_data)
    except NotPossible:
        form.add_error(None, _("没有保存：事项的状态已经变化，或者其他人已经办理。请核对后再试。"))
        return False
    except ValidationError as error:
        refuse(form, error)
        return False
    messages.success(request, told)
    return True
