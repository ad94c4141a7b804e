"""Reading the organisation: conditions as of a day, and the register as it stood."""

from organisation.selectors.links import links_on
from organisation.selectors.register import Register, UnitThen, register_on
from organisation.selectors.tenures import ENDING_DAYS, ending_after, first_day, held_on, vacant_on

__all__ = [
    "ENDING_DAYS",
    "Register",
    "UnitThen",
    "ending_after",
    "first_day",
    "held_on",
    "links_on",
    "register_on",
    "vacant_on",
]
