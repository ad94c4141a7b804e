"""Every address of the product, asked by every role: who is let in, who finds nothing, who is sent to the log-in.

`EXPECTED` names for each address who may use it and how it answers them; everybody else who is logged in finds nothing (404),
and who is not logged in is sent to the log-in. An address that is missing here fails the test.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django.plugin import DjangoDbBlocker

from accounts.models import AccountRecovery, Factor, LoginSession, RoleChange, User
from accounts.views.guard import OWN_LOGIN
from appointments.models import Attachment as CaseFile
from appointments.services.cases import Opening, open_case
from appointments.services.records import ask_opinion, save_record
from core.models import EvidenceDay, Job
from decisions.choices import MatterState, MeetingState
from decisions.models import (
    AccountabilityCase,
    AgendaItem,
    Bylaw,
    BylawFile,
    Doubt,
    Execution,
    Loss,
    Matter,
    MatterDraft,
    MatterList,
    Meeting,
    MeetingFile,
    Resolution,
    Seat,
    Stance,
)
from decisions.models import Attachment as MatterFile
from decisions.services.papers import Paper, PaperLine, enter_paper_meeting
from finance.models import Budget, BudgetItem, FundUse, OffBookAccount, Purchase, SelfCheck
from finance.procedure.parties import known
from finance.services.suppliers import suppliers_of
from integrity.models import Attachment, FollowUp, Record
from integrity.services import Content, HeadLine, register_record, save_draft
from projects.models import Attachment as ProjectFile
from projects.models import Interest, Interference, InterferenceSource, Part, Project, Stage, StageRecord
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.projects import Stage as StageKind
from supervision.models import Finding, MandateException
from tests import factories
from tests.audits.carried import Carried
from tests.audits.carried import make as make_carried
from tests.audits.planned import Planned
from tests.audits.planned import make as make_planned
from tests.desk.acted import Acted
from tests.desk.acted import make as make_acted
from tests.desk.appraising import Appraising
from tests.desk.appraising import make as make_appraising
from tests.desk.balloted import Balloted
from tests.desk.balloted import make as make_balloted
from tests.desk.filed import Filed
from tests.desk.filed import make as make_filed
from tests.desk.handed import Handed
from tests.desk.handed import make as make_handed
from tests.desk.inquired import Inquired
from tests.desk.inquired import make as make_inquired
from tests.desk.inspecting import Inspecting
from tests.desk.inspecting import make as make_inspecting
from tests.desk.reported import Reported
from tests.desk.reported import make as make_reported
from tests.desk.responsible import Responsible
from tests.desk.responsible import make as make_responsible
from tests.desk.retained import Retained
from tests.desk.retained import make as make_retained
from tests.desk.test_findings_pages import raise_finding
from tests.desk.world import DAY, TALK, World, build
from tests.today import fix_today

HEADS = {"head", "other", "below", "far"}
OFFICES = ("committee", "government", "discipline", "organisation", "personnel", "audit", "finance", "bureau")
OFFICERS = {f"{office}-officer" for office in OFFICES}
EVERYBODY = (
    HEADS
    | OFFICERS
    | {"leader", "member", "secretary", "bookkeeper", "registrar", "overseer", "administrator", "nobody"}
    | {"congress-officer", "deputy", "security", "log-auditor"}
)
# Who may send anything but what concerns their own log-in.
SENDING = EVERYBODY - {"log-auditor"}
LEADING = {"committee-officer", "government-officer"}
CONGRESS = {"congress-officer"}
# Who follows plans of inspections: who organises, approves, reads by mandate (A2, A8); who follows one of the town: the linked leader, too (A1).
INSPECTION_PLANNERS = CONGRESS | {"committee-officer", "discipline-officer", "organisation-officer"}
INSPECTION_FOLLOWERS = INSPECTION_PLANNERS | {"leader"}
# Who reads what was said to the town's secretary: A1, A2, A8, the county's leading bodies, the head.
READERS = LEADING | {"head", "leader", "discipline-officer", "organisation-officer"}
RECORDERS = LEADING | {
    "leader",
    "discipline-officer",
    "organisation-officer",
    "bureau-officer",
    "other",
}
DISCIPLINE = {"discipline-officer"}
# Who reads what the town's head handed over: who reads of the head, who witnesses (A5, A7), the secretary who helps.
HANDOVER_READERS = READERS | {"secretary", "audit-officer", "finance-officer"}
# Who sees a project of the town: its people, the linked leader, the bodies whose mandate covers projects (A1, A2, A5, A8, A10).
MATTER_READERS = LEADING | {
    "head",
    "member",
    "secretary",
    "leader",
    "overseer",
    "discipline-officer",
    "organisation-officer",
    "audit-officer",
}
LIST_READERS = MATTER_READERS | {"finance-officer"}
KEEPER = {"head", "secretary"}
# Who reads what the town spends and buys: those who read its matters, and its bookkeeper, who enters both in place of the secretary.
BOOKKEEPER = {"bookkeeper"}
FUND_READERS = LIST_READERS | BOOKKEEPER
# Whose mandate over funds reaches the town from outside (A1, A2, A5, A7, A8, the county's leading bodies).
FUND_WATCHERS = LIST_READERS - {"head", "member", "secretary", "overseer"}
# Who keeps a file of an appointment: the organisation department, and the secretary who opened it.
FILE_KEEPERS = {"organisation-officer", "secretary"}
# Who is called to the town's meetings, or keeps them.
AT_THE_MEETING = {"head", "member", "secretary"}
# Who keeps proposals and drafts plans of audits; who else sees a plan: the discipline body, the committee that approves it.
PLANNERS = {"audit-officer", "organisation-officer"}
AUDIT_READERS = PLANNERS | {"discipline-officer"}
# Who has anything to do with audits: the heads, the unit that was audited, whom a result was sent to.
AUDIT_OVERSEERS = AUDIT_READERS | HEADS | LEADING | {"secretary"}
PLAN_READERS = AUDIT_READERS | {"committee-officer"}
# Who is told of an audit whose result was sent: its readers, the county's leading bodies, the head and the unit's secretary.
TOLD_OF_AUDIT = AUDIT_READERS | LEADING | KEEPER
# Who sits in a leading body and so declares interests.
LEADERS = HEADS | {"leader", "member"}
# Who belongs to a unit, and so may enter interference in it.
BELONGING = HEADS | OFFICERS | CONGRESS | {"leader", "member", "secretary"}
# Who follows the appraisal of the town's head by office, or is appraised; who reads besides what was published (A10); who sets rounds up.
APPRAISAL_FOLLOWERS = {"organisation-officer", "discipline-officer", "committee-officer", "leader", "head"}
APPRAISAL_READERS = APPRAISAL_FOLLOWERS | {"member", "secretary"}
APPRAISING = {"organisation-officer", "bureau-officer", "other"}
# Who follows how the town decides on a project: A1, A2, A5, A8, A10, the county's leading bodies, the head.
FOLLOWERS = READERS | {"audit-officer", "member", "overseer"}


@dataclass(frozen=True, slots=True)
class Funds:
    """What the town's secretary and head wrote down of its money."""

    use: FundUse
    budget: Budget
    check: SelfCheck
    account: OffBookAccount
    job: Job


