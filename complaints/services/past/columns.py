"""The columns of the register of earlier complaints (历史检举控告台账): one complaint a row, with what came of it."""

from django.utils.translation import gettext_lazy as _

from core.importing import Column
from core.importing.cells import choice, code, day, text
from rulebook.procedures.complaints import CHANNELS, CONDUCTS, DISPOSALS, RESULTS, State

NUMBER, RECEIVED, CHANNEL, UNIT, PERSON = "原编号", "收到日期", "渠道", "反映单位", "反映对象"
CONDUCT, FACTS, WHEN, NAME, CONTACT = "问题类别", "反映的问题", "发生时间", "检举控告人", "联系方式"
STATE, DISPOSAL, RESULT, OVER_ON, WORDS = "办理状态", "处置方式", "结论", "办结日期", "办理情况"

# How the register spells what is stored.
CHANNEL_OF: dict[str, str] = {title: channel.value for channel, title in CHANNELS.items()}
CONDUCT_OF: dict[str, str] = {one.title: one.key for one in CONDUCTS}
DISPOSAL_OF: dict[str, str] = {title: one.value for one, title in DISPOSALS.items()}
RESULT_OF: dict[str, str] = {title: one.value for one, title in RESULTS.items()}
STATES: dict[str, State] = {
    "已办结": State.CLOSED,
    "不予受理": State.REFUSED,
    "已转办": State.REFERRED,
    "正在办理": State.ACCEPTED,
}
SEPARATORS = "、；;,，"


def conducts(content: object) -> tuple[str, ...]:
    """Several kinds of conduct in one cell, by their titles. Raises Unreadable."""
    found = text(200)(content)
    for sign in SEPARATORS[1:]:
        found = found.replace(sign, SEPARATORS[0])
    one = choice(tuple(CONDUCT_OF))
    return tuple(CONDUCT_OF[one(part)] for part in found.split(SEPARATORS[0]) if part.strip())


COLUMNS: tuple[Column, ...] = (
    Column(NUMBER, code(60), required=True, hint=_("原来登记的编号，同一编号只导入一次；加密保存")),
    Column(RECEIVED, day, required=True),
    Column(CHANNEL, choice(tuple(CHANNEL_OF)), required=True, options=tuple(CHANNEL_OF)),
    Column(UNIT, text(80), hint=_("须与系统中的单位名称一致；不在系统中的单位写在反映对象里")),
    Column(PERSON, text(80), hint=_("姓名或者职务")),
    Column(CONDUCT, conducts, hint=_("可以填几项，用顿号分开：") + "、".join(CONDUCT_OF)),
    Column(FACTS, text(20_000), required=True),
    Column(WHEN, text(80)),
    Column(NAME, text(40), hint=_("匿名的留空")),
    Column(CONTACT, text(120)),
    Column(STATE, choice(tuple(STATES)), required=True, options=tuple(STATES)),
    Column(DISPOSAL, choice(tuple(DISPOSAL_OF)), options=tuple(DISPOSAL_OF)),
    Column(RESULT, choice(tuple(RESULT_OF)), options=tuple(RESULT_OF), hint=_("已办结的填写")),
    Column(OVER_ON, day, hint=_("已办结、不予受理、已转办的填写")),
    Column(WORDS, text(5000), hint=_("怎样办理、结果怎样")),
)
