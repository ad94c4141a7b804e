"""Choices of the audits tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """The three kinds of audit C18 names."""

    BEFORE = "before", _("任前审计")
    DURING = "during", _("任中审计")
    LEAVING = "leaving", _("离任审计")


class State(models.TextChoices):
    """Where an audit stands; a later state is reached only through the ones before it."""

    PLANNED = "planned", _("已列入计划")
    NOTIFIED = "notified", _("已送达通知")
    ENTERED = "entered", _("已进点")
    DRAFTED = "drafted", _("征求意见")
    REPORTED = "reported", _("已出具报告")
    CLOSED = "closed", _("整改办结")
    TERMINATED = "terminated", _("已终止")


class Origin(models.TextChoices):
    """How an audit came in."""

    PLANNED = "planned", _("审计计划")
    IMPORTED = "imported", _("历史导入")


class TeamRole(models.TextChoices):
    """What a member of an audit team does."""

    LEADER = "leader", _("组长")
    CHIEF = "chief", _("主审")
    MEMBER = "member", _("组员")