@dataclass(frozen=True, slots=True)
class Things:
    """What the addresses point at, all about the head of the town, held by the discipline body."""

    world: World
    record: Record
    draft: Record
    follow_up: FollowUp
    file: Attachment
    job: Job
    finding: Finding
    task: Execution
    entry: Execution
    case: AccountabilityCase
    matter: Matter
    matter_file: MatterFile
    matter_draft: MatterDraft
    item: AgendaItem
    live: Meeting
    resolution: Resolution
    exception: MandateException
    appointment_file: CaseFile
    purchase: Purchase
    responsible: Responsible
    bylaw_file: BylawFile
    doubt: Doubt
    notice: MeetingFile
    part: Part
    paper: ProjectFile
    interest: Interest
    entry_of_interference: Interference
    funds: Funds
    handed: Handed
    reported: Reported
    planned: Planned
    carried: Carried
    acted: Acted
    inquired: Inquired
    inspecting: Inspecting
    filed: Filed
    appraising: Appraising
    factor: Factor
    session: LoginSession
    recovery: AccountRecovery
    role_change: RoleChange
    balloted: Balloted
    retained: Retained

    def arguments(self, name: str) -> str:
        """What stands for the converters of the address called `name`."""
        head = self.world.people["head"]
        return {
            "duty": str(self.world.duty("head").pk),
            "duty-snooze": str(self.world.duty("head").pk),
            "head": head.staff_no,
            "head-powers": head.staff_no,
            "unit": str(self.world.units["town"].pk),
            "record": str(self.record.pk),
            "record-answer": str(self.record.pk),
            "record-withdraw": str(self.record.pk),
            "record-edit": str(self.draft.pk),
            "record-discard": str(self.draft.pk),
            "follow-up-done": str(self.follow_up.pk),
            "finding": str(self.finding.pk),
            "finding-answer": str(self.finding.pk),
            "finding-assess": str(self.finding.pk),
            **dict.fromkeys(("task", "task-progress", "task-done"), str(self.task.pk)),
            **dict.fromkeys(
                ("execution", "task-give", "supervision-note", "entry-note", "matter-close", "loss"),
                str(self.task.matter_id),
            ),
            **dict.fromkeys(("case", "case-close", "case-statement"), str(self.case.pk)),
            "entry-cover": str(self.entry.pk),
            **{
                name: str(self.appointment_file.record.case_id)
                for name in EXPECTED
                if name.startswith("appointment")
            },
            **dict.fromkeys(("mandate-exception", "mandate-exception-answer"), str(self.exception.pk)),
            "account-factor-remove": str(self.factor.pk),
            "session-end": str(self.session.pk),
            "recovery-answer": str(self.recovery.pk),
            **dict.fromkeys(("role-change", "role-change-answer"), str(self.role_change.pk)),
            "role-end": str(self.world.users["overseer"].roles.get().pk),
            **dict.fromkeys(("log", "log-export"), "events"),
            "evidence-day": str(DAY),
            "import-job": str(self.job.pk),
            "import-job-progress": str(self.job.pk),
            "import-job-next": str(self.job.pk),
            "import-job-errors": str(self.job.pk),
            "import-job-stop": str(self.job.pk),
            "matter-draft-discard": str(self.matter_draft.pk),
            **dict.fromkeys(("purchase", "purchase-edit"), str(self.purchase.pk)),
            **dict.fromkeys(OF_PROJECT, str(self.part.project_id)),
            **dict.fromkeys(OF_PART, str(self.part.pk)),
            "interest-end": str(self.interest.pk),
            **dict.fromkeys(OF_INTERFERENCE, str(self.entry_of_interference.pk)),
            "fund-import-columns": str(self.funds.job.pk),
            **dict.fromkeys(OF_USE, str(self.funds.use.pk)),
            **dict.fromkeys(("budget", "budget-edit", "budget-adjust"), str(self.funds.budget.pk)),
            **dict.fromkeys(("self-check", "self-check-sign"), str(self.funds.check.pk)),
            **dict.fromkeys(("off-book", "off-book-step", "off-book-close"), str(self.funds.account.pk)),
            **dict.fromkeys(OF_MATTER, str(self.matter.pk)),
            "meeting-paper": str(self.matter.pk),
            "resolution": str(self.resolution.pk),
            **dict.fromkeys(OF_MEETING, str(self.item.meeting_id)),
            **dict.fromkeys(OF_LIVE_MEETING, str(self.live.pk)),
            **dict.fromkeys(OF_UNIT, str(self.world.units["town"].pk)),
            **dict.fromkeys(OF_BYLAW, str(self.bylaw_file.bylaw_id)),
            **dict.fromkeys(("doubt", "doubt-settle"), str(self.doubt.pk)),
        }.get(name, "")

    def sent(self, name: str) -> dict[str, object]:
        """What is sent to the address called `name` that only the things themselves can tell."""
        seat = self.live.seats.get(is_head=True)
        return {
            "meeting-act": {"seat": seat.pk, "attended": "yes"},
            "meeting-add-item": {"matter": self.matter.pk},
            "fund-payables": {"unit": self.world.units["town"].pk},
            "responsibility-new": {"unit": self.world.units["town"].pk, "year": DAY.year},
        }.get(name, {})


