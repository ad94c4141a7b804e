from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Funds and purchases."""

    name = "finance"
    verbose_name = "资金与采购"

    def ready(self) -> None:
        """Offer the import of purchases, where findings lead, and how the power is exercised."""
        from core import jobs
        from core.importing.background import importing
        from finance.presenters.imports import PURCHASES
        from finance.presenters.sources import find_purchase
        from finance.selectors.checking import SOURCE
        from finance.selectors.exercised import PURCHASES as EXERCISED
        from finance.services.importing import import_purchases
        from organisation.presenters import imports
        from supervision.presenters import sources
        from supervision.selectors import powers

        jobs.register(PURCHASES.kind, importing(import_purchases))
        imports.register(PURCHASES)
        sources.register(SOURCE, find_purchase)
        powers.register(EXERCISED)
