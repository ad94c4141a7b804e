"""Reading what is supervised, by whom, and what is due."""

from supervision.selectors.bodies import Body, Directory
from supervision.selectors.division import heads_holding, holder_of, holders_of, units_bound
from supervision.selectors.mandates import Mandate, directory_of, mandates_over
from supervision.selectors.supervised import SupervisedGroup, groups_supervised

__all__ = [
    "Body",
    "Directory",
    "Mandate",
    "SupervisedGroup",
    "directory_of",
    "groups_supervised",
    "heads_holding",
    "holder_of",
    "holders_of",
    "mandates_over",
    "units_bound",
]
