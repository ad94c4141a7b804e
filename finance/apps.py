from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Funds and purchases."""

    name = "finance"
    verbose_name = "资金与采购"

    def ready(self) -> None:
        """Offer the imports, say where findings lead, what waits for whom, and how the power is exercised; give titles to what is done."""
        from core import jobs, rechecks
        from core.importing.background import importing
        from core.ledger import titles
        from finance import actions
        from finance.presenters import sources as found
        from finance.presenters.imports import LEDGER, PURCHASES
        from finance.presenters.waiting import waiting as waits
        from finance.selectors import exercised, fund_checking
        from finance.selectors.checking import SOURCE
        from finance.services import checking
        from finance.services.funds import checking as fund_judging
        from finance.services.importing import import_purchases
        from finance.services.ledgers import run_ledger
        from organisation.presenters import imports
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers

        titles.register(actions.ACTIONS)
        jobs.register(PURCHASES.kind, importing(import_purchases))
        imports.register(PURCHASES)
        jobs.register(LEDGER.kind, run_ledger)
        imports.register(LEDGER)
        rechecks.register(checking.OF_UNIT, checking.check_purchases_of_unit)
        rechecks.register(checking.OF_COUNTY, checking.check_purchases_of_county)
        rechecks.register(fund_judging.OF_UNIT, fund_judging.check_funds_of)
        sources.register(SOURCE, found.find_purchase)
        sources.register(fund_checking.USES, found.find_use)
        sources.register(fund_checking.BUDGETS, found.find_budget)
        sources.register(fund_checking.SELF_CHECKS, found.find_self_check)
        sources.register(fund_checking.OFF_BOOK, found.find_off_book)
        waiting.register(waits)
        powers.register(exercised.FUNDS)
        powers.register(exercised.PURCHASES)
