"""Opening what was received: for a quarter of an hour after the passphrase was given, in one browser, and never on disk.

The officer's private key is kept locked in the session; the key to it is a cookie of that browser. Neither alone opens anything, so that a copy
of the database, of Redis or of a backup does not either.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.utils.dateparse import parse_datetime

from accounts.models import User
from complaints.models import Complaint, ComplaintKey, Mail, PastFile
from complaints.policies import own_grants
from core import sealing

KEPT = timedelta(minutes=15)
NAME = "complaints-open"  # in the session


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one complaint: of its content and steps, and of its messages."""

    content: bytes
    talk: bytes


def keep_open(session: SessionBase, private: bytes, now: datetime) -> str:
    """Keep `private` locked in the session; what the browser must bring to use it."""
    token = sealing.new_key()
    locked = sealing.lock(token, private)
    session[NAME] = {"locked": b64encode(locked).decode(), "until": (now + KEPT).isoformat()}
    return b64encode(token).decode()


def private_of(session: SessionBase, token: str, now: datetime) -> bytes | None:
    """The officer's private key while it is open, None when it is not."""
    kept = session.get(NAME)
    until = parse_datetime(kept["until"]) if kept else None
    if kept is None or until is None or until < now or not token:
        return None
    try:
        return sealing.unlock(b64decode(token, validate=True), b64decode(kept["locked"]))
    except (sealing.DoesNotOpen, ValueError):
        return None


def close(session: SessionBase) -> None:
    """Forget the officer's key."""
    session.pop(NAME, None)


class Opener:
    """Opens complaints with what was granted to an officer; a body's key is unsealed once and forgotten with this object."""

    def __init__(self, user: User, private: bytes, on: date) -> None:
        """`private` is the officer's own key."""
        self._bodies: dict[int, bytes] = {}
        for grant in own_grants(user, on):
            try:
                self._bodies[grant.key_id] = sealing.unseal(private, bytes(grant.sealed))
            except sealing.DoesNotOpen:
                continue

    def keys(self, complaints: Iterable[Complaint]) -> dict[int, Keys]:
        """The keys of `complaints` by number, as far as they open; one query."""
        rows = ComplaintKey.objects.filter(complaint__in=[one.pk for one in complaints], key__in=self._bodies)
        found = {}
        for row in rows:
            opened = sealing.unseal(self._bodies[row.key_id], bytes(row.sealed))
            found[row.complaint_id] = Keys(opened[: sealing.KEY], opened[sealing.KEY :])
        return found

    def key_of(self, row: Mail | PastFile) -> bytes | None:
        """The key of a mail, or of a file that waits; None where it does not open."""
        private = self._bodies.get(row.key_id)
        return sealing.unseal(private, bytes(row.sealed)) if private and row.sealed else None

    def mail_words(self, mail: Mail) -> dict[str, Any] | None:
        """What a mail says; None where it does not open."""
        key = self.key_of(mail)
        return sealing.unlock_words(key, bytes(mail.content)) if key is not None else None

    def summaries(self, complaints: Iterable[Complaint]) -> dict[int, dict[str, Any]]:
        """What each is about in a line: the officer's summary, else what the form chose."""
        rows = list(complaints)
        keys = self.keys(rows)
        return {one.pk: _summary(one, keys[one.pk]) for one in rows if one.pk in keys}


def _summary(complaint: Complaint, keys: Keys) -> dict[str, Any]:
    said = sealing.unlock_words(keys.content, bytes(complaint.content))
    written = sealing.unlock_words(keys.content, bytes(complaint.summary)) if complaint.summary else {}
    return {**said, **written}


def with_merged(found: Complaint, keys: Keys, merged: Mapping[int, Keys] | None) -> dict[int, Keys]:
    """The keys of a complaint and of those `merged` into it, by number."""
    return {found.pk: keys, **(merged or {})}
