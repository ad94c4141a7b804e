from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointing cadres."""

    name = "appointments"
    verbose_name = "干部任用"

    def ready(self) -> None:
        """Offer what waits, and where findings lead."""
        from appointments.presenters.sources import find
        from appointments.presenters.waiting import waiting as parts
        from appointments.selectors.cases import SOURCE
        from supervision.presenters import sources, waiting

        sources.register(SOURCE, find)
        waiting.register(parts)
