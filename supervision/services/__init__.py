"""Use cases of supervision."""

from supervision.services.calendar import SweepReport, replan, sweep
from supervision.services.fulfilments import Done, fulfil, withdraw

__all__ = ["Done", "SweepReport", "fulfil", "replan", "sweep", "withdraw"]
