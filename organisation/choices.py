"""Choices of the organisation's tables; the values are a roster's own words (rulebook)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.establishment import NAMES, Category, Function
from rulebook.tenure import Management, TenureKind

CATEGORIES = [(item.value, _(item.value)) for item in Category]
FUNCTIONS = [(item.value, _(NAMES[item])) for item in Function]
TENURE_KINDS = [(item.value, _(item.value)) for item in TenureKind]
MANAGEMENTS = [(item.value, _(item.value)) for item in Management]

# The reason kept with a change that says how things had been all along (更正), so that past days are told with it.
CORRECTION = "更正"


class DivisionLevel(models.IntegerChoices):
    """Levels of administrative division (行政区划层级, GB/T 2260)."""

    PROVINCE = 1, _("省级")
    CITY = 2, _("地级")
    COUNTY = 3, _("县级")
    TOWN = 4, _("乡级")


class LinkKind(models.TextChoices):
    """How a county leader is tied to a unit."""

    IN_CHARGE = "in-charge", _("分管")
    LINKED = "linked", _("联系")


class RelativeKind(models.TextChoices):
    """Kinship that bars a person from a case (N14)."""

    SPOUSE = "spouse", _("配偶")
    DIRECT = "direct", _("直系血亲")
    COLLATERAL = "collateral", _("三代以内旁系血亲")
    IN_LAW = "in-law", _("近姻亲")


class AbsenceKind(models.TextChoices):
    """Approved absence that may waive a duty (L7)."""

    LEAVE = "leave", _("批准休假")
    TRAINING = "training", _("脱产学习")
    SECONDMENT = "secondment", _("外派挂职")
