"""Tables of retention: holds, destruction lists, tombstones."""

from retention.models.destruction import Approval, DestructionItem, DestructionList, Tombstone
from retention.models.holds import LegalHold

__all__ = ["Approval", "DestructionItem", "DestructionList", "LegalHold", "Tombstone"]
