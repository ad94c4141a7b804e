"""How far each county's calendar has been swept, and whom to plan anew."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.models import Division


class CountyCalendar(models.Model):
    """A county's calendar: the day planning began (L18), the last day swept, and whether every period is to be looked at again."""

    county = models.OneToOneField(Division, primary_key=True, on_delete=models.CASCADE, verbose_name=_("县"))
    starts_on = models.DateField(_("启用日期"))
    swept_to = models.DateField(_("已检查至"), null=True, blank=True, editable=False)

    stale = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("履职日历")
        verbose_name_plural = _("履职日历")

    def __str__(self) -> str:
        return f"{self.county} {self.starts_on}"


class Replan(models.Model):
    """A person whose tenures, posts, absences or records changed since the last sweep. PostgreSQL triggers fill this table,
    so that no way of changing a tenure, not even direct SQL, escapes the calendar.
    """

    person = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.person)
