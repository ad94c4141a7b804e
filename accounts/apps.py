from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in and what they may see."""

    name = "accounts"
    verbose_name = "用户与权限"
