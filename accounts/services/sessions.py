"""Sessions: beginning with a log-in, used, ending by themselves or by somebody. Their times stand in Django's session, so that asking costs no query."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest

from accounts.choices import SessionEnd
from accounts.limits import NOTED_SECONDS
from accounts.models import LoginSession, User
from accounts.policies import handles_rights_or_reports, live_sessions
from accounts.services.devices import device_words
from accounts.services.second import ENROL, PASSWORD, VERIFY, demands
from core.clock import now, today
from core.ledger import service

KEPT = "login"  # in Django's session
ENDED = "login-ended"  # why the one before ended, and whose it was


def begin(request: HttpRequest, user: User) -> LoginSession:
    """Note that `user` logged in; what is still asked of them before anything opens stands in the session."""
    on, moment = today(), now()
    strict = handles_rights_or_reports(user, on)
    idle = settings.STRICT_IDLE if strict else settings.IDLE
    if not request.session.session_key:  # Django emptied it, since somebody else was at it
        request.session.create()
    key = own_key(request)
    row = LoginSession.objects.create(
        user=user,
        key=key,
        device=device_words(request.headers.get("User-Agent", "")),
        begun_at=moment,
        seen_at=moment,
        lapses_at=moment + min(idle, settings.SESSION_LENGTH),
    )
    proved = bool(getattr(request, "second_factor_proved", False))
    request.session[KEPT] = {
        "row": row.pk,
        "key": key,
        "begun": moment.timestamp(),
        "seen": moment.timestamp(),
        "idle": idle.total_seconds(),
        "must": demands(user, on, proved=proved),
    }
    return row


def replace(request: HttpRequest) -> None:
    """End the session at hand, since somebody logs in over it; what was known of it is worth nothing from here on."""
    kept = request.session.get(KEPT)
    if kept is not None:
        _end(LoginSession.objects.filter(pk=kept["row"]), SessionEnd.REPLACED)
    request.session.cycle_key()


def lapsed(request: HttpRequest) -> SessionEnd | None:
    """Why the session of a request is over, None while it is good."""
    kept = request.session.get(KEPT)
    if kept is None:
        return SessionEnd.LENGTH  # from before sessions were kept: log in anew
    moment = now().timestamp()
    if moment - kept["begun"] > settings.SESSION_LENGTH.total_seconds():
        return SessionEnd.LENGTH
    return SessionEnd.IDLE if moment - kept["seen"] > kept["idle"] else None


def use(request: HttpRequest, *, at_once: bool = False) -> None:
    """Note that a session is used, once in a while."""
    kept, moment = request.session[KEPT], now()
    if not at_once and moment.timestamp() - kept["seen"] < NOTED_SECONDS:
        return
    kept["seen"] = moment.timestamp()
    request.session.modified = True
    lapses = moment + timedelta(seconds=seconds_left(request))
    LoginSession.objects.filter(pk=kept["row"], ended_at=None).update(seen_at=moment, lapses_at=lapses)


def seconds_left(request: HttpRequest) -> int:
    """Seconds until a session ends by itself unless it is used; 0 where there is none."""
    kept = getattr(request, "session", {}).get(KEPT)
    if kept is None:
        return 0
    moment = now().timestamp()
    length = kept["begun"] + settings.SESSION_LENGTH.total_seconds()
    return max(0, int(min(kept["seen"] + kept["idle"], length) - moment))


def keep_key(request: HttpRequest) -> None:
    """Follow Django's session where it got another key in a request."""
    kept = request.session.get(KEPT)
    key = request.session.session_key
    if kept is not None and key and key != kept["key"]:
        LoginSession.objects.filter(pk=kept["row"]).update(key=key)
        kept["key"] = key
        request.session.modified = True


def finish(request: HttpRequest, why: SessionEnd) -> None:
    """End the session of a request; the log-in page says why."""
    user = request.user.pk
    kept = request.session.get(KEPT)
    if kept is not None:
        _end(LoginSession.objects.filter(pk=kept["row"]), why)
    logout(request)
    request.session[ENDED] = {"why": str(why), "user": user}


def logged_out(request: HttpRequest) -> None:
    """Note that the user logged out."""
    kept = getattr(request, "session", {}).get(KEPT)
    if kept is not None:
        _end(LoginSession.objects.filter(pk=kept["row"]), SessionEnd.LOGGED_OUT)


def end_sessions(user: User, why: SessionEnd, *, by: Any = None, keep: str | None = None) -> int:
    """End the sessions of `user`, but the one whose key is `keep`; how many there were."""
    rows = LoginSession.objects.filter(user=user).exclude(key=keep or "")
    return _end(rows, why, by)


@service("session.ended")
def end_session(*, session: LoginSession, by: User, on: date) -> LoginSession:
    """End one session of one's own. A second time changes nothing."""
    _end(LoginSession.objects.filter(pk=session.pk), SessionEnd.OWN, by)
    return session


@service("sessions.ended")
def end_all(*, user: User, by: Any, keep: str | None = None) -> User:
    """End all sessions of `user`, as oneself (but the one at hand) or as administrator."""
    end_sessions(user, SessionEnd.OWN if user == by else SessionEnd.ADMINISTRATOR, by=by, keep=keep)
    return user


def own_key(request: HttpRequest) -> str:
    """The key of the session of a request."""
    return request.session.session_key or ""


def asked_for(request: HttpRequest) -> str:
    """What is still asked of who logged in before anything else opens: VERIFY, PASSWORD, ENROL, or nothing."""
    must = getattr(request, "session", {}).get(KEPT, {}).get("must") or [""]
    return str(must[0])


def answered(request: HttpRequest, what: str) -> None:
    """Note that it was done; who knew the session from before does not have it from here on."""
    kept = request.session.get(KEPT)
    if kept is None or what not in kept["must"]:
        return
    kept["must"].remove(what)
    request.session.cycle_key()
    keep_key(request)


def live(user: User, moment: datetime) -> list[LoginSession]:
    """The live sessions of `user`, the last used first."""
    return list(live_sessions(user, moment))


def _end(rows: Any, why: SessionEnd, by: Any = None) -> int:
    keys = list(rows.filter(ended_at=None).values_list("key", flat=True))
    ended = rows.filter(ended_at=None).update(ended_at=now(), end=why, ended_by=by)
    if why not in {SessionEnd.REPLACED, SessionEnd.LOGGED_OUT, SessionEnd.IDLE, SessionEnd.LENGTH}:
        Session.objects.filter(session_key__in=keys).delete()
    return int(ended)


__all__ = [
    "ENROL",
    "PASSWORD",
    "VERIFY",
    "answered",
    "asked_for",
    "begin",
    "end_all",
    "end_session",
    "end_sessions",
    "finish",
    "keep_key",
    "lapsed",
    "live",
    "logged_out",
    "own_key",
    "replace",
    "seconds_left",
    "use",
]
