"""Scheduled work of audits and handovers. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from audits.choices import UNREPORTED, Origin, State
from audits.models import Audit, TeamMember
from audits.services.checking import check_all
from audits.services.handovers.judging import check_all as check_all_handovers
from audits.services.handovers.opening import open_handovers
from audits.services.handovers.settling import settle_items
from audits.services.stages.checking import check_all_stages, judged_audits
from audits.services.stages.steps import note_silence
from audits.services.sweeping import sweep_proposals
from core.clock import today
from core.runs import noted_run

PROPOSALS, TEAMS, STAGES = "audit-proposals", "check-of-audit-teams", "check-of-audit-stages"
HANDOVERS = "check-of-handovers"


@shared_task
def sweep_proposals_today(day: str | None = None) -> None:
    """Bring the proposals of audits to what calls for them as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(PROPOSALS, on) as result:
        result.update(sweep_proposals(on=on))


@shared_task
def check_teams_today(day: str | None = None) -> None:
    """Judge the team of every audit under way as of today, or `day`: a member may have become related to the head."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(TEAMS, on) as result:
        rows = TeamMember.objects.filter(left_on=None, audit__state__in=UNREPORTED)
        numbers = list(rows.order_by("pk").values_list("pk", flat=True))
        result.update(checked=len(numbers), raised=check_all(numbers, on))


@shared_task
def check_handovers_today(day: str | None = None) -> None:
    """Open the handovers the calendar asks for as of today, or `day`, settle who takes over, finish what is finished, judge them all."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(HANDOVERS, on) as result:
        opened = open_handovers(on=on)
        settled = settle_items(on=on)
        checked, raised = check_all_handovers(on=on)
        result.update(opened=opened, settled=settled, checked=checked, raised=raised)


@shared_task
def check_audit_stages_today(day: str | None = None) -> None:
    """Record silence for opinions nobody gave in time, then judge every audit under way, and what was found, as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(STAGES, on) as result:
        rows = Audit.objects.exclude(origin=Origin.IMPORTED).order_by("pk")
        waiting = rows.filter(state=State.DRAFTED).values_list("pk", flat=True)
        silent = sum(note_silence(audit=number, on=on) for number in list(waiting))
        numbers = list(judged_audits().values_list("pk", flat=True))
        result.update(silent=silent, checked=len(numbers), raised=check_all_stages(numbers, on))
