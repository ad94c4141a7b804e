"""Words of retention."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListState(models.TextChoices):
    """Where a destruction list is (销毁清册)."""

    WAITING = "waiting", _("待批准")
    DONE = "done", _("已销毁")
    DECLINED = "declined", _("不同意销毁")
