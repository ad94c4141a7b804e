"""Taking up a signed opinion of the discipline body (廉政意见) as the opinion of a file of an appointment (N46)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from appointments.choices import Result
from core.templatetags.wording import cn_date
from integrity.models import IntegrityOpinion
from rulebook.procedures.files import Conclusion

RESULTS = {
    Conclusion.CLEAR: Result.FAVOURABLE,
    Conclusion.AFFECTED: Result.ADVERSE,
    Conclusion.PENDING: Result.PENDING,
}


def taken_up(opinion: IntegrityOpinion) -> dict[str, Any]:
    """The fields of the record, as the opinion says them: its day, both who signed, its conclusion, its number and words."""
    words = str(opinion.get_conclusion_display())
    if opinion.until:
        words = _("%(words)s，影响期至%(day)s") % {"words": words, "day": cn_date(opinion.until)}
    return {
        "on": opinion.signed_on,
        "by": "、".join(str(one) for one in (opinion.drafted_by, opinion.signed_by) if one),
        "result": RESULTS[Conclusion(opinion.conclusion)].value,
        "text": f"{opinion.number}：{words}。\n{opinion.text}",
    }


def offered(opinions: Iterable[IntegrityOpinion], chosen: str) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Opinions that may be taken up, and the fields of the one `chosen` by its number of the row; none where there is no such."""
    rows = [(one, str(one.pk) == chosen) for one in opinions]
    found = next((taken_up(one) for one, current in rows if current), {})
    return [{"opinion": one, "current": current} for one, current in rows], found
