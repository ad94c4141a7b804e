from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What is shown across apps."""

    name = "desk"
    verbose_name = "工作台"
