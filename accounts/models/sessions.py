"""Where users are logged in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import SessionEnd
from accounts.models.users import User


class LoginSession(models.Model):
    """One log-in (登录会话), from beginning to end. No network address is kept: the words for the device tell one's own sessions apart."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="login_sessions", verbose_name=_("用户")
    )
    key = models.CharField(max_length=40, db_index=True)  # of Django's own session
    device = models.CharField(_("设备"), max_length=60, blank=True)
    begun_at = models.DateTimeField(_("登录时间"))
    seen_at = models.DateTimeField(_("最近使用"))
    lapses_at = models.DateTimeField()  # when it ends by itself unless it is used
    ended_at = models.DateTimeField(_("结束时间"), null=True)
    end = models.CharField(_("结束原因"), max_length=16, choices=SessionEnd, blank=True)
    ended_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-seen_at", "-pk"]
        verbose_name = _("登录会话")
        verbose_name_plural = _("登录会话")
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, end="") | (Q(ended_at__isnull=False) & ~Q(end="")),
                name="an_ended_session_says_why",
            )
        ]
        indexes = [
            models.Index(fields=["user", "lapses_at"], condition=Q(ended_at=None), name="live_sessions")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.begun_at:%Y-%m-%d %H:%M}"
