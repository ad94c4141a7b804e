"""The calendar of duties as set-based statements: what is expected on a day, and bringing the table there.

`docs/calendar.md` says in words what the statements decide.
"""

from supervision.duties.engine import Counts, Planner

__all__ = ["Counts", "Planner"]
