"""The daily mail: at most one a person a day, and none on a day with nothing to do; and the roots of the evidence."""

import logging
from collections.abc import Callable
from datetime import date, timedelta
from smtplib import SMTPException

from celery import shared_task
from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from core.clock import today
from core.models import EvidenceDay
from core.runs import claim, finish, noted_run, release
from desk.presenters.inbox import ShownPart, inbox_parts
from organisation.models import Division
from rulebook.evidence import ROOTS_SENT_FOR, TOLD
from rulebook.roles import Role

log = logging.getLogger(__name__)


@shared_task
def send_digests(day: str | None = None) -> None:
    """Send today's mail, or that of `day` (2026-12-31), to everyone who has something to do; a repeat sends nothing twice."""
    on = date.fromisoformat(day) if day else today()
    wanting = User.objects.filter(is_active=True, digest=True).exclude(email="").order_by("pk")
    with noted_run("digest", on) as result:
        sent = failed = 0
        for user in wanting.select_related("person").iterator(chunk_size=500):
            try:
                sent += send_digest(user, on)
            except (SMTPException, OSError):
                failed += 1
                log.exception("digest for user %s was not sent", user.pk)
        result.update(sent=sent, failed=failed)


def send_digest(user: User, on: date) -> bool:
    """Send `user` the mail of the day `on`; False where there is nothing to say or it was sent before. Raises what mail raises."""
    with translation.override(settings.LANGUAGE_CODE):
        parts = inbox_parts(user, on, reminding=True)
        return bool(parts) and _sent_once(f"digest:{user.pk}", on, lambda: _mail(user, on, parts))


@shared_task
def send_roots() -> None:
    """Mail the roots of the last days to those bodies that keep them (rulebook/evidence.py); what was sent is not sent twice."""
    on = today()
    days = list(EvidenceDay.objects.filter(day__gte=on - timedelta(days=ROOTS_SENT_FOR)).order_by("day"))
    body = Q(
        roles__body__function__in=TOLD,
        roles__role__in=(Role.OFFICER, Role.OVERSEER),
        roles__during__contains=on,
    )
    users = User.objects.filter(body, is_active=True).exclude(email="").distinct().order_by("pk")
    with noted_run("roots-by-mail", on) as result:
        sent = 0
        for user in users:
            for one in days:
                try:
                    sent += send_root(user, one)
                except (SMTPException, OSError):
                    log.exception("root for user %s was not sent", user.pk)
        result.update(sent=sent)


def send_root(user: User, one: EvidenceDay) -> bool:
    """Send `user` the root of a day; False where it was sent before. Raises what mail raises."""
    with translation.override(settings.LANGUAGE_CODE):
        return _sent_once(f"root:{user.pk}", one.day, lambda: _root(user, one))


def _sent_once(job: str, due: date, mail: Callable[[], EmailMessage]) -> bool:
    """Whether the mail of `job` for the day `due` was sent now; False where it was sent before. Raises what mail raises: it is sent the next time."""
    if not claim(job, due):
        return False
    try:
        mail().send()
    except (SMTPException, OSError):
        release(job, due)
        raise
    finish(job, due)
    return True


def _root(user: User, one: EvidenceDay) -> EmailMessage:
    context = {"one": one, "site": settings.SITE_ADDRESS.rstrip("/")}
    body = render_to_string("desk/roots.txt", context)
    return EmailMessage(subject=_("【存证根值】%(day)s") % {"day": one.day}, body=body, to=[user.email])


def _mail(user: User, on: date, parts: list[ShownPart]) -> EmailMultiAlternatives:
    total = sum(part.total for part in parts)
    late = sum(part.total for part in parts if part.key in {"escalated", "overdue"})
    county = Division.objects.filter(pk=settings.COUNTY_CODE).first()
    told = {"county": county or "", "total": total, "late": late}
    subject = (
        _("【%(county)s一把手监督】今日待办 %(total)s 项，其中逾期 %(late)s 项")
        if late
        else _("【%(county)s一把手监督】今日待办 %(total)s 项")
    )
    context = {
        "user": user,
        "on": on,
        "parts": parts,
        "total": total,
        "site": settings.SITE_ADDRESS.rstrip("/"),
    }
    mail = EmailMultiAlternatives(
        subject=subject % told,
        body=render_to_string("desk/digest.txt", context),
        to=[user.email],
    )
    mail.attach_alternative(render_to_string("desk/digest.html", context), "text/html")
    return mail
