"""A twin of everything in another county: of each table one row again under one number, pointing at twins alone.

Whatever table a number is looked up in, `TWIN` is a row that is there and that nobody of the attacked county may see; its texts bear `MARK`.
"""

from django.apps import apps
from django.db import DatabaseError, models, transaction

from accounts.models import User
from config.settings import OWN_APPS
from organisation.models import Division
from tests.factories import make_county, make_user
from tests.tampering import past_the_product

TWIN = 777000111
MARK = "异县机密"
OTHER_COUNTY = "610926"
OF_THE_COUNTRY = {
    "accounts.User",
    "accounts.RoleHeld",
    "core.Job",
}  # a log-in belongs to no county; its rights do


def make_twins() -> set[str]:
    """Make the twins; the labels of the tables that have one."""
    tables = [
        model
        for model in apps.get_models()
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.pk.get_internal_type() in {"BigAutoField", "AutoField"}
        and model._meta.app_config.name in OWN_APPS
        and model._meta.app_label != "core"  # no table of the engines belongs to a county
        and not model.__name__.startswith("Historical")
        and model._meta.label not in OF_THE_COUNTRY
    ]
    made: set[str] = set()
    make_county(OTHER_COUNTY, "平利县")
    stranger = make_user().pk
    with past_the_product():  # what a twin points at may come after it
        twinned = {model for model in tables if model._base_manager.exists()}
        for model in twinned:
            if _copy(model, twinned, stranger):
                made.add(model._meta.label)
    return made


def _copy(model: type[models.Model], twinned: set[type[models.Model]], stranger: int) -> bool:
    row = model._base_manager.order_by("-pk").first()
    row.pk, row._state.adding = TWIN, True
    for field in model._meta.concrete_fields:
        if field.primary_key:
            continue
        if field.related_model is Division and getattr(row, field.attname):
            setattr(row, field.attname, OTHER_COUNTY)
        elif field.related_model is User and getattr(row, field.attname):
            setattr(row, field.attname, stranger)
        elif field.is_relation and field.remote_field.model in twinned and getattr(row, field.attname):
            setattr(row, field.attname, TWIN)
        elif isinstance(field, models.CharField | models.TextField) and not field.choices:
            setattr(row, field.attname, _marked(field))
    try:
        with transaction.atomic():
            model._base_manager.bulk_create([row])
    except DatabaseError:
        return False
    return True


def _marked(field: models.Field) -> str:
    return f"{MARK}{field.name}"[: field.max_length]
