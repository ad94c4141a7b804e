"""Uses of funds and purchases as the exercise of power (B3, B4)."""

from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from finance.models import FundUse, Purchase
from finance.policies import sees_any_funds, sees_any_purchase, visible_purchases, visible_uses
from finance.selectors.checking import SOURCE
from finance.selectors.fund_checking import BUDGETS, OFF_BOOK, SELF_CHECKS, USES
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
# Paid uses alone: what waits for signatures was not exercised yet. Budgets, self-checks and off-book money are of the same power.
FUNDS = Exercise(
    clause="B3",
    title=_("资金支付"),
    source=USES,
    also=(BUDGETS, SELF_CHECKS, OFF_BOOK),
    page="fund-list",
    visible=visible_uses,
    sees=sees_any_funds,
    every=FundUse.objects.all,
    day=F("paid_on"),
    only=Q(paid_on__isnull=False),
    amount=F("amount"),
)
