"""What became of a matter, for any page that shows one: `{% load decided %}{% following matter as after %}`."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import User
from decisions.choices import DECIDED_STATES
from decisions.models import Matter
from decisions.selectors.following import Following, following_of
from decisions.selectors.losses import Traced, traced_loss

register = template.Library()


def _asking(context: Context) -> tuple[User | None, Any]:
    user = context.get("user")
    return (user if isinstance(user, User) else None), context["today"]


@register.simple_tag(takes_context=True)
def following(context: Context, matter: Matter) -> Following | None:
    """How carrying out `matter` stands, on the page's `today`; None before it is decided."""
    user, on = _asking(context)
    return following_of(user, matter, on) if user and matter.state in DECIDED_STATES else None


@register.simple_tag(takes_context=True)
def loss_of(context: Context, matter: Matter) -> Traced | None:
    """The loss a decided matter caused, its case, and whether one may be recorded; None before it is decided."""
    user, on = _asking(context)
    return traced_loss(user, matter, on) if user and matter.state in DECIDED_STATES else None