# What stands in the integrity file of the head, and on it.
FILED = (
    "integrity-file", "integrity-file-document", "integrity-correction", "integrity-opinion", "integrity-opinion-new",
)  # fmt: skip
OF_USE = ("fund-use", "fund-sheet", "fund-edit", "fund-signers", "fund-sign", "fund-pay", "fund-cancel")
OF_MATTER = (
    "matter",
    "matter-edit",
    "matter-withdraw",
    "matter-attach",
    "matter-comments",
    "matter-emergency",
    "matter-emergency-report",
)
OF_MEETING = (
    "meeting",
    "meeting-change",
    "meeting-seats",
    "meeting-add-item",
    "meeting-circulate",
    "meeting-open",
    "meeting-call-off",
)
OF_PROJECT = (
    "project", "project-edit", "project-give-up", "project-recuse", "project-visit", "project-stage", "project-record",
    "project-file", "project-part-new",
)  # fmt: skip
OF_PART = ("project-part", "project-part-edit", "project-sum", "project-sum-remove")
OF_INTERFERENCE = ("interference", "interference-accept", "interference-examine", "interference-close")
OF_LIVE_MEETING = ("meeting-live", "meeting-live-state", "meeting-closing")
OF_UNIT = (
    "unit-matter-list",
    "unit-emergencies",
    "list-begin",
    "list-draft",
    "list-adopt",
    "list-discard",
    "threshold-set",
    "unit-division",
    "unit-division-edit",
    "unit-bylaws",
    "bylaw-new",
)
OF_LIVE_MEETING += ("meeting-observer", "meeting-papers-add")
OF_BYLAW = ("bylaw", "bylaw-attach", "bylaw-end", "bylaw-withdraw")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may ask an address, how, and what they are answered."""

    who: frozenset[str]
    status: int = 200
    post: bool = False
    data: tuple[tuple[str, str], ...] = ()


def to(who: set[str], status: int = 200, /, *, post: bool = False, **data: str) -> Rule:
    return Rule(frozenset(who), status, post, tuple(data.items()))


EXPECTED: dict[str, Rule] = {
    # open to everybody who is logged in, each seeing their own part
    **{
        name: to(EVERYBODY)
        for name in (
            "home",
            "inbox",
            "search",
            "rules",
            "evidence",
            "evidence-day",
            "duty-list",
            "duty-export",
            "head-list",
            "my-mandates",
            "unit-list",
            "powers",
            "dashboard",
            "dashboard-export",
            "components",
            "my-rights",
            "password-change",
            "account-security",
            "account-app",
            "account-passkey",
            "account-sessions",
            "session-left",
            "record-list",
            "record-export",
            "follow-up-list",
        )
    },
    # one's own log-in; nobody owes a second factor, so that the page that asks for it leads on
    "login-second": to(EVERYBODY, 302),
    "account-codes": to(EVERYBODY, 422, post=True),
    "account-factor-remove": to(set(), 302, post=True),  # that of somebody else
    "session-end": to({"secretary"}, 302, post=True),
    "sessions-end": to(EVERYBODY, 302, post=True),
    # letting others in again
    # what is kept, held, destroyed; one's own data
    **dict.fromkeys(("retention-rules", "own-data"), to(EVERYBODY)),
    "own-data-job": to({"secretary"}),
    "own-data-progress": to({"secretary"}, 286),
    "own-data-file": to({"secretary"}, 302, post=True),
    **dict.fromkeys(("hold-list", "hold-new"), to(DISCIPLINE | {"audit-officer"})),
    "hold-lift": to(DISCIPLINE),
    **dict.fromkeys(("destruction-lists", "destruction-list"), to(DISCIPLINE | {"organisation-officer"})),
    "destruction-answer": to(DISCIPLINE | {"organisation-officer"}, 422, post=True, reason=""),
    "tombstones": to(DISCIPLINE | {"organisation-officer", "audit-officer"}),
    **dict.fromkeys(("recovery-list", "recovery-new"), to({"security"})),
    "recovery-answer": to({"security"}, 302, post=True),
    # roles: one proposed for somebody, waiting for a second person, who is not the only security administrator there is
    **dict.fromkeys(("role-list", "role-change-list", "role-change"), to({"security", "log-auditor"})),
    **dict.fromkeys(("role-change-new", "role-end"), to({"security"})),
    "role-change-answer": to({"security"}, 302, post=True),
    # the log, for who can change nothing
    **dict.fromkeys(("log", "log-export"), to({"log-auditor"})),
    # exceptions to the mandates
    "mandate-exception": to({"organisation-officer"}),
    "mandate-exception-answer": to({"organisation-officer"}, 422, post=True),
    # findings
    "finding-list": to(EVERYBODY),
    "finding-export": to(EVERYBODY),
    "finding": to(FOLLOWERS),
    "finding-answer": to({"head"}, 422, post=True, words=""),
    "finding-assess": to(FOLLOWERS - {"head", "member", "overseer"}, 422, post=True, words=""),
    # what becomes of a resolution
    "decision-dashboard": to(
        EVERYBODY
        - {"registrar", "administrator", "security", "log-auditor", "nobody", "bookkeeper", "deputy"}
    ),
    "execution": to(FOLLOWERS | {"secretary"}),
    "task": to(FOLLOWERS | {"secretary"}),
    "task-give": to(KEEPER, 422, post=True),
    "supervision-note": to({"head"}, 422, post=True),
    "entry-note": to(KEEPER, 422, post=True),
    "entry-cover": to(KEEPER, 422, post=True),
    "matter-close": to(KEEPER, 302, post=True),
    "task-progress": to(KEEPER | {"member"}, 422, post=True),
    "task-done": to(KEEPER | {"member"}, 422, post=True),
    "loss": to({"head", "discipline-officer", "audit-officer"}),
    "case-list": to(EVERYBODY),
    "case": to({"head", "discipline-officer"}),
    "case-close": to({"discipline-officer"}, 422, post=True),
    "case-statement": to({"head"}, 422, post=True),
    "inbox-digest": to(SENDING, 302, post=True, digest="on"),
    "logout": to(EVERYBODY, 302, post=True),
    # one head, one unit, one duty
    "duty": to(READERS | {"member", "overseer"}),
    "duty-snooze": to(READERS | {"member", "overseer"}, 422, post=True),
    "head": to(READERS | {"member", "overseer", "audit-officer", "finance-officer"}),
    "head-powers": to(READERS | {"member", "overseer", "audit-officer", "finance-officer"}),
    "unit": to(READERS | {"member", "overseer", "audit-officer", "finance-officer", "personnel-officer"}),
    # records
    "record": to(READERS),
    "record-file": to(READERS),
    "record-answer": to({"head"}, 422, post=True, answer="objected", words=""),
    "record-withdraw": to(DISCIPLINE, 302, post=True, reason="登记有误"),
    "record-edit": to(DISCIPLINE),
    "record-discard": to(DISCIPLINE, 302, post=True),
    "follow-up-done": to(DISCIPLINE | {"head"}, 422, post=True),
    "record-new": to(RECORDERS),
    "record-draft": to(RECORDERS, 200, post=True, kind=TALK),
    "talk-plan": to(RECORDERS),
    "talk-plan-day": to(RECORDERS, 200, kind=TALK),
    # letters of inquiry and talks on signs, asked by the discipline body; the organisation department asks by itself
    # the ballots of the town's head, handled by the organisation department; one of its officers had slips made out
    "appraisal-slips": to({"organisation-officer"}),
    "appraisal-slips-job": to({"organisation-officer"}),
    "appraisal-slips-progress": to({"organisation-officer"}, 286),
    **dict.fromkeys(
        ("appraisal-slips-stop", "appraisal-slips-file", "appraisal-papers-compare"),
        to({"organisation-officer"}, 302, post=True),
    ),
    **dict.fromkeys(("appraisal-turnout", "appraisal-papers"), to({"organisation-officer"})),
    # inspections of the town by deputies, one in each state; a deputy who logs in sees their own pages of those called, and nothing else
    "inspection-list": to(INSPECTION_FOLLOWERS | HEADS | {"secretary"}),
    "inspection": to(INSPECTION_FOLLOWERS | {"head", "secretary"}),
    **dict.fromkeys(("inspection-draw", "inspection-draw-file"), to(INSPECTION_FOLLOWERS)),
    **dict.fromkeys(
        ("inspection-list-publish", "inspection-call", "inspection-visit", "inspection-gather"), to(CONGRESS)
    ),
    "inspection-replace": to(CONGRESS, 302, post=True, reason="外出"),
    "inspection-step": to(
        INSPECTION_FOLLOWERS | {"head", "secretary"}, 302, post=True
    ),  # only the organiser's does anything
    "inspection-reply": to({"head", "secretary"}),
    "inspection-progress": to({"head", "secretary"}),
    "inspection-plans": to(INSPECTION_PLANNERS),
    "inspection-plan": to(INSPECTION_PLANNERS),
    "inspection-plan-new": to(CONGRESS | {"committee-officer"}),
    "inspection-plan-change": to(CONGRESS),
    "inspection-revision-edit": to(CONGRESS),
    "inspection-revision-drop": to(CONGRESS, 302, post=True),
    "inspection-revision-line": to(CONGRESS, 302, post=True),
    "inspection-revision-step": to(
        INSPECTION_PLANNERS, 302, post=True
    ),  # only another person's of the committee approves
    "inspection-deputies": to(INSPECTION_PLANNERS),
    "inspection-deputy-new": to(CONGRESS | {"committee-officer"}),
    "inspection-deputy": to(CONGRESS),
    **dict.fromkeys(("inspection-tasks", "inspection-task"), to({"deputy"})),
    # year-end appraisals of the town's head, one in each state
    "appraisal-list": to(BELONGING),
    "appraisal-overview": to((APPRAISAL_FOLLOWERS | APPRAISING) - {"head"}),
    **dict.fromkeys(("appraisal", "appraisal-result"), to(APPRAISAL_READERS)),
    **dict.fromkeys(("appraisal-rounds", "appraisal-round-new"), to(APPRAISING)),
    **dict.fromkeys(
        ("appraisal-round", "appraisal-round-add", "appraisal-round-move"), to({"organisation-officer"})
    ),
    "appraisal-statement": to({"head"}),
    "appraisal-statement-draft": to({"head"}, post=True),
    "appraisal-meeting": to({"organisation-officer", "secretary"}),
    "appraisal-comment": to({"head"}, 302, post=True, text="诚恳接受。"),
    "appraisal-step": to(APPRAISAL_FOLLOWERS, 302, post=True),
    "inspection-task-draft": to({"deputy"}, post=True),
    "inspection-task-judge": to({"deputy"}, 302, post=True, grade="satisfied"),
    # integrity files of heads: the discipline body, the organisation department, the head their own; opinions never the head
    "integrity-files": to(HEADS | DISCIPLINE | {"organisation-officer"}),
    **dict.fromkeys(
        ("integrity-file", "integrity-file-document"), to(DISCIPLINE | {"head", "organisation-officer"})
    ),
    "integrity-corrections": to(HEADS | DISCIPLINE),
    "integrity-correction-new": to({"head"}),
    **dict.fromkeys(("integrity-correction", "integrity-correction-file"), to(DISCIPLINE | {"head"})),
    **dict.fromkeys(
        ("integrity-opinions", "integrity-opinion", "integrity-opinion-letter"),
        to(DISCIPLINE | {"organisation-officer"}),
    ),
    **dict.fromkeys(("integrity-opinion-new", "integrity-opinion-edit"), to(DISCIPLINE)),
    "integrity-opinion-step": to(DISCIPLINE, 302, post=True),
    "inquiry-list": to(HEADS | DISCIPLINE | {"organisation-officer"}),
    "inquiry-new": to(DISCIPLINE | {"organisation-officer"}),
    **dict.fromkeys(("inquiry", "inquiry-letter", "inquiry-file"), to(DISCIPLINE | {"head"})),
    "inquiry-edit": to(DISCIPLINE),
    "inquiry-step": to(DISCIPLINE, 302, post=True),
    "inquiry-answer": to({"head"}),
    "inquiry-talk": to(DISCIPLINE),
    "inquiry-assess": to(DISCIPLINE),
    "inquiry-criticism": to({"head"}),
    # the head as first responsible person: lists, incidents, gifts, declarations
    "responsibility-lists": to(READERS | HEADS | {"secretary", "bureau-officer"}),
    "responsibility-new": to({"head"}, 302, post=True),
    "responsibility": to(READERS | {"secretary"}),
    "responsibility-file": to(READERS | {"secretary"}),
    "responsibility-item-new": to({"head"}),
    "responsibility-item": to({"head"}),
    "responsibility-drop": to({"head"}, 302, post=True),
    "responsibility-change": to({"head"}, 302, post=True),
    "responsibility-sign": to({"head", "committee-officer"}, 302, post=True),
    "responsibility-return": to({"committee-officer"}, 302, post=True),
    "responsibility-evidence": to(KEEPER),
    "responsibility-review": to({"committee-officer"}),
    "incidents": to(DISCIPLINE | {"head", "committee-officer"}),
    "incident-new": to(DISCIPLINE),
    "incident": to(DISCIPLINE | {"head", "committee-officer"}),
    "incident-withdraw": to(DISCIPLINE, 302, post=True, reason="查否"),
    "gifts": to(HEADS | DISCIPLINE),
    "gift-new": to(HEADS),
    "gift-receive": to(DISCIPLINE),
    "declarations": to(HEADS | DISCIPLINE | {"organisation-officer"}),
    "declaration-new": to(HEADS),
    "declaration-confirm": to(HEADS, 302, post=True),
    "declaration-viewings": to(DISCIPLINE),
    # purchases
    "purchase-list": to(EVERYBODY),
    "purchase-export": to(EVERYBODY),
    "purchase-flags": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "purchase-new": to(BOOKKEEPER),
    "purchase": to(FUND_READERS),
    "purchase-edit": to(BOOKKEEPER),
    # what was reported to the discipline body, whose officer holds the key but has not opened it; keys
    **dict.fromkeys(("complaint-list", "complaint", "complaint-file"), to(DISCIPLINE, 302)),
    **dict.fromkeys(
        ("complaint-inquiry", "complaint-escalate", "complaint-clarification"), to(DISCIPLINE, 302)
    ),
    "complaint-notice-act": to(DISCIPLINE, 302, post=True),
    "complaint-notices": to({"leader"}),
    "complaint-notice": to({"leader"}, 302),
    **dict.fromkeys(("clarification", "clarification-list"), to(DISCIPLINE | {"head"})),
    "clarification-step": to(DISCIPLINE | {"head"}, 302, post=True),
    **dict.fromkeys(
        ("complaint-mails", "complaint-mail", "complaint-mail-file", "complaint-past"), to(DISCIPLINE, 302)
    ),
    **dict.fromkeys(
        ("complaint-mail-reject", "complaint-mail-take-up", "complaint-past-confirm"),
        to(DISCIPLINE, 302, post=True),
    ),
    "complaint-past-template": to(DISCIPLINE),
    "complaint-new": to(DISCIPLINE),
    "complaint-figures": to(DISCIPLINE, 302),
    "complaint-numbers": to(LEADING),
    **dict.fromkeys(
        ("complaint-step", "complaint-answer", "complaint-stand-back"), to(DISCIPLINE, 302, post=True)
    ),
    "complaint-open": to(DISCIPLINE | {"committee-officer", "organisation-officer", "leader"}),
    **dict.fromkeys(("complaint-ceremony", "handed-on-list", "handed-on-package"), to(DISCIPLINE)),
    "handed-on-confirm": to(DISCIPLINE, 422, post=True),
    "complaint-close": to(SENDING, 302, post=True),
    "complaint-keys": to(EVERYBODY),
    "complaint-passphrase": to(SENDING, 422, post=True),
    "complaint-key-act": to(DISCIPLINE, 302, post=True),
    # posts of the town its head left: one list being checked, one signed; vacant, so that the county committee takes over
    **dict.fromkeys(
        ("handover-list", "handover-items"),
        to(READERS | HEADS | {"secretary", "bureau-officer", "audit-officer", "finance-officer"}),
    ),
    **dict.fromkeys(("handover", "handover-file", "handover-document"), to(HANDOVER_READERS)),
    **dict.fromkeys(
        ("handover-give", "handover-drop", "handover-sign", "handover-attach"),
        to(HANDOVER_READERS, 302, post=True),
    ),
    "handover-fill": to({"head"}),
    "handover-check": to({"committee-officer"}),
    "handover-excuse": to({"organisation-officer"}),
    "handover-item-close": to({"committee-officer"}),
    "handover-flaw": to({"committee-officer"}),
    # a project of the town with a part, a declared interest of its head, interference that names the head
    "project-list": to(EVERYBODY),
    "project-export": to(EVERYBODY),
    "project-new": to({"secretary"}),
    "project": to(MATTER_READERS),
    "project-edit": to({"secretary"}),
    "project-give-up": to({"secretary"}, 302, post=True),
    "project-recuse": to({"secretary"}, 422, post=True),
    "project-visit": to({"head"}),
    "project-stage": to({"secretary"}),
    "project-record": to({"secretary"}),
    "project-file": to(MATTER_READERS),
    "project-part-new": to({"secretary"}),
    "project-part": to(MATTER_READERS),
    "project-part-edit": to({"secretary"}),
    "project-sum": to({"secretary"}),
    "project-sum-remove": to({"secretary"}, 302, post=True),
    "interest-list": to(LEADERS | DISCIPLINE),
    "interest-new": to(LEADERS | DISCIPLINE),
    "interest-viewings": to(DISCIPLINE),
    "interest-end": to(DISCIPLINE | {"head"}, 302, post=True),
    "interference-list": to(BELONGING),
    "interference-new": to(BELONGING),
    "interference": to(DISCIPLINE),
    "interference-accept": to(DISCIPLINE, 302, post=True),
    "interference-examine": to(DISCIPLINE, 422, post=True),
    "interference-close": to(DISCIPLINE, 422, post=True),
    # funds
    "fund-list": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "fund-new": to(
        BOOKKEEPER | {"leader", "member"}
    ),  # whoever handles a use of funds may start its sheet, but no head
    "fund-import": to(BOOKKEEPER),
    "fund-import-columns": to(BOOKKEEPER),
    "fund-export": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "fund-payables": to(BOOKKEEPER | {"member"}),
    "fund-use": to(FUND_READERS),
    "fund-sheet": to(FUND_READERS),
    "fund-edit": to(BOOKKEEPER),
    "fund-signers": to(BOOKKEEPER),
    "fund-sign": to({"member"}, 422, post=True),
    "fund-pay": to(BOOKKEEPER, 302, post=True),
    "fund-cancel": to(BOOKKEEPER, 302, post=True),
    "budget-list": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "budget-new": to(BOOKKEEPER),
    "budget": to(FUND_READERS),
    "budget-edit": to(BOOKKEEPER),
    "budget-adjust": to(BOOKKEEPER, 422, post=True),
    "self-check-list": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "self-check": to(FUND_READERS),
    "self-check-sign": to({"head"}, 302, post=True),
    "off-book-list": to(FUND_READERS | HEADS | OFFICERS | CONGRESS),
    "off-book-new": to(FUND_WATCHERS | HEADS | BOOKKEEPER | {"secretary", "bureau-officer"}),
    "off-book": to(FUND_READERS),
    "off-book-step": to(FUND_WATCHERS | BOOKKEEPER | {"head", "secretary"}, 422, post=True),
    "off-book-close": to(FUND_WATCHERS, 302, post=True),
    # matters and what a unit decides by
    "matter-list": to(EVERYBODY),
    "matter-export": to(EVERYBODY),
    "matter-new": to(HEADS | {"secretary"}),
    "matter-draft": to(HEADS | {"secretary"}, 200, post=True, title="修路"),
    "matter-draft-discard": to({"head"}, 302, post=True),
    "matter-people": to(KEEPER),
    "matter": to(MATTER_READERS),
    "matter-comments": to(MATTER_READERS),
    "matter-file": to(MATTER_READERS),
    "matter-edit": to(KEEPER),
    "matter-step": to(KEEPER),
    "matter-emergency": to(KEEPER),
    "matter-emergency-report": to(KEEPER, 422, post=True),
    "matter-withdraw": to(KEEPER, 302, post=True, reason="不办了"),
    "matter-attach": to(KEEPER, 302, post=True),
    "matter-detach": to(KEEPER, 302, post=True),
    "matter-lists": to(LIST_READERS | HEADS | CONGRESS | {"bureau-officer", "personnel-officer"}),
    "unit-division": to(LIST_READERS),
    "unit-division-edit": to(KEEPER),
    "unit-matter-list": to(LIST_READERS),
    "unit-emergencies": to(LIST_READERS),
    "list-begin": to(KEEPER, 302, post=True),
    "list-draft": to(KEEPER),
    "list-adopt": to(KEEPER, 422, post=True),
    "list-discard": to(KEEPER, 302, post=True),
    "threshold-set": to(KEEPER, 422, post=True),
    # what a person of a supervising body settles before it is asked of the head
    "doubt-list": to(EVERYBODY),
    "doubt": to(FOLLOWERS - {"head", "member", "overseer"}),
    "doubt-settle": to(FOLLOWERS - {"head", "member", "overseer"}, 422, post=True),
    # the rules a unit itself decides by
    "bylaw-list": to(LIST_READERS | HEADS | CONGRESS | {"bureau-officer", "personnel-officer"}),
    "unit-bylaws": to(LIST_READERS),
    "bylaw": to(LIST_READERS),
    "bylaw-file": to(LIST_READERS),
    "bylaw-new": to(KEEPER),
    "bylaw-attach": to(KEEPER, 422, post=True),
    "bylaw-end": to(KEEPER, 422, post=True),
    "bylaw-withdraw": to(KEEPER, 422, post=True),
    # meetings of the town with a project on the agenda, to which its head and a member are called: one planned and circulated, one going
    # on, one held on paper and sealed
    "meeting-list": to(EVERYBODY),
    "meeting-new": to(HEADS | {"secretary"}),
    "meeting": to(MATTER_READERS),
    "meeting-live": to(AT_THE_MEETING),
    "meeting-live-state": to(AT_THE_MEETING),
    "meeting-closing": to(KEEPER),
    "meeting-change": to(KEEPER, 422, post=True),
    "meeting-seats": to(KEEPER, 409, post=True),
    "meeting-circulate": to(KEEPER, 302, post=True),
    "meeting-observer": to(KEEPER, 422, post=True),
    "meeting-observer-gone": to(KEEPER, 302, post=True),
    "meeting-papers-add": to(KEEPER, 422, post=True),
    "meeting-file": to(MATTER_READERS),
    "meeting-open": to(KEEPER, 422, post=True),
    "meeting-call-off": to(KEEPER, 422, post=True),
    "resolution-list": to(EVERYBODY),
    "meeting-papers": to({"secretary"}),
    "meeting-paper": to({"secretary"}),
    "meeting-act": to({"head", "secretary"}, 302, post=True),  # that the head is there
    "meeting-add-item": to(KEEPER, 422, post=True),  # nothing comes onto an agenda that was circulated
    "meeting-item": to(KEEPER, 302, post=True),
    "meeting-minutes": to(MATTER_READERS),
    "resolution": to(MATTER_READERS),
    # a file of an appointment, opened by the town's secretary; the discipline body was asked for its opinion
    "appointment-list": to(FILE_KEEPERS),
    "appointment-new": to(FILE_KEEPERS),
    "appointment": to(FILE_KEEPERS),
    "appointment-step": to(FILE_KEEPERS),
    "appointment-discussion": to(FILE_KEEPERS),
    "appointment-file": to(FILE_KEEPERS),
    "appointment-consulting": to(FILE_KEEPERS),
    "appointment-drop": to(FILE_KEEPERS, 302, post=True),
    "appointment-ask": to(FILE_KEEPERS, 302, post=True),
    "appointment-handler": to(FILE_KEEPERS, 422, post=True),
    # an appraisal and a reward of the town's head, kept by the organisation department; the reward was decided, so the head reads it
    "personnel-action-list": to(FILE_KEEPERS | {"head"}),
    "personnel-action-new": to(FILE_KEEPERS),
    "personnel-action": to({"organisation-officer", "head"}),
    "personnel-action-file": to({"organisation-officer", "head"}),
    "personnel-action-consulting": to({"organisation-officer"}),
    "personnel-action-decide": to({"organisation-officer"}),
    "personnel-action-attach": to({"organisation-officer"}, 302, post=True),
    "personnel-action-withdraw": to({"organisation-officer"}, 302, post=True),
    "personnel-action-reply": to({"head"}, 302, post=True),
    "appointment-opinions": to(DISCIPLINE),
    "appointment-opinion": to(DISCIPLINE),
    "appointment-viewings": to(DISCIPLINE),
    # the audit of the town's head in an approved plan, before the notice; plans of later years in the other states
    "audit-list": to(EVERYBODY),
    "audit-overview": to(TOLD_OF_AUDIT | HEADS),
    "audit-heads": to(TOLD_OF_AUDIT | HEADS),
    "audits-import": to({"registrar"}),
    "audits-template": to({"registrar"}),
    "audit": to(AUDIT_READERS),
    "audit-team-add": to({"audit-officer"}),
    "audit-team-declare": to(set(), 302, post=True),
    "audit-team-leave": to({"audit-officer"}, 302, post=True),
    "proposal-list": to(AUDIT_READERS),
    "proposal-new": to(PLANNERS),
    "proposal-aside": to(PLANNERS, 302, post=True, reason="力量不足"),
    "proposal-take-up": to(PLANNERS, 302, post=True),
    "audit-plans": to(PLAN_READERS),
    "audit-plan-new": to(PLANNERS),
    "audit-plan": to(PLAN_READERS),
    "audit-plan-document": to(PLAN_READERS),
    "audit-plan-change": to(PLANNERS),
    "audit-revision-edit": to(PLANNERS),
    "audit-revision-give-up": to(PLAN_READERS, 302, post=True),
    "audit-revision-return": to(PLAN_READERS, 302, post=True),
    "audit-revision-propose": to(PLAN_READERS, 302, post=True),
    "audit-revision-discuss": to({"audit-officer"}),
    "audit-revision-approve": to({"committee-officer"}),
    # another audit of the town's head, reported, its result sent; a third one that was only entered
    "rectification-list": to(EVERYBODY),
    "audit-step": to(TOLD_OF_AUDIT),
    "audit-file": to(TOLD_OF_AUDIT),
    "audit-document": to(TOLD_OF_AUDIT),
    "audit-hand-in": to(KEEPER, 302, post=True),
    "audit-receive": to(DISCIPLINE, 302, post=True),
    "audit-papers": to(set()),
    "audit-paper": to(set()),
    "audit-paper-review": to(set(), 302, post=True),
    "audit-paper-file": to(set()),
    "audit-finding-new": to({"audit-officer"}),
    "audit-finding": to(TOLD_OF_AUDIT),
    "audit-finding-edit": to({"audit-officer"}),
    "audit-finding-drop": to({"audit-officer"}, 302, post=True),
    "audit-finding-reaudit": to({"audit-officer"}),
    "audit-rectify": to(KEEPER),
    "rectification-file": to(TOLD_OF_AUDIT),
    "audit-objection-new": to({"head"}),
    "audit-objection-answer": to({"audit-officer"}),
    # imports
    # how the product runs, for who runs it
    "operation": to({"administrator"}),
    "roster-import": to({"registrar", "administrator"}),
    "roster-template": to({"registrar", "administrator"}),
    "records-import": to({"registrar"}),
    "records-template": to({"registrar"}),
    "purchases-import": to({"registrar"}),
    "purchases-template": to({"registrar"}),
    "division-import": to({"registrar", "administrator"}),
    "division-template": to({"registrar", "administrator"}),
    "appointments-import": to(FILE_KEEPERS),
    "appointments-template": to(FILE_KEEPERS),
    "projects-import": to({"registrar"}),
    "projects-template": to({"registrar"}),
    "decisions-import": to({"registrar"}),
    "import-job": to({"registrar"}),
    "import-job-progress": to({"registrar"}, 286),
    "import-job-next": to({"registrar"}, 302, post=True),
    "import-job-errors": to({"registrar"}),
    "import-job-stop": to({"registrar"}, 302, post=True),
}
# Addresses that ask for no log-in, and how they answer anybody.
OPEN = {
    "login": 200,
    "login-oidc": 404,
    "login-oidc-back": 404,
    "healthz": 200,
    "readyz": 503,
    "metrics": 200,
    "set_language": 302,
    "decision-schema": 200,
}
# Open to the public; of a draft that is none they answer 404.
OPEN |= {"public-drafts": 200, "public-draft": 404, "public-draft-file": 404}
OPEN |= {
    "report-about": 200,
    "report-new": 200,
    "report-resume": 200,
    "report-progress": 200,
    "report-add": 405,
    "clarifications-public": 200,
}
# Open to who holds a code.
OPEN |= {"ballot": 200, "ballot-thanks": 200, "ballot-check": 405, "ballot-cast": 405}
# Addresses of other systems: every user may ask them, who is nobody is answered 401 in JSON.
MACHINES = {"decision-check"}
ADMINISTRATION = "admin/"


@dataclass(frozen=True, slots=True)
class Built:
    """The county with everything in it, where its files lie, and who has logged in, and when."""

    things: Things
    files: dict[str, Any]
    cookies: dict[str, SimpleCookie]
    at: datetime


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """What waits for each user is counted once for many pages here, as it is kept for a minute otherwise."""


@contextmanager
def everything(blocker: DjangoDbBlocker, folder: Path) -> Iterator[Built]:
    """The county with everything in it, its files in `folder`; undone when left."""
    cache.clear()
    options = {"location": str(folder), "base_url": None}
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    atomic = transaction.atomic()
    with blocker.unblock():
        atomic.__enter__()
        # As for every test (tests/conftest.py); what hashes once keeps it for those that come after.
        cheap = {
            "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
            "PASSPHRASE_COST": (1, 8192),
            "CODE_COST": (1, 8192),
        }
        given = override_settings(STORAGES=configured.STORAGES | {"default": kept}, **cheap)
        with given, pytest.MonkeyPatch.context() as patch:
            fix_today(patch)
            made, at = _things(build()), timezone.now()
            cookies = {name: _logged_in(user) for name, user in made.world.users.items()}
    yield Built(made, kept, cookies, at)
    with blocker.unblock():
        transaction.set_rollback(True)
        atomic.__exit__(None, None, None)


@pytest.fixture(scope="module")
def built(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Made once, and undone with the last test of the module."""
    with everything(django_db_blocker, tmp_path_factory.mktemp("files")) as made:
        yield made


