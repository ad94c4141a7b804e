"""The list of earlier complaints between its check and its import: locked, gone with the import or the day."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from complaints.models.keys import BodyKey


class PastFile(models.Model):
    """A file somebody had checked and has not imported yet (待导入的历史台账), locked with a key sealed to the body."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.ForeignKey(BodyKey, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(editable=False)
    content = models.BinaryField(editable=False)
    until = models.DateField()

    class Meta:
        verbose_name = _("待导入的历史台账")
        verbose_name_plural = _("待导入的历史台账")

    def __str__(self) -> str:
        return f"{self.pk}"
