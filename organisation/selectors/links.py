"""Links of county leaders to units, as of a day."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from organisation.models import LeaderLink, Tenure


def links_on(on: date) -> QuerySet[LeaderLink]:
    """Links in force on `on`: entered for that day, and their leader has not left office (A1).

    A leader has left who served in the unit's county before and holds no post there any more; nobody needs to enter it twice.
    """
    served = Tenure.objects.filter(person=OuterRef("leader"), post__unit__county=OuterRef("unit__county"))
    left = Exists(served.filter(during__endswith__lte=on)) & ~Exists(served.filter(during__contains=on))
    return LeaderLink.objects.filter(~left, during__contains=on)
