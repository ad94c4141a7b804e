"""The team of an audit, with what each member has signed and what ties them to the head."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import UNREPORTED, Origin
from audits.models import Audit
from audits.policies import conducted_audits
from audits.procedure.independence import missing, ties_in
from audits.selectors.audits import team_of
from core.sentences import in_words


def team_section(user: User, audit: Audit, on: date) -> tuple[str, dict[str, Any]] | None:
    """The team; what it still lacks, for whoever carries the audit out. Of an imported audit it is not known."""
    if audit.origin == Origin.IMPORTED:
        return None
    conducts = conducted_audits(user, on).filter(pk=audit.pk).exists()
    is_live = audit.state in UNREPORTED
    rows = list(team_of(audit).select_related("audit"))
    present = [row for row in rows if row.left_on is None]
    ties = ties_in(present, on) if is_live and conducts else {}
    context: dict[str, Any] = {
        "members": [
            {
                "row": row,
                "why": in_words("；".join(tie.words for tie in ties.get(row.pk, []))),
                "mine": row.person_id == user.person_id and row.left_on is None,
                "state": _state(row.declared_on, row.left_on),
            }
            for row in rows
        ],
        "missing": [in_words(words) for words in missing(audit, on)] if is_live and conducts else [],
        "conducts": conducts and is_live,
    }
    return "audits/_team.html", context


def _state(declared_on: date | None, left_on: date | None) -> tuple[str, str]:
    if left_on is not None:
        return "muted", _("已退出")
    return ("ok", _("已签署声明")) if declared_on else ("soon", _("待签署声明"))
