"""What the tables of complaints choose from; the words are the rulebook's."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures import clarification
from rulebook.procedures.complaints import CHANNELS, STATES, STEPS

CHANNEL_CHOICES = [(channel.value, title) for channel, title in CHANNELS.items()]
STATE_CHOICES = [(state.value, title) for state, title in STATES.items()]
STEP_CHOICES = [(step.value, rule.title) for step, rule in STEPS.items()]

CLARIFICATION_STATES = [(state.value, title) for state, title in clarification.STATES.items()]
CLARIFICATION_SCOPES = [(scope.value, title) for scope, title in clarification.SCOPES.items()]


class KeyState(models.TextChoices):
    """A body's key, from its making to its end (密钥状态)."""

    PROPOSED = "proposed", _("待保管人确认")
    IN_FORCE = "in-force", _("正在使用")
    RETIRED = "retired", _("已更换")


class Sender(models.TextChoices):
    """Who wrote (来往方向)."""

    REPORTER = "reporter", _("检举控告人")
    BODY = "body", _("受理机关")


class MailState(models.TextChoices):
    """What became of a mail (邮件状态)."""

    WAITING = "waiting", _("待录入")
    ENTERED = "entered", _("已录入")
    REJECTED = "rejected", _("不作为检举控告")
