"""How the controls of forms become HTML: as Django does it, only choices without a template for each option."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class Renderer(DjangoTemplates):
    """Django's own renderer, which draws lists of choices itself: a filter bar of eight lists has some sixty options, and a
    template for each, with another for its attributes, was a fifth of the time of a page.
    """

    def render(self, template_name: str, context: Any, request: Any = None) -> str:
        """Draw a control; one whose options have a template of their own by that template."""
        widget = context.get("widget", {})
        if template_name == Select.template_name and _is_plain(widget["optgroups"]):
            return _select(widget)
        return str(super().render(template_name, context, request))


def _is_plain(groups: Iterable[Any]) -> bool:
    own = Select.option_template_name
    return all(option["template_name"] == own for _name, options, _index in groups for option in options)


def _select(widget: Mapping[str, Any]) -> SafeString:
    groups = format_html_join(
        "", "{}", ((_group(name, options),) for name, options, _ in widget["optgroups"])
    )
    return format_html(
        '<select name="{}"{}>{}\n</select>', widget["name"], _attributes(widget["attrs"]), groups
    )


def _group(name: str | None, options: Iterable[Mapping[str, Any]]) -> SafeString:
    inside = format_html_join(
        "",
        '\n  <option value="{}"{}>{}</option>',
        ((str(one["value"]), _attributes(one["attrs"]), one["label"]) for one in options),
    )
    return format_html('\n  <optgroup label="{}">{}\n  </optgroup>', name, inside) if name else inside


def _attributes(attrs: Mapping[str, Any]) -> SafeString:
    """As Django writes them: nothing for False, the name alone for True."""
    written = ((name, value) for name, value in attrs.items() if value is not False)
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in written
        ),
    )
