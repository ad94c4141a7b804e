from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What is shown across apps."""

    name = "desk"
    verbose_name = "工作台"

    def ready(self) -> None:
        """Tell what waits that no app below can tell; give titles to what is done."""
        from core.ledger import titles
        from desk import actions
        from desk.presenters.recoveries import waiting as recoveries
        from supervision.presenters import waiting

        titles.register(actions.ACTIONS)
        waiting.register(recoveries)
