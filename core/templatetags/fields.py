"""The parts of forms: fields, errors, confirmation, drafts. How to use each: templates/_components/README.md. A template builtin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from zlib import crc32

from django import forms, template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template.context import Context
from django.utils.safestring import SafeString

register = template.Library()

CHOSEN_FROM_LIST = (forms.RadioSelect, forms.CheckboxSelectMultiple)


def _kind(bound: BoundField) -> str:
    """How a field is laid out: a tick, a list of ticks, or one control."""
    widget = bound.field.widget
    if isinstance(widget, CHOSEN_FROM_LIST):
        return "choices"
    return "check" if isinstance(widget, forms.CheckboxInput) else "control"


def _control(bound: BoundField, rows: int) -> SafeString:
    """The control itself, with the class of its sort; Django ties it to its help and errors."""
    widget = bound.field.widget
    attrs: dict[str, Any] = {}
    if isinstance(widget, forms.CheckboxInput):
        attrs["class"] = "form-check-input"
    elif isinstance(widget, forms.Select):
        attrs["class"] = "form-select"
    else:
        attrs["class"] = "form-control"
    if isinstance(widget, forms.Textarea):
        attrs["rows"] = rows
    if isinstance(widget, forms.DateInput):
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if bound.errors:
        attrs["class"] += " is-invalid"
    own = widget.attrs.get("class", "")
    attrs["class"] = f"{attrs['class']} {own}".strip()
    return bound.as_widget(attrs=attrs)


@register.inclusion_tag("_components/field.html")
def field(bound: BoundField, rows: int = 4, compact: bool = False) -> dict[str, Any]:
    """One field of a form: label, whether it may be left out, help, errors; `compact` in filter bars."""
    kind = _kind(bound)
    control = "" if kind == "choices" else _control(bound, rows)
    return {"bound": bound, "kind": kind, "control": control, "compact": compact}


def _listed(part: BaseForm | BaseFormSet[Any], name: str = "") -> Iterator[dict[str, str]]:
    """Every error of a form or of a set of forms, with the address of its field and what it is about."""
    if isinstance(part, BaseFormSet):
        yield from ({"text": str(text), "label": "", "target": ""} for text in part.non_form_errors())
        for number, form in enumerate(part.forms, start=1):
            yield from _listed(form, f"{number}. ")
        return
    for text in part.non_field_errors():
        yield {"text": str(text), "label": name, "target": ""}
    for bound in part:
        for text in bound.errors:
            yield {
                "text": str(text),
                "label": f"{name}{bound.label}",
                "target": bound.id_for_label or bound.auto_id,
            }


@register.inclusion_tag("_components/form_errors.html", takes_context=True)
def form_errors(context: Context, *parts: BaseForm | BaseFormSet[Any], title: str = "") -> dict[str, Any]:
    """All errors of the forms and formsets given, on top of the page, each leading to its field; nothing where there are none.

    `title` replaces "没有保存" where what was typed is kept all the same.
    """
    bound: Iterable[BaseForm | BaseFormSet[Any]] = (part for part in parts if part.is_bound)
    request = context.get("request")
    errors = [error for part in bound for error in _listed(part)]
    return {"errors": errors, "answers": bool(request and request.method == "POST"), "title": title}


@register.inclusion_tag("_components/confirm.html", takes_context=True)
def confirm(
    context: Context,
    label: str,
    url: str,
    title: str,
    text: str = "",
    tone: str = "primary",
    reason: str = "",
    icon: str = "",
) -> dict[str, Any]:
    """A button that asks before it posts to `url`; with `reason` (its label) the reason must be given, posted as `reason`."""
    return {
        "csrf_token": context.get("csrf_token"),
        "id": f"confirm-{crc32(f'{url} {label}'.encode()):x}",
        "label": label,
        "url": url,
        "title": title,
        "text": text,
        "tone": tone,
        "reason": reason,
        "icon_name": icon,
    }


@register.inclusion_tag("_components/draft_status.html")
def draft_status(text: str = "") -> dict[str, Any]:
    """Where a form that saves itself says so (static/js/drafts.js)."""
    return {"text": text}
