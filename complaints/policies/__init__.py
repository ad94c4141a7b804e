"""Who holds keys, who may open what was received. Holding a key is not enough: the body must still be the officer's, and the officer not concerned."""

from complaints.policies.circles import Circle, circle_of, circles_of
from complaints.policies.clarifications import (
    handled_clarifications,
    own_clarifications,
    public_clarifications,
    visible_clarifications,
)
from complaints.policies.keys import (
    handles_reports,
    holders_of_keys,
    keeps_keys,
    may_be_custodian,
    officers_of,
    own_grants,
    own_key,
    own_shares,
    receiving_bodies,
    shares_to_release,
)
from complaints.policies.leaders import own_notices
from complaints.policies.reading import (
    counted_complaints,
    handed_on_by,
    opens_complaints,
    told_figures,
    unattended,
    visible_complaints,
    visible_mails,
)

__all__ = [
    "Circle",
    "circle_of",
    "circles_of",
    "counted_complaints",
    "handed_on_by",
    "handled_clarifications",
    "handles_reports",
    "holders_of_keys",
    "keeps_keys",
    "may_be_custodian",
    "officers_of",
    "opens_complaints",
    "own_clarifications",
    "own_grants",
    "own_key",
    "own_notices",
    "own_shares",
    "public_clarifications",
    "receiving_bodies",
    "shares_to_release",
    "told_figures",
    "unattended",
    "visible_clarifications",
    "visible_complaints",
    "visible_mails",
]
