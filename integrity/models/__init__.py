"""Records of talks, reports and forums."""

from integrity.models.records import Attachment, FollowUp, Participation, Record

__all__ = ["Attachment", "FollowUp", "Participation", "Record"]
