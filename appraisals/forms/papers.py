"""A paper ballot as it is typed in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appraisals.forms.voting import BallotForm


class PaperForm(BallotForm):
    """The number written on the sheet, and what is marked on it."""

    field_order = ("number",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the number first."""
        super().__init__(*args, **kwargs)
        self.fields["number"] = forms.IntegerField(
            label=_("票序号"), min_value=1, help_text=_("开箱打乱后写在票上的序号。"),
            error_messages={"required": _("请输入票序号。"), "invalid": _("请输入数字。")},
        )  # fmt: skip
        self.fields["remark"].help_text = _("照抄票上的意见，没有就不填。")
        self.order_fields(self.field_order)
