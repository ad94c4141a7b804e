"""What findings about inspections are found in."""

from inspections.models import Inspection

SOURCE = Inspection._meta.label_lower
