"""Findings (问题) in general: how long a head has to answer one."""

from rulebook.types import LOCAL_DEFAULT, Limit

ANSWER_DAYS = Limit("finding-answer-days", "L17", "“一把手”答复问题的期限", 15, "个工作日", LOCAL_DEFAULT)

LIMITS: tuple[Limit, ...] = (ANSWER_DAYS,)