@pytest.fixture
def things(built: Built, db: None, settings: Any) -> Things:
    """The things as they were made: what a test does to them is undone in the database, and done to copies."""
    settings.STORAGES = settings.STORAGES | {"default": built.files}
    return deepcopy(built.things)


@pytest.fixture
def client_of(built: Built, things: Things, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Client]:
    """A client of a user called so, just logged in: every test begins at that moment."""
    monkeypatch.setattr("accounts.services.sessions.now", lambda: built.at)

    def logged_in(name: str) -> Client:
        client = Client()
        client.cookies = deepcopy(built.cookies[name])
        return client

    return logged_in


@pytest.fixture
def world(things: Things) -> World:
    """The county in which they are."""
    return things.world


def _logged_in(user: User) -> SimpleCookie:
    client = Client()
    client.force_login(user)
    return client.cookies


def _things(world: World) -> Things:
    """A talk with the head of the town, a draft of another, a file, something agreed, and an import; and what every other app keeps."""
    recorded = register_record(record=_draft(world).pk, by=world.users["discipline-officer"], on=DAY)
    file = Attachment.objects.create(
        record=recorded,
        file=ContentFile(b"text", name="note.txt"),
        name="笔录.txt",
        size=4,
        sha256="0" * 64,
        added_by=world.users["discipline-officer"],
    )
    agreed = FollowUp.objects.create(
        record=recorded, person=world.people["head"], text="报送清单", due=date(2026, 12, 1)
    )
    errors = [{"row": 2, "column": "任职日期", "message": "日期无法识别"}]
    EvidenceDay.objects.create(day=DAY, first=1, batches=0, entries=0, algorithm="sha256", root=bytes(32))
    job = Job.objects.create(
        kind="roster",
        owner=world.users["registrar"],
        state=Job.State.REFUSED,
        options={"dry_run": True},
        result={"errors": errors},
    )
    return Things(
        world,
        recorded,
        _draft(world),
        agreed,
        file,
        job,
        raise_finding(world),
        *_decided(world),
        *_matter(world),
        _meeting(world),
        _live(world),
        _sealed(world),
        _exception(world),
        _appointment(world),
        _purchase(world),
        make_responsible(world),
        _bylaw(world),
        _doubt(world),
        _notice(world),
        *_project(world),
        _funds(world),
        make_handed(world),
        make_reported(world),
        make_planned(world),
        make_carried(world),
        make_acted(world),
        make_inquired(world),
        make_inspecting(world),
        make_filed(world),
        make_appraising(world),
        *_login(world),
        make_balloted(world),
        make_retained(world),
    )


