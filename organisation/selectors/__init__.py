"""Reading the organisation: conditions as of a day, and the register as it stood."""

from organisation.selectors.register import Register, UnitThen, register_on
from organisation.selectors.tenures import ENDING_DAYS, ending_after, held_on, vacant_on

__all__ = ["ENDING_DAYS", "Register", "UnitThen", "ending_after", "held_on", "register_on", "vacant_on"]
