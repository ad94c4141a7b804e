from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointing cadres."""

    name = "appointments"
    verbose_name = "干部任用"

    def ready(self) -> None:
        """Offer what waits, where findings lead, and how the power is exercised."""
        from appointments.presenters.sources import find
        from appointments.presenters.waiting import waiting as parts
        from appointments.selectors.exercised import APPOINTMENTS, SOURCE
        from supervision.presenters import sources, waiting
        from supervision.selectors import powers

        sources.register(SOURCE, find)
        waiting.register(parts)
        powers.register(APPOINTMENTS)
