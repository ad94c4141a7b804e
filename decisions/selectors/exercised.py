"""Decisions as the exercise of power (B1)."""

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from decisions.models import Matter, Resolution
from decisions.policies import sees_any_matter, visible_matters
from decisions.selectors.checking import SOURCE
from decisions.selectors.counted import DECIDED
from supervision.selectors.powers import Exercise

_first = Resolution.objects.filter(matter=OuterRef("pk")).order_by("on", "pk").values("on")[:1]
# Decisions taken in from elsewhere have no resolution of ours; the day they were put forward stands in for it.
DECISIONS = Exercise(
    clause="B1",
    title=_("集体决策事项"),
    source=SOURCE,
    page="matter-list",
    visible=visible_matters,
    sees=sees_any_matter,
    every=Matter.objects.all,
    day=Coalesce(Subquery(_first), F("proposed_on")),
    only=DECIDED,
    amount=F("amount"),
)
