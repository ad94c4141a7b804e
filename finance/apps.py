from django.apps import AppConfig


class FinanceConfig(AppConfig):
    """Funds and purchases."""

    name = "finance"
    verbose_name = "资金与采购"
