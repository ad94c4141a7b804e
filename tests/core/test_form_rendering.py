"""Choices are drawn without a template for each option, and come out as Django's own templates write them."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates

from core.form_rendering import Renderer

CHOICES: list[Any] = [
    ("", "全部"),
    ("a&b", "甲 <b> “引号” & 其他"),
    (7, 7),
    ("分组", [("c", "丙"), ("d'", "丁")]),
]


class Marked(forms.Select):
    """Options with attributes of every sort: named alone, left out, with a value."""

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        option["attrs"] |= {"hidden": True, "data-off": False, "title": 'a"b'}
        return option


class OwnOption(forms.Select):
    """Its options have a template of their own."""

    option_template_name = "django/forms/widgets/checkbox_option.html"


@pytest.mark.parametrize(
    "widget",
    [
        forms.Select,
        forms.SelectMultiple,
        Marked,
        OwnOption,
        forms.NullBooleanSelect,
        forms.RadioSelect,
        forms.TextInput,
    ],
)
@pytest.mark.parametrize("value", ["", "a&b", "7", "d'", "<script>"])
def test_a_control_is_written_as_django_writes_it(widget: type[forms.Widget], value: str) -> None:
    control = widget(attrs={"class": "form-select", "required": True, "disabled": False, "data-x": "<&>"})
    if isinstance(control, forms.Select | forms.RadioSelect) and not isinstance(
        control, forms.NullBooleanSelect
    ):
        control.choices = CHOICES
    given = [value] if isinstance(control, forms.SelectMultiple) else value
    ours, theirs = (
        control.render("name", given, {"id": "x"}, each()) for each in (Renderer, DjangoTemplates)
    )
    assert " ".join(ours.split()) == " ".join(theirs.split())


def test_every_form_of_the_product_is_drawn_by_it() -> None:
    assert isinstance(forms.Form().renderer, Renderer)
