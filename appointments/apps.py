from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    """Appointing cadres."""

    name = "appointments"
    verbose_name = "干部任用"
