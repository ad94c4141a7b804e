from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Mandates in force and the calendar of duties."""

    name = "supervision"
    verbose_name = "监督与履职日历"

    def ready(self) -> None:
        """Offer what waits, and where findings lead."""
        from supervision.presenters import division, exceptions, sources, waiting
        from supervision.services.division import SOURCE

        sources.register(SOURCE, division.find)
        waiting.register(exceptions.waiting)
