"""A result that calls for a talk, as a sign a head may be asked about (函询谈话, C17)."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from appraisals.models import Appraisal
from appraisals.policies import remarked_appraisals
from appraisals.selectors.wording import why_in_words
from integrity.selectors.inquiries import tenure_of
from integrity.selectors.origins import Origin
from rulebook.duties import APPRAISAL_TALK
from rulebook.procedures.inquiry import Way
from supervision.models import Duty

KEY, TITLE = "appraisal", gettext_lazy("年度测评结果")


def find(user: User, row: int, on: date) -> Origin | None:
    """What `user` may see of the result numbered `row` that calls for a talk."""
    rows = remarked_appraisals(user, on).filter(pk=row).exclude(signs=[])
    found = rows.select_related("unit", "person").first()
    if found is None:
        return None
    return Origin(
        title=_("%(year)s年度双述双评 %(unit)s") % {"year": found.year, "unit": found.unit.name},
        facts="；".join(why_in_words(found.content)),
        person=found.person_id,
        unit=found.unit_id,
        url=reverse("appraisal", args=[found.pk]),
    )


def ask_url(found: Appraisal, user: User, on: date) -> str:
    """Where `user` drafts the talk the result calls for; empty where they do not ask this head."""
    if tenure_of(user, on, person=found.person_id, unit=found.unit_id) is None:
        return ""
    return f"{reverse('inquiry-new')}?{urlencode({'origin': KEY, 'row': found.pk, 'way': Way.TALK})}"


def talk_of(found: Appraisal) -> Duty | None:
    """The calendar's duty to talk because of the result."""
    rows = Duty.objects.filter(kind=APPRAISAL_TALK.kind, person=found.person_id, subject=found.unit_id)
    duty: Duty | None = rows.filter(period=str(found.year)).select_related("fulfilment").first()
    return duty
