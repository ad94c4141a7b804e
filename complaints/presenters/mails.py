"""How mail that waits for entry is shown to the officers who opened it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.models import Mail
from complaints.services.opening import Opener
from core import sealing

SHORT = 60


def lines_of(rows: Iterable[Mail], opener: Opener) -> list[dict[str, Any]]:
    """Rows of the list; one that does not open says so."""
    return [{"mail": one, **_line(opener.mail_words(one))} for one in rows]


def _line(words: Mapping[str, Any] | None) -> dict[str, Any]:
    if words is None:
        return {"subject": _("用您的密钥打不开"), "is_closed": True}
    begins = " ".join(words["text"].split())
    return {
        "subject": words["subject"] or _("（没有主题）"),
        "sender": words["sender"],
        "begins": begins if len(begins) <= SHORT else begins[:SHORT] + "…",
        "files": len(words["files"]),
    }


def page_of_mail(found: Mail, words: Mapping[str, Any], opener: Opener) -> dict[str, Any]:
    """Everything of one mail."""
    key = opener.key_of(found)
    files = [
        {
            "name": words["files"][row.position],
            "url": reverse("complaint-mail-file", args=[found.pk, row.pk]),
            "size": row.file.size,
        }
        for row in found.files.all()
    ]
    reason = sealing.unlock_words(key, bytes(found.reason))["reason"] if key and found.reason else ""
    return {"words": words, "files": files, "reason": reason, "is_aside": bool(reason)}
