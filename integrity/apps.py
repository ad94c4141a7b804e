from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    """Duty reports, reminder talks and integrity forums."""

    name = "integrity"
    verbose_name = "履职与廉政"
