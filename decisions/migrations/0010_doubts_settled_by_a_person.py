"""What only a person can tell is looked into before it is asked of a head."""

import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0009_bylaws"),
        ("organisation", "0005_linked_leader"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalDoubt",
            fields=[
                (
                    "id",
                    models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID"),
                ),
                ("facts", models.JSONField(verbose_name="事实")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待核实"),
                            ("confirmed", "核实属实"),
                            ("dismissed", "核实不属实"),
                            ("lapsed", "事由已消除"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="核实情况")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.CharField(max_length=100, null=True)),
                (
                    "history_type",
                    models.CharField(
                        choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="decisions.matter",
                        verbose_name="决策事项",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核实人",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical 疑点",
                "verbose_name_plural": "historical 疑点核实",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("facts", models.JSONField(verbose_name="事实")),
                ("raised_on", models.DateField(verbose_name="发现日期")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待核实"),
                            ("confirmed", "核实属实"),
                            ("dismissed", "核实不属实"),
                            ("lapsed", "事由已消除"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("words", models.TextField(blank=True, verbose_name="核实情况")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="核实时间")),
                (
                    "matter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="doubt",
                        to="decisions.matter",
                        verbose_name="决策事项",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisation.person",
                        verbose_name="一把手",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="核实人",
                    ),
                ),
            ],
            options={
                "verbose_name": "疑点",
                "verbose_name_plural": "疑点核实",
                "ordering": ["-raised_on", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", False),
                                ("state__in", ["confirmed", "dismissed"]),
                                ("settled_by__isnull", False),
                                models.Q(("words", ""), _negated=True),
                            ),
                            models.Q(("state__in", ["confirmed", "dismissed"]), _negated=True),
                            _connector="OR",
                        ),
                        name="settled_doubt_says_by_whom_and_why",
                    )
                ],
            },
        ),
    ]
