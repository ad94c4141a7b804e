"""What findings about appraisals are found in."""

from appraisals.models import Appraisal

SOURCE = Appraisal._meta.label_lower
OF_BODY = f"{SOURCE}-body"  # what the body that appraises omitted
