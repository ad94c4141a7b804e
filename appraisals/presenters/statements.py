"""The statement as its readers see it: in the product, and the voters by their code."""

from typing import Any

from django.utils.translation import gettext as _

from appraisals.models import Appraisal, Statement
from appraisals.services.statements import length_of
from rulebook.procedures.appraisals import OUTLINE, STATEMENT_LENGTH


def statement_shown(appraisal: Appraisal) -> dict[str, Any] | None:
    """The published statement: whose it is, and a part for each heading; None before it was published. One query."""
    if appraisal.published_on is None:
        return None
    return _shown(Statement.objects.get(appraisal=appraisal)) | {"appraisal": appraisal}


def statement_read(appraisal: Appraisal) -> dict[str, Any] | None:
    """The statement once it was handed in, for who checks it, and the head."""
    if appraisal.stated_on is None:
        return None
    return _shown(Statement.objects.get(appraisal=appraisal)) | {"appraisal": appraisal}


def parts_of(statement: Statement | None) -> dict[str, str]:
    """What was written so far, by the key of the heading."""
    return {heading.key: statement.parts.get(heading.key, "") if statement else "" for heading in OUTLINE}


def _shown(statement: Statement) -> dict[str, Any]:
    parts = parts_of(statement)
    return {
        "parts": [{"title": _(heading.title), "text": parts[heading.key]} for heading in OUTLINE],
        "length": length_of(parts),
        "most": STATEMENT_LENGTH.value,
    }
