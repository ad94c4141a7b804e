"""Choices of the tables of projects; values and words of the rulebook."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures.projects import ASKED, INTERESTS, MEANS, RELATIONS, TITLES
from rulebook.procedures.projects import RECORDS as RECORD_RULES

STAGES = [(kind.value, _(title)) for kind, title in TITLES.items()]
RECORDS = [(rule.record.value, _(rule.title)) for rule in RECORD_RULES]
RELATION_CHOICES = [(relation.value, _(title)) for relation, title in RELATIONS.items()]
INTEREST_CHOICES = [(kind.value, _(title)) for kind, title in INTERESTS.items()]
MEANS_CHOICES = [(means.value, _(title)) for means, title in MEANS.items()]
ASKED_CHOICES = [(words, _(words)) for words in ASKED]


class Origin(models.TextChoices):
    """How a project came in."""

    ENTERED = "entered", _("系统登记")
    SHEET = "sheet", _("表格导入")


class PartCategory(models.TextChoices):
    """What a part is (标段类别), as N33 tells them apart."""

    WORKS = "works", _("施工")
    GOODS = "goods", _("工程货物")
    SERVICES = "services", _("勘察、设计、监理等服务")


class InterferenceState(models.TextChoices):
    """Where an entry of the register of interference stands (插手干预登记的办理状态)."""

    ENTERED = "entered", _("已登记")
    ACCEPTED = "accepted", _("已受理")
    EXAMINED = "examined", _("已核查")
    CLOSED = "closed", _("已办结")


class InterferenceResult(models.TextChoices):
    """What an entry came to (核查结果)."""

    FOUND = "found", _("情况属实，已按规定处理")
    UNFOUND = "unfound", _("查无实据")
    TRANSFERRED = "transferred", _("移送有关机关")


# How somebody withdrew (回避方式).
RECUSALS = [
    (words, _(words))
    for words in ("不参加招标、评标工作", "不参加集体讨论和表决", "不参加验收、付款审批", "全程回避")
]
