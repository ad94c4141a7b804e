"""Choices of the tables of funds and purchases; of purchases as in the Open Contracting Data Standard where it has them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures.funds import SIGNERS, Signer
from rulebook.procedures.procurement import FLAGS, METHOD_NAMES, Group, Method

FLAG_CODES = [(code, _(rule.title)) for code, rule in FLAGS.items()]
# Methods by their Chinese names, which say more than the four of the standard.
METHOD_TITLES = [(name, _(name)) for name, _method in METHOD_NAMES]
METHOD_OF_TITLE: dict[str, Method] = dict(METHOD_NAMES)


class CategoryChoice(models.TextChoices):
    """What is bought (采购类别)."""

    GOODS = "goods", _("货物")
    SERVICES = "services", _("服务")
    WORKS = "works", _("工程")


class MethodChoice(models.TextChoices):
    """How it is bought, in the four groups of the standard (采购方式)."""

    OPEN = "open", _("公开招标")
    SELECTIVE = "selective", _("邀请招标")
    LIMITED = "limited", _("谈判、磋商、询价")
    DIRECT = "direct", _("单一来源、自行采购")


class BidStatus(models.TextChoices):
    """What became of a bid (投标状态)."""

    VALID = "valid", _("有效")
    DISQUALIFIED = "disqualified", _("被否决")
    WITHDRAWN = "withdrawn", _("已撤回")
    PENDING = "pending", _("待评审")


class Origin(models.TextChoices):
    """How a purchase came in."""

    ENTERED = "entered", _("系统登记")
    SHEET = "sheet", _("表格导入")
    OCDS = "ocds", _("OCDS 导入")


class FlagGroup(models.TextChoices):
    """Whom a sign is about, as the interchange groups them."""

    PURCHASE = Group.OCID.value, _("采购")
    BUYER = Group.BUYER.value, _("采购人")
    SUPPLIER = Group.TENDERER.value, _("投标人、供应商")


SIGNER_TITLES = [(signer.value, _(title)) for signer, title in SIGNERS.items()]
SIGNER_FIELDS: tuple[str, ...] = tuple(signer.value for signer in Signer)


class UseOrigin(models.TextChoices):
    """How a use of funds came in: signed here, or taken from the unit's ledger afterwards."""

    ENTERED = "entered", _("系统会签")
    LEDGER = "ledger", _("台账导入")


class Discovery(models.TextChoices):
    """How an off-book account came to light (账外账、“小金库”)."""

    DECLARED = "declared", _("自查申报")
    INSPECTION = "inspection", _("检查发现")
    REPORT = "report", _("举报查实")
