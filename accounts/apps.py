from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who logs in and what they may see."""

    name = "accounts"
    verbose_name = "用户与权限"

    def ready(self) -> None:
        """Say whose roster an account keeps."""
        from accounts.services.backend import counties_kept
        from organisation.policies import register_counties

        register_counties(counties_kept)
