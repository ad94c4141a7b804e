"""The days of a reply, what is found late in it, and whether the deputies ask for a second one (C22, L57–L59)."""

from collections.abc import Iterable
from datetime import date, timedelta

from core.found import Found
from core.workdays import WorkdayCalendar
from rulebook.procedures.inspections import AGAIN_DAYS, CODES, JUDGE_DAYS, MOST_ROUNDS, REPLY_DAYS, Grade


def reply_due(asked_on: date, round_: int, calendar: WorkdayCalendar) -> date:
    """The last day for the reply asked for on `asked_on`; on a holiday the next working day (N42)."""
    days = REPLY_DAYS.value if round_ == 1 else AGAIN_DAYS.value
    return calendar.on_or_after(asked_on + timedelta(days))


def judge_due(replied_on: date, calendar: WorkdayCalendar) -> date:
    """The last day on which deputies judge a reply."""
    return calendar.on_or_after(replied_on + timedelta(JUDGE_DAYS.value))


def asks_again(grades: Iterable[str], round_: int) -> bool:
    """Whether the unit has to reply a second time: somebody is not satisfied, and it is the first reply."""
    return round_ < MOST_ROUNDS and Grade.NOT in set(grades)


def judge_reply(
    *, number: str, round_: int, due: date | None, replied_on: date | None, on: date
) -> list[Found]:
    """What is found late as of `on` in one round of replying."""
    answered = replied_on if replied_on is not None and replied_on <= on else None
    if due is None or (answered or on) <= due:
        return []
    how = f"{answered} 才答复" if answered else "至今没有答复"
    facts = {
        "number": number,
        "round": "" if round_ == 1 else "（再次答复）",
        "due": due.isoformat(),
        "how": how,
    }
    return [Found(rule=CODES["inspection-reply-late"], facts=facts)]
