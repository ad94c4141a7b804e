"""How a conclusion about a person was used in a file about them (C14, C20)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Consultation(models.Model):
    """A conclusion consulted for a file (结论运用记录): who did so, on what day, in which words it was weighed. Never changed.

    Once for each, and again where it counts for some months alone.

    Every kind of file keeps its own, with a foreign key `file` whose other end is `consultations`. `key` and `row` name the conclusion
    (supervision.selectors.consulted), `title` what it was called then. `entered_on` is the day it was written down, later than `on` only
    where a paper file is entered afterwards.
    """

    key = models.SlugField(_("来源"), max_length=20)
    row = models.PositiveBigIntegerField()
    title = models.CharField(_("结论"), max_length=200)
    on = models.DateField(_("核对日期"))
    words = models.TextField(_("运用情况"))
    entered_on = models.DateField(_("录入日期"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("核对人")
    )

    class Meta:
        abstract = True
        ordering = ["file_id", "on", "id"]
        verbose_name = _("结论运用记录")
        verbose_name_plural = _("结论运用记录")
        constraints = [
            models.UniqueConstraint(fields=["file", "key", "row", "on"], name="%(class)s_once_a_day_in_file"),
            models.CheckConstraint(condition=~Q(words=""), name="%(class)s_says_how_it_was_weighed"),
            models.CheckConstraint(
                condition=Q(entered_on__gte=F("on")), name="%(class)s_not_ahead_of_its_entry"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.on}"

    @property
    def name(self) -> str:
        """The name of its conclusion in a form."""
        return f"{self.key}-{self.row}"
