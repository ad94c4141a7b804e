"""Signs worth looking into in purchases (红旗指标), of releases in the Open Contracting Data Standard. No database.

`one` looks at a release by itself, `whole` at how releases of the whole file stand beside each other.
"""

from finance.procedure.flags.ini import SettingsError, read_settings
from finance.procedure.flags.reckoning import Reckoned, reckon, reckon_releases
from finance.procedure.flags.settings import EVERY_INDICATOR, Settings

__all__ = [
    "EVERY_INDICATOR",
    "Reckoned",
    "Settings",
    "SettingsError",
    "read_settings",
    "reckon",
    "reckon_releases",
]
