"""What the ledger's log calls what was done to the roster (操作名称), by code: no more than the code tells."""

from django.utils.translation import gettext_lazy as _

from core.ledger.titles import Words

ACTIONS: dict[str, Words] = {
    "absence.changed": _("修改离岗"),
    "absence.entered": _("登记离岗"),
    "affiliation.changed": _("修改隶属关系"),
    "affiliation.entered": _("登记隶属关系"),
    "leaderlink.changed": _("修改分管联系"),
    "leaderlink.entered": _("登记分管联系"),
    "person.changed": _("修改人员"),
    "person.entered": _("登记人员"),
    "post.changed": _("修改岗位"),
    "post.entered": _("登记岗位"),
    "relative.changed": _("修改亲属关系"),
    "relative.entered": _("登记亲属关系"),
    "roster.imported": _("导入名册"),
    "section.changed": _("修改内设机构"),
    "section.entered": _("登记内设机构"),
    "tenure.changed": _("修改任职"),
    "tenure.entered": _("登记任职"),
    "unit.changed": _("修改单位"),
    "unit.entered": _("登记单位"),
}
