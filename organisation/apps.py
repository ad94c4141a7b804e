from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """Who was where, from when to when."""

    name = "organisation"
    verbose_name = "机构与人员"

    def ready(self) -> None:
        """Offer the import of rosters."""
        from core import jobs
        from core.importing.background import importing
        from organisation.presenters import imports
        from organisation.tasks import import_roster_today

        jobs.register(imports.ROSTER.kind, importing(import_roster_today))
        imports.register(imports.ROSTER)
