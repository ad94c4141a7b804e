"""Responsibility lists and gifts as the exercise of power (B6)."""

from django.db.models import DateField, F, Func
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from integrity.models import Attribution, Declaration, Gift, ResponsibilityList, YearlyDeclaration
from integrity.policies.gifts import sees_gifts, visible_gifts
from integrity.policies.lists import sees_lists, visible_lists
from supervision.selectors.powers import Exercise

_new_year = Func(F("year"), 1, 1, function="make_date", output_field=DateField())
# A list drafted before its year begins belongs to the year; what is found in incidents and declarations stands under the same power.
LISTS = Exercise(
    clause="B6",
    title=_("责任清单"),
    source=ResponsibilityList._meta.label_lower,
    also=(
        Attribution._meta.label_lower,
        Declaration._meta.label_lower,
        YearlyDeclaration._meta.label_lower,
    ),
    page="responsibility-lists",
    visible=visible_lists,
    sees=sees_lists,
    every=ResponsibilityList.objects.all,
    day=Greatest(F("drafted_on"), _new_year),
)
GIFTS = Exercise(
    clause="B6",
    title=_("登记礼品"),
    source=Gift._meta.label_lower,
    page="gifts",
    visible=visible_gifts,
    sees=sees_gifts,
    every=Gift.objects.all,
    day=F("received_on"),
)