def _login(world: World) -> tuple[Factor, LoginSession, AccountRecovery, RoleChange]:
    """Somebody's passkey, who waits for another password and a role; where the town's secretary is logged in."""
    lost, at = factories.make_user("lost"), datetime(2026, 11, 24, 8, tzinfo=UTC)
    factor = Factor.objects.create(user=lost, kind="passkey", name="U盾", material=b"", credential=b"1")
    session = LoginSession.objects.create(
        user=world.users["secretary"], key="k", begun_at=at, seen_at=at, lapses_at=at
    )
    recovery = AccountRecovery.objects.create(
        user=lost,
        scope="password",
        reason="忘记密码",
        proposed_by=world.users["registrar"],
        proposed_at=at,
    )
    change = RoleChange.objects.create(
        kind="give",
        user=lost,
        role="registrar",
        body=world.units["town"],
        during=DateRange(DAY, None),
        reason="分工",
        proposed_by=world.users["registrar"],
        proposed_at=at,
        lapses_on=DAY + timedelta(days=15),
    )
    return factor, session, recovery, change


def _notice(world: World) -> MeetingFile:
    """The notice of a meeting of the town."""
    return MeetingFile.objects.create(
        meeting=_meeting(world, "修亭").meeting,
        paper="notice",
        dated=DAY,
        file=ContentFile(b"text", name="notice.txt"),
        name="会议通知.txt",
        size=4,
        sha256="0" * 64,
        added_by=world.users["secretary"],
    )


