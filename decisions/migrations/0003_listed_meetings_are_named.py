"""The meetings of a listed matter have no default: it took the table's own foreign key for one. No change in PostgreSQL."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_seals")]

    operations = [
        migrations.AlterField(
            model_name="listedmatter",
            name="meetings",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=30), size=None, verbose_name="决策会议（按次序）"
            ),
        )
    ]
