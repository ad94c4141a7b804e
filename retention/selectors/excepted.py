"""Foreign keys to a person or a user by which nothing is given to them, each with its reason; shown in the copy and held against by a test."""

from django.utils.translation import gettext_lazy as _

# Apps of which nothing at all is given: whoever reported is protected, and so is what was asked to be kept.
APPS = {
    "complaints": _("检举控告依法保密，不提供任何内容"),
    "retention": _("暂停销毁和销毁清册是机关的办理记录"),
}
# Fields that tell who handled a row that is about somebody or something else.
ACTING = (
    _("经办人、批准人、提交人的留痕，所办事项属于其他人或者单位"),
    frozenset((
        "entered_by", "made_by", "proposed_by", "decided_by", "ended_by", "answered_by", "assessed_by", "approved_by", "asked_by", "added_by", "by",
        "drafted_by", "received_by", "head_signed_by", "above_signed_by", "reviewed_by", "signed_by", "changed_by", "settled_by", "closed_by",
        "secretary", "sealed_by", "confirmer", "excused_by", "filled_by", "noted_by", "aside_by", "discussed_by", "delivered_by", "author",
        "reviewer", "filed_by", "listed_by", "drawn_by", "set_up_by", "checker",
    )),
)  # fmt: skip
_CASE = _("尚未告知本人的办理事项、干部工作的内部材料")
_SECRET = _("密码、恢复码等只存摘要，没有可供查阅的内容")
_ELSEWHERE = _("内容已由同一副本的其他部分提供")
_OTHERS = _("属于其他人的材料，其中提到本人")
KEYS = {
    "core.Event.actor": _("操作记录记载所办理的他人事项，并含查看记录；本人的登录见“登录会话”"),
    "accounts.User_groups.user": _("技术性的权限分组"),
    "accounts.User_user_permissions.user": _("技术性的权限分组"),
    "accounts.RecoveryCode.user": _SECRET,
    "accounts.FormerPassword.user": _SECRET,
    "organisation.Tenure.linked_leader": _ELSEWHERE,
    "supervision.AskedDuty.person": _ELSEWHERE,
    "supervision.Finding.concerns": _CASE,
    "supervision.MandateException.person": _CASE,
    "integrity.Incident.person": _OTHERS,
    "integrity.Attribution.holder": _OTHERS,
    "integrity.IntegrityOpinion.person": _CASE,
    "decisions.Candidate.person": _CASE,
    "decisions.Doubt.person": _CASE,
    "appointments.PersonnelAction.person": _CASE,
    "appointments.Case.person": _CASE,
    "appointments.Handler.person": _OTHERS,
    "projects.Interference.people": _("插手干预登记依法保密，不提供任何内容"),
    "projects.Interference_people.person": _("插手干预登记依法保密，不提供任何内容"),
    "projects.Interference.officer": _("插手干预登记依法保密，不提供任何内容"),
    "audits.Proposal.person": _CASE,
    "audits.PlanLine.person": _CASE,
    "inspections.Line.person": _CASE,
}


def reason_of(key: str) -> object:
    """Why nothing is given by a foreign key, app.Model.field; empty where there is no reason."""
    app, _model, field = key.split(".")
    if app in APPS:
        return APPS[app]
    return KEYS.get(key) or (ACTING[0] if field in ACTING[1] else "")


def reasons() -> list[object]:
    """Each reason once, for whoever reads the copy."""
    return list(dict.fromkeys([*APPS.values(), *KEYS.values(), ACTING[0]]))
