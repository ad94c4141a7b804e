"""Which notices of major matters a leader reads (C24): own ones, while they hold the post on which they were told."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from complaints.models import MajorNotice
from organisation.models import Tenure


def own_notices(user: User, on: date) -> QuerySet[MajorNotice]:
    """The notices sealed to `user`, who still holds the post; no query for who is nobody in the roster."""
    if not user.person_id:
        return MajorNotice.objects.none()
    posts = Tenure.objects.filter(person=user.person_id, during__contains=on).values("post")
    return MajorNotice.objects.filter(leader=user, for_leader__isnull=False, post__in=posts)
