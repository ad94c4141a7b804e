"""Imported decisions count in turnout and in the head's votes against the majority: counted once from the form they came in."""

import msgspec
from django.db import migrations, models

from decisions.procedure import Decision
from decisions.procedure.counting import counted

BATCH = 500
COLUMNS = ["imported_due", "imported_present", "head_outvoted"]


def count(apps, schema_editor):
    matters = apps.get_model("decisions", "Matter").objects
    batch = []
    for row in matters.filter(form__isnull=False).only("form", *COLUMNS).iterator(chunk_size=BATCH):
        votes = counted(msgspec.convert(row.form, Decision))
        row.imported_due, row.imported_present, row.head_outvoted = (
            votes.due,
            votes.present,
            votes.head_outvoted,
        )
        batch.append(row)
        if len(batch) == BATCH:
            matters.bulk_update(batch, COLUMNS)
            batch = []
    matters.bulk_update(batch, COLUMNS)


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_archive_words")]

    operations = [
        migrations.AddField(
            model_name="matter",
            name="imported_due",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="imported_present",
            field=models.PositiveIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="matter",
            name="head_outvoted",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
