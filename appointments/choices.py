"""Choices of the tables of appointments; the values of the rulebook and of the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures.appointments import TITLES, Exclusion, Record, Sanction
from rulebook.procedures.personnel import KINDS, RESULTS

RECORDS = [(item.value, _(TITLES[item])) for item in Record]
EXCLUSIONS = [(item.value, _(item.value)) for item in Exclusion]
SANCTIONS = [(item.value, _(item.value)) for item in Sanction]
ACTION_KINDS = [(str(kind), _(rule.title)) for kind, rule in KINDS.items()]
ACTION_RESULTS = [(code, _(word)) for code, word in RESULTS.items()]


class KindChoice(models.TextChoices):
    """What an appointment is (任用方式)."""

    PROMOTION = "promotion", _("提拔任职")
    HEAD_FROM_DEPUTY = "head-from-deputy", _("由副职提任正职")
    TRANSFER = "transfer", _("平级转任")


class CaseState(models.TextChoices):
    """Where a file stands (档案状态)."""

    OPEN = "open", _("办理中")
    APPOINTED = "appointed", _("已任职")
    CLOSED = "closed", _("已办结")
    DROPPED = "dropped", _("已终止")


class ActionState(models.TextChoices):
    """Where an appraisal, a reward or a removal stands (档案状态)."""

    OPEN = "open", _("办理中")
    DECIDED = "decided", _("已决定")
    WITHDRAWN = "withdrawn", _("已撤回")


# Which state may follow which; a decision may be revoked, never changed.
ACTION_TRANSITIONS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.OPEN: frozenset({ActionState.DECIDED, ActionState.WITHDRAWN}),
    ActionState.DECIDED: frozenset({ActionState.WITHDRAWN}),
    ActionState.WITHDRAWN: frozenset(),
}


class Result(models.TextChoices):
    """What a check or an opinion came to."""

    FAVOURABLE = "favourable", _("没有问题")
    ADVERSE = "adverse", _("有问题")
    PENDING = "pending", _("正在核查，暂不宜")


# How a result is worded in the records that word it otherwise.
RESULT_WORDS = {
    Record.QUALIFICATION: [("favourable", _("符合")), ("adverse", _("不符合"))],
    Record.PROBATION: [("favourable", _("合格")), ("adverse", _("不合格"))],
    Record.INTEGRITY: [
        ("favourable", _("没有影响使用的问题")),
        ("adverse", _("有影响使用的问题")),
        ("pending", _("正在核查，暂不宜")),
    ],
}