def _doubt(world: World) -> Doubt:
    """That a project of the town may not have passed the Party's meeting first."""
    facts = {
        "party": "党委会",
        "other": "镇长办公会",
        "other_on": DAY.isoformat(),
        "required": [],
        "held": [],
    }
    matter = _put_forward(world, "修库")
    return Doubt.objects.create(matter=matter, person=world.people["head"], facts=facts, raised_on=DAY)


def _bylaw(world: World) -> BylawFile:
    """The town's rules of procedure, with their official file."""
    bylaw = Bylaw.objects.create(
        unit=world.units["town"], kind="procedure", name="党委会议事规则", approved_on=DAY, since=DAY
    )
    return BylawFile.objects.create(
        bylaw=bylaw,
        file=ContentFile(b"text", name="rules.txt"),
        name="议事规则.txt",
        size=4,
        sha256="0" * 64,
        added_by=world.users["secretary"],
    )


def _appointment(world: World) -> CaseFile:
    """A file of a clerk who may become head of a section, with the paper of its first record."""
    by, town = world.users["secretary"], world.units["town"]
    post = factories.make_post(town, "主任", head=False, section="农业站")
    opening = Opening(unit=town, person=factories.make_person(), post=post, kind="promotion")
    case = open_case(token=uuid4(), opening=opening, by=by, on=DAY)
    record = save_record(case=case.pk, kind="initiation", values={"on": DAY, "text": "空缺"}, by=by, on=DAY)
    ask_opinion(case=case.pk, by=by, on=DAY)
    return CaseFile.objects.create(
        record=record,
        file=ContentFile(b"text", name="posts.txt"),
        name="职数预审表.txt",
        size=4,
        sha256="0" * 64,
        added_by=by,
    )


