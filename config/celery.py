"""The Celery application. The schedule is static in code: a legal period must not be editable in an admin page."""

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import beat_init, worker_init

from core.rows.reading import read_as_product_by_default
from rulebook.evidence import SEALED_EVERY

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("county_supervision")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
for started in (worker_init, beat_init):
    started.connect(lambda **_: read_as_product_by_default(), weak=False)
app.conf.beat_schedule = {
    # Twice a day: the second run finds nothing to do unless the first did not happen.
    "calendar-of-duties": {
        "task": "supervision.tasks.sweep_today",
        "schedule": crontab(hour="1,13", minute="10"),
    },
    "check-of-divisions": {
        "task": "supervision.tasks.check_divisions_today",
        "schedule": crontab(hour="1,13", minute="40"),
    },
    "check-of-matters": {
        "task": "decisions.tasks.check_matters_today",
        "schedule": crontab(hour="2,14", minute="10"),
    },
    "check-of-minutes": {
        "task": "decisions.tasks.check_minutes_today",
        "schedule": crontab(hour="2,14", minute="20"),
    },
    "check-of-bylaws": {
        "task": "decisions.tasks.check_bylaws_today",
        "schedule": crontab(hour="1,13", minute="50"),
    },
    "check-of-purchases": {
        "task": "finance.tasks.check_purchases_today",
        "schedule": crontab(hour="3,15", minute="10"),
    },
    "check-of-funds": {
        "task": "finance.tasks.check_funds_today",
        "schedule": crontab(hour="3,15", minute="40"),
    },
    "check-of-appointments": {
        "task": "appointments.tasks.check_appointments_today",
        "schedule": crontab(hour="2,14", minute="40"),
    },
    "check-of-integrity": {
        "task": "integrity.tasks.check_integrity_today",
        "schedule": crontab(hour="3,15", minute="40"),
    },
    "forgetting-of-slips": {
        "task": "appraisals.tasks.forget_slips_today",
        "schedule": crontab(hour="1,13", minute="55"),
    },
    "check-of-projects": {
        "task": "projects.tasks.check_projects_today",
        "schedule": crontab(hour="3,15", minute="50"),
    },
    # Soon after the calendar, which says what was left.
    "check-of-handovers": {
        "task": "audits.tasks.check_handovers_today",
        "schedule": crontab(hour="1,13", minute="20"),
    },
    "audit-proposals": {
        "task": "audits.tasks.sweep_proposals_today",
        "schedule": crontab(hour="1,13", minute="30"),
    },
    "check-of-audit-teams": {
        "task": "audits.tasks.check_teams_today",
        "schedule": crontab(hour="2,14", minute="50"),
    },
    "check-of-audit-stages": {
        "task": "audits.tasks.check_audit_stages_today",
        "schedule": crontab(hour="4,16", minute="10"),
    },
    "check-of-inspections": {
        "task": "inspections.tasks.check_inspections_today",
        "schedule": crontab(hour="4,16", minute="20"),
    },
    "days-of-appraisals": {
        "task": "appraisals.tasks.follow_appraisals_today",
        "schedule": crontab(hour="0,12", minute="10"),
    },
    "forgetting-of-drafts": {
        "task": "complaints.tasks.forget_drafts_today",
        "schedule": crontab(hour="4,16", minute="30"),
    },
    "retention": {
        "task": "retention.tasks.sweep_retention_today",
        "schedule": crontab(hour="4,16", minute="50"),
    },
    "pick-up-of-mail": {
        "task": "complaints.tasks.pick_up_mail",
        "schedule": 600.0,
    },
    "digest": {
        "task": "desk.tasks.send_digests",
        "schedule": crontab(hour="8", minute="0"),
    },
    # Before the nightly checks, which write much.
    "backup": {"task": "core.tasks.back_up", "schedule": crontab(hour="0", minute="20")},
    "sealing-of-evidence": {"task": "core.tasks.seal_evidence", "schedule": float(SEALED_EVERY)},
    # After midnight, so that the day is over, and again for a night on which nothing ran.
    "days-of-evidence": {"task": "core.tasks.close_evidence", "schedule": crontab(hour="0,12", minute="5")},
    # Between the nightly checks and the morning.
    "verification-of-evidence": {
        "task": "core.tasks.verify_evidence",
        "schedule": crontab(hour="5", minute="20"),
    },
    "roots-by-mail": {"task": "desk.tasks.send_roots", "schedule": crontab(hour="8,16", minute="20")},
    "rechecks": {"task": "core.tasks.run_rechecks", "schedule": 60.0},
    "jobs": {"task": "core.tasks.resume_jobs", "schedule": 60.0},
    "heartbeat": {"task": "core.tasks.heartbeat", "schedule": 30.0},
}
