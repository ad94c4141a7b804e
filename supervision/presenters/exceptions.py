"""Exceptions to the mandates that wait for their approver."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from supervision.models import MandateException
from supervision.policies import exceptions_to_confirm
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Exceptions that name `user` as approver."""
    yield Part(
        "exceptions",
        _("待我批准的例外"),
        _("监督职责例外由您批准后才生效"),
        exceptions_to_confirm(user, on).select_related("body", "person", "entered_by__person"),
        reverse("inbox"),
        each(_item),
    )


def _item(row: MandateException) -> Item:
    return Item(
        title=_("%(effect)s%(body)s对%(head)s的监督职责")
        % {"effect": row.get_effect_display(), "body": row.body.name, "head": row.person.name},
        reason=_("%(who)s登记，请您批准或者不予批准（%(clause)s）")
        % {"who": row.entered_by, "clause": row.clause},
        url=reverse("mandate-exception", args=[row.pk]),
    )
