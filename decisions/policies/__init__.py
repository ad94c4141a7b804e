"""Who may see, prepare, decide and follow up matters. Seeing is decided in SQL, by mandate; cadre matters only by part in the step.

A unit's members see its matters (A10), bodies those their mandate covers (rulebook.mandates). A personnel matter (重要人事任免) is seen by
the unit's head, whoever entered it, the members called to the meeting once it has begun (L12), and the bodies whose mandate names
it; never by the candidate or a candidate's relative. Nobody looks by office into a unit that a registered relative heads (N14).
"""

from decisions.policies.bylaws import bylaw_units, kept_bylaws, visible_bylaws
from decisions.policies.doubts import doubts_to_settle, visible_doubts
from decisions.policies.following import (
    carried_out_entries,
    kept_tasks,
    own_tasks,
    reportable_tasks,
    visible_tasks,
)
from decisions.policies.losses import (
    cases_to_close,
    cases_to_state_on,
    handled_cases,
    losable_matters,
    visible_cases,
)
from decisions.policies.matters import (
    assessed_matters,
    editable_matters,
    followed_matters,
    kept_matters,
    published_drafts,
    sees_viewers,
    supervised_matters,
    visible_matters,
)
from decisions.policies.meetings import (
    kept_meetings,
    own_seats,
    visible_items,
    visible_meetings,
    visible_resolutions,
)
from decisions.policies.sittings import meetings_without_minutes, visible_meeting_files
from decisions.policies.units import kept_units, listing_units, secretary_units, sees_any_matter

__all__ = [
    "bylaw_units",
    "carried_out_entries",
    "cases_to_close",
    "cases_to_state_on",
    "assessed_matters",
    "doubts_to_settle",
    "editable_matters",
    "followed_matters",
    "handled_cases",
    "kept_bylaws",
    "kept_matters",
    "kept_meetings",
    "kept_tasks",
    "kept_units",
    "listing_units",
    "losable_matters",
    "meetings_without_minutes",
    "own_seats",
    "own_tasks",
    "published_drafts",
    "reportable_tasks",
    "secretary_units",
    "sees_any_matter",
    "sees_viewers",
    "supervised_matters",
    "visible_bylaws",
    "visible_cases",
    "visible_doubts",
    "visible_items",
    "visible_matters",
    "visible_meeting_files",
    "visible_meetings",
    "visible_resolutions",
    "visible_tasks",
]
