"""Administrative divisions (行政区划)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.choices import DivisionLevel


class Division(models.Model):
    """A province, city, county or town by its GB/T 2260 based code. Personal data: none."""

    code = models.CharField(_("代码"), primary_key=True, max_length=12)
    name = models.CharField(_("名称"), max_length=60)
    level = models.SmallIntegerField(_("层级"), choices=DivisionLevel.choices)
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        verbose_name=_("上级区划"),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("行政区划")
        verbose_name_plural = _("行政区划")

    def __str__(self) -> str:
        return self.name
