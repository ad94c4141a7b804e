"""What findings about projects are found in."""

from projects.models import Match, Project

SOURCE = Project._meta.label_lower
MATCHES = Match._meta.label_lower
