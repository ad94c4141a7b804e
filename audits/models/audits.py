"""Audits of heads (经济责任审计) and who carries them out."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audits.choices import Kind, Origin, State, TeamRole
from core.searching import search_keys
from organisation.models import Person, Post, Unit


class Audit(models.Model):
    """An economic-responsibility audit of a head on a post (经济责任审计, C18).

    `body` is the audit bureau (or the body standing in for it) that carries it out. `since` and `until` are the first and the last day
    audited, both included; an audit of somebody before the post is taken (任前) covers the post held until then. `until` restarts the
    five years of C19 once the audit is reported. `year` is that of the plan.
    """

    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    body = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="audits_made", verbose_name=_("审计机关")
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="audits", verbose_name=_("一把手")
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="audits", verbose_name=_("职务"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="audits", verbose_name=_("单位"))
    kind = models.CharField(_("审计类型"), max_length=8, choices=Kind.choices)
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.PLANNED)
    year = models.PositiveSmallIntegerField(_("计划年度"))
    since = models.DateField(_("审计期间起"))
    until = models.DateField(_("审计期间止"))
    reason = models.TextField(_("立项理由"), blank=True)
    origin = models.CharField(_("来源"), max_length=8, choices=Origin.choices, default=Origin.PLANNED)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    search_keys = ArrayField(models.CharField(max_length=12), default=list, editable=False)
    DERIVED = ("unit", "county", "search_keys")
    history = HistoricalRecords(excluded_fields=["search_keys", "token"])

    class Meta:
        ordering = ["-year", "-id"]
        verbose_name = _("经济责任审计")
        verbose_name_plural = _("经济责任审计")
        indexes = [
            models.Index(fields=["county", "-year", "-id"], name="audit_by_county"),
            models.Index(fields=["person", "-until"], name="audit_by_person"),
            models.Index(fields=["unit", "-year", "-id"], name="audit_by_unit"),
            GinIndex(fields=["search_keys"], name="audit_search"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="audit_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "post", "kind", "until"], condition=~Q(state=State.TERMINATED),
                name="audit_once_of_a_period",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.year}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep unit, county and search keys true."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Set what follows from the other columns, as whoever writes many at once must."""
        self.unit = self.post.unit
        self.county_id = self.unit.county_id
        self.search_keys = keys_of(self)

    @property
    def is_alone(self) -> bool:
        """Whether the audited person answers alone: who heads no unit is audited before a post is taken, and the unit has no part in it (B2)."""
        return self.kind == Kind.BEFORE and not self.post.is_head


def keys_of(audit: Audit) -> list[str]:
    """The keys an audit is found by."""
    return search_keys(audit.person.name, audit.unit.name)


class TeamMember(models.Model):
    """Who carries out an audit (审计组成员), with the declaration of independence (独立性声明) signed before anything else.

    Nobody related to the head, and nobody who was once under them, can be one.
    """

    audit = models.ForeignKey(
        Audit, on_delete=models.PROTECT, related_name="team", verbose_name=_("审计项目")
    )
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("成员"))
    role = models.CharField(_("分工"), max_length=8, choices=TeamRole.choices)
    declared_on = models.DateField(_("独立性声明日期"), null=True, blank=True)
    left_on = models.DateField(_("退出日期"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["id"]
        verbose_name = _("审计组成员")
        verbose_name_plural = _("审计组成员")
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "person"], condition=Q(left_on=None), name="audit_team_member_once"
            ),
            models.UniqueConstraint(
                fields=["audit"],
                condition=Q(role=TeamRole.LEADER, left_on=None),
                name="audit_team_one_leader",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_role_display()}"
