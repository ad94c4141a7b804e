"""What findings about audit teams are found in."""

from audits.models import TeamMember

MEMBERS = TeamMember._meta.label_lower
