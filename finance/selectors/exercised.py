"""Purchases as the exercise of power (B4)."""

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from finance.models import Purchase
from finance.policies import sees_any_purchase, visible_purchases
from finance.selectors.checking import SOURCE
from supervision.selectors.powers import Exercise

PURCHASES = Exercise(
    clause="B4",
    title=_("物资采购"),
    source=SOURCE,
    page="purchase-list",
    visible=visible_purchases,
    sees=sees_any_purchase,
    every=Purchase.objects.all,
    day=F("happened_on"),
    amount=Coalesce("current_amount", "contract_amount", "award_amount", "estimate"),
)
