from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Duty reports, reminder talks and integrity forums."""

    name = "integrity"
    verbose_name = "履职与廉政"

    def ready(self) -> None:
        """Offer the import of past records, and what waits."""
        from core import jobs
        from core.importing.background import importing
        from integrity.presenters.records import PAST_RECORDS
        from integrity.presenters.waiting import waiting as parts
        from integrity.services.past_records import import_records
        from organisation.presenters import imports
        from supervision.presenters import waiting

        jobs.register(PAST_RECORDS.kind, importing(import_records))
        imports.register(PAST_RECORDS)
        waiting.register(parts)
