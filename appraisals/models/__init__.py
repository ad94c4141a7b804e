"""Tables of the year-end appraisal."""

from appraisals.models.appraisals import Appraisal, AppraisalStep, Round
from appraisals.models.polls import PaperEntry, Poll, Remark, Slip, Tally
from appraisals.models.statements import Comment, Meeting, Statement

__all__ = [
    "Appraisal",
    "AppraisalStep",
    "Comment",
    "Meeting",
    "PaperEntry",
    "Poll",
    "Remark",
    "Round",
    "Slip",
    "Statement",
    "Tally",
]
