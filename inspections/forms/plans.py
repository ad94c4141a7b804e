"""Drafting a plan, taking a head in, changing with a reason."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from inspections.choices import FOCUS_CHOICES, MONTH_CHOICES
from organisation.models import Tenure, Unit


class PlanForm(forms.Form):
    """A plan to be drafted."""

    use_required_attribute = False

    body = forms.ModelChoiceField(label=_("组织单位"), queryset=Unit.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label=_("计划年度"), coerce=int)

    def __init__(self, *args: Any, bodies: QuerySet[Unit], years: Iterable[int], **kwargs: Any) -> None:
        """Offer `bodies` and `years`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["body"].queryset = bodies
        fields["year"].choices = [(year, _now("%(year)s年") % {"year": year}) for year in years]


class ChangeForm(forms.Form):
    """Why an approved plan is to be changed."""

    use_required_attribute = False

    reason = forms.CharField(label=_("调整理由"), max_length=1000, widget=forms.Textarea)


class HeadField(forms.ModelChoiceField):
    """A head in office, with unit and post."""

    def label_from_instance(self, obj: Any) -> str:
        """Unit first: that is what is looked for."""
        return f"{obj.post.unit.name} {obj.post.title} {obj.person.name}"


class LineForm(forms.Form):
    """A head to be taken in, with what is looked at and the month meant."""

    use_required_attribute = False

    tenure = HeadField(label=_("被视察单位“一把手”"), queryset=Tenure.objects.none(), empty_label=_("请选择"))
    focus = forms.MultipleChoiceField(
        label=_("视察重点"), choices=FOCUS_CHOICES, widget=forms.CheckboxSelectMultiple, help_text=_("六项权力中的一项或者几项。")
    )  # fmt: skip
    month = forms.TypedChoiceField(
        label=_("计划月份"),
        choices=MONTH_CHOICES,
        coerce=int,
        help_text=_("不定期视察：具体日期通知视察时才确定。"),
    )

    def __init__(self, *args: Any, tenures: QuerySet[Tenure], **kwargs: Any) -> None:
        """Offer `tenures`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        rows = tenures.select_related("person", "post__unit").order_by("post__unit__name", "post_id", "pk")
        fields["tenure"].queryset = rows