def _purchase(world: World) -> Purchase:
    """Goods the town bought."""
    return Purchase.objects.create(
        unit=world.units["town"], number="采1", title="购置桌椅", category="goods", happened_on=DAY
    )


def _project(world: World) -> tuple[Part, ProjectFile, Interest, Interference]:
    """A project the town builds, with a part and a paper; the head's declared interest; interference that names the head."""
    town, head, by = world.units["town"], world.people["head"], world.users["secretary"]
    project = Project.objects.create(unit=town, number="工1", title="修路", total=2, public=1, started_on=DAY)
    stages = [Stage.objects.create(project=project, kind=kind) for kind in StageKind]
    record = StageRecord.objects.create(stage=stages[0], kind="approval", on=DAY, entered_on=DAY)
    paper = ProjectFile.objects.create(
        record=record,
        file=ContentFile(b"text", name="approval.txt"),
        name="批复.txt",
        size=4,
        sha256="0" * 64,
        added_by=by,
    )
    part = Part.objects.create(project=project, name="一标段", category="works")
    interest = Interest.objects.create(
        person=head, relation="spouse", enterprise="某公司", kind="owner", declared_on=DAY
    )
    entry = Interference.objects.create(
        unit=town,
        county=town.county,
        number="干预2026-1",
        happened_on=DAY,
        named=head.name,
        means="talk",
        asked="其他",
        text="要求。",
        entered_on=DAY,
        due=DAY,
    )
    entry.people.add(head)
    InterferenceSource.objects.create(interference=entry, entered_by=by)
    return part, paper, interest, entry


def _funds(world: World) -> Funds:
    """A sheet that waits for the member's signature, a budget, a self-check that names the head, and off-book money."""
    town, payee = (
        world.units["town"],
        suppliers_of(world.units["town"].county_id, [known("青山公司")])["青山公司"],
    )
    use = FundUse.objects.create(
        unit=town, number="支1", purpose="印刷", payee=payee, amount=100, budget_item="印刷费", applied_on=DAY,
        handler=world.people["member"],
    )  # fmt: skip
    budget = Budget.objects.create(unit=town, year=DAY.year)
    BudgetItem.objects.create(budget=budget, name="印刷费", amount=1000)
    check = SelfCheck.objects.create(unit=town, year=DAY.year - 1, due=DAY, head=world.people["head"])
    account = OffBookAccount.objects.create(
        unit=town,
        title="食堂结余",
        how="declared",
        year=DAY.year,
        found_on=DAY,
        amount=10,
        words="未入账",
        due=DAY,
    )
    headings = {"headings": ["日期"], "guessed": {"paid_on": "日期"}}
    job = Job.objects.create(
        kind="ledger", owner=world.users["bookkeeper"], state=Job.State.DONE, options={"dry_run": True, "unit": town.pk},
        result=headings,
    )  # fmt: skip
    return Funds(use, budget, check, account, job)


def _exception(world: World) -> MandateException:
    """A mandate over the head of the far town, given by hand, which an officer of the organisation department is to approve."""
    return MandateException.objects.create(
        effect="add",
        clause="A8",
        body=world.units["finance"],
        person=world.people["far"],
        during=DateRange(DAY, None),
        reason="县委专题会议决定",
        entered_by=world.users["administrator"],
        approved_by=world.users["organisation-officer"],
    )


def _decided(world: World) -> tuple[Execution, Execution, AccountabilityCase]:
    """A passed matter of the town with a task for its member and a payment, and a case over another one."""
    passed, lost = (
        Matter.objects.create(
            unit=world.units["town"],
            number=f"2026-10{at}",
            title="修桥",
            category=MatterCategory.PROJECT,
            proposed_on=DAY,
            state=MatterState.PASSED,
        )
        for at in range(2)
    )
    task = Execution.objects.create(
        matter=passed, kind="task", on=DAY, text="招标", owner=world.people["member"], due=DAY
    )
    entry = Execution.objects.create(
        matter=passed, kind="payment", on=DAY, text="首付款", amount=1, departs=True
    )
    Loss.objects.create(matter=lost, found_on=DAY, description="返工。")
    case = AccountabilityCase.objects.create(
        matter=lost, opened_on=DAY, codes=["not-voted"], chair=world.people["head"]
    )
    case.bodies.set([world.units["discipline"]])
    return task, entry, case


def _matter(world: World) -> tuple[Matter, MatterFile, MatterDraft]:
    """A project of the town with a file, a draft of another by its head, and a list being drafted."""
    town, head = world.units["town"], world.users["head"]
    matter = Matter.objects.create(
        unit=town, number="2026-0017", title="修路", category="重大项目安排", proposed_on=DAY, entered_by=head
    )
    file = MatterFile.objects.create(
        matter=matter,
        file=ContentFile(b"text", name="plan.txt"),
        name="方案.txt",
        size=4,
        sha256="0" * 64,
        added_by=head,
    )
    MatterList.objects.create(unit=town, version=1)
    return matter, file, MatterDraft.objects.create(token=uuid4(), entered_by=head)


def _meeting(world: World, title: str = "修渠", days: int = 3, **values: Any) -> AgendaItem:
    """A planned meeting of the town, its agenda circulated to the head and a member."""
    at = datetime(DAY.year, DAY.month, DAY.day, 9, tzinfo=UTC) + timedelta(days=days)
    sent = at - timedelta(days=3)
    meeting = Meeting.objects.create(
        unit=world.units["town"],
        kind="党委会",
        at=at,
        circulated_at=sent,
        chair=world.people["head"],
        **values,
    )
    for name in ("head", "member"):
        Seat.objects.create(
            meeting=meeting, person=world.people[name], is_head=name == "head", circulated_at=sent
        )
    return AgendaItem.objects.create(
        meeting=meeting, matter=_put_forward(world, title, state=MatterState.SCHEDULED)
    )


def _put_forward(world: World, title: str, **values: Any) -> Matter:
    number = f"2026-20{Matter.objects.count():02d}"
    return Matter.objects.create(
        unit=world.units["town"],
        number=number,
        title=title,
        category="重大项目安排",
        proposed_on=DAY,
        **values,
    )


