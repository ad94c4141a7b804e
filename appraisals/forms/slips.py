"""What slips are made out for, and as what."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from appraisals.services.slips import LINKS, PDF
from organisation.models import Unit

FORMS = [(PDF, _("票面（PDF，打印后裁开发放）")), (LINKS, _("投票链接（CSV，由单位自行发送）"))]


class SlipsForm(forms.Form):
    """All units of the round, or one; sheets to be cut, or links to be sent."""

    use_required_attribute = False

    unit = forms.ModelChoiceField(
        label=_("单位"), queryset=Unit.objects.none(), required=False, empty_label=_("全部单位")
    )
    form = forms.ChoiceField(label=_("形式"), choices=FORMS, widget=forms.RadioSelect, initial=PDF)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units whose slips may be made out."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["unit"]
        field.queryset = units
