"""A finding may be about somebody besides the head; it is kept from them and their relatives."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisation", "0005_linked_leader"),
        ("supervision", "0010_division_of_work"),
    ]

    operations = [
        migrations.AddField(
            model_name="finding",
            name="concerns",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.person",
                verbose_name="涉及人员",
            ),
        ),
        migrations.AddField(
            model_name="historicalfinding",
            name="concerns",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="organisation.person",
                verbose_name="涉及人员",
            ),
        ),
    ]
