"""Receiving bodies, entered by administrators, who see nothing of what is received."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from complaints.models import ReceivingBody
from core.admin import KeptAdmin
from core.sealing import KEY
from organisation.admin.tables import OfCountyMixin
from organisation.policies import counties_of


class ReceivingBodyForm(forms.ModelForm):
    """A receiving body; the public key of one outside is pasted as base64."""

    public_key = forms.CharField(
        label=_("上级机关公钥（base64）"),
        required=False,
        max_length=60,
        help_text=_("本县以外的机关填写，由该机关提供，须当面或者电话核对。本县的机关不填，在“密钥”页生成。"),
    )

    class Meta:
        model = ReceivingBody
        fields = ("name", "county", "unit", "above", "hotline", "email", "address", "hours")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the key as it was pasted."""
        super().__init__(*args, **kwargs)
        if self.instance.outside_key:
            self.fields["public_key"].initial = b64encode(bytes(self.instance.outside_key)).decode()

    def clean_public_key(self) -> bytes | None:
        """The key as bytes. Raises ValidationError for anything else."""
        text = self.cleaned_data["public_key"].strip()
        if not text:
            return None
        try:
            key = b64decode(text, validate=True)
        except NotBase64 as error:
            raise forms.ValidationError(_("不是 base64 编码的公钥。")) from error
        if len(key) != KEY:
            raise forms.ValidationError(_("公钥应为 32 字节。"))
        return key

    def clean(self) -> dict[str, Any]:
        """A body of the county brings no key from outside."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("unit") and cleaned.get("public_key"):
            raise forms.ValidationError({"public_key": _("本县的机关不填公钥，在“密钥”页生成。")})
        self.instance.outside_key = cleaned.get("public_key")
        return cleaned


@admin.register(ReceivingBody)
class ReceivingBodyAdmin(OfCountyMixin, KeptAdmin):
    """Receiving bodies of the account's counties."""

    form = ReceivingBodyForm
    list_display = ("name", "county", "unit", "above", "hotline")
    list_select_related = ("county", "unit", "above")
    autocomplete_fields = ("unit",)

    def get_queryset(self, request: HttpRequest) -> Any:
        """By county, since a body outside has no unit."""
        rows: QuerySet[ReceivingBody] = admin.ModelAdmin.get_queryset(self, request)
        counties = counties_of(request.user)
        return rows if counties is None else rows.filter(county__in=counties)
