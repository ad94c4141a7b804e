"""How far a complaint is, in words that tell a reader over the reporter's shoulder nothing of what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from complaints.models import Complaint
from complaints.services.reporters import Found
from core.rows import as_product
from rulebook.procedures.complaints import State, Step


@dataclass(frozen=True, slots=True)
class Stage:
    """A line of progress: what, when it was reached; None where it was not yet."""

    title: str
    on: date | None
    text: str = ""


@as_product("the code opens what it leads to, for nobody who is logged in")
def progress_of(found: Found) -> list[Stage]:
    """The lines of progress, those ahead without a day."""
    if found.handed_on is not None:
        gone = found.handed_on
        return [
            Stage(_("已收到"), gone.received_on),
            Stage(
                _("报送%(body)s") % {"body": gone.body.name},
                gone.receipt_on,
                _("您反映的问题由上级机关办理，本机关没有保留内容，最迟 %(day)s报送。")
                % {"day": f"{gone.due:%Y-%m-%d} "},
            ),
        ]
    complaint = found.complaint
    assert complaint is not None  # noqa: S101 - a code leads to one or the other
    days = _days(complaint)
    lines = [Stage(_("已收到"), complaint.received_on), Stage(_("已登记"), days.get(Step.REGISTER))]
    if complaint.state == State.MERGED and complaint.into is not None:
        main = complaint.into
        lines.append(Stage(_("与其他反映同一问题的合并办理"), days.get(Step.MERGE)))
        return lines + _handled(main, _days(main))
    return lines + _handled(complaint, days)


def _days(complaint: Complaint) -> dict[str, date]:
    return dict(complaint.steps.values_list("kind", "on"))


def _handled(complaint: Complaint, days: Mapping[str, date]) -> list[Stage]:
    """What came after it was registered; of the main one where it was merged."""
    if complaint.state == State.REFUSED:
        return [Stage(_("不予受理"), days.get(Step.REFUSE), _("理由见下面的答复。"))]
    if complaint.state == State.REFERRED:
        return [Stage(_("已转有权机关办理"), days.get(Step.REFER), _("转办情况见下面的答复。"))]
    return [
        Stage(_("已受理"), days.get(Step.ACCEPT)),
        Stage(_("正在办理"), days.get(Step.APPROVE)),
        Stage(_("已有结论"), days.get(Step.CONCLUDE)),
        Stage(_("已办结"), days.get(Step.TELL)),
    ]
