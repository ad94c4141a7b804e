from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointing cadres."""

    name = "appointments"
    verbose_name = "干部任用"

    def ready(self) -> None:
        """Offer the import of past files, what waits, where findings lead, and how the power is exercised; give titles to what is done."""
        from appointments import actions
        from appointments.policies.rows import ROWS
        from appointments.presenters.chapters import ACTIONS as CHAPTER
        from appointments.presenters.imports import APPOINTMENTS as IMPORTED
        from appointments.presenters.sources import find, find_action
        from appointments.presenters.waiting import waiting as parts
        from appointments.selectors.actions import SOURCE as ACTIONS
        from appointments.selectors.exercised import APPOINTMENTS, SOURCE
        from appointments.services import checking
        from appointments.services.importing import import_appointments
        from core import jobs, rechecks
        from core.importing.background import importing
        from core.ledger import titles
        from core.rows.declared import register
        from organisation.presenters import imports
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers, timeline

        titles.register(actions.ACTIONS)
        register("appointments", ROWS)
        jobs.register(IMPORTED.kind, importing(import_appointments))
        imports.register(IMPORTED)
        rechecks.register(checking.OF_COUNTY, checking.check_cases_of)
        sources.register(SOURCE, find)
        sources.register(ACTIONS, find_action)
        waiting.register(parts)
        powers.register(APPOINTMENTS)
        timeline.register(CHAPTER)
