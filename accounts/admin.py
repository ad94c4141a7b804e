"""Log-ins and the keys that act for them, kept by the security administrator. Roles are given by two, on pages of their own."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.choices import SessionEnd
from accounts.forms import KeyForm, KnownUserForm, NewUserForm
from accounts.models import ApiKey, User
from accounts.services import make_api_key, revoke_api_key
from accounts.services.locks import unlock
from accounts.services.passwords import make_temporary
from accounts.services.sessions import end_all, end_sessions
from core.admin import SearchMixin
from core.ledger import record


@admin.register(User)
class UserAdmin(SearchMixin, DjangoUserAdmin):
    """Who logs in. Most rights follow from the person's posts; roles are given elsewhere, by two."""

    list_display = ("username", "person", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", "is_staff", "roles__role")
    list_select_related = ("person",)
    search_fields = ("person__search_keys", "username", "email")
    autocomplete_fields = ("person",)
    filter_horizontal = ()
    actions = ("unlock", "end_sessions")
    form = KnownUserForm
    add_form = NewUserForm
    add_fieldsets = ((None, {"fields": ("username", "person", "usable_password", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("username", "person")}),
        (_("联系与提醒"), {"fields": ("email", "digest")}),
        (_("状态"), {"fields": ("is_active", "is_staff", "is_superuser", "last_login", "date_joined")}),
    )
    readonly_fields = ("is_staff", "is_superuser", "last_login", "date_joined")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Users are switched off, so that what they did keeps its author."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Save and record. A first password is good for a day and only to make an own one; who is switched off is out at once."""
        if not change and obj.has_usable_password():
            make_temporary(obj)
        super().save_model(request, obj, form, change)
        if not obj.is_active:
            end_sessions(obj, SessionEnd.DEACTIVATED, by=request.user)
        names = [name for name in form.changed_data if "password" not in name]
        action = "user.changed" if change else "user.made"
        record(action, by=request.user, target=obj, facts={"fields": names})

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Nobody sets another's password alone: it is recovered, by two."""
        return redirect("recovery-new")

    @admin.action(description=_("解除登录锁定"))
    def unlock(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """Let users locked out by wrong passwords try again at once."""
        for user in users:
            unlock(user=user, by=request.user)
        messages.success(request, gettext("已解除登录锁定。"))

    @admin.action(description=_("结束所选用户的登录"))
    def end_sessions(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """End all sessions of users, wherever they are logged in; one's own at hand goes on."""
        for user in users:
            keep = request.session.session_key if user == request.user else None
            end_all(user=user, by=request.user, keep=keep)
        messages.success(request, gettext("已结束所选用户的登录。"))


@admin.register(ApiKey)
class ApiKeyAdmin(SearchMixin, admin.ModelAdmin):
    """Keys for other systems: made here and shown once, taken back, never changed or deleted."""

    form = KeyForm
    list_display = ("name", "start", "user", "made_by", "made_at", "expires_on", "revoked_at", "last_used_on")
    list_select_related = ("user__person", "made_by__person")
    search_fields = ("name", "user__person__search_keys", "user__username")
    autocomplete_fields = ("user",)
    actions = ("revoke",)

    def get_fields(self, request: HttpRequest, obj: ApiKey | None = None) -> tuple[str, ...]:
        """What is asked for a new key; all that is kept of one that was made."""
        return self.list_display if obj else ("user", "name", "days")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A key is taken back, not changed."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """That there was a key stays on record."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        """Make the key through the service; its text lives as long as this request."""
        made, request.key_text = make_api_key(  # type: ignore[attr-defined]
            user=obj.user, name=obj.name, days=form.cleaned_data["days"], by=request.user
        )
        obj.pk, obj.start, obj._state.adding = made.pk, made.start, False

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """Show the key, this once, on a page that nothing keeps."""
        context = {**self.admin_site.each_context(request), "title": _("接口密钥"), "text": request.key_text}  # type: ignore[attr-defined]
        return TemplateResponse(request, "admin/accounts/apikey/made.html", context)

    @admin.action(description=_("收回所选的密钥"))
    def revoke(self, request: HttpRequest, keys: QuerySet[ApiKey]) -> None:
        """Take keys back."""
        for key in keys:
            revoke_api_key(key=key, by=request.user)
        messages.success(request, gettext("密钥已收回，立即失效。"))