def _live(world: World) -> Meeting:
    """A meeting of the town that goes on, before anybody said whether they are there."""
    item = _meeting(
        world,
        "修堤",
        0,
        state=MeetingState.OPEN,
        opened_at=datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC),
    )
    Stance.objects.bulk_create(Stance(item=item, seat=seat) for seat in item.meeting.seats.all())
    return item.meeting


def _sealed(world: World) -> Resolution:
    """What a meeting held on paper resolved, entered by the secretary."""
    lines = [
        PaperLine(
            world.people[name].pk, is_head=name == "head", spoke=place, view="agree", votes={None: "for"}
        )
        for place, name in enumerate(("member", "head"), start=1)
    ]
    held = datetime(DAY.year, DAY.month, DAY.day, 1, tzinfo=UTC)
    paper = Paper(
        matter=_put_forward(world, "修塘").pk,
        kind="党委会",
        at=held,
        place="会议室",
        chair=world.people["head"].pk,
        circulated_on=DAY - timedelta(days=3),
        lines=lines,
    )
    meeting = enter_paper_meeting(paper=paper, token=uuid4(), by=world.users["secretary"], on=DAY)
    return Resolution.objects.get(item__meeting=meeting)


def _draft(world: World) -> Record:
    content = Content(
        values={
            "kind": TALK,
            "held_on": DAY,
            "place": "县纪委谈话室",
            "host": "晏听澜",
            "body_id": world.units["discipline"].pk,
            "summary": "提醒严格执行集体决策制度。",
        },
        heads=(HeadLine(world.people["head"].pk, world.units["town"].pk, period=""),),
    )
    return save_draft(token=uuid4(), content=content, seen=None, by=world.users["discipline-officer"], on=DAY)


def patterns(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its pattern written out."""
    for part in (resolver or get_resolver()).url_patterns:
        path = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from patterns(part, path)
        else:
            yield path, part


def product() -> dict[str, str]:
    """Name → written-out pattern of every address outside the administration."""
    return {str(pattern.name): path for path, pattern in patterns() if not path.startswith(ADMINISTRATION)}


def _own_address(name: str, things: Things) -> str:
    places = (
        things.responsible, things.handed, things.reported, things.planned, things.carried, things.acted, things.inquired,
        things.inspecting, things.filed, things.appraising, things.balloted, things.retained,
    )  # fmt: skip
    return next((found for place in places if (found := place.address(name))), "")


def address(name: str, path: str, things: Things) -> str:
    """The address with real numbers in place of its converters."""
    if name == "record-file":
        return f"/records/{things.record.pk}/files/{things.file.pk}/"
    of_matter = f"/matters/{things.matter.pk}/"
    special = {
        "bylaw-file": things.bylaw_file.get_absolute_url(),
        "matter-file": f"{of_matter}files/{things.matter_file.pk}/",
        "matter-detach": f"{of_matter}files/{things.matter_file.pk}/remove/",
        "matter-step": f"{of_matter}steps/publicity/",
        "appointment-file": things.appointment_file.get_absolute_url(),
        "appointment-step": f"/appointments/{things.appointment_file.record.case_id}/steps/initiation/",
        "matter-people": f"/matters/people/?unit={things.world.units['town'].pk}",
    }
    of_project, of_part = f"/projects/{things.part.project_id}/", f"/project-parts/{things.part.pk}/"
    special |= {
        "project-stage": f"{of_project}stages/tender/",
        "project-record": f"{of_project}records/approval/",
        "project-file": things.paper.get_absolute_url(),
        "project-sum": f"{of_part}payments/new/",
        "project-sum-remove": f"{of_part}payments/remove/",
    }
    of_meeting = f"/meetings/{things.item.meeting_id}/"
    special |= {
        "meeting-file": things.notice.get_absolute_url(),
        "meeting-observer-gone": f"{of_meeting}observers/1/gone/",
        "meeting-item": f"{of_meeting}items/{things.item.pk}/raise/",
        "meeting-act": f"/meetings/{things.live.pk}/live/attend/",
        "meeting-minutes": f"/meetings/{things.resolution.item.meeting_id}/minutes.docx",
    }
    if name in special:
        return special[name]
    if own := _own_address(name, things):
        return own
    parts = path.split("/")
    return "/" + "/".join(things.arguments(name) if part.startswith("<") else part for part in parts)


def ask(client: Client, rule: Rule, url: str, also: dict[str, object]) -> HttpResponse:
    data = dict(rule.data) | also
    if url.endswith("/draft/"):
        data["token"] = str(uuid4())
    answer: HttpResponse = client.post(url, data) if rule.post else client.get(url, data)
    return answer


def test_every_address_is_in_the_table() -> None:
    assert set(product()) == set(EXPECTED) | set(OPEN) | MACHINES


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_role_gets_what_the_table_says(
    things: Things, client_of: Callable[[str], Client], name: str
) -> None:
    rule, url = EXPECTED[name], address(name, product()[name], things)
    # those who may come last: what they do, such as throwing a draft away, must not hide it from the others
    order = sorted(EVERYBODY, key=lambda role: (role in rule.who, role))
    got = {role: ask(client_of(role), rule, url, things.sent(name)).status_code for role in order}
    may_send = SENDING if rule.post and name not in OWN_LOGIN else EVERYBODY
    refused = {role: 404 if role in may_send else 403 for role in EVERYBODY}
    assert got == {role: rule.status if role in rule.who else refused[role] for role in EVERYBODY}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_who_is_not_logged_in_is_sent_to_the_log_in(things: Things, name: str) -> None:
    rule = EXPECTED[name]
    answer = ask(Client(), rule, address(name, product()[name], things), things.sent(name))
    assert answer.status_code == 302
    assert answer["Location"].startswith("/login/")


@pytest.mark.parametrize("name", sorted(MACHINES))
def test_an_address_of_other_systems_lets_every_user_in_and_tells_nobody_else(
    world: World, client_of: Callable[[str], Client], name: str
) -> None:
    path = "/" + product()[name]
    for role in sorted(EVERYBODY):
        # Who audits sends nothing, wherever.
        status = 403 if role == "log-auditor" else 422
        assert client_of(role).post(path, "{}", content_type="application/json").status_code == status, role
    answer = Client().post(path, "{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/json")


@pytest.mark.parametrize("name", sorted(OPEN))
def test_what_asks_for_no_log_in_tells_nothing_of_the_county(world: World, name: str) -> None:
    path = "/" + product()[name]
    answer = Client().post(path) if name == "set_language" else Client().get(path)
    assert answer.status_code == OPEN[name]
    assert "山既明" not in answer.content.decode()


@pytest.mark.parametrize("role", sorted(EVERYBODY - {"administrator", "security"}))
def test_the_administration_is_closed_to_all_but_its_staff(
    world: World, client_of: Callable[[str], Client], role: str
) -> None:
    client = client_of(role)
    for path, _pattern in patterns():
        if path.startswith(ADMINISTRATION) and "<" not in path and "(" not in path:
            if path.endswith(("login/", "logout/", "jsi18n/")):
                continue
            assert client.get(f"/{path}").status_code in {302, 403}, path


def test_no_role_can_see_a_person_they_must_stand_back_from(
    things: Things, client_of: Callable[[str], Client]
) -> None:
    relative = factories.make_person()
    factories.make_relatives(relative, things.world.people["head"])
    for role in sorted(OFFICERS | {"overseer"}):
        user = things.world.users[role]
        type(user).objects.filter(person=relative).update(person=None)
        user.person = relative
        user.save()
        client = client_of(role)
        for name in (
            "duty",
            "head",
            "record",
            "record-file",
            "inquiry",
            "inquiry-letter",
            "inquiry-file",
            *FILED,
        ):
            url = address(name, product()[name], things)
            assert client.get(url).status_code == 404, (role, name)
