"""What a use of funds pays for, with its page; and the uses that pay for a purchase or a part of a project."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from finance.models import FundUse
from finance.policies import visible_purchases
from finance.presenters.funds import state_of
from finance.selectors.funds import uses_paying
from finance.selectors.paid_for import label_of

SHOWN = 20
PageOfPart = Callable[[Any, User, date], str]  # a part → its address, empty for who may not open it
_page_of_part: list[PageOfPart] = []


def register(page: PageOfPart) -> None:
    """Say where a part of a project is shown; called in AppConfig.ready() of the app that keeps parts."""
    _page_of_part[:] = [page]


def paid_for(use: FundUse, user: User, on: date) -> dict[str, str] | None:
    """What `use` pays for, and its page where `user` may open it; None where it names nothing."""
    if use.purchase is not None:
        opens = visible_purchases(user, on).filter(pk=use.purchase.pk).exists()
        page = reverse("purchase", args=[use.purchase.pk]) if opens else ""
        return {"kind": _("支付的采购"), "title": label_of(use), "url": page}
    if use.part is None:
        return None
    page = next((page_of(use.part, user, on) for page_of in _page_of_part), "")
    title = f"{use.part.project.title} {use.part.name}"
    return {"kind": _("支付的标段"), "title": title, "url": page}


def payments_of(
    user: User, on: date, *, purchase: int | None = None, part: int | None = None
) -> dict[str, Any]:
    """The uses that pay for a purchase or a part, as far as `user` may see them: the last ones, and the address of all."""
    rows = uses_paying(user, on, purchase=purchase, part=part)
    asked = f"purchase={purchase}" if purchase is not None else f"part={part}"
    shown = list(rows[: SHOWN + 1])
    return {
        "rows": [{"use": use, "state": state_of(use)} for use in shown[:SHOWN]],
        "more": f"{reverse('fund-list')}?{asked}" if len(shown) > SHOWN else "",
    }
