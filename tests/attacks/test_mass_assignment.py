"""An attacker adds columns to what a form sends: its state, its owner, when it was sealed. Exactly the same is written as without them."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from tests.attacks.offered import ClientOf, Form, forms_of
from tests.attacks.writing import undone, written
from tests.desk.test_every_url_as_every_role import Things

# Names that pages send besides what stands on them, and so may change what is written: what a script of the page adds, which of its buttons was pressed.
SENT_BY_PAGES: set[str] = {"do", "next", "token", "unit", "year", "kind", "seen", "period"}


def columns() -> dict[str, str]:
    """Every column of every table of the product, with a value that would do harm there."""
    own = set(settings.OWN_APPS)
    found: dict[str, str] = {}
    for model in apps.get_models():
        if model._meta.app_label in own:
            for field in model._meta.concrete_fields:
                for name in {field.name, field.attname}:
                    found.setdefault(name, _harmful(field))
    return found


def _harmful(field: models.Field) -> str:
    if field.is_relation:
        other: Any = (
            field.remote_field.model._base_manager.order_by("-pk").values_list("pk", flat=True).first()
        )
        return str(other or 1)
    if field.choices:
        return str([*field.flatchoices][-1][0])
    values: dict[type[models.Field], str] = {
        models.BooleanField: "on", models.DateField: "1999-09-09", models.DateTimeField: "1999-09-09T09:09",
    }  # fmt: skip
    number = isinstance(field, models.IntegerField | models.DecimalField)
    return next(
        (value for kind, value in values.items() if isinstance(field, kind)), "987654" if number else "被塞入"
    )


def bases(form: Form) -> set[str]:
    """The names a form offers, those of its rows without their prefix, too."""
    return form.names | {name.rsplit("-", 1)[-1] for name in form.names}


def test_no_column_a_form_does_not_offer_can_be_set_through_it(things: Things, client_of: ClientOf) -> None:
    every = columns()
    assert {
        "state",
        "entered_by",
        "sealed_at",
        "person_id",
        "is_superuser",
        "county_id",
        "approved_by",
    } <= set(every)
    changed, wrote = {}, 0
    for role, form in [*forms_of(things, client_of)]:
        button = dict(form.buttons[:1])
        fields = form.fields | {name: [value] for name, value in button.items()}
        prefixes = {name.rsplit("-", 1)[0] for name in form.names if "-" in name}
        more = {name: [value] for name, value in every.items() if name not in bases(form) | SENT_BY_PAGES}
        more |= {
            f"{one}-{name}": value for one in prefixes for name, value in [*more.items()] if len(prefixes) < 4
        }
        with undone(), written() as plain:
            client_of(role).post(form.action, fields)
        with undone(), written() as stuffed:
            client_of(role).post(form.action, more | fields)
        wrote += bool(plain)
        if plain != stuffed:
            changed[role, form.action] = [
                pair for pair in zip(plain, stuffed, strict=False) if pair[0] != pair[1]
            ][:1]
    assert changed == {}
    assert wrote > 60  # that many forms did store something as they were sent
