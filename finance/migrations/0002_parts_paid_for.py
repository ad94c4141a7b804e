import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("finance", "0001_initial"),
        ("projects", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="funduse",
            name="part",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="fund_uses",
                to="projects.part",
                verbose_name="支付的标段",
            ),
        ),
        migrations.AddField(
            model_name="historicalfunduse",
            name="part",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="projects.part",
                verbose_name="支付的标段",
            ),
        ),
        migrations.AddIndex(
            model_name="funduse",
            index=models.Index(
                condition=models.Q(("part__isnull", False)), fields=["part"], name="use_by_part"
            ),
        ),
        migrations.AddConstraint(
            model_name="funduse",
            constraint=models.CheckConstraint(
                condition=models.Q(("purchase", None), ("part", None), _connector="OR"),
                name="use_pays_for_one_thing",
            ),
        ),
    ]
