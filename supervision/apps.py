from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Mandates in force and the calendar of duties."""

    name = "supervision"
    verbose_name = "监督与履职日历"
