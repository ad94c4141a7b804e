from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Who was where, from when to when."""

    name = "organisation"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Offer the import of rosters; give titles to what is done."""
        from core import jobs
        from core.importing.background import importing
        from core.ledger import titles
        from organisation import actions
        from organisation.presenters import imports
        from organisation.tasks import import_roster_today

        titles.register(actions.ACTIONS)
        jobs.register(imports.ROSTER.kind, importing(import_roster_today))
        imports.register(imports.ROSTER)
