"""What stands against an exception to the mandates made by hand."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from organisation.models import Relative, Tenure
from rulebook.mandates import BY_PERSON, FROM_INSIDE
from supervision.models import MandateException
from supervision.policies import people_stood_back_from

Problems = dict[str, str]


def problems_with(exception: MandateException) -> Problems:
    """Everything that keeps `exception` from being made, by field, as things stand on its first day.

    Whoever comes to lead the body later stands back all the same: recusal is asked anew every day.
    """
    found: Problems = {}
    given = exception.effect == MandateException.Effect.ADD
    if not given and exception.clause in BY_PERSON:
        found["clause"] = _("该条款由分管联系产生，不能在此免除；请更改分管联系。")
    if given and exception.clause not in FROM_INSIDE:
        back = people_stood_back_from([exception.body_id], (), exception.during.lower)
        if exception.person_id in back.get(exception.body_id, ()):
            found["body"] = _("“%(body)s”由%(name)s本人或者亲属主持，应当回避，不能指定。") % _names(
                exception
            )
    if not _serves_in(exception.person_id, exception.body.county_id, exception):
        found.setdefault("body", _("“%(body)s”与%(name)s不在同一县。") % _names(exception))
    words = _("须由与该“一把手”无亲属关系的人登记和批准，本人也不能登记或批准。")
    barred = _with_relatives(exception.person_id)
    if exception.approved_by.person_id in barred:
        found["approved_by"] = words
    if exception.entered_by.person_id in barred:
        found["person"] = words
    if exception.approved_by_id == exception.entered_by_id:
        found["approved_by"] = _("登记人不能批准自己登记的例外")
    return found


def _names(exception: MandateException) -> dict[str, str]:
    return {"body": str(exception.body), "name": str(exception.person)}


def _serves_in(person: int, county: str, exception: MandateException) -> bool:
    """Whether the person holds a post in `county` at some time of the exception."""
    held = Tenure.objects.filter(person=person, during__overlap=exception.during)
    return held.filter(post__unit__county=county).exists()


def _with_relatives(person: int) -> set[int]:
    pairs: Iterable[tuple[int, int]] = Relative.objects.filter(
        Q(person=person) | Q(relative=person)
    ).values_list("person", "relative")
    return {one for pair in pairs for one in pair} | {person}
