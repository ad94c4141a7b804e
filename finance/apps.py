from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Funds and purchases."""

    name = "finance"
    verbose_name = "资金与采购"

    def ready(self) -> None:
        """Offer the import of purchases."""
        from core import jobs
        from core.importing.background import importing
        from finance.presenters.imports import PURCHASES
        from finance.services.importing import import_purchases
        from organisation.presenters import imports

        jobs.register(PURCHASES.kind, importing(import_purchases))
        imports.register(PURCHASES)
